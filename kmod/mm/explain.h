/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Why is this not merged?  Goes through what a process has mapped and sorts it
 * by reason; nothing is changed.
 */
#ifndef SAMEPAGE_MM_EXPLAIN_H
#define SAMEPAGE_MM_EXPLAIN_H

#include <linux/types.h>

#include "../uapi/samepage.h"

struct mm_struct;
struct sp_explain;

/* For @mm, which the caller holds (mm_count) until the end.  NULL: no memory. */
struct sp_explain *sp_explain_begin(struct mm_struct *mm);

/*
 * Goes on until about @deadline (ktime, ns) or a signal.  0: finished; -EAGAIN:
 * there is more; -ESRCH: the process has exited; -ENOMEM; -EINTR: killed.
 */
int sp_explain_go_on(struct sp_explain *e, u64 deadline);
void sp_explain_end(struct sp_explain *e);

/* Pages; the total may change on the way. */
u64 sp_explain_done(const struct sp_explain *e);
u64 sp_explain_total(const struct sp_explain *e);

/* Bytes.  All reasons together are what is resident. */
u64 sp_explain_bytes(const struct sp_explain *e, enum samepage_reason reason);
u64 sp_explain_resident(const struct sp_explain *e);

#endif
