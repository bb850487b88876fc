/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The core's mark on a whole process, PR_SET_MEMORY_MERGE, or what stands in for
 * it where the core has none: our own bit in the flags of the mm, and mappings
 * made mergeable one by one, new ones when a pass begins.  A fork has the
 * mappings, but not the mark; neither outlasts exec.
 */
#ifndef SAMEPAGE_MM_MERGE_ANY_H
#define SAMEPAGE_MM_MERGE_ANY_H

#include <linux/mm_types.h>

/* Need mmap_lock for writing.  What the core's functions return: 0, -ENOMEM, -ERESTARTSYS. */
int sp_merge_any_enable(struct mm_struct *mm);
int sp_merge_any_disable(struct mm_struct *mm);

/* New mappings of marked processes.  Needs sp_scanner.lock. */
void sp_merge_any_follow(void);

#endif
