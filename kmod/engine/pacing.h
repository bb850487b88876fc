/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Keeps a thread at or below a share of one CPU, over any workload: what it
 * really ran is held against the time that went by.
 *
 * Over any stretch of time a thread that sleeps as it is told runs no more than
 * the share of that time, plus the share of SP_PACING_CREDIT_NS, plus what it
 * runs between two questions.  One sp_pacing for each thread, used only by it.
 */
#ifndef SAMEPAGE_ENGINE_PACING_H
#define SAMEPAGE_ENGINE_PACING_H

#include "shim.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Unused time that a thread may make up for; timers that wake late cost that much. */
#define SP_PACING_CREDIT_NS (50ULL * 1000 * 1000)
/* Shorter sleeps are put off: they cost more than they give back. */
#define SP_PACING_MIN_SLEEP_NS (1ULL * 1000 * 1000)
/* The longest single sleep, so that a new share takes effect soon. */
#define SP_PACING_MAX_SLEEP_NS (1000ULL * 1000 * 1000)
/* The most running that is remembered; more comes only of a broken clock. */
#define SP_PACING_MAX_DEBT_NS (60ULL * 1000 * 1000 * 1000)

struct sp_pacing {
	bool started;
	u64 run_ns;	/* at the last question */
	u64 now_ns;
	u64 debt_ns;	/* ran that much more than its share */
	u64 credit_ns;	/* ran that much less; one of the two is 0 */
};

void sp_pacing_init(struct sp_pacing *p);

/*
 * How long to sleep now, in ns; 0: go on.  @run_ns_total: what the thread ever
 * ran; @now_ns: a clock that never goes back; @share_permille: of one CPU, 1 to
 * 1000 (0 counts as 1, more as 1000: no sleep).  May change with every call.
 * Ask again after the sleep, or after some more work.
 */
u64 sp_pacing_sleep_ns(struct sp_pacing *p, u64 run_ns_total, u64 now_ns, u32 share_permille);

#ifdef __cplusplus
}
#endif

#endif
