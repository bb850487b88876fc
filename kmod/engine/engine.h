/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What to do with a page that the scanner found: the part of the scanner that
 * does not depend on the kernel.
 *
 * The caller serialises all calls on one engine.  The sp_glue_ functions are
 * what the engine wants done to real pages; the kernel glue and the tests each
 * provide them.
 */
#ifndef SAMEPAGE_ENGINE_ENGINE_H
#define SAMEPAGE_ENGINE_ENGINE_H

#include "contents.h"
#include "regions.h"
#include "stable.h"
#include "unstable.h"

struct sp_engine {
	struct sp_regions regions;
	struct sp_stable stable;
	struct sp_unstable unstable;
	u64 seed;		/* of the content hash, so that nobody can craft collisions */
	u64 zero_hash;		/* of a page of zeroes */
	u32 pass;
	bool use_zero_pages;	/* map the kernel's zero page for pages of zeroes */
	bool zero_pages_only;	/* ... and merge no others */
	bool smart_scan;	/* leave pages that keep changing alone for some passes */
	bool no_room;		/* there was no memory to make room in this pass */
	unsigned long full_scans;
	unsigned long pages_scanned;
	unsigned long pages_skipped;
};

/* A page the scanner looks at; the glue embeds it in what it needs itself. */
struct sp_page {
	u64 hash;		/* of the contents */
	u64 scope;		/* pages of different scopes are never merged */
	struct sp_region *region;	/* the word of @index has been prepared */
	unsigned int index;
	/*
	 * Only look, as merging would split a huge page that may not be worth
	 * it: whether there is a partner shows in the verdict.
	 */
	bool look_only;
	/* Others may map this very page too: processes share pages after a fork. */
	bool also_mapped;
};

enum sp_verdict {
	SP_MERGED,	/* with a page that is merged already, or with a partner */
	SP_ZERO,	/* the kernel's zero page is mapped instead */
	SP_VOLATILE,	/* changed since the last look */
	SP_FRESH,	/* looked at for the first time, and others may have its contents */
	SP_UNSHARED,	/* unique so far */
	SP_BUSY,	/* it could not be merged just now; nothing was changed */
	SP_MATCH,	/* look_only: it would have been merged */
};

enum sp_glue_result {
	SP_GLUE_MERGED,
	SP_GLUE_DIFFERENT,	/* the contents are not the same (now) */
	SP_GLUE_GONE,		/* the other page is not there any more, or cannot be used */
	SP_GLUE_BUSY,		/* this page cannot be merged just now */
};

#ifdef __cplusplus
extern "C" {
#endif

/* Replace @page by the page of @node and link its place to the node. */
enum sp_glue_result sp_glue_merge_with_node(struct sp_engine *e, struct sp_page *page,
					    struct sp_stable_node *node);
/*
 * Turn @page into a merged page with a new node, inserted under sp_page_key(),
 * and replace the page at @partner by it; link both.
 */
enum sp_glue_result sp_glue_merge_pair(struct sp_engine *e, struct sp_page *page,
				       sp_place partner);
/* Is the very page that @page is mapped at @place?  False when that is not easy to tell. */
bool sp_glue_same_page(struct sp_engine *e, const struct sp_page *page, sp_place place);
/* Map the kernel's zero page instead of @page. */
enum sp_glue_result sp_glue_merge_zero(struct sp_engine *e, struct sp_page *page);

void sp_engine_init(struct sp_engine *e, u64 seed, u32 max_page_sharing);
/* Every stable node must have been erased, and every region freed. */
void sp_engine_destroy(struct sp_engine *e);

static inline u64 sp_engine_hash(const struct sp_engine *e, const void *page)
{
	return sp_hash_bytes(page, SP_PAGE_SIZE, e->seed);
}

/*
 * The hash of contents mixed with the scope: equal for pages that may merge.
 * The scope is compared on a hit too; mixing keeps lookups short when many
 * scopes have the same contents.
 */
static inline u64 sp_key(u64 hash, u64 scope)
{
	u64 mixed = scope * 0x9e3779b97f4a7c15ULL;

	mixed ^= mixed >> 32;
	return hash ^ mixed * 0xd6e8feb86659fd93ULL;
}

static inline u64 sp_page_key(const struct sp_page *page)
{
	return sp_key(page->hash, page->scope);
}

/* Offer @page to the merged pages.  SP_GLUE_GONE: none took it. */
enum sp_glue_result sp_engine_try_stable(struct sp_engine *e, struct sp_page *page);

/* Decide about a page that is not merged, and do it. */
enum sp_verdict sp_engine_page(struct sp_engine *e, struct sp_page *page);

/*
 * The page at @index is not there any more, or not the one that was known:
 * forget it.  Returns the node that lost a place by that, if any.
 */
struct sp_stable_node *sp_engine_forget_page(struct sp_engine *e, struct sp_region *region,
					     unsigned int index);

/*
 * There is a merged page under @key now: whoever waits for a partner with these
 * contents is to be looked at again.
 */
void sp_engine_offer(struct sp_engine *e, u64 key);

/*
 * Forget what is only known from looking: every page is looked at anew.  For a
 * change of scopes or modes.  Merged pages stay.
 */
void sp_engine_forget(struct sp_engine *e);

/*
 * A table is nearly full: whoever scans lets go of what others wait for, and
 * makes room.  Read without a lock, it is a hint.
 */
bool sp_engine_wants_room(const struct sp_engine *e);
void sp_engine_make_room(struct sp_engine *e);

/* Everything has been looked at once: next pass. */
void sp_engine_end_pass(struct sp_engine *e);

static inline unsigned long sp_engine_pages_unshared(const struct sp_engine *e)
{
	return SP_READ_ONCE(e->regions.tally.indexed);
}

static inline unsigned long sp_engine_pages_volatile(const struct sp_engine *e)
{
	return SP_READ_ONCE(e->regions.tally.seen);
}

#ifdef __cplusplus
}
#endif
#endif
