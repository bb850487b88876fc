/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The scan-time advisor: sets pages_to_scan so that a pass over everything
 * takes about as long as the administrator wants.
 *
 * The caller serialises all calls.  The settings may be written at any time;
 * each is one word.
 */
#ifndef SAMEPAGE_ENGINE_ADVISOR_H
#define SAMEPAGE_ENGINE_ADVISOR_H

#include "shim.h"

#ifdef __cplusplus
extern "C" {
#endif

enum sp_advisor_mode {
	SP_ADVISOR_NONE,
	SP_ADVISOR_SCAN_TIME,
};

/* What pages_to_scan is while no advisor sets it, until somebody writes it. */
#define SP_ADVISOR_DEFAULT_PAGES 100

struct sp_advisor {
	/* Settings, with the kernel's own defaults. */
	enum sp_advisor_mode mode;
	unsigned int max_cpu;		/* percent of one CPU */
	unsigned long min_pages;
	unsigned long max_pages;
	unsigned long target_scan_time;	/* seconds, 1 or more */

	u64 work;	/* smoothed: ms that a pass would take at one page a batch; 0: none yet */
};

void sp_advisor_init(struct sp_advisor *a);

/* Changes the mode, forgets the past; the pages_to_scan to begin with. */
u32 sp_advisor_set_mode(struct sp_advisor *a, enum sp_advisor_mode mode, u32 pages_to_scan);

/*
 * At the end of a pass that took @scan_ns, in which the scanner ran on a CPU
 * for @cpu_ns, with @pages_to_scan: the pages_to_scan of the next one.
 */
u32 sp_advisor_next(struct sp_advisor *a, u64 scan_ns, u64 cpu_ns, u32 pages_to_scan);

#ifdef __cplusplus
}
#endif

#endif
