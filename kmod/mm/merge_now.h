/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SAMEPAGE_MM_MERGE_NOW_H
#define SAMEPAGE_MM_MERGE_NOW_H

#include <linux/types.h>

struct mm_struct;
struct task_struct;

/* How far a long operation is, for whoever asked for it. */
struct sp_progress {
	u64 done, total;	/* pages; total is what is mapped, and may change */
	bool cancelled;		/* set by anybody: stop soon */
	/* Called now and then, without a lock, in the context of the operation. */
	void (*report)(struct sp_progress *progress);
};

/*
 * Merges what can be merged of @mm (of @task; the caller holds mm_count) at
 * once, at full speed, whatever run says: its pages are looked at three times, so
 * that those that hold still merge with each other, with merged pages, and
 * with pages of other processes that have been looked at.
 *
 * In a kernel thread.  -EINVAL: not mergeable; -ESRCH: it has exited; -EBUSY:
 * the built-in scanner is in use; -ENOMEM; -ECANCELED: what is merged stays so.
 */
int sp_merge_now(struct mm_struct *mm, struct task_struct *task, struct sp_progress *progress);

#endif
