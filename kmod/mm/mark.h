/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SAMEPAGE_MM_MARK_H
#define SAMEPAGE_MM_MARK_H

struct mm_struct;
struct task_struct;

/*
 * Make all of @mm, which @task uses, mergeable now and in the future.  The
 * caller holds a reference (mm_users).  0, -EINTR, -ENOMEM.
 */
int sp_mark(struct mm_struct *mm, struct task_struct *task);
/*
 * The same, and from now on it merges with members of @group only; 0: with
 * whom the mode says.  Pages that it shares with others are unmerged; without
 * memory for that, in a later pass.
 */
int sp_mark_in_group(struct mm_struct *mm, struct task_struct *task, u32 group);
/* Undo that and unmerge; it leaves its group.  0, -EINTR, -ENOMEM: not changed then. */
int sp_unmark(struct mm_struct *mm, struct task_struct *task);

#endif
