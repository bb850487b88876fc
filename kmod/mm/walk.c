// SPDX-License-Identifier: GPL-2.0
#include <linux/ksm.h>
#include <linux/mm.h>
#include <linux/pgtable.h>
#include <linux/swap.h>
#include <linux/swapops.h>

#include "../compat.h"
#include "clean.h"
#include "private_symbols.h"
#include "walk.h"

bool sp_vma_scannable(const struct vm_area_struct *vma)
{
	/*
	 * The core sets VM_MERGEABLE only where merging is allowed.  Shadow
	 * stacks are write-protected by other means than the rest.
	 */
	return (vma->vm_flags & VM_MERGEABLE) && vma->anon_vma &&
	       !(vma->vm_flags & VM_SHADOW_STACK);
}

/*
 * The pmd that covers *@addr; where there is none, *@addr moves on to where one
 * may be, and NULL is returned.
 */
static pmd_t *find_pmd(struct mm_struct *mm, unsigned long *addr, unsigned long end)
{
	pgd_t *pgd = pgd_offset(mm, *addr);
	p4d_t *p4d;
	pud_t *pud;
	pmd_t *pmd;

	if (pgd_none(*pgd) || pgd_bad(*pgd)) {
		*addr = pgd_addr_end(*addr, end);
		return NULL;
	}
	p4d = p4d_offset(pgd, *addr);
	if (p4d_none(*p4d) || p4d_bad(*p4d)) {
		*addr = p4d_addr_end(*addr, end);
		return NULL;
	}
	pud = pud_offset(p4d, *addr);
	if (pud_none(*pud) || pud_leaf(*pud) || pud_bad(*pud)) {
		*addr = pud_addr_end(*addr, end);
		return NULL;
	}
	pmd = pmd_offset(pud, *addr);
	if (pmd_none(pmdp_get_lockless(pmd))) {
		*addr = pmd_addr_end(*addr, end);
		return NULL;
	}
	return pmd;
}

/* The core's pte_offset_map_lock(). */
static inline pte_t *map_lock(struct mm_struct *mm, pmd_t *pmd, unsigned long addr,
			      spinlock_t **ptl)
{
	return sp_core_pte_map_lock(mm, pmd, addr, ptl);
}

pte_t *__sp_pte_lock(struct mm_struct *mm, unsigned long addr, spinlock_t **ptl)
{
	unsigned long at = addr;
	pmd_t *pmd = find_pmd(mm, &at, addr + PAGE_SIZE);

	return pmd ? sp_core_pte_map_lock(mm, pmd, addr, ptl) : NULL;
}

static struct page *anon_page(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page;

	/*
	 * Not present: swapped, migrating.  Protnone: no access wanted, or NUMA
	 * balancing at work.  Write protection by userfaultfd is somebody's
	 * bookkeeping.
	 */
	if (!pte_present(pte) || pte_protnone(pte) || pte_uffd_wp(pte))
		return NULL;
	page = sp_core(vm_normal_page)(vma, addr, pte);
	if (!page || is_zone_device_page(page) || PageHWPoison(page))
		return NULL;
	return folio_test_anon(page_folio(page)) ? page : NULL;
}

unsigned long sp_skip_holes(struct mm_struct *mm, unsigned long addr, unsigned long end)
{
	while (addr < end && !find_pmd(mm, &addr, end))
		cond_resched();
	return addr;
}

static unsigned int index_of(unsigned long addr)
{
	return (addr >> PAGE_SHIFT) % SP_REGION_PAGES;
}

static void add(struct sp_chunk *chunk, struct vm_area_struct *vma, unsigned long addr,
		struct page *page, enum sp_sight sight)
{
	struct sp_candidate *c = &chunk->c[chunk->n++];

	c->sight = sight;
	c->space = chunk->space;
	c->vma = vma;
	c->addr = addr;
	c->pg = page;
	c->chunk = chunk;
	c->page.region = chunk->region;
	c->page.index = index_of(addr);
}

/* False: @page does not fit into this chunk any more. */
static bool add_page(struct sp_chunk *chunk, struct vm_area_struct *vma, unsigned long addr,
		     struct page *page)
{
	struct folio *folio = page_folio(page);

