/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The scanner: its state, its thread, its passes.
 *
 * Lock order: sp_scanner.lock, mmap_lock (read; a second one only by trylock),
 * folio locks (only by trylock), page table locks.  The registry's spin lock is
 * innermost.
 */
#ifndef SAMEPAGE_MM_SCANNER_H
#define SAMEPAGE_MM_SCANNER_H

#include <linux/mutex.h>
#include <linux/types.h>

#include "../engine/engine.h"

struct sp_space;

enum sp_run {
	SP_RUN_STOP = 0,
	SP_RUN_MERGE = 1,
	SP_RUN_UNMERGE = 2,
};

struct sp_scanner {
	struct mutex lock;
	struct sp_engine engine;	/* under lock; counters are read without */
	unsigned long n_nodes;		/* pages pinned by merging */

	unsigned int run;		/* enum sp_run; written under lock */
	unsigned int pages_to_scan;	/* pages between two sleeps */
	unsigned int sleep_millisecs;
	unsigned long max_kernel_pages;	/* limit of n_nodes; 0: none is merged anew */
};

extern struct sp_scanner sp_scanner;

int sp_scanner_init(void);
/*
 * Stops the thread and forgets every merged page.  They stay merged and keep
 * their contents: the core copies them on write.
 */
void sp_scanner_exit(void);

/*
 * Change the run state.  SP_RUN_UNMERGE returns when nothing is merged any
 * more.  -EINVAL; -EBUSY: the built-in scanner runs or has merged pages;
 * -EINTR, -ENOMEM: unmerging stopped half way, the state is SP_RUN_STOP then.
 */
int sp_scanner_set_run(unsigned int run);
/* After a change of pages_to_scan or sleep_millisecs. */
void sp_scanner_wake(void);

/* Drops what is known of merged pages in @mm that are not mapped any more. */
void sp_scanner_forget_unmerged(struct mm_struct *mm);

#endif
