/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The built-in scanner.  Two scanners on one process must never be: each would
 * take the other's nodes for its own.
 */
#ifndef SAMEPAGE_MM_BUILTIN_H
#define SAMEPAGE_MM_BUILTIN_H

#include <linux/types.h>

/*
 * -EBUSY while the built-in scanner runs or has pages merged, after a line in the
 * log.  0: it does not, and as long as sp_scanner_claims_pages() it cannot.
 * Needs sp_scanner.lock for writing.
 */
int sp_builtin_give_way(void);

/* Has it been started? */
bool sp_builtin_runs(void);

/*
 * From now on starting it (its file "run") fails with EBUSY as long as
 * sp_scanner_claims_pages().  -ENOENT: not with this kernel; @missing names what
 * there is not.
 */
int sp_builtin_guard_init(const char **missing);
void sp_builtin_guard_exit(void);

#endif
