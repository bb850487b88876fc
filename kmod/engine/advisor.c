// SPDX-License-Identifier: GPL-2.0
#include "advisor.h"

#define NS_PER_MS 1000000ULL
#define MS_PER_S 1000ULL
#define MAX_MS 0xffffffffULL	/* seven weeks; times a u32 it fits a u64 */

#define MAX_PERCENT 1000000ULL	/* more CPUs than there are; likewise */

/* How much of what the last pass showed goes into the average, in tenths. */
#define WEIGHT 3

void sp_advisor_init(struct sp_advisor *a)
{
	a->mode = SP_ADVISOR_NONE;
	a->max_cpu = 70;
	a->min_pages = 500;
	a->max_pages = 30000;
	a->target_scan_time = 200;
	a->work = 0;
}

static u32 clamp_pages(const struct sp_advisor *a, u64 pages)
{
	if (pages < a->min_pages)
		pages = a->min_pages;
	if (pages > a->max_pages)
		pages = a->max_pages;
	return pages > 0xffffffffU ? 0xffffffffU : (u32)pages;
}

u32 sp_advisor_set_mode(struct sp_advisor *a, enum sp_advisor_mode mode, u32 pages_to_scan)
{
	if (a->mode == mode)
		return pages_to_scan;
	a->mode = mode;
	a->work = 0;
	return mode == SP_ADVISOR_NONE ? SP_ADVISOR_DEFAULT_PAGES : clamp_pages(a, 0);
}

static u64 to_ms(u64 ns)
{
	u64 ms = ns / NS_PER_MS;

	if (!ms)
		return 1;
	return ms > MAX_MS ? MAX_MS : ms;
}

/* The most pages a batch that keep the scanner below its share of a CPU. */
static u64 cpu_limit(const struct sp_advisor *a, u64 scan_ms, u64 cpu_ns, u32 pages_to_scan)
{
	/* In hundredths of a percent: at one percent a whole one is too coarse. */
	u64 used = to_ms(cpu_ns) * 10000 / scan_ms;
	u64 allowed = a->max_cpu < MAX_PERCENT ? a->max_cpu : MAX_PERCENT;

	return pages_to_scan * allowed * 100 / (used ? used : 1);
}

u32 sp_advisor_next(struct sp_advisor *a, u64 scan_ns, u64 cpu_ns, u32 pages_to_scan)
{
	u64 scan_ms = to_ms(scan_ns);
	u64 work, target_ms, pages, limit;

	if (a->mode == SP_ADVISOR_NONE)
		return pages_to_scan;
	/*
	 * A pass takes as long as its batches and the sleeps between them: with
	 * twice the pages a batch, half as long.  Their product tells how much
	 * there is to scan, whatever pages_to_scan was; that is what is smoothed.
	 */
	if (!pages_to_scan)
		pages_to_scan = 1;
	work = scan_ms * pages_to_scan;
	if (a->work)
		work = a->work / 10 * (10 - WEIGHT) + work / 10 * WEIGHT;
	a->work = work ? work : 1;

	target_ms = a->target_scan_time;
	target_ms = target_ms > MAX_MS / MS_PER_S ? MAX_MS : target_ms * MS_PER_S;
	if (!target_ms)
		target_ms = 1;
	pages = work / target_ms;
	limit = cpu_limit(a, scan_ms, cpu_ns, pages_to_scan);
	return clamp_pages(a, pages < limit ? pages : limit);
}
