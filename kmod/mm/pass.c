// SPDX-License-Identifier: GPL-2.0
#include <linux/freezer.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>

#include "../compat.h"
#include "known.h"
#include "look.h"
#include "merge_any.h"
#include "pass.h"
#include "private_symbols.h"
#include "regroup.h"
#include "scanner.h"
#include "space.h"
#include "space_lock.h"

/* Big enough that taking one costs nothing, small enough to share the work. */
#define PIECE_SIZE	(32UL << 20)

/* Looking for new processes and draining per-CPU lists is not done more often. */
#define DISCOVER_INTERVAL msecs_to_jiffies(200)

/* Who scans what.  A region belongs to one piece only. */
static struct {
	struct mutex lock;
	bool active;
	bool saw_any;
	u32 id;			/* of the space to take the next piece of */
	unsigned long addr;	/* in it */
	struct list_head pieces;	/* being looked at */
	unsigned long discovered;	/* jiffies */
} position = {
	.lock = __MUTEX_INITIALIZER(position.lock),
	.pieces = LIST_HEAD_INIT(position.pieces),
};

void sp_scan_init(struct sp_scan *scan)
{
	*scan = (struct sp_scan){};
	INIT_LIST_HEAD(&scan->piece.in_pass);
}

bool sp_pass_active(void)
{
	return READ_ONCE(position.active);
}

bool sp_pass_saw_any(void)
{
	return READ_ONCE(position.saw_any);
}

void sp_pass_begin(void)
{
	lockdep_assert_held_write(&sp_scanner.lock);
	position.id = 0;
	position.addr = 0;
	position.saw_any = false;
	if (time_after_eq(jiffies, position.discovered + DISCOVER_INTERVAL)) {
		position.discovered = jiffies;
		sp_spaces_discover();
		sp_merge_any_follow();
		sp_regroup_movers();
		/*
		 * Pages that were just faulted in wait in per-CPU lists, with a
		 * reference that looks like somebody using them.
		 */
		sp_core(lru_add_drain_all)();
	}
	WRITE_ONCE(position.active, true);
}

void sp_pass_drop_piece(struct sp_piece *piece)
{
	piece->space = NULL;
	list_del_init(&piece->in_pass);
}

void sp_pass_abandon(void)
{
	struct sp_piece *piece, *next;

	lockdep_assert_held_write(&sp_scanner.lock);
	list_for_each_entry_safe(piece, next, &position.pieces, in_pass)
		sp_pass_drop_piece(piece);
	WRITE_ONCE(position.active, false);
}

void sp_pass_forget_space(struct sp_space *space)
{
	struct sp_piece *piece, *next;

	lockdep_assert_held_write(&sp_scanner.lock);
	list_for_each_entry_safe(piece, next, &position.pieces, in_pass)
		if (piece->space == space)
			sp_pass_drop_piece(piece);
	/* Its number may be given to another. */
	if (position.id == space->id)
		position.addr = 0;
}

bool sp_pass_end(void)
{
	bool ended;

	mutex_lock(&position.lock);
	ended = position.active && list_empty(&position.pieces) && !sp_spaces_next(position.id);
	if (ended)
		WRITE_ONCE(position.active, false);
	mutex_unlock(&position.lock);
	if (ended) {
		mutex_lock(&sp_scanner.engine_lock);
		sp_engine_end_pass(&sp_scanner.engine);
		mutex_unlock(&sp_scanner.engine_lock);
	}
	return ended;
}

/* The end of the piece of @mm that starts at @addr: TASK_SIZE_MAX when nothing comes after. */
static unsigned long piece_end(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma;

	VMA_ITERATOR(vmi, mm, addr);
	for_each_vma(vmi, vma)
		if (sp_vma_scannable(vma))
			return ALIGN(max(addr, vma->vm_start) + PIECE_SIZE, PMD_SIZE);
	return TASK_SIZE_MAX;
}

/* Only scanning threads use it any more: it is exiting, and waits for them. */
static bool exiting(struct sp_space *space)
{
	return atomic_read(&space->mm->mm_users) <= atomic_read(&space->holders);
}

static void release(struct sp_space *space)
{
	atomic_dec(&space->holders);
	mmput_async(space->mm);
}

/* Takes a reference to the mm if there is anybody to scan for. */
static bool hold(struct sp_space *space)
{
	if (!mmget_not_zero(space->mm))
		return false;
	atomic_inc(&space->holders);
	/* The other: on its way to another domain, and not unmerged yet. */
	if (!exiting(space) &&
	    READ_ONCE(space->next_domain) == READ_ONCE(space->owner.domain))
		return true;
	release(space);
	return false;
}

static void next_space(struct sp_space *space)
{
	position.id = space->id + 1;
	position.addr = 0;
}

/*
 * Takes the next piece; its space is held, and its mmap_lock too then.
 * False: there is none left.
 */