	if (chunk->n == SP_CHUNK)
		return false;
	if (chunk->large) {
		if (folio != chunk->large)
			return false;
	} else {
		if (folio_test_large(folio)) {
			if (chunk->n)
				return false;
			chunk->large = folio;
		}
		folio_get(folio);
	}
	add(chunk, vma, addr, page, folio_test_ksm(folio) ? SP_KSM : SP_LOOK);
	return true;
}

/* False: the chunk is full. */
static bool add_gone(struct sp_chunk *chunk, struct vm_area_struct *vma, unsigned long addr)
{
	if (chunk->n == SP_CHUNK || chunk->large)
		return false;
	add(chunk, vma, addr, NULL, SP_GONE);
	return true;
}

/* A page in a state that means it is left alone for now. */
static bool skip_seen(struct sp_chunk *chunk, unsigned int index, u32 word)
{
	if (!chunk->smart || sp_word_kind(word) != SP_SEEN || !sp_word_skip(word))
		return false;
	sp_region_count_skip(chunk->region, index);
	chunk->skipped++;
	return true;
}

static bool trusted(struct sp_chunk *chunk, u32 word, bool dirty)
{
	if (sp_word_kind(word) != SP_INDEXED || dirty || !chunk->trust_clean ||
	    chunk->look_at_all)
		return false;
	chunk->skipped++;
	return true;
}

/* The page that is on its way to another frame, if @entry stands for one. */
static struct page *moving_page(pte_t entry)
{
	return pte_none(entry) || pte_present(entry) ? NULL : sp_moving_page(entry);
}

/* Nothing to do for this entry, which @word is known about? */
static bool pass_entry(struct sp_chunk *chunk, unsigned int index, u32 word, pte_t entry)
{
	if (!pte_present(entry))
		return !word || moving_page(entry);
	/*
	 * No access wanted, or NUMA balancing at work; write protection by
	 * userfaultfd: both end with a fault, and nothing changes before.
	 */
	if (pte_protnone(entry) || pte_uffd_wp(entry))
		return true;
	if (pte_special(entry))
		return !word;
	switch (sp_word_kind(word)) {
	case SP_MERGED_HERE:
		return pte_pfn(entry) == sp_word_frame(word) && !pte_write(entry);
	case SP_INDEXED:
		return trusted(chunk, word, pte_dirty(entry));
	default:
		return skip_seen(chunk, index, word);
	}
}

/*
 * Passes over entries from *@index on that are known and have not changed: all
 * that a pass over idle memory does.  *@index is where it stopped, before @end.
 */
static void pass_known(struct sp_chunk *chunk, const pte_t *start, unsigned int *index,
		       unsigned int end)
{
	const bool trust = chunk->trust_clean && !chunk->look_at_all;
	const unsigned int first = *index;
	unsigned int i = first, skipped = 0;

	while (i < end) {
		const u32 *block = chunk->region->blocks[i / SP_BLOCK_PAGES];
		const unsigned int block_end = min(end, (i | (SP_BLOCK_PAGES - 1)) + 1);

		for (; i < block_end; i++) {
			const u32 word = block ? READ_ONCE(block[i % SP_BLOCK_PAGES]) : 0;
			const pte_t entry = ptep_get((pte_t *)&start[i - first]);

			/* Nothing there, and nothing known. */
			if (!word && pte_none(entry))
				continue;
			if (!sp_pte_quiet(entry))
				goto out;
			if (trust && sp_word_kind(word) == SP_INDEXED)
				skipped++;
			else if (!word || sp_pte_pfn_word(entry) != word)
				goto out;
		}
	}
out:
	chunk->skipped += skipped;
	chunk->passed += i - first;
	*index = i;
}

