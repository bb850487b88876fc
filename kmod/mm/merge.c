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
#include "scanner.h"
#include "stable_page.h"
#include "walk.h"

static bool identical(struct page *a, struct page *b)
{
	void *pa = kmap_local_page(a);
	void *pb = kmap_local_page(b);
	bool same = !memcmp(pa, pb, PAGE_SIZE);

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
	if (folio != page_folio(page) || !folio_test_anon(folio))
		goto unlock;
	if (folio_test_large(folio)) {
		if (sp_core(split_huge_page_to_list_to_order)(page, NULL, 0))
			goto unlock;
		*split = true;
	}
	return true;

unlock:
	folio_unlock(folio);
	return false;
}

/* write_protect(), with the page table locked. */
static bool protect_entry(struct vm_area_struct *vma, unsigned long addr, struct page *page,
			  pte_t *ptep, pte_t *entry)
{
	struct folio *folio = page_folio(page);
	struct mm_struct *mm = vma->vm_mm;
	bool exclusive = PageAnonExclusive(page);

	*entry = ptep_get(ptep);
	if (!pte_present(*entry) || pte_pfn(*entry) != page_to_pfn(page) || pte_uffd_wp(*entry))
		return false;
	if (!pte_write(*entry) && !pte_dirty(*entry) && !exclusive && !mm_tlb_flush_pending(mm))
		return true;

	flush_cache_page(vma, addr, pte_pfn(*entry));
	/*
	 * get_user_pages_fast() takes no lock.  With the entry gone and flushed
	 * it can find no new reference; one that it took before shows in the
	 * count now.
	 */
	*entry = sp_core(ptep_clear_flush)(vma, addr, ptep);
	if (folio_ref_count(folio) != folio_mapcount(folio) + 1 + folio_test_swapcache(folio) ||
	    (exclusive && folio_try_share_anon_rmap_pte(folio, page))) {
		set_pte_at(mm, addr, ptep, *entry);
		return false;
	}
	/* Dirtiness moves to the folio, or reclaim could lose the data. */
	if (pte_dirty(*entry))
		folio_mark_dirty(folio);
	*entry = pte_wrprotect(pte_mkclean(*entry));
	set_pte_at(mm, addr, ptep, *entry);
	return true;
}

/*
 * Makes the mapping of @page at @addr read only and clean.  On success nobody
 * can change the page any more without a fault that copies it: it is not
 * pinned for I/O, and the entry is @entry.  Needs the folio locked, and one
 * reference of the caller.
 */
static bool write_protect(struct vm_area_struct *vma, unsigned long addr, struct page *page,
			  pte_t *entry)
{
	struct mmu_notifier_range range;
	bool protected = false;
	spinlock_t *ptl;
	pte_t *ptep;

	mmu_notifier_range_init(&range, MMU_NOTIFY_CLEAR, 0, vma->vm_mm, addr, addr + PAGE_SIZE);
	sp_notify_start(&range);
	ptep = sp_pte_lock(vma->vm_mm, addr, &ptl);
	if (ptep) {
		protected = protect_entry(vma, addr, page, ptep, entry);
		pte_unmap_unlock(ptep, ptl);
	}
	sp_notify_end(&range);
	return protected;
}

/* replace(), with the page table locked. */
static void replace_entry(struct vm_area_struct *vma, unsigned long addr, struct page *page,
			  struct page *kpage, pte_t *ptep, pte_t entry)
{
	struct folio *folio = page_folio(page), *kfolio = page_folio(kpage);
	pte_t new = mk_pte(kpage, vma->vm_page_prot);

	if (pte_write(new))
		new = pte_wrprotect(new);
	if (pte_soft_dirty(entry))
		new = pte_mksoft_dirty(new);

	folio_get(kfolio);
	sp_core(folio_add_anon_rmap_ptes)(kfolio, kpage, 1, vma, addr, RMAP_NONE);

	flush_cache_page(vma, addr, pte_pfn(entry));
	sp_core(ptep_clear_flush)(vma, addr, ptep);
	set_pte_at(vma->vm_mm, addr, ptep, new);

	sp_core(folio_remove_rmap_ptes)(folio, page, 1, vma);
	/* The caller's reference keeps it from being freed under the lock. */
	if (!folio_mapped(folio) && folio_test_swapcache(folio))
		sp_core(folio_free_swap)(folio);
	folio_put(folio);
}

/*
 * Maps @kpage at @addr instead of @page, if the entry is still @entry.  Both
 * have the same contents and are write-protected.  Drops the mapping's
 * reference to @page.
 */
static bool replace(struct vm_area_struct *vma, unsigned long addr, struct page *page,
		    struct page *kpage, pte_t entry)
{
	struct mmu_notifier_range range;
	bool replaced = false;
	spinlock_t *ptl;
	pte_t *ptep;

	mmu_notifier_range_init(&range, MMU_NOTIFY_CLEAR, 0, vma->vm_mm, addr, addr + PAGE_SIZE);
	sp_notify_start(&range);
	ptep = sp_pte_lock(vma->vm_mm, addr, &ptl);
	if (ptep) {
		if (pte_same(ptep_get(ptep), entry)) {
			replace_entry(vma, addr, page, kpage, ptep, entry);
			replaced = true;
		}
		pte_unmap_unlock(ptep, ptl);
	}
	sp_notify_end(&range);
	return replaced;
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

static void credit(struct sp_space *space, unsigned long n_items)
{
	WRITE_ONCE(space->saved, space->saved + sp_saved_share(n_items));
	space->pass_saved += sp_saved_share(n_items);
}

enum sp_glue_result sp_glue_merge_with_node(struct sp_engine *e, struct sp_page *page,
					    struct sp_stable_node *node)
{
	struct sp_candidate *c = container_of(page, struct sp_candidate, page);
	enum sp_glue_result result = SP_GLUE_BUSY;
	struct page *kpage = sp_node_page(node);
	struct sp_mapping *m;
	pte_t entry;