static bool take_piece(struct sp_piece *piece)
{
	struct sp_space *space;

	mutex_lock(&position.lock);
	while (position.active && (space = sp_spaces_next(position.id))) {
		if (space->id != position.id) {
			position.id = space->id;
			position.addr = 0;
		}
		if (!hold(space)) {
			next_space(space);
			continue;
		}
		if (!sp_space_lock(space)) {
			release(space);
			next_space(space);
			continue;
		}
		piece->space = space;
		piece->addr = position.addr;
		piece->end = piece_end(space->mm, position.addr);
		if (!position.addr)
			WRITE_ONCE(space->nothing, piece->end >= TASK_SIZE_MAX);
		list_add(&piece->in_pass, &position.pieces);
		if (piece->end >= TASK_SIZE_MAX)
			next_space(space);
		else
			position.addr = piece->end;
		mutex_unlock(&position.lock);
		return true;
	}
	mutex_unlock(&position.lock);
	return false;
}

static void piece_done(struct sp_piece *piece)
{
	struct sp_space *space = piece->space;
	bool last = piece->end >= TASK_SIZE_MAX;

	mutex_lock(&position.lock);
	sp_pass_drop_piece(piece);
	mutex_unlock(&position.lock);
	if (last)
		sp_known_recount(space);
}

/* Goes on with a piece, like take_piece().  False: there is nobody to scan for, or no way to. */
static bool resume_piece(struct sp_piece *piece)
{
	struct sp_space *space = piece->space;

	if (hold(space)) {
		if (sp_space_lock(space))
			return true;
		release(space);
	}
	piece_done(piece);
	return false;
}

static bool should_stop(const struct sp_scan *scan)
{
	return !scan->budget || ktime_get_ns() >= scan->slice_end ||
	       rwsem_is_contended(&sp_scanner.lock) || freezing(current) || kthread_should_stop();
}

static bool wants_room(void)
{
	/* Without the lock: a glance, for a hint. */
	return data_race(sp_engine_wants_room(&sp_scanner.engine));
}

static void make_room(void)
{
	if (!wants_room())
		return;
	mutex_lock(&sp_scanner.engine_lock);
	sp_engine_make_room(&sp_scanner.engine);
	mutex_unlock(&sp_scanner.engine_lock);
}

/*
 * Looks at what is in @space from *@addr to @end, whose mmap_lock is held.
 * False: it has to stop, because of @scan if there is one, and goes on at *@addr.
 */
static bool look_through(struct sp_chunk *chunk, struct sp_space *space, unsigned long *addr,
			 unsigned long end, unsigned long *budget, const struct sp_scan *scan)
{
	struct mm_struct *mm = space->mm;
	struct vm_area_struct *vma;

	VMA_ITERATOR(vmi, mm, *addr);
	for_each_vma_range(vmi, vma, end) {
		if (!sp_vma_scannable(vma))
			continue;
		if (*addr < vma->vm_start) {
			sp_known_forget(space, *addr, vma->vm_start);
			*addr = vma->vm_start;
		}
		while (*addr < min(vma->vm_end, end)) {
			*addr = sp_look(chunk, space, vma, *addr, min(vma->vm_end, end), budget);
			WRITE_ONCE(position.saw_any, true);
			/* Tracing and livepatching wait for every task to pass here or sleep. */
			cond_resched_tasks_rcu_qs();
			/* The process itself goes first; so does its exit. */
			if (mmap_lock_is_contended(mm) || wants_room() ||
			    (scan && (should_stop(scan) || exiting(space))))
				return false;
		}
	}
	sp_known_forget(space, *addr, end);
	*addr = end;
	return true;
}

/* True: all of the piece has been looked at. */
static bool scan_piece(struct sp_scan *scan)
{
	struct sp_piece *piece = &scan->piece;

	return look_through(&scan->chunk, piece->space, &piece->addr, piece->end, &scan->budget,
			    scan);
}

bool sp_pass_scan(struct sp_scan *scan)
{
	struct sp_piece *piece = &scan->piece;

	lockdep_assert_held(&sp_scanner.lock);
	while (!should_stop(scan)) {
		struct sp_space *space;
		bool done;

		/* Nobody's mmap_lock is held. */
		make_room();
		if (piece->space) {
			if (!resume_piece(piece))
				continue;
		} else if (!take_piece(piece)) {
			return false;
		}
		space = piece->space;
		done = scan_piece(scan);
		sp_space_unlock(space);
		if (done)
			piece_done(piece);
		release(space);
	}
	return true;
}

int sp_pass_scan_now(struct sp_chunk *chunk, struct sp_space *space, unsigned long *addr)
{
	unsigned long budget = ULONG_MAX, end;

	lockdep_assert_held_write(&sp_scanner.lock);
	make_room();
	if (!sp_space_lock(space))
		return -EAGAIN;
	end = piece_end(space->mm, *addr);
	look_through(chunk, space, addr, end, &budget, NULL);
	sp_space_unlock(space);
	return end < TASK_SIZE_MAX ? 0 : -ENOENT;
}
