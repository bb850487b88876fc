// SPDX-License-Identifier: GPL-2.0
#include <linux/ksm.h>
#include <linux/mm_inline.h>
#include <linux/rmap.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

#include "../compat.h"
#include "../ctl/trace.h"
#include "private_symbols.h"
#include "scanner.h"
#include "stable_page.h"

#define GFP_SCAN (GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN)

static struct kmem_cache *node_cache;

static struct shrinker *shrinker;

/* The most that could go: which pages nobody maps shows only by looking. */
static unsigned long shrinker_count(struct shrinker *unused, struct shrink_control *sc)
{
	return READ_ONCE(sp_scanner.n_nodes);
}

static unsigned long shrinker_scan(struct shrinker *unused, struct shrink_control *sc)
{
	unsigned long freed;

	/* Whoever has it may be waiting for memory right here. */
	if (!mutex_trylock(&sp_scanner.engine_lock))
		return SHRINK_STOP;
	freed = sp_nodes_prune(sc->nr_to_scan);
	mutex_unlock(&sp_scanner.engine_lock);
	return freed;
}

int sp_stable_pages_init(void)
{
	node_cache = KMEM_CACHE(sp_stable_node, 0);
	if (!node_cache)
		return -ENOMEM;
	shrinker = shrinker_alloc(0, "samepage");
	if (!shrinker) {
		kmem_cache_destroy(node_cache);
		return -ENOMEM;
	}
	shrinker->count_objects = shrinker_count;
	shrinker->scan_objects = shrinker_scan;
	shrinker_register(shrinker);
	return 0;
}

void sp_stable_pages_exit(void)
{
	shrinker_free(shrinker);
	kmem_cache_destroy(node_cache);
}

struct sp_stable_node *sp_node_alloc(void)
{
	if (sp_scanner.n_nodes >= READ_ONCE(sp_scanner.max_kernel_pages))
		return NULL;
	return kmem_cache_zalloc(node_cache, GFP_SCAN);
}

void sp_node_free(struct sp_stable_node *node)
{
	if (node)
		kmem_cache_free(node_cache, node);
}

struct page *sp_node_page(const struct sp_stable_node *node)
{
	return pfn_to_page(sp_stable_frame(node));
}

bool sp_folio_become_ksm(struct folio *folio)
{
	VM_WARN_ON_ONCE_FOLIO(!folio_test_locked(folio) || folio_test_large(folio), folio);

	/* Takes the reference that the node will own. */
	if (!sp_core(folio_isolate_lru)(folio))
		return false;
	/* Off the LRU for good: freeing must not find marks of a list. */
	folio_clear_active(folio);
	folio_clear_unevictable(folio);

	/* A swap slot would only be kept for nothing. */
	if (folio_test_swapcache(folio))
		sp_core(folio_free_swap)(folio);
	/* Were it clean and in the swap cache, it could be dropped. */
	folio_set_dirty(folio);

	/* The page lock is what the core takes to look at a stable mapping. */
	WRITE_ONCE(folio->mapping, (struct address_space *)PAGE_MAPPING_KSM);
	return true;
}

void sp_node_insert(struct sp_stable_node *node, struct page *page, u64 key, u64 scope)
{
	lockdep_assert_held(&sp_scanner.engine_lock);
	sp_stable_insert(&sp_scanner.engine.stable, node, key, scope, page_to_pfn(page));
	WRITE_ONCE(sp_scanner.n_nodes, sp_scanner.n_nodes + 1);
}

int sp_node_adopt(struct page *page, u64 key, u64 scope, struct sp_stable_node **node)
{
	struct folio *folio = page_folio(page);

	*node = sp_frame_fits(page_to_pfn(page)) ? sp_node_alloc() : NULL;
	if (!*node)
		return -ENOMEM;
	if (!folio_trylock(folio)) {
		sp_node_free(*node);
		return -EBUSY;
	}
	if (sp_core(folio_isolate_lru)(folio)) {
		folio_clear_active(folio);
		folio_clear_unevictable(folio);
	} else {
		folio_get(folio);	/* left off the LRU by an earlier load */
	}
	folio_unlock(folio);
	sp_node_insert(*node, page, key, scope);
	sp_engine_offer(&sp_scanner.engine, key);
	return 0;
}

