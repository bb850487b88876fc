/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SAMEPAGE_MM_REGROUP_H
#define SAMEPAGE_MM_REGROUP_H

#include "domain.h"

/*
 * Regrouping: what is merged although it does not belong together any more is
 * unmerged.  These need sp_scanner.lock for writing.
 */

/*
 * From now on domains are those of @mode.  -EINTR, -ENOMEM: they are as they
 * were, with some pages not merged any more.
 */
int sp_regroup(enum sp_domains mode);

/*
 * After sp_spaces_discover(): unmerges processes that went to another domain
 * (by setuid, or into another cgroup).  Without memory for that it is tried
 * again at the next call; until then they do not merge anew.
 */
void sp_regroup_movers(void);

#endif
