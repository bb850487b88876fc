// SPDX-License-Identifier: GPL-2.0
/*
 * Marking: what prctl(PR_SET_MEMORY_MERGE) does for the caller, done for any
 * process.  The core keeps the mark over new mappings, fork and exec.
 */
#include <linux/mm.h>

#include "../compat.h"
#include "mark.h"
#include "merge_any.h"
#include "regroup.h"
#include "scanner.h"
#include "space.h"
#include "unmerge.h"

static int enable(struct mm_struct *mm)
{
	int err;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	err = sp_merge_any_enable(mm);
	mmap_write_unlock(mm);
	return err;
}

static int disable(struct mm_struct *mm)
{
	int err;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	err = sp_merge_any_disable(mm);
	mmap_write_unlock(mm);
	/* A signal, or the freezer.  Nobody restarts a netlink request. */
	return err == -ERESTARTSYS ? -EINTR : err;
}

int sp_mark(struct mm_struct *mm, struct task_struct *task)
{
	int err = enable(mm);

	if (err)
		return err;

	/* Without memory for it now, the next pass finds the process by its flag. */
	sp_spaces_add(mm, task);
	sp_scanner_wake();
	return 0;
}

/* Needs sp_scanner.lock for writing. */
static void move_to_group(struct mm_struct *mm, struct task_struct *task, u32 group)
{
	if (sp_spaces_put_in_group(mm, task, group))
		sp_regroup_movers();
}

int sp_mark_in_group(struct mm_struct *mm, struct task_struct *task, u32 group)
{
	bool was_marked;
	int err;

	/* Nobody scans it before it is where it belongs. */
	if (down_write_killable(&sp_scanner.lock))
		return -EINTR;
	was_marked = sp_mm_flag(mm, MMF_VM_MERGE_ANY);
	err = enable(mm);
	if (!err) {
		err = sp_spaces_add(mm, task);
		if (!err)
			move_to_group(mm, task, group);
		else if (!was_marked)
			disable(mm);
	}
	up_write(&sp_scanner.lock);
	if (!err)
		sp_scanner_wake();
	return err;
}

int sp_unmark(struct mm_struct *mm, struct task_struct *task)
{
	struct sp_space *space;
	int err = disable(mm);

	if (err)
		return err;

	down_write(&sp_scanner.lock);
	space = sp_spaces_by_mm(mm);
	if (space) {
		sp_unmerge_forget(space);
		move_to_group(mm, task, 0);
		/* What it asked for itself has been withdrawn with the mark. */
		WRITE_ONCE(space->nothing, true);
	}
	up_write(&sp_scanner.lock);
	return 0;
}