static unsigned long collect_ptes(struct sp_chunk *chunk, struct vm_area_struct *vma, pmd_t *pmd,
				  unsigned long addr, unsigned long end)
{
	unsigned long clean_from = end, clean_to = addr;
	pte_t *start, *pte;
	spinlock_t *ptl;

	start = map_lock(vma->vm_mm, pmd, addr, &ptl);
	if (!start)
		return end;
	for (pte = start; addr < end; pte++, addr += PAGE_SIZE) {
		unsigned int index = index_of(addr), quiet = index;
		struct page *page;
		pte_t entry;
		u32 word;

		pass_known(chunk, pte, &quiet, index + (end - addr) / PAGE_SIZE);
		pte += quiet - index;
		addr += (quiet - index) * PAGE_SIZE;
		if (addr >= end)
			break;
		index = quiet;

		word = sp_region_word(chunk->region, index);
		entry = ptep_get(pte);
		if (pass_entry(chunk, index, word, entry)) {
			chunk->passed++;
			continue;
		}
		page = anon_page(vma, addr, entry);
		if (!page) {
			if (word && !add_gone(chunk, vma, addr))
				break;
			continue;
		}
		if (!add_page(chunk, vma, addr, page))
			break;
		if (!chunk->trust_clean || !pte_dirty(entry) ||
		    chunk->c[chunk->n - 1].sight != SP_LOOK)
			continue;
		/* Dirtiness moves to the folio, or reclaim could lose the data. */
		folio_mark_dirty(page_folio(page));
		sp_ptep_clean(pte);
		clean_from = min(clean_from, addr);
		clean_to = addr + PAGE_SIZE;
	}
	/*
	 * Before anybody reads the contents: a processor that remembers the
	 * entry as dirty would write without leaving a trace.
	 */
	if (clean_from < clean_to)
		sp_flush_tlb_range(vma, clean_from, clean_to);
	pte_unmap_unlock(start, ptl);
	return addr;
}

static bool pmd_usable(pmd_t entry)
{
	struct page *page = pmd_page(entry);

	return !pmd_protnone(entry) && !pmd_uffd_wp(entry) && !is_zone_device_page(page) &&
	       folio_test_anon(page_folio(page));
}

static void collect_huge_pages(struct sp_chunk *chunk, struct vm_area_struct *vma, pmd_t *pmd,
			       unsigned long *addr, unsigned long end)
{
	struct sp_region *region = chunk->region;
	struct page *page = pmd_page(pmdp_get(pmd));

	/* One dirty bit for all of it: remember that for the rest of the pass. */
	if (pmd_dirty(pmdp_get(pmd)) && region->huge_pass != chunk->pass) {
		region->huge_pass = chunk->pass;
		if (chunk->trust_clean) {
			folio_mark_dirty(page_folio(page));
			sp_pmdp_clean(pmd);
			sp_flush_tlb_range(vma, *addr & HPAGE_PMD_MASK,
					   (*addr & HPAGE_PMD_MASK) + HPAGE_PMD_SIZE);
		}
	}
	for (; *addr < end; *addr += PAGE_SIZE) {
		unsigned int index = index_of(*addr);
		u32 word = sp_region_word(region, index);

		if (trusted(chunk, word, region->huge_pass == chunk->pass) ||
		    skip_seen(chunk, index, word)) {
			chunk->passed++;
			continue;
		}
		if (!add_page(chunk, vma, *addr,
			      page + ((*addr & ~HPAGE_PMD_MASK) >> PAGE_SHIFT)))
			break;
	}
}

/* Returns @addr when the pmd turned out not to be huge. */
static unsigned long collect_huge(struct sp_chunk *chunk, struct vm_area_struct *vma, pmd_t *pmd,
				  unsigned long addr, unsigned long end)
{
	spinlock_t *ptl = pmd_lock(vma->vm_mm, pmd);
	pmd_t entry = pmdp_get(pmd);

	if (!pmd_present(entry)) {
		addr = end;	/* migrating */
	} else if (pmd_trans_huge(entry)) {
		chunk->huge = true;
		if (pmd_usable(entry))
			collect_huge_pages(chunk, vma, pmd, &addr, end);
		else
			addr = end;
	}
	spin_unlock(ptl);
	return addr;
}

unsigned long sp_chunk_collect(struct sp_chunk *chunk, struct vm_area_struct *vma,
			       unsigned long addr, unsigned long end)
{
	unsigned long table_end;
	pmd_t *pmd;

	chunk->n = 0;
	chunk->done = 0;
	chunk->passed = 0;
	chunk->skipped = 0;
	chunk->started = false;
	chunk->huge = false;
	chunk->large = NULL;
	chunk->split = false;

	pmd = find_pmd(vma->vm_mm, &addr, end);
	if (!pmd)
		return addr;

	table_end = pmd_addr_end(addr, end);
	if (!pmd_present(pmdp_get_lockless(pmd)) || pmd_trans_huge(pmdp_get_lockless(pmd))) {
		unsigned long next = collect_huge(chunk, vma, pmd, addr, table_end);

		if (next != addr)
			return next;
	}
	return collect_ptes(chunk, vma, pmd, addr, table_end);
}

