// SPDX-License-Identifier: GPL-2.0
/*
 * Merging: write-protect, compare, replace.
 */
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/mmu_notifier.h>
#include <linux/rmap.h>
#include <linux/sched/mm.h>

#include "../compat.h"
#include "private_symbols.h"
#include "reverse.h"
#include "scanner.h"
#include "stable_page.h"
#include "walk.h"

static bool identical(struct page *a, struct page *b)
{
	void *pa = kmap_local_page(a);
	void *pb = kmap_local_page(b);
	bool same = sp_same_page(pa, pb);

	kunmap_local(pb);
	kunmap_local(pa);
	return same;
}

/*
 * Locks the folio of @page, to which the caller holds the only reference
 * besides its mappings, and splits it if it is large.  False: in use, or gone.
 */
static bool lock_small(struct page *page, bool *split)
{
	struct folio *folio = page_folio(page);

	/* Never wait for a page: the next pass comes by again. */
	if (!folio_trylock(folio))
		return false;
	/* Once locked it cannot be split or freed under us. */
	if (folio != page_folio(page) || !folio_test_anon(folio) || folio_test_ksm(folio))
		goto unlock;
	if (folio_test_large(folio)) {
		if (sp_core_split(page))
			goto unlock;
		*split = true;
	}
	return true;

unlock:
	folio_unlock(folio);
	return false;
}

/* Does anybody use @folio besides its mappings, the swap cache, and us with one reference? */
static bool in_use(struct folio *folio)
{
	return folio_ref_count(folio) != sp_small_mapcount(folio) + 1 + folio_test_swapcache(folio);
}

/*
 * Takes the entry at @addr away, if it still maps @page and nobody uses the page
 * but its mappings and the caller (who holds one reference, and the folio
 * lock).  Then it cannot change, as long as the page table is locked.  False:
 * the entry is as it was.
 */
static bool take_entry(struct vm_area_struct *vma, unsigned long addr, struct page *page,
		       pte_t *ptep, pte_t *entry)
{
	struct folio *folio = page_folio(page);

	*entry = ptep_get(ptep);
	if (!pte_present(*entry) || pte_pfn(*entry) != page_to_pfn(page) || pte_uffd_wp(*entry))
		return false;

	flush_cache_page(vma, addr, pte_pfn(*entry));
	/*
	 * get_user_pages_fast() takes no lock.  With the entry gone and flushed
	 * it can find no new reference; one that it took before shows in the
	 * count now.
	 */
	*entry = sp_core(ptep_clear_flush)(vma, addr, ptep);
	if (!in_use(folio))
		return true;
	set_pte_at(vma->vm_mm, addr, ptep, *entry);
	return false;
}

/* The page at the entry that was taken is going to be shared.  False: it is pinned. */
static bool share_entry(struct page *page, pte_t entry)
{
	struct folio *folio = page_folio(page);

	if (PageAnonExclusive(page) && folio_try_share_anon_rmap_pte(folio, page))
		return false;
	/* Dirtiness moves to the folio, or reclaim could lose the data. */
	if (pte_dirty(entry))
		folio_mark_dirty(folio);
	return true;
}

/* A change to one entry that somebody may mirror. */
struct change {
	struct mmu_notifier_range range;
	pte_t *ptep;
	spinlock_t *ptl;
};

/* False: there is no entry for @addr; nothing to end then. */
static bool change_begin(struct change *change, struct mm_struct *mm, unsigned long addr)
{
	sp_notify_range(&change->range, mm, addr, addr + PAGE_SIZE);
	sp_notify_start(&change->range);
	change->ptep = __sp_pte_lock(mm, addr, &change->ptl);
	if (change->ptep)
		return true;
	sp_notify_end(&change->range);
	return false;
}

static void change_end(struct change *change)
{
	pte_unmap_unlock(change->ptep, change->ptl);
	sp_notify_end(&change->range);
}

/*
 * Makes the mapping of @page at @addr read only and clean.  On success nobody
 * can change the page any more without a fault that copies it, and it is not
 * pinned for I/O.  Needs the folio locked, and one reference of the caller.
 */
