/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The address spaces that the scanner looks at.
 *
 * A space pins only the mm_struct (mm_count): its process can exit and free
 * its memory at once.  The registry is protected by a spin lock; spaces are
 * added by anybody, but removed only under sp_scanner.lock for writing, so
 * whoever holds that may keep pointers.
 */
#ifndef SAMEPAGE_MM_SPACE_H
#define SAMEPAGE_MM_SPACE_H

#include <linux/mm_types.h>
#include <linux/pid.h>
#include <linux/xarray.h>

#include "../engine/engine.h"
#include "domain.h"

struct sp_space {
	struct sp_owner owner;		/* under sp_scanner.engine_lock; counts are read without */
	u32 id;				/* may be used again when the space is gone */
	u32 own;			/* a number that no other space has, or had for long */
	struct mm_struct *mm;
	atomic_t holders;		/* scanning threads that hold mm_users now */
	atomic_t refused;		/* times in a row that its mmap_lock was not to be had */
	struct pid *pid;		/* thread group; under the registry's lock */
	u64 start_boottime;		/* ns, of the group leader */
	struct hlist_node by_mm;
	u32 group;			/* that it was put in, or 0; under the registry's lock */
	u64 next_domain;		/* where it belongs now; under the registry's lock */
	bool nothing;			/* the last pass found nothing mergeable; a guess, without a lock */

	struct xarray regions;	/* address >> PMD_SHIFT -> sp_region; changed under engine_lock */

	/* Written by whoever scans it, read by anybody: */
	atomic_long_t scanned;		/* pages looked at, ever */
	atomic_long_t skipped;		/* pages that needed no look, ever */
	unsigned long saved;		/* bytes; under engine_lock */
	u32 saved_version;		/* of the stable index, when that was worked out */
	unsigned long saved_at;		/* jiffies */
};

static inline struct sp_space *sp_space_of(struct sp_owner *owner)
{
	return container_of(owner, struct sp_space, owner);
}

/* The address of page @index of @region, 0 to SP_REGION_PAGES - 1. */
static inline unsigned long sp_region_address(const struct sp_region *region, unsigned int index)
{
	return (region->first_page + index) << PAGE_SHIFT;
}

/* Whose memory it is, as the initial pid namespace has it; @start_boottime in ns. */
pid_t sp_space_process(struct sp_space *space, u64 *start_boottime);

int sp_spaces_init(void);
/* Frees all; nothing may be merged any more. */
void sp_spaces_exit(void);

/*
 * Register every mm that is flagged mergeable, and see where it belongs
 * (next_domain).  May miss some without memory.
 */
void sp_spaces_discover(void);
/* See where those that are registered belong now: setuid and cgroups move them. */
void sp_spaces_see_domains(void);
/* Domains are those of @mode from now on, for all that is seen after this. */
void sp_spaces_set_domains(enum sp_domains mode);

/* Register @mm of @task if it is new.  -ENOMEM. */
int sp_spaces_add(struct mm_struct *mm, struct task_struct *task);
/*
 * Put @mm of @task, registered, into @group (0: none), and children that are
 * registered later, as long as they are the same user's.  true: it belongs
 * elsewhere then (next_domain).
 */
bool sp_spaces_put_in_group(struct mm_struct *mm, struct task_struct *task, u32 group);

/* Is any registered? */
bool sp_spaces_any(void);
/* The space with the lowest id that is @id or more; NULL.  Needs sp_scanner.lock. */
struct sp_space *sp_spaces_next(u32 id);
/* Its space, or NULL.  Needs sp_scanner.lock. */
struct sp_space *sp_spaces_by_mm(struct mm_struct *mm);
/* Unregister and free; needs sp_scanner.lock for writing, and its regions freed. */
void sp_spaces_remove(struct sp_space *space);

/* A copy of what user space may know about a space. */
struct sp_space_info {
	pid_t pid;
	u64 start_time;			/* clock ticks, as /proc/PID/stat has it */
	u32 flags;			/* SAMEPAGE_F_ */
	u32 group;
	u64 domain;
	unsigned long merged, saved, unshared, volatiles, scanned, skipped, zero;
};

/*
 * Info of the first living space whose id is *@id or more, seen from pid
 * namespace @ns; its id goes to *@id.  false: no more.
 */
bool sp_spaces_info_next(u32 *id, struct pid_namespace *ns, struct sp_space_info *info);
/* Info about @mm of @task; zeroes for what is known only of registered spaces. */
void sp_spaces_info(struct mm_struct *mm, struct task_struct *task, struct pid_namespace *ns,
		    struct sp_space_info *info);

/*
 * What /proc/PID/ksm_stat shows: an rmap item of the built-in scanner is a page that
 * it has looked at.  Under engine_lock.
 */
static inline void sp_space_tell(struct sp_space *space)
{
	const struct sp_tally *tally = &space->owner.tally;

	WRITE_ONCE(space->mm->ksm_merging_pages, tally->merged);
	WRITE_ONCE(space->mm->ksm_rmap_items, tally->merged + tally->indexed + tally->seen);
}

u64 sp_start_time(u64 start_boottime);

#endif