struct sp_candidate *sp_chunk_next(struct sp_chunk *chunk)
{
	/* chunk->done counts from the candidate handed out last. */
	if (chunk->started) {
		if (!chunk->large && chunk->c[chunk->done].pg)
			put_page(chunk->c[chunk->done].pg);
		chunk->done++;
	}
	chunk->started = true;
	return chunk->done < chunk->n && !chunk->split ? &chunk->c[chunk->done] : NULL;
}

void sp_chunk_release(struct sp_chunk *chunk)
{
	/* After a split: the one small folio that kept the reference. */
	if (chunk->large)
		folio_put(chunk->large);
	else
		for (; chunk->done < chunk->n; chunk->done++)
			if (chunk->c[chunk->done].pg)
				put_page(chunk->c[chunk->done].pg);
	chunk->n = 0;
	chunk->large = NULL;
}

bool sp_maps_frame(struct mm_struct *mm, unsigned long addr, unsigned long frame)
{
	spinlock_t *ptl;
	pte_t *pte = sp_pte_lock(mm, addr, &ptl);
	bool maps = false;

	if (pte) {
		pte_t entry = ptep_get(pte);

		maps = pte_present(entry) && pte_pfn(entry) == frame;
		pte_unmap_unlock(pte, ptl);
	}
	return maps;
}

struct page *sp_anon_page_get(struct vm_area_struct *vma, unsigned long addr, bool *huge,
			      bool *dirty)
{
	struct page *page = NULL;
	unsigned long at = addr;
	spinlock_t *ptl;
	pmd_t *pmd, entry;
	pte_t *pte;

	*huge = false;
	pmd = find_pmd(vma->vm_mm, &at, addr + PAGE_SIZE);
	if (!pmd)
		return NULL;

	if (pmd_trans_huge(pmdp_get_lockless(pmd))) {
		ptl = pmd_lock(vma->vm_mm, pmd);
		entry = pmdp_get(pmd);
		if (pmd_present(entry) && pmd_trans_huge(entry) && pmd_usable(entry)) {
			page = pmd_page(entry) + ((addr & ~HPAGE_PMD_MASK) >> PAGE_SHIFT);
			get_page(page);
			*huge = true;
			*dirty = pmd_dirty(entry);
		}
		spin_unlock(ptl);
		return page;
	}

	pte = map_lock(vma->vm_mm, pmd, addr, &ptl);
	if (!pte)
		return NULL;
	*dirty = pte_dirty(ptep_get(pte));
	page = anon_page(vma, addr, ptep_get(pte));
	if (page && folio_test_ksm(page_folio(page)))
		page = NULL;
	if (page)
		get_page(page);
	pte_unmap_unlock(pte, ptl);
	return page;
}

static bool merged_entry(struct vm_area_struct *vma, unsigned long addr, pte_t entry,
			 bool (*wanted)(struct page *page))
{
	struct page *page;

	if (is_ksm_zero_pte(entry))
		return pte_present(entry) && !wanted;
	/* Whoever unmerges a page that is being moved waits for that. */
	page = pte_present(entry) ? sp_core(vm_normal_page)(vma, addr, entry) : moving_page(entry);
	return page && folio_test_ksm(page_folio(page)) && (!wanted || wanted(page));
}

unsigned long sp_next_merged(struct vm_area_struct *vma, unsigned long addr, unsigned long end,
			     bool (*wanted)(struct page *page))
{
	while (addr < end) {
		unsigned long table_end;
		spinlock_t *ptl;
		pte_t *start, *pte;
		pmd_t *pmd;

		cond_resched();
		pmd = find_pmd(vma->vm_mm, &addr, end);
		if (!pmd)
			continue;
		table_end = pmd_addr_end(addr, end);
		start = map_lock(vma->vm_mm, pmd, addr, &ptl);
		if (!start) {	/* a huge page is never merged as a whole */
			addr = table_end;
			continue;
		}
		for (pte = start; addr < table_end; pte++, addr += PAGE_SIZE) {
			if (merged_entry(vma, addr, ptep_get(pte), wanted))
				break;
		}
		pte_unmap_unlock(start, ptl);
		if (addr < table_end)
			return addr;
	}
	return end;
}