static bool write_protect(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	struct change change;
	bool protected = false;
	pte_t entry;

	if (!change_begin(&change, vma->vm_mm, addr))
		return false;
	if (take_entry(vma, addr, page, change.ptep, &entry)) {
		protected = share_entry(page, entry);
		if (protected)
			entry = pte_wrprotect(pte_mkclean(entry));
		set_pte_at(vma->vm_mm, addr, change.ptep, entry);
	}
	change_end(&change);
	return protected;
}

/* The entry for the kernel's zero page; dirty marks it as put there by merging. */
static pte_t zero_entry(struct mm_struct *mm, struct page *zero, pgprot_t prot)
{
#if SP_ZERO_PAGES
	atomic_long_inc(sp_builtin_zero_pages);
	atomic_long_inc(&mm->ksm_zero_pages);
	/* The zero page is not counted as memory of the process. */
	percpu_counter_dec(&mm->rss_stat[MM_ANONPAGES]);
#endif
	return pte_mkdirty(pte_mkspecial(pfn_pte(page_to_pfn(zero), prot)));
}

/* Maps @kpage at the entry of @page, which was taken. */
static void put_entry(struct vm_area_struct *vma, unsigned long addr, struct page *page,
		      struct page *kpage, pte_t *ptep, pte_t entry)
{
	struct folio *folio = page_folio(page);
	pte_t new;

	if (is_zero_pfn(page_to_pfn(kpage))) {
		new = zero_entry(vma->vm_mm, kpage, vma->vm_page_prot);
	} else {
		struct folio *kfolio = page_folio(kpage);

		new = mk_pte(kpage, vma->vm_page_prot);
		folio_get(kfolio);
		sp_core_add_rmap(kfolio, kpage, vma, addr);
	}
	if (pte_write(new))
		new = pte_wrprotect(new);
	if (pte_soft_dirty(entry))
		new = pte_mksoft_dirty(new);
	set_pte_at(vma->vm_mm, addr, ptep, new);

	sp_core_remove_rmap(folio, page, vma);
	/* The caller's reference keeps it from being freed under the lock. */
	if (!folio_mapped(folio) && folio_test_swapcache(folio))
		sp_core(folio_free_swap)(folio);
	folio_put(folio);
}

/*
 * Maps @kpage at @addr instead of @page, if the contents are the same, and
 * drops the mapping's reference to @page.  The comparison is made while the
 * entry is away, so one flush does for protecting and replacing.  Needs the
 * folio of @page locked, and one reference of the caller.  SP_GLUE_MERGED,
 * _DIFFERENT, or _BUSY; in the last two cases nothing was changed.
 */
static enum sp_glue_result replace(struct vm_area_struct *vma, unsigned long addr,
				   struct page *page, struct page *kpage)
{
	enum sp_glue_result result = SP_GLUE_BUSY;
	struct change change;
	pte_t entry;

	if (!change_begin(&change, vma->vm_mm, addr))
		return SP_GLUE_BUSY;
	if (take_entry(vma, addr, page, change.ptep, &entry)) {
		if (!identical(page, kpage))
			result = SP_GLUE_DIFFERENT;
		else if (share_entry(page, entry))
			result = SP_GLUE_MERGED;
		if (result == SP_GLUE_MERGED)
			put_entry(vma, addr, page, kpage, change.ptep, entry);
		else
			set_pte_at(vma->vm_mm, addr, change.ptep, entry);
	}
	change_end(&change);
	return result;
}

static bool lock_candidate(struct sp_candidate *c)
{
	bool split = false;
	bool locked = lock_small(c->pg, &split);

	if (split) {
		/* The chunk's one reference stays with this page. */
		c->chunk->split = true;
		c->chunk->large = page_folio(c->pg);
	}
	return locked;
}

/* Until the next count over all of its pages. */
static void credit(struct sp_space *space, const struct sp_stable_node *node)
{
	WRITE_ONCE(space->saved, space->saved + sp_saved_share(node->n_places));
}

static sp_place place_of(const struct sp_candidate *c)
{
	return sp_place_of(c->page.region, c->page.index);
}

