/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What differs between kernel versions, by feature and only here.
 * Supported: 6.1, 6.12, 7.3.  Included by every file, for the log prefix too.
 *
 * SP_HAVE_... are what Kbuild has found in the kernel's headers.  Where a name has
 * changed, the code has the one of 6.12.
 */
#ifndef SAMEPAGE_COMPAT_H
#define SAMEPAGE_COMPAT_H

#include <linux/ksm.h>
#include <linux/mm.h>
#include <linux/pgtable.h>
#include <linux/rmap.h>
#include <linux/swap.h>
#include <linux/swapops.h>

#ifndef CONFIG_KSM
#error "samepage needs a kernel with CONFIG_KSM: the core handles the merged pages"
#endif

/* Sparse does not follow locks any more. */
#ifndef __cond_lock
#define __cond_lock(lock, taken) (taken)
#endif

#ifdef FOLIO_MAPPING_KSM
#define PAGE_MAPPING_KSM	FOLIO_MAPPING_KSM
#define PAGE_MAPPING_FLAGS	FOLIO_MAPPING_FLAGS
#endif

/* One bit in an entry for all that userfaultfd keeps there. */
#ifdef _PAGE_UFFD
#define _PAGE_UFFD_WP		_PAGE_UFFD
#define pte_uffd_wp(pte)	pte_uffd(pte)
#define pmd_uffd_wp(pmd)	pmd_uffd(pmd)
#endif

/* Huge mappings of devices are told by their pages. */
#ifndef SP_HAVE_PMD_DEVMAP
#define pmd_devmap(pmd)		false
#endif

/* MMF_... of an mm. */
#ifdef SP_HAVE_MM_FLAGS_TEST
#define sp_mm_flag(mm, flag)	mm_flags_test(flag, mm)
#else
#define sp_mm_flag(mm, flag)	test_bit(flag, &(mm)->flags)
#endif

/* The page that is on its way to another frame, if an entry, not present, stands for one. */
#if __has_include(<linux/leafops.h>)
#include <linux/leafops.h>
static inline struct page *sp_moving_page(pte_t entry)
{
	softleaf_t leaf = softleaf_from_pte(entry);

	return softleaf_is_migration(leaf) ? softleaf_to_page(leaf) : NULL;
}
#else
static inline struct page *sp_moving_page(pte_t entry)
{
	swp_entry_t swap = pte_to_swp_entry(entry);

	return is_migration_entry(swap) ? pfn_swap_entry_to_page(swap) : NULL;
}
#endif

/* An anon_vma has indexes of its own, which a private mapping of a file shares no more. */
#ifdef SP_HAVE_ANON_PGOFF
#define sp_anon_pgoff(vma)	vma_start_anon_pgoff(vma)
#else
#define sp_anon_pgoff(vma)	((vma)->vm_pgoff)
#endif

/* Only the core itself is meant to look into an anon_vma; the structure is still everybody's to see. */
#ifndef SP_HAVE_ANON_VMA_LOCKS
static inline void get_anon_vma(struct anon_vma *anon_vma)
{
	atomic_inc(&anon_vma->refcount);
}

static inline void anon_vma_lock_read(struct anon_vma *anon_vma)
{
	down_read(&anon_vma->root->rwsem);
}

static inline int anon_vma_trylock_read(struct anon_vma *anon_vma)
{
	return down_read_trylock(&anon_vma->root->rwsem);
}

static inline void anon_vma_unlock_read(struct anon_vma *anon_vma)
{
	up_read(&anon_vma->root->rwsem);
}

void __put_anon_vma(struct anon_vma *anon_vma);
#endif

/* Constness of what the core hands over. */
#ifdef SP_HAVE_CONST_COLLECT_PROCS
#define SP_CORE_CONST		const
#else
#define SP_CORE_CONST
#endif

#endif
