// SPDX-License-Identifier: GPL-2.0
#include "engine.h"

/*
 * Pages of different contents with the same 32 bits of key are that rare that
 * more than a few mean somebody crafts them.
 */
#define MAX_PARTNERS 4

void sp_engine_init(struct sp_engine *e, u64 seed, u32 max_page_sharing)
{
	*e = (struct sp_engine){
		.seed = seed,
		.pass = 1,
		.smart_scan = true,
	};
	sp_regions_init(&e->regions);
	sp_stable_init(&e->stable, max_page_sharing);
	sp_unstable_init(&e->unstable);
	e->zero_hash = sp_hash_bytes(sp_zero_page(), SP_PAGE_SIZE, seed);
}

void sp_engine_destroy(struct sp_engine *e)
{
	sp_unstable_destroy(&e->unstable);
	sp_stable_destroy(&e->stable);
	sp_regions_destroy(&e->regions);
}

static void set_word(struct sp_engine *e, const struct sp_page *page, u32 word)
{
	sp_region_set(&e->regions, page->region, page->index, word);
}

static u32 word_of(const struct sp_page *page)
{
	return sp_region_word(page->region, page->index);
}

enum sp_glue_result sp_engine_try_stable(struct sp_engine *e, struct sp_page *page)
{
	struct sp_stable_node *node =
		sp_stable_find(&e->stable, sp_page_key(page), page->scope);

	if (!node)
		return SP_GLUE_GONE;
	if (page->look_only)
		return SP_GLUE_MERGED;
	return sp_glue_merge_with_node(e, page, node);
}

/* Nothing came of it: to be looked at in the next pass, without prejudice. */
static enum sp_verdict look_again(struct sp_engine *e, const struct sp_page *page,
				  enum sp_verdict verdict)
{
	set_word(e, page, sp_word_seen(sp_page_key(page), 0, 0));
	return verdict;
}

static enum sp_verdict changed(struct sp_engine *e, const struct sp_page *page,
			       unsigned int changes)
{
	unsigned int skip = e->smart_scan ? sp_skip_for(changes) : 0;

	set_word(e, page, sp_word_seen(sp_page_key(page), changes, skip));
	return SP_VOLATILE;
}

/* The very page waits already, mapped by another process: it is no partner. */
static bool waits_elsewhere(struct sp_engine *e, const struct sp_page *page, sp_place place)
{
	return page->also_mapped && sp_glue_same_page(e, page, place);
}

static bool has_partner(struct sp_engine *e, const struct sp_page *page)
{
	const sp_place own = sp_place_of(page->region, page->index);
	struct sp_unstable_cursor c;
	sp_place place;

	sp_unstable_find(&e->unstable, sp_page_key(page), &c);
	while ((place = sp_unstable_next(&e->unstable, &e->regions, &c)) != SP_NO_PLACE)
		if (place != own)
			return !waits_elsewhere(e, page, place);
	return false;
}

static void drop_entry(struct sp_engine *e, sp_place place, u64 key)
{
	struct sp_region *region = sp_place_region(&e->regions, place);

	/* SEEN instead of INDEXED: its owner's next pass offers it again. */
	sp_region_set(&e->regions, region, sp_place_index(place), sp_word_seen(key, 0, 0));
}

static enum sp_verdict wait_for_partner(struct sp_engine *e, const struct sp_page *page)
{
	if (!sp_unstable_insert(&e->unstable, &e->regions, sp_page_key(page),
				sp_place_of(page->region, page->index)))
		return look_again(e, page, SP_BUSY);
	return SP_UNSHARED;
}

static enum sp_verdict find_partner(struct sp_engine *e, struct sp_page *page)
{
	const sp_place own = sp_place_of(page->region, page->index);
	const u64 key = sp_page_key(page);
	struct sp_unstable_cursor c;
	unsigned int tries = 0;
	sp_place place;

	sp_unstable_find(&e->unstable, key, &c);
	while ((place = sp_unstable_next(&e->unstable, &e->regions, &c)) != SP_NO_PLACE) {
		struct sp_owner *owner = sp_place_region(&e->regions, place)->owner;

		if (place == own || owner->domain != page->region->owner->domain)
			continue;
		/*
		 * The others that map it wait behind.  Whoever comes with the
		 * same contents in another page finds one of them.
		 */
		if (waits_elsewhere(e, page, place))
			break;
		if (++tries > MAX_PARTNERS)
			return look_again(e, page, SP_BUSY);
		/* Not waiting, it is looked at and counted in every pass. */
		if (page->look_only)
			return look_again(e, page, SP_MATCH);
		switch (sp_glue_merge_pair(e, page, place)) {
		case SP_GLUE_MERGED:
			sp_engine_offer(e, key);
			return SP_MERGED;
		case SP_GLUE_BUSY:
			return look_again(e, page, SP_BUSY);
		case SP_GLUE_GONE:
			drop_entry(e, place, key);
			break;
		case SP_GLUE_DIFFERENT:
			/*
			 * It has changed, which its owner's next pass notices;
			 * or it is another page with the same bits of key.
			 */
			break;
		}
	}
	return wait_for_partner(e, page);
}

