// SPDX-License-Identifier: GPL-2.0
/*
 * Looking at pages: collect them, hash them, let the engine decide.
 */
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>

#include "../compat.h"
#include "../ctl/trace.h"
#include "known.h"
#include "look.h"
#include "reverse.h"
#include "scanner.h"
#include "stable_page.h"

/* A page that needs no look costs this part of one that does. */
#define PASSED_PER_LOOK	32

/*
 * Writes through the kernel's own mapping (ptrace, O_DIRECT) leave the entry
 * clean.  So everything is looked at once in that many passes; regions take
 * turns.
 */
#define FULL_LOOK_PASSES 64

static u64 hash_page(struct page *page)
{
	void *bytes = kmap_local_page(page);
	u64 hash = sp_engine_hash(&sp_scanner.engine, bytes);

	kunmap_local(bytes);
	return hash;
}

static u32 word_of(const struct sp_candidate *c)
{
	return sp_region_word(c->page.region, c->page.index);
}

/*
 * Forgets what was known of the candidate's page, unless it is true again:
 * another thread may have merged it after it was collected.
 */
static bool still_merged(struct sp_candidate *c)
{
	u32 word = word_of(c);

	if (sp_word_kind(word) != SP_MERGED_HERE)
		return false;
	if (sp_maps_frame(c->space->mm, c->addr, sp_word_frame(word)))
		return true;
	sp_page_forget(c->page.region, c->page.index);
	return false;
}

static void look_gone(struct sp_candidate *c)
{
	if (!still_merged(c))
		sp_page_forget(c->page.region, c->page.index);
}

/* @node's page is mapped here. */
static void link_here(struct sp_candidate *c, struct sp_stable_node *node)
{
	struct folio *folio = sp_node_hold(node, false);

	if (IS_ERR_OR_NULL(folio))
		return;
	if (folio == page_folio(c->pg) && sp_place_reserve(node) &&
	    sp_reverse_take(c->page.region, c->page.index, c->vma))
		sp_place_link(node, sp_place_of(c->page.region, c->page.index));
	sp_node_release(node, folio);
}

/* A merged page that is not known here: inherited over fork, swapped in, or left over. */
static void look_merged(struct sp_candidate *c)
{
	struct sp_engine *e = &sp_scanner.engine;
	struct sp_stable_node *node;

	if (still_merged(c))
		return;
	node = sp_stable_by_frame(&e->stable, page_to_pfn(c->pg));
	if (!node) {
		/* With a node it has just moved, or it is not ours to touch. */
		if (READ_ONCE(page_folio(c->pg)->mapping) != (void *)PAGE_MAPPING_KSM)
			return;
		if (sp_engine_try_stable(e, &c->page) != SP_GLUE_GONE)
			return;
		if (sp_node_adopt(c->pg, sp_page_key(&c->page), c->page.scope, &node))
			return;
	}
	link_here(c, node);
}

static void trace_verdict(const struct sp_candidate *c, enum sp_verdict verdict)
{
	static const int why[] = {
		[SP_VOLATILE] = SP_SKIP_VOLATILE,
		[SP_FRESH] = SP_SKIP_VOLATILE,
		[SP_UNSHARED] = SP_SKIP_UNIQUE,
		[SP_BUSY] = SP_SKIP_BUSY,
		[SP_MATCH] = SP_SKIP_HUGE,
	};
	u64 start;
	pid_t pid = sp_space_process(c->space, &start);

	if (verdict == SP_ZERO)
		trace_merge(pid, c->addr, page_to_pfn(ZERO_PAGE(0)), SP_MERGE_ZERO);
	else if (verdict != SP_MERGED)
		trace_skip(pid, c->addr, why[verdict]);
}

static void look_at(struct sp_candidate *c)
{
	struct sp_region *region = c->page.region;
	unsigned int least = READ_ONCE(sp_scanner.huge_page_min_merge);
	enum sp_verdict verdict;

	if (still_merged(c))
		return;
	c->page.look_only = c->chunk->huge && least && region->look_pass != c->chunk->pass;
	verdict = sp_engine_page(&sp_scanner.engine, &c->page);
	if (trace_skip_enabled() || trace_merge_enabled())
		trace_verdict(c, verdict);
	if (verdict != SP_MATCH)
		return;
	sp_region_count_match(region, c->chunk->pass, least);
}

