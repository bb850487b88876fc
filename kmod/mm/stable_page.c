// SPDX-License-Identifier: GPL-2.0
#include <linux/ksm.h>
#include <linux/mm_inline.h>
#include <linux/rmap.h>
#include <linux/slab.h>

#include "../compat.h"
#include "private_symbols.h"
#include "scanner.h"
#include "stable_page.h"

#define GFP_SCAN (GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN)

static struct kmem_cache *node_cache;
static struct kmem_cache *mapping_cache;

int sp_stable_pages_init(void)
{
	node_cache = KMEM_CACHE(sp_stable_node, 0);
	mapping_cache = KMEM_CACHE(sp_mapping, 0);
	if (node_cache && mapping_cache)
		return 0;
	sp_stable_pages_exit();
	return -ENOMEM;
}

void sp_stable_pages_exit(void)
{
	kmem_cache_destroy(node_cache);
	kmem_cache_destroy(mapping_cache);
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

void sp_node_insert(struct sp_stable_node *node, struct page *page, u64 hash)
{
	lockdep_assert_held(&sp_scanner.lock);
	sp_stable_insert(&sp_scanner.engine.stable, node, hash, page_to_pfn(page));
	WRITE_ONCE(sp_scanner.n_nodes, sp_scanner.n_nodes + 1);
}

int sp_node_adopt(struct page *page, u64 hash, struct sp_stable_node **node)
{
	struct folio *folio = page_folio(page);

	*node = sp_node_alloc();
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
	sp_node_insert(*node, page, hash);
	return 0;
}

static void account(struct sp_space *space)
{
	/* What /proc/PID/ksm_stat shows. */
	WRITE_ONCE(space->mm->ksm_merging_pages, space->merged);
	WRITE_ONCE(space->mm->ksm_rmap_items, space->merged);
}

/* Unlinks without looking after the node. */
static void unlink(struct sp_mapping *m)
{
	struct sp_space *space = m->space;

	sp_stable_unlink(&sp_scanner.engine.stable, &m->item);
	xa_erase(&space->items, m->item.addr >> PAGE_SHIFT);
	WRITE_ONCE(space->merged, space->merged - 1);
	account(space);
	kmem_cache_free(mapping_cache, m);
}

void sp_node_drop(struct sp_stable_node *node)
{
	struct page *page = sp_node_page(node);

	lockdep_assert_held(&sp_scanner.lock);
	while (!hlist_empty(&node->items)) {
		struct sp_rmap_item *item =
			hlist_entry(node->items.first, struct sp_rmap_item, in_node);

		unlink(sp_mapping_of(item));
	}
	sp_stable_erase(&sp_scanner.engine.stable, node);
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

void sp_nodes_prune(unsigned long budget)
{
	static u64 cursor;	/* under sp_scanner.lock */

	while (budget--) {
		struct sp_stable_node *node = sp_stable_walk(&sp_scanner.engine.stable, &cursor);

		if (!node)
			return;
		if (unmapped(node))
			sp_node_drop(node);
		if ((budget & 255) == 0)
			cond_resched();
	}
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

struct sp_mapping *sp_mapping_prepare(struct sp_space *space, unsigned long addr)
{
	struct sp_mapping *m = kmem_cache_zalloc(mapping_cache, GFP_SCAN);

	if (!m)
		return NULL;
	m->space = space;
	m->item.addr = addr;
	if (xa_reserve(&space->items, addr >> PAGE_SHIFT, GFP_SCAN)) {
		kmem_cache_free(mapping_cache, m);
		return NULL;
	}
	return m;
}

void sp_mapping_cancel(struct sp_mapping *m)
{
	if (!m)
		return;
	xa_release(&m->space->items, m->item.addr >> PAGE_SHIFT);
	kmem_cache_free(mapping_cache, m);
}

void sp_mapping_link(struct sp_mapping *m, struct sp_stable_node *node)
{
	struct sp_space *space = m->space;
	struct sp_mapping *old;

	lockdep_assert_held(&sp_scanner.lock);
	/* An item of a page that has been written or unmapped since. */
	old = sp_mapping_find(space, m->item.addr);
	if (old) {
		struct sp_stable_node *old_node = old->item.node;

		sp_stable_unlink(&sp_scanner.engine.stable, &old->item);
		kmem_cache_free(mapping_cache, old);
		WRITE_ONCE(space->merged, space->merged - 1);
		xa_store(&space->items, m->item.addr >> PAGE_SHIFT, m, GFP_NOWAIT);
		if (old_node != node && hlist_empty(&old_node->items) && unmapped(old_node))
			sp_node_drop(old_node);
	} else {
		/* Reserved: cannot need memory. */
		xa_store(&space->items, m->item.addr >> PAGE_SHIFT, m, GFP_NOWAIT);
	}
	sp_stable_link(&sp_scanner.engine.stable, node, &m->item);
	m->item.pass = sp_scanner.engine.pass;
	WRITE_ONCE(space->merged, space->merged + 1);
	account(space);
}

void sp_mapping_drop(struct sp_mapping *m)
{
	struct sp_stable_node *node = m->item.node;

	unlink(m);
	if (hlist_empty(&node->items) && unmapped(node))
		sp_node_drop(node);
}

struct sp_mapping *sp_mapping_find(struct sp_space *space, unsigned long addr)
{
	return xa_load(&space->items, addr >> PAGE_SHIFT);
}

void sp_mappings_sweep(struct sp_space *space, unsigned long from, unsigned long to)
{
	struct sp_mapping *m;
	unsigned long i;

	if (from >= to)
		return;
	xa_for_each_range(&space->items, i, m, from >> PAGE_SHIFT, (to - 1) >> PAGE_SHIFT) {
		if (m->item.pass != sp_scanner.engine.pass)
			sp_mapping_drop(m);
	}
}

void sp_mappings_drop_all(struct sp_space *space)
{
	struct sp_mapping *m;
	unsigned long i;

	xa_for_each(&space->items, i, m) {
		sp_mapping_drop(m);
		cond_resched();
	}
}