/* The page of @node is held. */
static enum sp_glue_result merge_with(struct sp_candidate *c, struct sp_stable_node *node)
{
	enum sp_glue_result result;

	if (!sp_place_reserve(node) || !lock_candidate(c))
		return SP_GLUE_BUSY;
	result = SP_GLUE_BUSY;
	if (sp_reverse_take(c->page.region, c->page.index, c->vma)) {
		result = replace(c->vma, c->addr, c->pg, pfn_to_page(node->at));
		if (result == SP_GLUE_MERGED) {
			sp_place_link(node, place_of(c));
			credit(c->space, node);
		} else {
			sp_reverse_drop(c->page.region, c->page.index);
		}
	}
	folio_unlock(page_folio(c->pg));
	return result;
}

enum sp_glue_result sp_glue_merge_with_node(struct sp_engine *e, struct sp_page *page,
					    struct sp_stable_node *node)
{
	struct sp_candidate *c = container_of(page, struct sp_candidate, page);
	struct folio *folio = sp_node_hold(node, false);
	enum sp_glue_result result;

	if (IS_ERR(folio))
		return SP_GLUE_BUSY;
	/* Without a reference of the node, the swap cache may still have it. */
	if (!folio || (node->pinned && !folio_mapped(folio)) || folio_test_hwpoison(folio)) {
		sp_node_release(node, folio);
		sp_node_drop(node);
		return SP_GLUE_GONE;
	}
	result = merge_with(c, node);
	sp_node_release(node, folio);
	return result;
}

enum sp_glue_result sp_glue_merge_zero(struct sp_engine *e, struct sp_page *page)
{
	struct sp_candidate *c = container_of(page, struct sp_candidate, page);
	enum sp_glue_result result;

	if (!SP_ZERO_PAGES || mm_forbids_zeropage(c->space->mm))
		return SP_GLUE_DIFFERENT;
	if (!lock_candidate(c))
		return SP_GLUE_BUSY;
	result = replace(c->vma, c->addr, c->pg, ZERO_PAGE(c->addr));
	folio_unlock(page_folio(c->pg));
	return result;
}

/* The page at the place of an unstable entry, opened for use. */
struct partner {
	struct sp_space *space;
	struct sp_region *region;
	struct vm_area_struct *vma;
	unsigned long addr;
	struct page *pg;
	bool huge;
	bool dirty;
};

/* Locks the address space of a page that @c may be merged with.  False: it cannot be had now. */
static bool enter(struct sp_space *space, const struct sp_candidate *c)
{
	if (space == c->space)
		return true;
	if (!mmget_not_zero(space->mm))
		return false;
	/* We hold one mmap_lock already, so no waiting for another. */
	if (mmap_read_trylock(space->mm))
		return true;
	mmput_async(space->mm);
	return false;
}

static void leave(struct sp_space *space, const struct sp_candidate *c)
{
	if (space == c->space)
		return;
	mmap_read_unlock(space->mm);
	mmput_async(space->mm);
}

bool sp_glue_same_page(struct sp_engine *e, const struct sp_page *page, sp_place place)
{
	const struct sp_candidate *c = container_of(page, struct sp_candidate, page);
	const struct sp_region *region = sp_place_region(&e->regions, place);
	struct sp_space *space = sp_space_of(region->owner);
	bool same;

	if (!enter(space, c))
		return false;
	same = sp_maps_frame(space->mm, sp_region_address(region, sp_place_index(place)), page_to_pfn(c->pg));
	leave(space, c);
	return same;
}

static void partner_close(struct partner *p, const struct sp_candidate *c)
{
	if (p->pg)
		put_page(p->pg);
	if (p->space)
		leave(p->space, c);
}

static bool partner_open(struct partner *p, const struct sp_candidate *c, sp_place place)
{
	struct sp_region *region = sp_place_region(&sp_scanner.engine.regions, place);
	struct sp_space *space = sp_space_of(region->owner);

	*p = (struct partner){
		.region = region,
		.addr = sp_region_address(region, sp_place_index(place)),
	};
	if (!enter(space, c))
		return false;
	p->space = space;
	p->vma = vma_lookup(space->mm, p->addr);
	if (!p->vma || !sp_vma_scannable(p->vma))
		return false;
	p->pg = sp_anon_page_get(p->vma, p->addr, &p->huge, &p->dirty);
	return p->pg;
}

