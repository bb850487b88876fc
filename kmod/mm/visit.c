// SPDX-License-Identifier: GPL-2.0
#include <linux/dax.h>
#include <linux/fs.h>
#include <linux/hugetlb_inline.h>
#include <linux/ksm.h>
#include <linux/mm.h>
#include <linux/pgtable.h>

#include "../compat.h"
#include "private_symbols.h"
#include "visit.h"
#include "walk.h"

/* On x86-64 these are all: other architectures have more kinds. */
#define NEVER_MERGEABLE (VM_SHARED | VM_MAYSHARE | VM_SPECIAL | VM_HUGETLB | VM_DROPPABLE | \
			 VM_SHADOW_STACK)

bool sp_vma_counts(const struct vm_area_struct *vma)
{
	return !(vma->vm_flags & VM_HUGETLB);
}

bool sp_vma_compatible(const struct vm_area_struct *vma)
{
	return !(vma->vm_flags & NEVER_MERGEABLE) && !vma_is_dax(vma);
}

static bool visit_pte(struct sp_sighting *s, pte_t entry, sp_visitor visitor, void *context)
{
	if (!pte_present(entry))
		return true;
	s->protected = pte_protnone(entry) || pte_uffd_wp(entry);
	if (is_ksm_zero_pte(entry)) {
		s->page = NULL;
	} else {
		s->page = sp_core(vm_normal_page)(s->vma, s->addr, entry);
		if (!s->page)
			return true;
	}
	return visitor(s, context);
}

static unsigned long visit_ptes(struct sp_sighting *s, unsigned long end, sp_visitor visitor,
				void *context)
{
	spinlock_t *ptl;
	pte_t *start = sp_pte_lock(s->vma->vm_mm, s->addr, &ptl), *pte;

	if (!start)
		return end;
	for (pte = start; s->addr < end; pte++, s->addr += PAGE_SIZE)
		if (!visit_pte(s, ptep_get(pte), visitor, context))
			break;
	pte_unmap_unlock(start, ptl);
	return s->addr;
}

/* The zero page in huge, and huge mappings of devices, are nobody's memory. */
static struct page *huge_page(const struct sp_sighting *s, pmd_t entry)
{
	struct page *page = pmd_page(entry) + ((s->addr & ~HPAGE_PMD_MASK) >> PAGE_SHIFT);

	if (s->vma->vm_flags & VM_SPECIAL || pmd_devmap(entry) || is_zone_device_page(page))
		return NULL;
	if (vma_is_anonymous(s->vma) && !folio_test_anon(page_folio(page)))
		return NULL;
	return page;
}

static unsigned long visit_huge(struct sp_sighting *s, pmd_t entry, unsigned long end,
				sp_visitor visitor, void *context)
{
	struct page *page = huge_page(s, entry);

	if (!page)
		return end;
	s->huge = true;
	s->protected = pmd_protnone(entry) || pmd_uffd_wp(entry);
	for (; s->addr < end; s->addr += PAGE_SIZE, page++) {
		s->page = page;
		if (!visitor(s, context))
			break;
	}
	return s->addr;
}

unsigned long sp_visit(struct vm_area_struct *vma, unsigned long addr, unsigned long end,
		       sp_visitor visitor, void *context)
{
	struct sp_sighting s = { .vma = vma };
	struct mm_struct *mm = vma->vm_mm;
	spinlock_t *ptl;
	pmd_t *pmd, entry;

	s.addr = sp_skip_holes(mm, addr, end);
	if (s.addr >= end)
		return end;
	end = pmd_addr_end(s.addr, end);
	/* There is one: page tables above do not go while the mmap_lock is held. */
	pmd = pmd_off(mm, s.addr);
	entry = pmdp_get_lockless(pmd);
	if (!pmd_present(entry) || pmd_trans_huge(entry) || pmd_devmap(entry)) {
		ptl = pmd_lock(mm, pmd);
		entry = pmdp_get(pmd);
		if (!pmd_present(entry))
			s.addr = end;	/* gone, or migrating */
		else if (pmd_trans_huge(entry) || pmd_devmap(entry))
			end = visit_huge(&s, entry, end, visitor, context);
		spin_unlock(ptl);
		if (s.huge || s.addr >= end || pmd_trans_huge(entry) || pmd_devmap(entry))
			return end;
	}
	return visit_ptes(&s, end, visitor, context);
}
