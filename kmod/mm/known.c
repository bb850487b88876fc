// SPDX-License-Identifier: GPL-2.0
#include <linux/jiffies.h>
#include <linux/mm.h>

#include "../compat.h"
#include "known.h"
#include "reverse.h"
#include "scanner.h"
#include "stable_page.h"

#define GFP_SCAN (GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN)

/* Looking at every merged page of a process is not done more often. */
#define RECOUNT_INTERVAL (2 * HZ)

struct sp_region *sp_known_region(struct sp_space *space, unsigned long addr)
{
	unsigned long i = addr >> PMD_SHIFT;
	struct sp_regions *regions = &sp_scanner.engine.regions;
	struct sp_region *region = xa_load(&space->regions, i);

	if (region)
		return region;
	/* Nobody else makes regions here: one thread scans an address at a time. */
	mutex_lock(&sp_scanner.engine_lock);
	region = sp_region_alloc(regions, &space->owner, i << (PMD_SHIFT - PAGE_SHIFT));
	if (region && xa_err(xa_store(&space->regions, i, region, GFP_SCAN))) {
		sp_region_free(regions, region);
		region = NULL;
	}
	mutex_unlock(&sp_scanner.engine_lock);
	return region;
}

static void free_region(struct sp_space *space, struct sp_region *region)
{
	lockdep_assert_held(&sp_scanner.engine_lock);
	xa_erase(&space->regions, region->first_page >> (PMD_SHIFT - PAGE_SHIFT));
	sp_reverse_release(region);
	sp_region_free(&sp_scanner.engine.regions, region);
}

static void forget_in(struct sp_region *region, unsigned long from, unsigned long to)
{
	unsigned int index;

	if (!READ_ONCE(region->n_tracked))
		return;
	mutex_lock(&sp_scanner.engine_lock);
	for (index = from; index < to && region->n_tracked; index++) {
		if (!region->blocks[index / SP_BLOCK_PAGES])
			index |= SP_BLOCK_PAGES - 1;
		else if (sp_region_word(region, index))
			sp_page_forget(region, index);
	}
	sp_space_tell(sp_space_of(region->owner));
	mutex_unlock(&sp_scanner.engine_lock);
}

void sp_known_forget(struct sp_space *space, unsigned long from, unsigned long to)
{
	struct sp_region *region;
	unsigned long i;

	if (from >= to)
		return;
	xa_for_each_range(&space->regions, i, region, from >> PMD_SHIFT, (to - 1) >> PMD_SHIFT) {
		unsigned long start = i << PMD_SHIFT;

		forget_in(region, (max(from, start) - start) >> PAGE_SHIFT,
			  (min(to, start + PMD_SIZE) - start) >> PAGE_SHIFT);
		sp_known_release(space, region);
		cond_resched();
	}
}

bool sp_known_too_much(const struct sp_region *region)
{
	return !READ_ONCE(region->n_tracked) ||
	       (!READ_ONCE(region->n_merged) && READ_ONCE(region->anon.anon_vma));
}

void sp_known_release(struct sp_space *space, struct sp_region *region)
{
	mutex_lock(&sp_scanner.engine_lock);
	if (!region->n_tracked)
		free_region(space, region);
	else if (!region->n_merged)
		sp_reverse_release(region);
	mutex_unlock(&sp_scanner.engine_lock);
}

static unsigned long saved_in(const struct sp_region *region)
{
	struct sp_stable *stable = &sp_scanner.engine.stable;
	unsigned int index, left = region->n_merged;
	unsigned long saved = 0;

	for (index = 0; left && index < SP_REGION_PAGES; index++) {
		u32 word = sp_region_word(region, index);

		if (sp_word_kind(word) != SP_MERGED_HERE)
			continue;
		saved += sp_saved_share(sp_stable_by_frame(stable, sp_word_frame(word))->n_places);
		left--;
	}
	return saved;
}

void sp_known_recount(struct sp_space *space)
{
	u32 version = READ_ONCE(sp_scanner.engine.stable.version);
	struct sp_region *region;
	unsigned long saved = 0, i;

	if (space->saved_version == version ||
	    (space->saved_at && time_before(jiffies, space->saved_at + RECOUNT_INTERVAL)))
		return;
	/* Approximate if other threads merge meanwhile; the next count makes it right. */
	xa_for_each(&space->regions, i, region) {
		mutex_lock(&sp_scanner.engine_lock);
		/* Another thread may have freed it. */
		if (xa_load(&space->regions, i) == region)
			saved += saved_in(region);
		mutex_unlock(&sp_scanner.engine_lock);
		cond_resched();
	}
	WRITE_ONCE(space->saved, saved);
	space->saved_version = version;
	space->saved_at = jiffies | 1;
}
