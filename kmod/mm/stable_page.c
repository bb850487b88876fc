// SPDX-License-Identifier: GPL-2.0
#include <linux/ksm.h>
#include <linux/mm_inline.h>
#include <linux/rmap.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

#include "../compat.h"
#include "../ctl/trace.h"
#include "domain.h"
#include "private_symbols.h"
#include "reverse.h"
#include "scanner.h"
#include "stable_page.h"

#define GFP_SCAN (GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN)

static struct kmem_cache *node_cache;

static struct shrinker *shrinker;

/* The most that could go: which pages nobody maps shows only by looking. */
static unsigned long shrinker_count(struct shrinker *unused, struct shrink_control *sc)
{
	return READ_ONCE(sp_scanner.n_pinned);
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

static bool may_pin(void)
{
	return sp_scanner.n_pinned < READ_ONCE(sp_scanner.max_kernel_pages);
}

struct sp_stable_node *sp_node_alloc(void)
{
	if (!sp_scanner.reverse_map && !may_pin())
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

/* The page of @node has gone: freed, or out of the swap cache. */
static bool gone(const struct sp_stable_node *node)
{
	unsigned long at;
	void *mapping;

	if (node->pinned)
		return false;
	do {
		at = READ_ONCE(node->at);
		mapping = READ_ONCE(pfn_folio(at)->mapping);
		/* As in get(). */
		smp_rmb();
	} while (at != READ_ONCE(node->at));
	return mapping != sp_node_mapping(node);
}

/*
 * The folio of @node, visible, with a reference; NULL: gone.
 *
 * The protocol is the one that the core's migration and reclaim expect of KSM:
 * a freed page loses its mapping, and one that moves takes it along, after the
 * new frame was noted.  A reference count of 0 means that it is freed, but in the
 * swap cache it may just be frozen, to be moved.
 */
static struct folio *get(const struct sp_stable_node *node)
{
	for (;;) {
		unsigned long at = READ_ONCE(node->at);
		struct folio *folio = pfn_folio(at);

		while (READ_ONCE(folio->mapping) == sp_node_mapping(node)) {
			if (!folio_try_get(folio)) {
				if (!folio_test_swapcache(folio))
					break;
				cpu_relax();
				continue;
			}
			if (READ_ONCE(folio->mapping) == sp_node_mapping(node))
				return folio;
			folio_put(folio);
			break;
		}
		/* Gone, or moved: the mover noted the frame before it took the mapping away. */
		smp_rmb();
		if (READ_ONCE(node->at) == at)
			return NULL;
	}
}

struct folio *sp_node_hold(struct sp_stable_node *node, bool wait)
{
	struct folio *folio;

	lockdep_assert_held(&sp_scanner.engine_lock);
	/* Nobody finds its places, and the reference is the node's. */
	if (node->pinned)
		return pfn_folio(node->at);
	while ((folio = get(node))) {
		if (wait) {
			folio_lock(folio);
		} else if (!folio_trylock(folio)) {
			folio_put(folio);
			return ERR_PTR(-EBUSY);
		}
		if (READ_ONCE(folio->mapping) == sp_node_mapping(node))
			return folio;
		/* It moved, or went, before it was locked. */
		folio_unlock(folio);
		folio_put(folio);
	}
	return NULL;
}

void sp_node_release(struct sp_stable_node *node, struct folio *folio)
{
	if (node->pinned || !folio)
		return;
	folio_unlock(folio);
	folio_put(folio);
}

/* Undoes folio_isolate_lru(), with its reference. */
static void putback(struct folio *folio)
{
	folio_add_lru(folio);
	folio_put(folio);
}

/* Takes a reference, and the folio off the LRU for good. */
static bool isolate(struct folio *folio)
{
	if (!sp_core_isolate_lru(folio))
		return false;
	/* Freeing must not find marks of a list. */
	folio_clear_active(folio);
	folio_clear_unevictable(folio);
	return true;
}

static void count_pinned(struct sp_stable_node *node, bool isolated)
{
	node->pinned = 1;
	node->isolated = isolated;
	WRITE_ONCE(sp_scanner.n_pinned, sp_scanner.n_pinned + 1);
}

static void uncount_pinned(struct sp_stable_node *node)
{
	node->pinned = 0;
	WRITE_ONCE(sp_scanner.n_pinned, sp_scanner.n_pinned - 1);
}

bool sp_node_settle(struct sp_stable_node *node, struct folio *folio)
{
	VM_WARN_ON_ONCE_FOLIO(!folio_test_locked(folio) || folio_test_large(folio), folio);

	/*
	 * Whoever walks the mappings of an anonymous page without locking it has a
	 * reference, and found it on the LRU.
	 */
	if (!sp_core_isolate_lru(folio))
		return false;
	if (folio_ref_count(folio) != sp_small_mapcount(folio) + 2 + folio_test_swapcache(folio)) {
		putback(folio);
		return false;
	}
	/* A swap slot would only be kept for nothing. */
	if (folio_test_swapcache(folio))
		sp_core(folio_free_swap)(folio);
	/* Were it clean and in the swap cache, it could be dropped. */
	folio_set_dirty(folio);

	node->at = folio_pfn(folio);
	if (sp_scanner.reverse_map) {
		sp_folio_set_node(folio, node);
		putback(folio);
	} else {
		folio_clear_active(folio);
		folio_clear_unevictable(folio);
		sp_folio_set_node(folio, NULL);
		count_pinned(node, true);
	}
	return true;
}

static struct sp_space *space_of(sp_place place)
{
	return sp_space_of(sp_place_region(&sp_scanner.engine.regions, place)->owner);
}

/* @node is held, or its page is gone. */
static void unlink(struct sp_stable_node *node, sp_place place)
{
	struct sp_engine *e = &sp_scanner.engine;
	struct sp_region *region = sp_place_region(&e->regions, place);

	sp_stable_unlink(&e->stable, &e->regions, place);
	sp_reverse_drop(region, sp_place_index(place));
	sp_space_tell(sp_space_of(region->owner));
}

static void unlink_all(struct sp_stable_node *node)
{
	while (node->n_places)
		unlink(node, sp_stable_places(node)[node->n_places - 1]);
}

/* Without places. */
static void erase(struct sp_stable_node *node)
{
	sp_stable_erase(&sp_scanner.engine.stable, node);
	WRITE_ONCE(sp_scanner.n_nodes, sp_scanner.n_nodes - 1);
	sp_node_free(node);
}

/* Lets go of the page of @node, pinned. */
static void unpin(struct sp_stable_node *node)
{
	struct folio *folio = pfn_folio(node->at);

	uncount_pinned(node);
	/* For a later load of the module to find it on the LRU. */
	if (node->isolated && sp_reverse_supported() && folio_mapped(folio))
		putback(folio);
	else
		folio_put(folio);
}

void sp_node_drop(struct sp_stable_node *node)
{
	struct folio *folio = sp_node_hold(node, true);

	unlink_all(node);
	if (node->pinned) {
		unpin(node);
	} else if (folio) {
		sp_folio_set_node(folio, NULL);
		sp_node_release(node, folio);
	}
	erase(node);
}

/*
 * Zero is final: a mapping is copied (fork) only where there is one, and the
 * core copies a page without a node that it meets in the swap cache.
 */
static bool unneeded(const struct sp_stable_node *node)
{
	return node->pinned ? !folio_mapped(pfn_folio(node->at)) : gone(node);
}

/* Without waiting for anything: that @node is not needed is certain. */
static bool drop_unneeded(struct sp_stable_node *node)
{
	bool pinned = node->pinned;

	unlink_all(node);
	if (pinned)
		unpin(node);
	erase(node);
	return pinned;
}

/* The page of @node may be on another NUMA node now. */
static void rescope(struct sp_stable_node *node)
{
	u64 scope = sp_scope_of_page(node->scope, sp_node_page(node)), hash;

	if (scope == node->scope)
		return;
	hash = sp_key(node->by_content.key, node->scope);
	sp_stable_rescope(&sp_scanner.engine.stable, node, sp_key(hash, scope), scope);
}

/*
 * Nodes that are in the engine's table by a frame where their page is not any
 * more, chained by next_in_frames; and who is in the way where it is now, in turn.
 */
static void settle_moved(struct sp_stable_node *list)
{
	struct sp_stable *stable = &sp_scanner.engine.stable;

	while (list) {
		struct sp_stable_node *node = list, *other;
		unsigned long at = READ_ONCE(node->at);

		/* It moved again, where words do not reach: its places are going to be forgotten. */
		if (!sp_frame_fits(at))
			at = sp_stable_frame(node);
		list = node->next_in_frames;
		other = sp_stable_by_frame(stable, at);
		if (other && gone(other)) {
			drop_unneeded(other);
		} else if (other) {
			sp_stable_lift(stable, other);
			other->next_in_frames = list;
			list = other;
		}
		sp_stable_land(stable, &sp_scanner.engine.regions, node, at);
		rescope(node);
	}
}

static void follow(struct sp_stable_node *node)
{
	if (node->pinned || READ_ONCE(node->at) == sp_stable_frame(node))
		return;
	if (!sp_frame_fits(READ_ONCE(node->at))) {
		sp_node_drop(node);
		return;
	}
	sp_stable_lift(&sp_scanner.engine.stable, node);
	node->next_in_frames = NULL;
	settle_moved(node);
}

static void follow_from(unsigned long frame)
{
	struct sp_stable_node *node = sp_stable_by_frame(&sp_scanner.engine.stable, frame);

	if (node)
		follow(node);
}

void sp_nodes_follow(void)
{
	struct sp_stable_node *node;
	u64 cursor = 0;

	if (!sp_reverse_any_moves() || !sp_reverse_moves(follow_from))
		return;
	while ((node = sp_stable_walk(&sp_scanner.engine.stable, &cursor))) {
		follow(node);
		cond_resched();
	}
}

void sp_nodes_leave(unsigned long first, unsigned long n)
{
	struct sp_stable_node *node;
	u64 cursor = 0;

	sp_nodes_follow();
	while ((node = sp_stable_walk(&sp_scanner.engine.stable, &cursor))) {
		if (READ_ONCE(node->at) - first < n || sp_stable_frame(node) - first < n)
			sp_node_drop(node);
		cond_resched();
	}
}

void sp_node_insert(struct sp_stable_node *node, u64 key, u64 scope)
{
	struct sp_stable *stable = &sp_scanner.engine.stable;
	struct sp_stable_node *other = sp_stable_by_frame(stable, node->at);

	lockdep_assert_held(&sp_scanner.engine_lock);
	/* The frame was another merged page's. */
	if (other && gone(other))
		drop_unneeded(other);
	else if (other)
		follow(other);
	sp_stable_insert(stable, node, key, scope, node->at);
	WRITE_ONCE(sp_scanner.n_nodes, sp_scanner.n_nodes + 1);
}

/* @folio is locked, and nobody's.  False: the node would pin it, and may not. */
static bool adopt(struct sp_stable_node *node, struct folio *folio)
{
	node->at = folio_pfn(folio);
	if (sp_scanner.reverse_map && folio_test_lru(folio)) {
		sp_folio_set_node(folio, node);
		return true;
	}
	if (!may_pin())
		return false;
	if (isolate(folio)) {
		count_pinned(node, true);
	} else {
		folio_get(folio);	/* left off the LRU by an earlier load */
		count_pinned(node, false);
	}
	return true;
}

int sp_node_adopt(struct page *page, u64 key, u64 scope, struct sp_stable_node **node)
{
	struct folio *folio = page_folio(page);
	int err = -ENOMEM;

	*node = sp_frame_fits(page_to_pfn(page)) ? sp_node_alloc() : NULL;
	if (!*node)
		return -ENOMEM;
	if (!folio_trylock(folio)) {
		err = -EBUSY;
	} else {
		if (READ_ONCE(folio->mapping) != sp_node_mapping(NULL))
			err = -EBUSY;	/* it has come to somebody meanwhile */
		else if (adopt(*node, folio))
			err = 0;
		folio_unlock(folio);
	}
	if (err) {
		sp_node_free(*node);
		return err;
	}
	sp_node_insert(*node, key, scope);
	sp_engine_offer(&sp_scanner.engine, key);
	return 0;
}

unsigned long sp_nodes_prune(unsigned long budget)
{
	static u64 cursor;	/* under sp_scanner.engine_lock */
	unsigned long freed = 0;

	while (budget--) {
		struct sp_stable_node *node = sp_stable_walk(&sp_scanner.engine.stable, &cursor);

		if (!node)
			break;
		if (unneeded(node))
			freed += drop_unneeded(node);
		if ((budget & 255) == 0)
			cond_resched();
	}
	return freed;
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

bool sp_nodes_mapped(void)
{
	struct sp_stable_node *node;
	bool mapped = false;
	u64 cursor = 0;

	while (!mapped && (node = sp_stable_walk(&sp_scanner.engine.stable, &cursor))) {
		/* A page that is being moved is not mapped just now. */
		struct folio *folio = sp_node_hold(node, true);

		mapped = folio && folio_mapped(folio);
		sp_node_release(node, folio);
		cond_resched();
	}
	return mapped;
}

static void show(struct sp_stable_node *node)
{
	struct folio *folio = pfn_folio(node->at);

	if (!node->isolated || !folio_trylock(folio))
		return;
	sp_folio_set_node(folio, node);
	uncount_pinned(node);
	folio_unlock(folio);
	putback(folio);
}

/* @folio is held. */
static bool pin(struct sp_stable_node *node, struct folio *folio)
{
	if (!may_pin() || !isolate(folio))
		return false;
	if (folio_test_swapcache(folio))
		sp_core(folio_free_swap)(folio);
	folio_set_dirty(folio);
	sp_folio_set_node(folio, NULL);
	folio_unlock(folio);
	/* The isolation's reference stays. */
	folio_put(folio);
	count_pinned(node, true);
	return true;
}

static void hide(struct sp_stable_node *node)
{
	struct folio *folio = sp_node_hold(node, true);

	if (folio && folio_mapped(folio) && pin(node, folio))
		return;
	if (folio && folio_mapped(folio)) {
		sp_node_release(node, folio);
		return;
	}
	/* Gone, or in the swap cache only. */
	sp_node_release(node, folio);
	sp_node_drop(node);
}

void sp_nodes_convert(void)
{
	struct sp_stable_node *node;
	u64 cursor = 0;

	lockdep_assert_held_write(&sp_scanner.lock);
	while ((node = sp_stable_walk(&sp_scanner.engine.stable, &cursor))) {
		if (node->pinned && !folio_mapped(pfn_folio(node->at)))
			drop_unneeded(node);
		else if (node->pinned && sp_scanner.reverse_map)
			show(node);
		else if (!node->pinned && !sp_scanner.reverse_map)
			hide(node);
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
	sp_space_tell(space_of(place));
	if (trace_merge_enabled())
		trace_link(node, place);
}

static void trace_forget(unsigned long frame, const struct sp_region *region, unsigned int index)
{
	u64 start;

	trace_unmerge(sp_space_process(sp_space_of(region->owner), &start),
		      sp_region_address(region, index), frame);
}

void sp_page_forget(struct sp_region *region, unsigned int index)
{
	const u32 word = sp_region_word(region, index);
	struct sp_engine *e = &sp_scanner.engine;
	struct sp_stable_node *node;
	struct folio *folio;

	lockdep_assert_held(&sp_scanner.engine_lock);
	if (sp_word_kind(word) != SP_MERGED_HERE) {
		sp_engine_forget_page(e, region, index);
		return;
	}
	if (trace_unmerge_enabled())
		trace_forget(sp_word_frame(word), region, index);
	node = sp_stable_by_frame(&e->stable, sp_word_frame(word));
	folio = sp_node_hold(node, true);
	unlink(node, sp_place_of(region, index));
	sp_node_release(node, folio);
	if (!folio || (!node->n_places && unneeded(node)))
		drop_unneeded(node);
}
