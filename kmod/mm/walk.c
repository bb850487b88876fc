// SPDX-License-Identifier: GPL-2.0
#include <linux/ksm.h>
#include <linux/mm.h>
#include <linux/pgtable.h>

#include "../compat.h"
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
	pte_t *pte;

	__cond_lock(RCU, __cond_lock(*ptl,
		    pte = sp_core(__pte_offset_map_lock)(mm, pmd, addr, ptl)));
	return pte;
}

pte_t *__sp_pte_lock(struct mm_struct *mm, unsigned long addr, spinlock_t **ptl)
{
	unsigned long at = addr;
	pmd_t *pmd = find_pmd(mm, &at, addr + PAGE_SIZE);

	return pmd ? sp_core(__pte_offset_map_lock)(mm, pmd, addr, ptl) : NULL;
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

static void add(struct sp_chunk *chunk, struct vm_area_struct *vma, unsigned long addr,
		struct page *page)
{
	struct sp_candidate *c = &chunk->c[chunk->n++];

	c->vma = vma;
	c->addr = addr;
	c->pg = page;
	c->chunk = chunk;
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
	add(chunk, vma, addr, page);
	return true;
}

static unsigned long collect_ptes(struct sp_chunk *chunk, struct vm_area_struct *vma, pmd_t *pmd,
				  unsigned long addr, unsigned long end)
{
	spinlock_t *ptl;
	pte_t *start, *pte;

	start = map_lock(vma->vm_mm, pmd, addr, &ptl);
	if (!start)
		return end;
	for (pte = start; addr < end; pte++, addr += PAGE_SIZE) {
		struct page *page = anon_page(vma, addr, ptep_get(pte));

		if (page && !add_page(chunk, vma, addr, page))
			break;
	}
	pte_unmap_unlock(start, ptl);
	return addr;
}

/* Returns @addr when the pmd turned out not to be huge. */
static unsigned long collect_huge(struct sp_chunk *chunk, struct vm_area_struct *vma, pmd_t *pmd,
				  unsigned long addr, unsigned long end)
{
	spinlock_t *ptl = pmd_lock(vma->vm_mm, pmd);
	pmd_t entry = pmdp_get(pmd);
	struct page *page;

	if (!pmd_present(entry)) {
		addr = end;	/* migrating */
	} else if (pmd_trans_huge(entry)) {
		page = pmd_page(entry);
		if (pmd_protnone(entry) || pmd_uffd_wp(entry) ||
		    is_zone_device_page(page) || !folio_test_anon(page_folio(page)))
			addr = end;
		for (; addr < end; addr += PAGE_SIZE)
			if (!add_page(chunk, vma, addr,
				      page + ((addr & ~HPAGE_PMD_MASK) >> PAGE_SHIFT)))
				break;
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
	chunk->started = false;
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
		if (!chunk->large)
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
			put_page(chunk->c[chunk->done].pg);
	chunk->n = 0;
	chunk->large = NULL;
}

struct page *sp_anon_page_get(struct vm_area_struct *vma, unsigned long addr)
{
	struct page *page = NULL;
	unsigned long at = addr;
	spinlock_t *ptl;
	pmd_t *pmd, entry;
	pte_t *pte;

	pmd = find_pmd(vma->vm_mm, &at, addr + PAGE_SIZE);
	if (!pmd)
		return NULL;

	if (pmd_trans_huge(pmdp_get_lockless(pmd))) {
		ptl = pmd_lock(vma->vm_mm, pmd);
		entry = pmdp_get(pmd);
		if (pmd_present(entry) && pmd_trans_huge(entry) && !pmd_protnone(entry) &&
		    !pmd_uffd_wp(entry)) {
			page = pmd_page(entry) + ((addr & ~HPAGE_PMD_MASK) >> PAGE_SHIFT);
			if (is_zone_device_page(page) || !folio_test_anon(page_folio(page)))
				page = NULL;
			else
				get_page(page);
		}
		spin_unlock(ptl);
		return page;
	}

	pte = map_lock(vma->vm_mm, pmd, addr, &ptl);
	if (!pte)
		return NULL;
	page = anon_page(vma, addr, ptep_get(pte));
	if (page && folio_test_ksm(page_folio(page)))
		page = NULL;
	if (page)
		get_page(page);
	pte_unmap_unlock(pte, ptl);
	return page;
}

unsigned long sp_next_merged(struct vm_area_struct *vma, unsigned long addr, unsigned long end)
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
			pte_t entry = ptep_get(pte);
			struct page *page = NULL;

			if (pte_present(entry))
				page = sp_core(vm_normal_page)(vma, addr, entry);
			if (page && folio_test_ksm(page_folio(page)))
				break;
		}
		pte_unmap_unlock(start, ptl);
		if (addr < table_end)
			return addr;
	}
	return end;
}
