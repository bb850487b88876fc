/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The address spaces that the scanner looks at.
 *
 * A space pins only the mm_struct (mm_count): its process can exit and free
 * its memory at once.  The registry is protected by a spin lock; spaces are
 * added by anybody, but removed only under sp_scanner.lock, so whoever holds
 * that may keep pointers.
 */
#ifndef SAMEPAGE_MM_SPACE_H
#define SAMEPAGE_MM_SPACE_H

#include <linux/mm_types.h>
#include <linux/pid.h>
#include <linux/xarray.h>

#include "../engine/engine.h"

struct sp_space {
	u32 id;
	struct mm_struct *mm;
	struct pid *pid;		/* thread group; under the registry's lock */
	u64 start_boottime;		/* ns, of the group leader */
	struct hlist_node by_mm;

	/* Under sp_scanner.lock: */
	struct xarray items;		/* page index -> struct sp_mapping */
	struct xarray regions;		/* address >> PMD_SHIFT -> struct sp_region */
	unsigned long pass_saved;	/* bytes; this pass, so far */
	unsigned long pass_unshared;
	unsigned long pass_volatile;
	unsigned long pass_scanned;

	/* Written under sp_scanner.lock, read by anybody: */
	unsigned long merged;		/* pages: number of items */
	unsigned long saved;		/* bytes */
	unsigned long unshared;		/* pages; these three of the last finished pass */
	unsigned long volatiles;
	unsigned long scanned;
};

/* One mapping of a merged page. */
struct sp_mapping {
	struct sp_rmap_item item;
	struct sp_space *space;
};

static inline struct sp_mapping *sp_mapping_of(struct sp_rmap_item *item)
{
	return container_of(item, struct sp_mapping, item);
}

int sp_spaces_init(void);
/* Frees all; the items must be gone. */
void sp_spaces_exit(void);

/* Register every mm that is flagged mergeable.  May miss some without memory. */
void sp_spaces_discover(void);

/* Register @mm of @task if it is new.  -ENOMEM. */
int sp_spaces_add(struct mm_struct *mm, struct task_struct *task);

/* The space with the lowest id that is @id or more; NULL.  Needs sp_scanner.lock. */
struct sp_space *sp_spaces_next(u32 id);
/* The space with @id, or NULL.  Needs sp_scanner.lock. */
struct sp_space *sp_spaces_get(u32 id);
struct sp_space *sp_spaces_by_mm(struct mm_struct *mm);
/* Unregister and free; needs sp_scanner.lock, and its items dropped. */
void sp_spaces_remove(struct sp_space *space);

/* A copy of what user space may know about a space. */
struct sp_space_info {
	pid_t pid;
	u64 start_time;			/* clock ticks, as /proc/PID/stat has it */
	u32 flags;			/* SAMEPAGE_F_ */
	unsigned long merged, saved, unshared, volatiles, scanned;
};

/*
 * Info of the first living space whose id is *@id or more, seen from pid
 * namespace @ns; its id goes to *@id.  false: no more.
 */
bool sp_spaces_info_next(u32 *id, struct pid_namespace *ns, struct sp_space_info *info);
/* Info about @mm of @task; zeroes for what is known only of registered spaces. */
void sp_spaces_info(struct mm_struct *mm, struct task_struct *task, struct pid_namespace *ns,
		    struct sp_space_info *info);

u64 sp_start_time(u64 start_boottime);

#endif