static struct sp_space *space_of(sp_place place)
{
	return sp_space_of(sp_place_region(&sp_scanner.engine.regions, place)->owner);
}

/* What /proc/PID/ksm_stat shows. */
static void account(struct sp_space *space)
{
	WRITE_ONCE(space->mm->ksm_merging_pages, space->owner.tally.merged);
	WRITE_ONCE(space->mm->ksm_rmap_items, space->owner.tally.merged);
}

void sp_node_drop(struct sp_stable_node *node)
{
	struct sp_engine *e = &sp_scanner.engine;
	struct page *page = sp_node_page(node);

	lockdep_assert_held(&sp_scanner.engine_lock);
	while (node->n_places) {
		sp_place place = sp_stable_places(node)[node->n_places - 1];
		struct sp_space *space = space_of(place);

		sp_stable_unlink(&e->stable, &e->regions, place);
		account(space);
	}
	sp_stable_erase(&e->stable, node);
	WRITE_ONCE(sp_scanner.n_nodes, sp_scanner.n_nodes - 1);
	sp_node_free(node);
	put_page(page);
}

/*
 * Zero is final: a mapping is copied (fork) only where there is one, and the
 * core copies a merged page that it meets in the swap cache.
 */
static bool unmapped(const struct sp_stable_node *node)
{
	return !folio_mapped(page_folio(sp_node_page(node)));
}

unsigned long sp_nodes_prune(unsigned long budget)
{
	static u64 cursor;	/* under sp_scanner.engine_lock */
	unsigned long dropped = 0;

	while (budget--) {
		struct sp_stable_node *node = sp_stable_walk(&sp_scanner.engine.stable, &cursor);

		if (!node)
			break;
		if (unmapped(node)) {
			sp_node_drop(node);
			dropped++;
		}
		if ((budget & 255) == 0)
			cond_resched();
	}
	return dropped;
}

void sp_nodes_drop_all(void)
{
	struct sp_stable_node *node;
	u64 cursor = 0;

	while ((node = sp_stable_walk(&sp_scanner.engine.stable, &cursor))) {
		sp_node_drop(node);
		cond_resched();
	}
}

bool sp_place_reserve(struct sp_stable_node *node)
{
	return sp_stable_reserve(&sp_scanner.engine.stable, node, 1);
}

static void trace_link(const struct sp_stable_node *node, sp_place place)
{
	struct sp_region *region = sp_place_region(&sp_scanner.engine.regions, place);
	u64 start;

	trace_merge(sp_space_process(space_of(place), &start),
		    sp_region_address(region, sp_place_index(place)), sp_stable_frame(node),
		    SP_MERGE_PAGE);
}

void sp_place_link(struct sp_stable_node *node, sp_place place)
{
	lockdep_assert_held(&sp_scanner.engine_lock);
	sp_stable_link(&sp_scanner.engine.stable, &sp_scanner.engine.regions, node, place);
	account(space_of(place));
	if (trace_merge_enabled())
		trace_link(node, place);
}

static void trace_forget(const struct sp_stable_node *node, const struct sp_region *region,
			 unsigned int index)
{
	u64 start;

	trace_unmerge(sp_space_process(sp_space_of(region->owner), &start),
		      sp_region_address(region, index), sp_stable_frame(node));
}

void sp_page_forget(struct sp_region *region, unsigned int index)
{
	struct sp_stable_node *node;

	lockdep_assert_held(&sp_scanner.engine_lock);
	node = sp_engine_forget_page(&sp_scanner.engine, region, index);
	if (!node)
		return;
	account(sp_space_of(region->owner));
	if (trace_unmerge_enabled())
		trace_forget(node, region, index);
	if (!node->n_places && unmapped(node))
		sp_node_drop(node);
}