	if (!folio_mapped(page_folio(kpage))) {
		sp_node_drop(node);
		return SP_GLUE_GONE;
	}
	/* Unprotected, so only a hint; but it saves a fault if they differ. */
	if (!identical(c->pg, kpage))
		return SP_GLUE_DIFFERENT;

	m = sp_mapping_prepare(c->space, c->addr);
	if (!m)
		return SP_GLUE_BUSY;
	if (!lock_candidate(c))
		goto cancel;
	if (!write_protect(c->vma, c->addr, c->pg, &entry))
		goto unlock;
	if (!identical(c->pg, kpage)) {
		result = SP_GLUE_DIFFERENT;
		goto unlock;
	}
	if (!replace(c->vma, c->addr, c->pg, kpage, entry))
		goto unlock;
	folio_unlock(page_folio(c->pg));

	sp_mapping_link(m, node);
	credit(c->space, node->n_items);
	return SP_GLUE_MERGED;

unlock:
	folio_unlock(page_folio(c->pg));
cancel:
	sp_mapping_cancel(m);
	return result;
}

/* The place of the unstable entry, opened for use. */
struct partner {
	struct sp_space *space;
	struct vm_area_struct *vma;
	unsigned long addr;
	struct page *pg;
};

static void partner_close(struct partner *p, const struct sp_candidate *c)
{
	if (p->pg)
		put_page(p->pg);
	if (p->space && p->space != c->space) {
		mmap_read_unlock(p->space->mm);
		mmput_async(p->space->mm);
	}
}

static bool partner_open(struct partner *p, const struct sp_candidate *c, u64 place)
{
	struct sp_space *space = sp_spaces_get(sp_place_space(place));

	*p = (struct partner){ .addr = sp_place_page_index(place) << PAGE_SHIFT };
	if (!space)
		return false;
	if (space != c->space) {
		if (!mmget_not_zero(space->mm))
			return false;
		/* We hold one mmap_lock already, so no waiting for another. */
		if (!mmap_read_trylock(space->mm)) {
			mmput_async(space->mm);
			return false;
		}
	}
	p->space = space;
	p->vma = vma_lookup(space->mm, p->addr);
	return p->vma && sp_vma_scannable(p->vma);
}

/* Both pages are locked and small, and each is referenced once by us. */
static enum sp_glue_result upgrade_and_replace(struct sp_candidate *c, struct partner *p,
					       struct sp_stable_node *node, struct sp_mapping *mc,
					       struct sp_mapping *mp)
{
	pte_t entry, partner_entry;

	if (!write_protect(c->vma, c->addr, c->pg, &entry))
		return SP_GLUE_BUSY;
	if (!write_protect(p->vma, p->addr, p->pg, &partner_entry))
		return SP_GLUE_GONE;
	if (!identical(c->pg, p->pg))
		return SP_GLUE_DIFFERENT;
	if (!sp_folio_become_ksm(page_folio(c->pg)))
		return SP_GLUE_BUSY;

	sp_node_insert(node, c->pg, c->page.hash);
	sp_mapping_link(mc, node);

	if (replace(p->vma, p->addr, p->pg, c->pg, partner_entry)) {
		sp_mapping_link(mp, node);
		credit(c->space, 2);
		credit(p->space, 2);
	} else {
		/* Discarded meanwhile: a merged page with one mapping is fine too. */
		sp_mapping_cancel(mp);
	}
	return SP_GLUE_MERGED;
}

enum sp_glue_result sp_glue_merge_pair(struct sp_engine *e, struct sp_page *page, u64 place)
{
	struct sp_candidate *c = container_of(page, struct sp_candidate, page);
	enum sp_glue_result result = SP_GLUE_GONE;
	struct sp_mapping *mc = NULL, *mp = NULL;
	struct sp_stable_node *node = NULL;
	bool split = false;
	struct partner p;

	if (!partner_open(&p, c, place))
		goto close;
	p.pg = sp_anon_page_get(p.vma, p.addr);
	if (!p.pg || p.pg == c->pg || !identical(c->pg, p.pg))
		goto close;

	result = SP_GLUE_BUSY;
	node = sp_node_alloc();
	mc = sp_mapping_prepare(c->space, c->addr);
	mp = sp_mapping_prepare(p.space, p.addr);
	if (!node || !mc || !mp)
		goto free;

	/* Two pages of one large folio: it only splits with one reference. */
	if (page_folio(p.pg) == page_folio(c->pg)) {
		put_page(p.pg);
		p.pg = NULL;
	}
	if (!lock_candidate(c))
		goto free;
	if (!p.pg)
		p.pg = sp_anon_page_get(p.vma, p.addr);

	result = SP_GLUE_GONE;
	if (p.pg && p.pg != c->pg && lock_small(p.pg, &split)) {
		result = upgrade_and_replace(c, &p, node, mc, mp);
		folio_unlock(page_folio(p.pg));
	}
	folio_unlock(page_folio(c->pg));

free:
	if (result != SP_GLUE_MERGED) {
		sp_mapping_cancel(mp);
		sp_mapping_cancel(mc);
		sp_node_free(node);
	}
close:
	partner_close(&p, c);
	return result;
}
