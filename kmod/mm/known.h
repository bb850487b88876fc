/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is known of an address space: its regions by address.
 *
 * Called under sp_scanner.lock; these take sp_scanner.engine_lock themselves.
 */
#ifndef SAMEPAGE_MM_KNOWN_H
#define SAMEPAGE_MM_KNOWN_H

#include "space.h"

/* The region that covers @addr; a new one if need be.  NULL: no memory for it. */
struct sp_region *sp_known_region(struct sp_space *space, unsigned long addr);

/* Nothing mergeable is mapped in [@from, @to) any more. */
void sp_known_forget(struct sp_space *space, unsigned long from, unsigned long to);
/* Is there something to release? */
bool sp_known_too_much(const struct sp_region *region);
/* Frees @region if nothing is known in it, or what only its merged pages needed. */
void sp_known_release(struct sp_space *space, struct sp_region *region);

/* Works out anew what merging saves @space, if enough has changed. */
void sp_known_recount(struct sp_space *space);

#endif
