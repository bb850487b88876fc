/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SAMEPAGE_MM_UNMERGE_H
#define SAMEPAGE_MM_UNMERGE_H

/*
 * Gives every mapping of a merged page in a mergeable process its own copy.
 * Needs sp_scanner.lock.  0, -EINTR (a signal), -ENOMEM; what was unmerged
 * stays so.
 */
int sp_unmerge_all(void);

#endif
