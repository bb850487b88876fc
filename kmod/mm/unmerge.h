/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SAMEPAGE_MM_UNMERGE_H
#define SAMEPAGE_MM_UNMERGE_H

#include <linux/types.h>

struct page;
struct sp_space;

/*
 * Unmerging: every mapping of a merged page gets its own copy.  These need
 * sp_scanner.lock for writing, and return 0, -EINTR (a signal; in a kernel thread
 * also: the process is busy with its memory) or -ENOMEM;
 * what was unmerged by then stays so.
 */

/*
 * Unmerges the pages in @space that @wanted says yes to; NULL: all, and pages
 * of zeroes.
 */
int sp_unmerge_space(struct sp_space *space, bool (*wanted)(struct page *page));

/*
 * Forgets the places in @space that are not merged any more.  The caller holds
 * a reference to its mm (mm_users).
 */
void sp_unmerge_forget(struct sp_space *space);

/* In every mergeable process, as long as @left says that something is left to do. */
int sp_unmerge_spaces(bool (*wanted)(struct page *page), bool (*left)(void));

/* Everything, everywhere; then no node is left. */
int sp_unmerge_all(void);

#endif
