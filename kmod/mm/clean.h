/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Cleaning page table entries, so that a later write shows.  Needs the page
 * table locked; the caller moves the dirtiness to the folio before, and flushes
 * the range after.
 *
 * The entry is exchanged in one step: were it cleared in between, every write
 * meanwhile would fault.
 */
#ifndef SAMEPAGE_MM_CLEAN_H
#define SAMEPAGE_MM_CLEAN_H

#include <linux/pgtable.h>

#include "../engine/state.h"
#include "private_symbols.h"

#ifndef CONFIG_X86_64
#error "cleaning page table entries is written for x86-64 only"
#endif

/* An ordinary page is mapped here, not written to since the entry was cleaned. */
static inline bool sp_pte_quiet(pte_t entry)
{
	return (pte_flags(entry) & (_PAGE_PRESENT | _PAGE_SPECIAL | _PAGE_UFFD_WP |
				    _PAGE_DIRTY_BITS)) == _PAGE_PRESENT;
}

/* The word of a merged page that @entry, which is quiet, maps; 0 when it may be written to. */
static inline u32 sp_pte_pfn_word(pte_t entry)
{
	if (pte_flags(entry) & _PAGE_RW)
		return 0;
	return sp_word_merged((pte_val(entry) & PTE_PFN_MASK) >> PAGE_SHIFT);
}

static inline void sp_ptep_clean(pte_t *ptep)
{
	pte_t old = ptep_get(ptep), new;

	do {
		new = pte_mkclean(old);
	} while (!try_cmpxchg((long *)&ptep->pte, (long *)&old, *(long *)&new));
}

static inline void sp_pmdp_clean(pmd_t *pmdp)
{
	pmd_t old = pmdp_get(pmdp), new;

	do {
		new = pmd_mkclean(old);
	} while (!try_cmpxchg((long *)&pmdp->pmd, (long *)&old, *(long *)&new));
}

static inline void sp_flush_tlb_range(struct vm_area_struct *vma, unsigned long from,
				      unsigned long to)
{
	sp_core(flush_tlb_mm_range)(vma->vm_mm, from, to, PAGE_SHIFT, false);
}

#endif
