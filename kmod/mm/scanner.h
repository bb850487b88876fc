/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The scanner: its state, its threads, its passes.
 *
 * Lock order:
 *	sp_scanner.lock		scanning threads for reading; whoever changes how
 *				scanning works, or takes spaces away, for writing
 *	the position's lock	(pass.c) who scans what
 *	mmap_lock		of the process that is scanned, for reading
 *	sp_scanner.engine_lock	the engine: index, regions, nodes, places
 *	a second mmap_lock	for reading, only by trylock
 *	folio locks		only by trylock
 *	page table locks
 * The registry's spin lock (space.c) is innermost.
 */
#ifndef SAMEPAGE_MM_SCANNER_H
#define SAMEPAGE_MM_SCANNER_H

#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/types.h>

#include "../engine/advisor.h"
#include "../engine/engine.h"
#include "domain.h"

/* More would only wait for each other. */
#define SP_MAX_THREADS 64U

enum sp_run {
	SP_RUN_STOP = 0,
	SP_RUN_MERGE = 1,
	SP_RUN_UNMERGE = 2,
};

enum sp_pause {
	SP_PAUSE_NONE,
	SP_PAUSE_BUILTIN,	/* the built-in scanner was started; run is 0 since */
};

struct sp_scanner {
	struct rw_semaphore lock;
	struct mutex engine_lock;
	struct sp_engine engine;	/* under engine_lock; counters are read without */
	struct sp_advisor advisor;	/* under lock for writing */
	unsigned long n_nodes;		/* merged pages; under engine_lock */
	unsigned long n_pinned;		/* of these, those that the VM cannot swap or move */

	/* Written under lock, by the functions below: */
	enum sp_run run;
	enum sp_pause pause;
	enum sp_domains domains;
	bool merge_across_nodes;	/* 1: pages of different NUMA nodes merge too */
	bool reverse_map;	/* merged pages are visible to the VM, see stable_page.h */
	unsigned int threads;

	bool unmerge_again;	/* there was no memory to unmerge all; under lock for writing */

	unsigned int parked;	/* memory is going offline: leave pages alone */

	/* Plain knobs: one word each, written with WRITE_ONCE() by anybody. */
	unsigned int pages_to_scan;	/* pages between two sleeps */
	unsigned int sleep_millisecs;
	unsigned int chains_prune_millisecs;	/* between looks for unmapped merged pages */
	unsigned int max_cpu_percent;	/* of one CPU, all threads together */
	unsigned int huge_page_min_merge;	/* of 512; 0: any merge splits a huge page */
	unsigned long max_kernel_pages;	/* limit of n_pinned; 0: none is pinned anew */
};

extern struct sp_scanner sp_scanner;

int sp_scanner_init(void);
/*
 * Stops the threads and forgets every merged page.  They stay merged and keep
 * their contents: the core copies them on write.
 */
void sp_scanner_exit(void);

/*
 * Change the run state.  SP_RUN_UNMERGE returns when nothing is merged any
 * more.  -EINVAL; -EBUSY: the built-in scanner runs or has merged pages;
 * -EINTR, -ENOMEM: unmerging stopped half way, the state is SP_RUN_STOP then.
 * After -ENOMEM the scanner goes on by itself when there is memory.
 */
int sp_scanner_set_run(unsigned int run);
/* ... which is here; SP_RUN_UNMERGE when nothing is merged any more.  Needs lock for writing. */
void sp_scanner_unmerge_again(void);
/* After a change of pages_to_scan, sleep_millisecs or max_cpu_percent. */
void sp_scanner_wake(void);

/*
 * Unmerges what does not belong together in the new mode, then goes on.
 * -EOPNOTSUPP: no memory cgroups in this kernel; -EINTR, -ENOMEM: the mode is
 * as it was, and some pages are not merged any more.
 */
int sp_scanner_set_domains(enum sp_domains domains);
/* -EINVAL: less than 2; -EBUSY: there are merged pages; -EINTR. */
int sp_scanner_set_max_page_sharing(unsigned int n);
/* -EBUSY: there are merged pages; -EINTR. */
int sp_scanner_set_merge_across_nodes(bool across);
/*
 * What is merged follows, but for pages in use just now.  -EOPNOTSUPP; -EBUSY: the
 * built-in scanner is in use, and there are merged pages; -EINTR.
 */
int sp_scanner_set_reverse_map(bool on);
/* -EINVAL: not 1 to SP_MAX_THREADS; -ENOMEM; -EINTR. */
int sp_scanner_set_threads(unsigned int n);
/* Every page is looked at anew.  -EINTR. */
int sp_scanner_set_use_zero_pages(bool use);
int sp_scanner_set_zero_pages_only(bool only);
int sp_scanner_set_smart_scan(bool smart);
/* Sets pages_to_scan to what the mode begins with.  -EINTR. */
int sp_scanner_set_advisor_mode(enum sp_advisor_mode mode);

/* Bytes that the module holds for finding and keeping merged pages. */
unsigned long sp_scanner_metadata_bytes(void);
/* May there be pages that the built-in scanner would take for its own?  Needs sp_scanner.lock. */
bool sp_scanner_claims_pages(void);

#endif
