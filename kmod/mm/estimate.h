/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What would marking these processes save?  Counts equal contents in them and
 * looks them up among what the scanner knows; nothing is merged or changed.
 */
#ifndef SAMEPAGE_MM_ESTIMATE_H
#define SAMEPAGE_MM_ESTIMATE_H

#include <linux/types.h>

struct mm_struct;
struct task_struct;
struct sp_estimate;

struct sp_estimate_result {
	/* Bytes. */
	u64 saved;	/* the sum of the next four */
	u64 within;
	u64 merged;
	u64 others;
	u64 zero;
	u64 error;	/* standard error of saved */
	/* Pages. */
	u64 looked;
	u64 changed;

	u32 sample;	/* one in so many contents was looked at */
	u32 processes;
};

/*
 * Room for @max processes, a sample of one in 2^@shift contents, a second look
 * @second_look_ms after the first (0: none).  -ENOMEM; -EBUSY: there are
 * enough of them already.
 */
struct sp_estimate *sp_estimate_begin(u32 max, unsigned int shift, u32 second_look_ms);

/*
 * Adds @mm of @task, which the caller holds meanwhile; not later, so that it
 * can exit.  The same mm counts once.  -ENOMEM.
 */
int sp_estimate_add(struct sp_estimate *e, struct mm_struct *mm, struct task_struct *task);

/*
 * Goes on until about @deadline (ktime, ns) or a signal.  0: finished; -EAGAIN:
 * there is more; -ESRCH: all processes have exited; -ENOMEM; -EINTR: killed.
 */
int sp_estimate_go_on(struct sp_estimate *e, u64 deadline);
void sp_estimate_end(struct sp_estimate *e);

/* Pages; the total may change on the way. */
u64 sp_estimate_done(const struct sp_estimate *e);
u64 sp_estimate_total(const struct sp_estimate *e);

/* When it is finished. */
const struct sp_estimate_result *sp_estimate_result(const struct sp_estimate *e);

#endif
