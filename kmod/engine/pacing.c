// SPDX-License-Identifier: GPL-2.0
#include "pacing.h"

#define WHOLE 1000	/* permille */

void sp_pacing_init(struct sp_pacing *p)
{
	p->started = false;
	p->run_ns = 0;
	p->now_ns = 0;
	p->debt_ns = 0;
	p->credit_ns = 0;
}

static u64 since(u64 before, u64 after)
{
	u64 ns = after > before ? after - before : 0;

	return ns < SP_PACING_MAX_DEBT_NS ? ns : SP_PACING_MAX_DEBT_NS;
}

static void account(struct sp_pacing *p, u64 ran, u64 earned, u32 share)
{
	u64 spent = p->debt_ns + ran;
	u64 allowed = p->credit_ns + earned;
	u64 most_credit = SP_PACING_CREDIT_NS / WHOLE * share;

	p->debt_ns = since(allowed, spent);
	p->credit_ns = since(spent, allowed);
	if (p->credit_ns > most_credit)
		p->credit_ns = most_credit;
}

u64 sp_pacing_sleep_ns(struct sp_pacing *p, u64 run_ns_total, u64 now_ns, u32 share_permille)
{
	u32 share = share_permille ? share_permille : 1;
	u64 sleep;

	if (share >= WHOLE) {
		/* Nothing to hold against it when the share shrinks later. */
		sp_pacing_init(p);
		share = WHOLE;
	}
	if (p->started)
		account(p, since(p->run_ns, run_ns_total),
			since(p->now_ns, now_ns) / WHOLE * share, share);
	p->started = true;
	p->run_ns = run_ns_total;
	p->now_ns = now_ns;

	sleep = p->debt_ns * WHOLE / share;
	if (sleep < SP_PACING_MIN_SLEEP_NS)
		return 0;
	return sleep < SP_PACING_MAX_SLEEP_NS ? sleep : SP_PACING_MAX_SLEEP_NS;
}
