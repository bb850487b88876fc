/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the scanner remembers of pages it has looked at: 4 bytes a page, kept
 * for 2 MiB of address space at a time.
 */
#ifndef SAMEPAGE_ENGINE_SCAN_STATE_H
#define SAMEPAGE_ENGINE_SCAN_STATE_H

#include "shim.h"

#define SP_REGION_PAGES 512

struct sp_region {
	u32 sums[SP_REGION_PAGES];	/* 0: not looked at yet */
};

/*
 * Records that page @index of @region has contents of @hash now.  True when it
 * had them at the last look too.  Only 32 bits are kept: a change goes unseen
 * once in 2^32, which costs a compare later and nothing else.
 */
static inline bool sp_region_unchanged(struct sp_region *region, unsigned int index, u64 hash)
{
	u32 sum = (u32)hash ? (u32)hash : 1;
	bool same = region->sums[index] == sum;

	region->sums[index] = sum;
	return same;
}

static inline void sp_region_forget(struct sp_region *region, unsigned int index)
{
	region->sums[index] = 0;
}

#endif