/* Would merging @p split a huge page of which too little merges? */
static bool spares_huge_page(const struct partner *p)
{
	unsigned int least = READ_ONCE(sp_scanner.huge_page_min_merge);

	if (!p->huge || !least || p->region->look_pass == sp_scanner.engine.pass)
		return false;
	/* Who finds it in vain counts for it. */
	sp_region_count_match(p->region, sp_scanner.engine.pass, least);
	return true;
}

/* The page of @p for that of @node, which is locked. */
static void merge_partner(struct sp_candidate *c, struct partner *p, struct sp_stable_node *node,
			  sp_place place)
{
	const unsigned int index = sp_place_index(place);

	if (!sp_reverse_take(p->region, index, p->vma))
		return;
	if (replace(p->vma, p->addr, p->pg, c->pg) != SP_GLUE_MERGED) {
		sp_reverse_drop(p->region, index);
		return;
	}
	sp_place_link(node, place);
	credit(c->space, node);
	credit(p->space, node);
}

/* Both pages are locked and small, and each is referenced once by us. */
static enum sp_glue_result upgrade_and_replace(struct sp_candidate *c, struct partner *p,
					       struct sp_stable_node *node, sp_place place)
{
	enum sp_glue_result result = SP_GLUE_BUSY;

	if (in_use(page_folio(p->pg)))
		return SP_GLUE_GONE;
	if (!sp_reverse_take(c->page.region, c->page.index, c->vma))
		return SP_GLUE_BUSY;
	if (!write_protect(c->vma, c->addr, c->pg))
		goto drop;
	/* Still not final for the partner, but a merged page of one would be a waste. */
	result = SP_GLUE_DIFFERENT;
	if (p->dirty && !identical(c->pg, p->pg))
		goto drop;
	result = SP_GLUE_BUSY;
	if (!sp_node_settle(node, page_folio(c->pg)))
		goto drop;

	sp_node_insert(node, sp_page_key(&c->page), c->page.scope);
	sp_place_link(node, place_of(c));
	/* If it changed or is in use meanwhile, a merged page with one mapping is fine too. */
	merge_partner(c, p, node, place);
	return SP_GLUE_MERGED;

drop:
	sp_reverse_drop(c->page.region, c->page.index);
	return result;
}

enum sp_glue_result sp_glue_merge_pair(struct sp_engine *e, struct sp_page *page,
				       sp_place place)
{
	struct sp_candidate *c = container_of(page, struct sp_candidate, page);
	enum sp_glue_result result = SP_GLUE_GONE;
	struct sp_stable_node *node = NULL;
	bool split = false;
	struct partner p;

	if (!partner_open(&p, c, place))
		goto close;
	result = SP_GLUE_DIFFERENT;
	/* One page, shared by fork: nothing to gain. */
	if (p.pg == c->pg || spares_huge_page(&p))
		goto close;

	result = SP_GLUE_BUSY;
	/* Two places fit into every node. */
	BUILD_BUG_ON(SP_INLINE_PLACES < 2 || sizeof(struct sp_stable_node) > 72);
	node = sp_frame_fits(page_to_pfn(c->pg)) ? sp_node_alloc() : NULL;
	if (!node)
		goto close;

	/* Two pages of one large folio: it only splits with one reference. */
	if (page_folio(p.pg) == page_folio(c->pg)) {
		put_page(p.pg);
		p.pg = NULL;
	}
	if (!lock_candidate(c))
		goto free;
	if (!p.pg)
		p.pg = sp_anon_page_get(p.vma, p.addr, &p.huge, &p.dirty);

	result = SP_GLUE_GONE;
	if (p.pg && p.pg != c->pg && lock_small(p.pg, &split)) {
		result = upgrade_and_replace(c, &p, node, place);
		folio_unlock(page_folio(p.pg));
	}
	folio_unlock(page_folio(c->pg));

free:
	if (result != SP_GLUE_MERGED)
		sp_node_free(node);
close:
	partner_close(&p, c);
	return result;
}
