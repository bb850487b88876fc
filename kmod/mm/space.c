// SPDX-License-Identifier: GPL-2.0
#include <linux/hashtable.h>
#include <linux/sched/coredump.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/time_namespace.h>

#include "../compat.h"
#include "../ctl/events.h"
#include "../uapi/samepage.h"
#include "scanner.h"
#include "space.h"

#define SP_MAX_SPACES (INT_MAX - 1)

static DEFINE_SPINLOCK(spaces_lock);
static DEFINE_XARRAY_FLAGS(spaces, XA_FLAGS_ALLOC);
static DEFINE_HASHTABLE(spaces_by_mm, 10);
static struct kmem_cache *space_cache;

int sp_spaces_init(void)
{
	space_cache = KMEM_CACHE(sp_space, SLAB_ACCOUNT);
	return space_cache ? 0 : -ENOMEM;
}

void sp_spaces_exit(void)
{
	struct sp_space *space;

	while ((space = sp_spaces_next(0)))
		sp_spaces_remove(space);
	kmem_cache_destroy(space_cache);
}

static struct sp_space *find_by_mm(struct mm_struct *mm)
{
	struct sp_space *space;

	lockdep_assert_held(&spaces_lock);
	hash_for_each_possible(spaces_by_mm, space, by_mm, (unsigned long)mm)
		if (space->mm == mm)
			return space;
	return NULL;
}

/* Under the lock that the mode changes under: nobody goes by the one before any more. */
static void see_domain(struct sp_space *space, struct task_struct *leader)
{
	lockdep_assert_held(&spaces_lock);
	WRITE_ONCE(space->next_domain, sp_domain_of(sp_scanner.domains, leader, space->own,
						    space->group));
}

void sp_spaces_set_domains(enum sp_domains mode)
{
	spin_lock(&spaces_lock);
	WRITE_ONCE(sp_scanner.domains, mode);
	spin_unlock(&spaces_lock);
}

/* vfork: the process that was seen first may leave before the other. */
static void refresh_owner(struct sp_space *space, struct task_struct *leader)
{
	rcu_read_lock();
	if (!pid_task(space->pid, PIDTYPE_TGID)) {
		put_pid(space->pid);
		space->pid = get_pid(task_tgid(leader));
		space->start_boottime = leader->start_boottime;
	}
	if (space->pid == task_tgid(leader))
		see_domain(space, leader);
	rcu_read_unlock();
}

/* A fork goes where its parent was put; what it execs another user's program as does not. */
static u32 inherited_group(struct task_struct *leader)
{
	struct task_struct *parent = rcu_dereference(leader->real_parent);
	struct sp_space *space = find_by_mm(READ_ONCE(parent->mm));

	return space && sp_same_user(parent, leader) ? space->group : 0;
}

/* Atomic: called for tasks that are found under RCU. */
static int add_space(struct mm_struct *mm, struct task_struct *leader, gfp_t gfp)
{
	static u32 next_own;	/* under spaces_lock */
	struct sp_space *space, *other;
	int err;

	spin_lock(&spaces_lock);
	other = find_by_mm(mm);
	if (other)
		refresh_owner(other, leader);
	spin_unlock(&spaces_lock);
	if (other)
		return 0;

	space = kmem_cache_zalloc(space_cache, gfp | __GFP_NOWARN);
	if (!space)
		return -ENOMEM;
	mmgrab(mm);
	space->mm = mm;
	space->pid = get_pid(task_tgid(leader));
	space->start_boottime = leader->start_boottime;
	xa_init(&space->regions);

	spin_lock(&spaces_lock);
	err = find_by_mm(mm) ? -EEXIST : 0;
	if (!err) {
		space->own = next_own++;
		rcu_read_lock();
		space->group = inherited_group(leader);
		see_domain(space, leader);
		rcu_read_unlock();
		/* Settled before a scanning thread can see it. */
		space->owner.domain = space->next_domain;
		err = xa_alloc(&spaces, &space->id, space, XA_LIMIT(0, SP_MAX_SPACES),
			       GFP_ATOMIC | __GFP_NOWARN);
	}
	if (!err) {
		hash_add(spaces_by_mm, &space->by_mm, (unsigned long)mm);
		/* A fork copied the parent's numbers along with its mm_struct. */
		WRITE_ONCE(mm->ksm_merging_pages, 0);
		WRITE_ONCE(mm->ksm_rmap_items, 0);
	}
	spin_unlock(&spaces_lock);

	if (err) {
		put_pid(space->pid);
		mmdrop(mm);
		kmem_cache_free(space_cache, space);
	} else {
		sp_event_marked(task_tgid_nr(leader), leader->start_boottime, gfp);
	}
	return err == -EEXIST ? 0 : err;
}

pid_t sp_space_process(struct sp_space *space, u64 *start_boottime)
{
	pid_t pid;

	spin_lock(&spaces_lock);
	pid = pid_nr(space->pid);
	*start_boottime = space->start_boottime;
	spin_unlock(&spaces_lock);
	return pid;
}

int sp_spaces_add(struct mm_struct *mm, struct task_struct *task)
{
	return add_space(mm, task->group_leader, GFP_KERNEL);
}

bool sp_spaces_put_in_group(struct mm_struct *mm, struct task_struct *task, u32 group)
{
	struct task_struct *leader = task->group_leader;
	struct sp_space *space;
	bool moves = false;

	spin_lock(&spaces_lock);
	space = find_by_mm(mm);
	if (space) {
		space->group = group;
		rcu_read_lock();
		see_domain(space, leader);
		rcu_read_unlock();
		moves = space->next_domain != space->owner.domain;
	}
	spin_unlock(&spaces_lock);
	return moves;
}

