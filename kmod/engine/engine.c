// SPDX-License-Identifier: GPL-2.0
#include "engine.h"

void sp_engine_init(struct sp_engine *e, u64 seed)
{
	sp_stable_init(&e->stable);
	sp_unstable_init(&e->unstable);
	e->seed = seed;
	e->pass = 1;
	e->full_scans = 0;
	e->pages_scanned = 0;
	e->last_unshared = 0;
	e->last_volatile = 0;
	e->pass_volatile = 0;
}

void sp_engine_destroy(struct sp_engine *e)
{
	sp_stable_destroy(&e->stable);
	sp_unstable_destroy(&e->unstable);
}

enum sp_glue_result sp_engine_try_stable(struct sp_engine *e, struct sp_page *page)
{
	struct sp_stable_node *node, *next;

	for (node = sp_stable_find(&e->stable, page->hash); node; node = next) {
		enum sp_glue_result result;

		/* The glue may find that the node's page is gone and erase it. */
		next = sp_stable_next(node);
		result = sp_glue_merge_with_node(e, page, node);
		if (result == SP_GLUE_MERGED || result == SP_GLUE_BUSY)
			return result;
	}
	return SP_GLUE_GONE;
}

enum sp_verdict sp_engine_page(struct sp_engine *e, struct sp_page *page)
{
	struct sp_unstable_entry *partner;
	bool unchanged;

	e->pages_scanned++;
	unchanged = page->region && sp_region_unchanged(page->region, page->index, page->hash);

	/*
	 * A merged page cannot change, so a match with one counts even for a
	 * page that just did.
	 */
	switch (sp_engine_try_stable(e, page)) {
	case SP_GLUE_MERGED:
		return SP_MERGED;
	case SP_GLUE_BUSY:
		return SP_BUSY;
	default:
		break;
	}

	if (!unchanged) {
		e->pass_volatile++;
		return SP_VOLATILE;
	}

	partner = sp_unstable_find(&e->unstable, page->hash);
	if (!partner) {
		sp_unstable_insert(&e->unstable, page->hash, page->place);
		return SP_UNSHARED;
	}
	if (partner->place == page->place)
		return SP_UNSHARED;

	switch (sp_glue_merge_pair(e, page, partner->place)) {
	case SP_GLUE_MERGED:
		sp_unstable_kill(&e->unstable, partner);
		return SP_MERGED;
	case SP_GLUE_BUSY:
		return SP_BUSY;
	default:
		/*
		 * The partner changed, went away or is in use; the next page
		 * with these contents does better to meet this one.
		 */
		partner->place = page->place;
		return SP_UNSHARED;
	}
}

void sp_engine_end_pass(struct sp_engine *e)
{
	e->last_unshared = e->unstable.live;
	e->last_volatile = e->pass_volatile;
	e->pass_volatile = 0;
	e->full_scans++;
	e->pass++;
	sp_unstable_reset(&e->unstable);
}

void sp_engine_forget(struct sp_engine *e)
{
	sp_unstable_destroy(&e->unstable);
	e->last_unshared = 0;
	e->last_volatile = 0;
	e->pass_volatile = 0;
}

unsigned long sp_engine_pages_unshared(const struct sp_engine *e)
{
	/* In the first pass there is nothing finished to report. */
	return e->full_scans ? e->last_unshared : e->unstable.live;
}

unsigned long sp_engine_pages_volatile(const struct sp_engine *e)
{
	return e->full_scans ? e->last_volatile : e->pass_volatile;
}