/* Of a large folio it would take longer to tell. */
static bool also_mapped(struct page *page)
{
	return !folio_test_large(page_folio(page)) && !PageAnonExclusive(page);
}

/* Without the engine: hashing is most of the work. */
static void hash_candidates(struct sp_chunk *chunk, u64 domain)
{
	unsigned int i;

	for (i = 0; i < chunk->n; i++) {
		struct sp_candidate *c = &chunk->c[i];

		if (c->sight == SP_GONE)
			continue;
		/* A page that turns out to be known needs no hash; that is rare. */
		c->page.hash = hash_page(c->pg);
		c->page.scope = sp_scope(domain, c->pg);
		c->page.look_only = false;
		c->page.also_mapped = also_mapped(c->pg);
	}
}

/* Where to go on, if not at @next. */
static unsigned long decide(struct sp_chunk *chunk, unsigned long next)
{
	struct sp_regions *regions = &sp_scanner.engine.regions;
	struct sp_candidate *c;

	mutex_lock(&sp_scanner.engine_lock);
	sp_nodes_follow();
	while ((c = sp_chunk_next(chunk))) {
		/* Without memory for the word the next pass comes by again. */
		if (c->sight == SP_GONE)
			look_gone(c);
		else if (!sp_region_prepare(regions, c->page.region, c->page.index))
			continue;
		else if (c->sight == SP_KSM)
			look_merged(c);
		else
			look_at(c);
		/* The folio is in pieces now; collect them anew. */
		if (chunk->split)
			next = c->addr + PAGE_SIZE;
	}
	sp_space_tell(chunk->space);
	mutex_unlock(&sp_scanner.engine_lock);
	return next;
}

static void account(struct sp_chunk *chunk, unsigned int looked, unsigned long *budget)
{
	struct sp_engine *e = &sp_scanner.engine;
	unsigned long cost = looked + DIV_ROUND_UP(chunk->passed, PASSED_PER_LOOK);

	*budget -= min(*budget, cost);
	chunk->looked += looked + chunk->passed;
	atomic_long_add(looked, &chunk->space->scanned);
	if (!chunk->skipped)
		return;
	atomic_long_add(chunk->skipped, &chunk->space->skipped);
	mutex_lock(&sp_scanner.engine_lock);
	WRITE_ONCE(e->pages_skipped, e->pages_skipped + chunk->skipped);
	mutex_unlock(&sp_scanner.engine_lock);
}

unsigned long sp_look(struct sp_chunk *chunk, struct sp_space *space, struct vm_area_struct *vma,
		      unsigned long addr, unsigned long end, unsigned long *budget)
{
	unsigned long table = sp_skip_holes(space->mm, addr, end), next;
	struct sp_engine *e = &sp_scanner.engine;
	struct sp_region *region;
	unsigned int looked;

	if (table > addr) {
		sp_known_forget(space, addr, table);
		return table;
	}
	region = sp_known_region(space, addr);
	if (!region)
		return min(end, (addr | ~PMD_MASK) + 1);

	chunk->space = space;
	chunk->region = region;
	chunk->pass = e->pass;
	chunk->smart = READ_ONCE(e->smart_scan);
	/* Whoever mirrors the page tables (KVM) writes without making entries dirty. */
	chunk->trust_clean = chunk->smart && !mm_has_notifiers(space->mm);
	chunk->look_at_all = region->look_pass == chunk->pass ||
			     (region->id + chunk->pass) % FULL_LOOK_PASSES == 0;

	next = sp_chunk_collect(chunk, vma, addr, end);
	looked = chunk->n;
	if (looked) {
		hash_candidates(chunk, READ_ONCE(space->owner.domain));
		next = decide(chunk, next);
	}
	sp_chunk_release(chunk);
	account(chunk, looked, budget);
	if (!(next & ~PMD_MASK) && sp_known_too_much(region))
		sp_known_release(space, region);
	return next;
}