/* A reference (mm_count) to the mm of a process, if it is mergeable. */
static struct mm_struct *mergeable_mm(struct task_struct *leader)
{
	struct mm_struct *mm = NULL;
	struct task_struct *t;

	/* The leader may have exited before its threads. */
	for_each_thread(leader, t) {
		task_lock(t);
		mm = t->flags & PF_KTHREAD ? NULL : t->mm;
		if (mm && sp_mm_flag(mm, MMF_VM_MERGEABLE))
			mmgrab(mm);
		else
			mm = NULL;
		task_unlock(t);
		if (mm || t->flags & PF_KTHREAD)
			break;
	}
	return mm;
}

void sp_spaces_discover(void)
{
	struct task_struct *leader;

	rcu_read_lock();
	for_each_process(leader) {
		struct mm_struct *mm = mergeable_mm(leader);

		if (!mm)
			continue;
		/* Out of memory: the next pass finds it again. */
		add_space(mm, leader, GFP_ATOMIC);
		mmdrop(mm);
	}
	rcu_read_unlock();
}

void sp_spaces_see_domains(void)
{
	unsigned long index = 0;
	struct sp_space *space;

	do {
		struct task_struct *leader;

		spin_lock(&spaces_lock);
		space = xa_find(&spaces, &index, SP_MAX_SPACES, XA_PRESENT);
		if (space) {
			rcu_read_lock();
			leader = pid_task(space->pid, PIDTYPE_TGID);
			if (leader)
				see_domain(space, leader);
			rcu_read_unlock();
		}
		spin_unlock(&spaces_lock);
		cond_resched();
		index++;
	} while (space);
}

struct sp_space *sp_spaces_next(u32 id)
{
	unsigned long index = id;

	return xa_find(&spaces, &index, SP_MAX_SPACES, XA_PRESENT);
}

/* Not xa_empty(): a store that fails without memory may leave empty nodes behind. */
static bool holds_any(struct xarray *array)
{
	unsigned long index = 0;

	return xa_find(array, &index, ULONG_MAX, XA_PRESENT);
}

bool sp_spaces_any(void)
{
	return holds_any(&spaces);
}

struct sp_space *sp_spaces_by_mm(struct mm_struct *mm)
{
	struct sp_space *space;

	spin_lock(&spaces_lock);
	space = find_by_mm(mm);
	spin_unlock(&spaces_lock);
	return space;
}

void sp_spaces_remove(struct sp_space *space)
{
	spin_lock(&spaces_lock);
	hash_del(&space->by_mm);
	xa_erase(&spaces, space->id);
	spin_unlock(&spaces_lock);

	WARN_ON_ONCE(holds_any(&space->regions));
	xa_destroy(&space->regions);
	WRITE_ONCE(space->mm->ksm_merging_pages, 0);
	WRITE_ONCE(space->mm->ksm_rmap_items, 0);
	put_pid(space->pid);
	mmdrop(space->mm);
	kmem_cache_free(space_cache, space);
}

u64 sp_start_time(u64 start_boottime)
{
	/* nsec_to_clock_t() is not exported; USER_HZ divides a second evenly. */
	return div_u64(timens_add_boottime_ns(start_boottime), NSEC_PER_SEC / USER_HZ);
}

/* @space: of this @mm, if there is one.  The core never takes MMF_VM_MERGEABLE back. */
static u32 flags_of(struct mm_struct *mm, const struct sp_space *space)
{
	if (sp_mm_flag(mm, MMF_VM_MERGE_ANY))
		return SAMEPAGE_F_MERGE_ANY | SAMEPAGE_F_MERGEABLE;
	if (!sp_mm_flag(mm, MMF_VM_MERGEABLE) || (space && READ_ONCE(space->nothing)))
		return 0;
	return SAMEPAGE_F_MERGEABLE;
}

static void fill_info(struct sp_space *space, struct sp_space_info *info)
{
	info->domain = READ_ONCE(space->owner.domain);
	info->group = space->group;
	info->merged = READ_ONCE(space->owner.tally.merged);
	info->saved = READ_ONCE(space->saved);
	info->unshared = READ_ONCE(space->owner.tally.indexed);
	info->volatiles = READ_ONCE(space->owner.tally.seen);
	info->scanned = atomic_long_read(&space->scanned);
	info->skipped = atomic_long_read(&space->skipped);
	info->zero = sp_mm_zero_pages(space->mm);
}

bool sp_spaces_info_next(u32 *id, struct pid_namespace *ns, struct sp_space_info *info)
{
	struct sp_space *space;
	unsigned long index;
	bool found = false;

	spin_lock(&spaces_lock);
	xa_for_each_start(&spaces, index, space, *id) {
		memset(info, 0, sizeof(*info));
		info->pid = pid_nr_ns(space->pid, ns);
		/* Exited, or not visible from the reader's namespace. */
		if (!info->pid || !atomic_read(&space->mm->mm_users))
			continue;
		info->start_time = sp_start_time(space->start_boottime);
		info->flags = flags_of(space->mm, space);
		fill_info(space, info);
		*id = space->id;
		found = true;
		break;
	}
	spin_unlock(&spaces_lock);
	return found;
}

void sp_spaces_info(struct mm_struct *mm, struct task_struct *task, struct pid_namespace *ns,
		    struct sp_space_info *info)
{
	struct sp_space *space;

	memset(info, 0, sizeof(*info));
	info->pid = task_tgid_nr_ns(task, ns);
	info->start_time = sp_start_time(task->group_leader->start_boottime);
	spin_lock(&spaces_lock);
	space = find_by_mm(mm);
	info->flags = flags_of(mm, space);
	if (space)
		fill_info(space, info);
	spin_unlock(&spaces_lock);
}