static enum sp_verdict zero_page(struct sp_engine *e, struct sp_page *page)
{
	if (page->look_only)
		return look_again(e, page, SP_MATCH);
	if (sp_glue_merge_zero(e, page) != SP_GLUE_MERGED)
		return look_again(e, page, SP_BUSY);
	set_word(e, page, 0);
	return SP_ZERO;
}

static enum sp_verdict unchanged_page(struct sp_engine *e, struct sp_page *page)
{
	if (e->use_zero_pages && page->hash == e->zero_hash)
		return zero_page(e, page);
	if (e->zero_pages_only) {
		/* Known, and waiting for nobody: the index has no entries then. */
		set_word(e, page, sp_word_indexed(sp_page_key(page)));
		return SP_UNSHARED;
	}
	return find_partner(e, page);
}

enum sp_verdict sp_engine_page(struct sp_engine *e, struct sp_page *page)
{
	const u32 word = word_of(page);
	const u64 key = sp_page_key(page);

	SP_WRITE_ONCE(e->pages_scanned, e->pages_scanned + 1);

	/*
	 * A merged page cannot change, so a match with one counts even for a
	 * page that just did.
	 */
	if (!e->zero_pages_only) {
		switch (sp_engine_try_stable(e, page)) {
		case SP_GLUE_MERGED:
			return page->look_only ? look_again(e, page, SP_MATCH) : SP_MERGED;
		case SP_GLUE_BUSY:
			return look_again(e, page, SP_BUSY);
		default:
			break;
		}
	}

	switch (sp_word_kind(word)) {
	case SP_SEEN:
		if (!sp_word_seen_same(word, key)) {
			unsigned int changes = sp_word_changes(word);

			return changed(e, page, changes < SP_MAX_CHANGES ? changes + 1 : changes);
		}
		return unchanged_page(e, page);
	case SP_INDEXED:
		if (word != sp_word_indexed(key))
			return changed(e, page, 1);
		/* It held still, and still waits: that somebody came is rare. */
		return unchanged_page(e, page);
	default:
		break;
	}

	/*
	 * The first look.  Whoever is the first with its contents waits for
	 * others right away: should it change, its word does.  Nobody is merged
	 * at the first look: these pages have to hold still for a pass.
	 */
	if (e->zero_pages_only || (e->use_zero_pages && page->hash == e->zero_hash) ||
	    has_partner(e, page))
		return look_again(e, page, SP_FRESH);
	return wait_for_partner(e, page);
}

struct sp_stable_node *sp_engine_forget_page(struct sp_engine *e, struct sp_region *region,
					     unsigned int index)
{
	if (sp_word_kind(sp_region_word(region, index)) == SP_MERGED_HERE)
		return sp_stable_unlink(&e->stable, &e->regions, sp_place_of(region, index));
	sp_region_set(&e->regions, region, index, 0);
	return NULL;
}

void sp_engine_offer(struct sp_engine *e, u64 key)
{
	struct sp_unstable_cursor c;
	sp_place place;

	sp_unstable_find(&e->unstable, key, &c);
	while ((place = sp_unstable_next(&e->unstable, &e->regions, &c)) != SP_NO_PLACE)
		drop_entry(e, place, key);
}

void sp_engine_forget(struct sp_engine *e)
{
	u32 id, i;

	for (id = 0; id < e->regions.capacity; id++) {
		struct sp_region *region = e->regions.by_id[id];

		if (!region)
			continue;
		for (i = 0; i < SP_REGION_PAGES; i++)
			if (sp_word_kind(sp_region_word(region, i)) != SP_MERGED_HERE)
				sp_region_set(&e->regions, region, i, 0);
		sp_relax();
	}
	sp_unstable_destroy(&e->unstable);
}

static bool any_wants_room(const struct sp_engine *e)
{
	return sp_unstable_wants_room(&e->unstable) || sp_frames_wants_room(&e->stable.frames) ||
	       sp_content_wants_room(&e->stable.content);
}

bool sp_engine_wants_room(const struct sp_engine *e)
{
	return !e->no_room && any_wants_room(e);
}

void sp_engine_make_room(struct sp_engine *e)
{
	sp_unstable_make_room(&e->unstable, &e->regions);
	sp_frames_make_room(&e->stable.frames);
	sp_content_make_room(&e->stable.content);
	e->no_room = any_wants_room(e);
}

void sp_engine_end_pass(struct sp_engine *e)
{
	SP_WRITE_ONCE(e->full_scans, e->full_scans + 1);
	e->pass++;
	e->no_room = false;
	sp_unstable_trim(&e->unstable, &e->regions);
}
