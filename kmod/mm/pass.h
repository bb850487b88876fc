/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A pass: every mergeable process is looked at once.
 *
 * Scanning threads take pieces of address space, so that they do not meet and
 * the state of a page is one thread's business at a time.
 */
#ifndef SAMEPAGE_MM_PASS_H
#define SAMEPAGE_MM_PASS_H

#include "walk.h"

struct sp_space;

/* A piece of an address space that one thread looks at. */
struct sp_piece {
	struct sp_space *space;		/* NULL: none */
	unsigned long addr, end;	/* what is left of it */
	struct list_head in_pass;
};

/* What a thread needs for scanning. */
struct sp_scan {
	struct sp_piece piece;
	struct sp_chunk chunk;
	unsigned long budget;	/* pages, until the next sleep */
	u64 slice_end;		/* ktime, ns: stop then and ask for how long to sleep */
};

void sp_scan_init(struct sp_scan *scan);

/* Is there a pass with something left to look at?  Any lock of sp_scanner.lock, or none. */
bool sp_pass_active(void);
/* Begins one.  Needs sp_scanner.lock for writing. */
void sp_pass_begin(void);
/* Forgets the running one.  Needs sp_scanner.lock for writing. */
void sp_pass_abandon(void);
/*
 * Ends it if everything has been looked at and no piece is being looked at.
 * Needs sp_scanner.lock for reading.
 */
bool sp_pass_end(void);
/* Did the last pass find any page?  For whoever decides how long to wait. */
bool sp_pass_saw_any(void);

/*
 * Scans until budget or slice are used up, there is nothing left, or somebody
 * waits for sp_scanner.lock, which is needed for reading.  False: there was
 * nothing left.
 */
bool sp_pass_scan(struct sp_scan *scan);

/* Whoever scanned @piece does not go on.  Needs sp_scanner.lock for writing. */
void sp_pass_drop_piece(struct sp_piece *piece);
/* @space is going to be removed.  Needs sp_scanner.lock for writing. */
void sp_pass_forget_space(struct sp_space *space);

/*
 * One piece of @space, whose mm_users is held, from *@addr on, at once and out
 * of turn; *@addr: where to go on, TASK_SIZE_MAX: that was all.  -ENOENT: from
 * *@addr on nothing is mergeable; -EAGAIN: the process is busy with its
 * memory.  Needs sp_scanner.lock for writing.
 */
int sp_pass_scan_now(struct sp_chunk *chunk, struct sp_space *space, unsigned long *addr);

#endif
