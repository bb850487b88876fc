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
#include <linux/mm_inline.h>
#include <linux/pgtable.h>
#include <linux/rmap.h>
#include <linux/swap.h>
#include <linux/swapops.h>
#include <linux/version.h>

/* DKMS asks packaging/dkms/dkms.conf before. Private functions are looked up by name: others may be different. */
#define SP_KERNEL(major, minor)						\
	(KERNEL_VERSION(major, minor, 0) <= LINUX_VERSION_CODE &&	\
	 KERNEL_VERSION(major, (minor) + 1, 0) > LINUX_VERSION_CODE)
#if !SP_KERNEL(6, 1) && !SP_KERNEL(6, 12) && !SP_KERNEL(7, 3)
#error "samepage supports kernels 6.1, 6.12 and 7.3"
#endif

#ifndef CONFIG_KSM
#error "samepage needs a kernel with CONFIG_KSM: the core handles the merged pages"
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
static inline bool pmd_devmap(pmd_t pmd)
{
	return false;
}
#endif

/* MMF_... of an mm. */
#ifdef SP_HAVE_MM_FLAGS_TEST
#define sp_mm_flag(mm, flag)	mm_flags_test(flag, mm)
#else
#define sp_mm_flag(mm, flag)	test_bit(flag, &(mm)->flags)
#endif

/* The page that is on its way to another frame, if an entry, not present, stands for one. */
#ifdef _LINUX_LEAFOPS_H
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

/* Page tables' own entries, before there were these names. */
#ifndef SP_HAVE_PMDP_GET
#define pmdp_get(pmdp)		READ_ONCE(*(pmdp))
#define pmdp_get_lockless(pmdp)	pmd_read_atomic(pmdp)
#endif

/* Kinds of mappings that there are not everywhere. */
#ifndef VM_DROPPABLE
#define VM_DROPPABLE		VM_NONE
#endif
#ifndef VM_SHADOW_STACK
#define VM_SHADOW_STACK		VM_NONE
#endif

/*
 * Zero pages that merging has put there can be told from others, counted and
 * taken away again.  Without that, none are put there.
 */
#ifdef is_ksm_zero_pte
#define SP_ZERO_PAGES		1
#define sp_mm_zero_pages(mm)	atomic_long_read(&(mm)->ksm_zero_pages)
#else
#define SP_ZERO_PAGES		0
static inline bool is_ksm_zero_pte(pte_t pte)
{
	return false;
}

static inline long sp_mm_zero_pages(const struct mm_struct *mm)
{
	return 0;
}
#endif
#ifndef SP_HAVE_FORBIDS_ZEROPAGE
static inline bool mm_forbids_zeropage(struct mm_struct *mm)
{
	return false;
}
#endif

/* A mark on a whole process.  Without the core's, one of our own that it does not know (merge_any.h). */
#ifndef SP_HAVE_MERGE_ANY
#define MMF_VM_MERGE_ANY	62
#endif

#ifndef SP_HAVE_RMAP_PTES
static inline int folio_try_share_anon_rmap_pte(struct folio *folio, struct page *page)
{
	return page_try_share_anon_rmap(page);
}

/* Exported before folios had one; of a folio of one page it is the same. */
#define sp_small_mapcount(folio)	page_mapcount(&(folio)->page)
#else
#define sp_small_mapcount(folio)	folio_mapcount(folio)
#endif

#ifndef SP_HAVE_SHRINKER_ALLOC
#include <linux/shrinker.h>
#include <linux/slab.h>
static inline struct shrinker *shrinker_alloc(unsigned int flags, const char *name)
{
	struct shrinker *shrinker = kzalloc(sizeof(*shrinker), GFP_KERNEL);

	if (shrinker)
		shrinker->seeks = DEFAULT_SEEKS;
	return shrinker;
}

/* Without memory for it, it is not called under pressure. */
static inline void shrinker_register(struct shrinker *shrinker)
{
	if (register_shrinker(shrinker, KBUILD_MODNAME))
		pr_warn("not registered as a shrinker\n");
}

static inline void shrinker_free(struct shrinker *shrinker)
{
	unregister_shrinker(shrinker);
	kfree(shrinker);
}
#endif

#ifndef __counted_by
#define __counted_by(...)
#endif

/* What shadow stacks have made of one bit. */
#ifndef _PAGE_DIRTY_BITS
#define _PAGE_DIRTY_BITS	_PAGE_DIRTY
#endif

/* Generic netlink. */
#ifdef SP_HAVE_GENL_INFO_DUMP
#define sp_dump_attrs(cb)	(genl_dumpit_info(cb)->info.attrs)
#else
#define sp_dump_attrs(cb)	(genl_dumpit_info(cb)->attrs)
#endif
#ifndef SP_HAVE_GENL_SPLIT_OPS
#define genl_split_ops		genl_ops
#endif
#ifdef SP_HAVE_CONST_RANGE
#define SP_RANGE_CONST		const
#else
#define SP_RANGE_CONST
#endif

/* Constness of what the core hands over. */
#ifdef SP_HAVE_CONST_COLLECT_PROCS
#define SP_CORE_CONST		const
#else
#define SP_CORE_CONST
#endif

#endif
