// SPDX-License-Identifier: GPL-2.0
/*
 * Marking: what prctl(PR_SET_MEMORY_MERGE) does for the caller, done for any
 * process.  The core keeps the mark over new mappings, fork and exec.
 */
#include <linux/mm.h>

#include "../compat.h"
#include "mark.h"
#include "private_symbols.h"
#include "scanner.h"
#include "space.h"

int sp_mark(struct mm_struct *mm, struct task_struct *task)
{
	int err;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	err = sp_core(ksm_enable_merge_any)(mm);
	mmap_write_unlock(mm);
	if (err)
		return err;

	/* Without memory for it now, the next pass finds the process by its flag. */
	sp_spaces_add(mm, task);
	sp_scanner_wake();
	return 0;
}

int sp_unmark(struct mm_struct *mm)
{
	int err;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	err = sp_core(ksm_disable_merge_any)(mm);
	mmap_write_unlock(mm);
	/* A signal, or the freezer.  Nobody restarts a netlink request. */
	if (err == -ERESTARTSYS)
		err = -EINTR;
	if (!err)
		sp_scanner_forget_unmerged(mm);
	return err;
}
