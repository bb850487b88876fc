// SPDX-License-Identifier: GPL-2.0
/*
 * Marking: what prctl(PR_SET_MEMORY_MERGE) does for the caller, done for any
 * process.  The core keeps the mark over new mappings, fork and exec.
 */
#include <linux/mm.h>

#include "../compat.h"
#include "mark.h"
#include "private_symbols.h"
#include "regroup.h"
#include "scanner.h"
#include "space.h"

static int enable(struct mm_struct *mm)
{
	int err;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	err = sp_core(ksm_enable_merge_any)(mm);
	mmap_write_unlock(mm);
	return err;
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

int sp_mark_in_group(struct mm_struct *mm, struct task_struct *task, u32 group)
{
	int err;

	/* Nobody scans it before it is where it belongs. */
	if (down_write_killable(&sp_scanner.lock))
		return -EINTR;
	err = sp_spaces_add(mm, task);
	if (!err)
		err = enable(mm);
	if (!err) {
		sp_spaces_put_in_group(mm, task, group);
		sp_regroup_movers();
	}
	up_write(&sp_scanner.lock);
	if (!err)
		sp_scanner_wake();
	return err;
}

int sp_unmark(struct mm_struct *mm, struct task_struct *task)
{
	int err;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	err = sp_core(ksm_disable_merge_any)(mm);
	mmap_write_unlock(mm);
	/* A signal, or the freezer.  Nobody restarts a netlink request. */
	if (err == -ERESTARTSYS)
		err = -EINTR;
	if (!err) {
		sp_scanner_forget_unmerged(mm);
		sp_spaces_put_in_group(mm, task, 0);
	}
	return err;
}
