/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Functions of the core that are global but not exported, and three variables
 * of the built-in scanner.  Everything private that the module touches is here.
 *
 * Functions are called through static calls: patched into direct calls, so
 * that indirect-branch hardening (IBT, retpolines) has nothing to object to.
 */
#ifndef SAMEPAGE_MM_PRIVATE_SYMBOLS_H
#define SAMEPAGE_MM_PRIVATE_SYMBOLS_H

#include <linux/ksm.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/pid.h>
#include <linux/rmap.h>
#include <linux/static_call.h>
#include <linux/swap.h>
#include <linux/version.h>

#include "../compat.h"

/* Before there was collect_procs_ksm(), the core left broken merged pages alone. */
#if defined(CONFIG_MEMORY_FAILURE) && defined(SP_HAVE_COLLECT_PROCS_KSM)
#define SP_REVERSE_MEMORY_FAILURE
#endif

/* Declared in mm/internal.h, which modules cannot include. */
#if KERNEL_VERSION(6, 3, 0) <= LINUX_VERSION_CODE
bool folio_isolate_lru(struct folio *folio);
#define sp_core_isolate_lru(folio)	sp_core(folio_isolate_lru)(folio)
#else
int folio_isolate_lru(struct folio *folio);
#define sp_core_isolate_lru(folio)	(!sp_core(folio_isolate_lru)(folio))
#endif
struct task_struct *task_early_kill(struct task_struct *tsk, int force_early);
void add_to_kill_ksm(struct task_struct *tsk, SP_CORE_CONST struct page *p, struct vm_area_struct *vma,
		     struct list_head *to_kill, unsigned long addr);
/* Hidden from modules in asm/tlbflush.h. */
void flush_tlb_mm_range(struct mm_struct *mm, unsigned long start, unsigned long end,
			unsigned int stride_shift, bool freed_tables);

#define SP_PRIVATE(fn) DECLARE_STATIC_CALL(sp_##fn, fn)
#include "private_functions.h"
#include "private_reverse_functions.h"
#undef SP_PRIVATE

/* Call a private function: sp_core(folio_isolate_lru)(folio). */
#define sp_core(fn) static_call(sp_##fn)

/* Under the names that kernels have given them. */
#ifdef SP_HAVE_INNER_PTE_MAP_LOCK
#define sp_core_pte_map_lock	sp_core(__pte_offset_map_lock)
#elif !defined(pte_offset_map_lock)
#define sp_core_pte_map_lock	sp_core(pte_offset_map_lock)
#else
/* Page tables do not go here while the mmap_lock is held. */
static inline pte_t *sp_core_pte_map_lock(struct mm_struct *mm, pmd_t *pmd, unsigned long addr,
					  spinlock_t **ptl)
{
	pmd_t entry = pmdp_get_lockless(pmd);

	if (!pmd_present(entry) || pmd_trans_huge(entry) || pmd_devmap(entry) || pmd_bad(entry))
		return NULL;
	return pte_offset_map_lock(mm, pmd, addr, ptl);
}
#endif
#ifdef SP_HAVE_INNER_SPLIT
#define sp_core_split(page)	sp_core(__split_huge_page_to_list_to_order)(page, NULL, 0)
#elif defined(SP_HAVE_SPLIT_TO_ORDER)
#define sp_core_split(page)	sp_core(split_huge_page_to_list_to_order)(page, NULL, 0)
#else
#define sp_core_split(page)	sp_core(split_huge_page_to_list)(page, NULL)
#endif
#ifdef SP_HAVE_RMAP_PTES
#define sp_core_add_rmap(folio, page, vma, addr)	\
	sp_core(folio_add_anon_rmap_ptes)(folio, page, 1, vma, addr, RMAP_NONE)
#define sp_core_remove_rmap(folio, page, vma)		\
	sp_core(folio_remove_rmap_ptes)(folio, page, 1, vma)
#else
static inline void sp_core_add_rmap(struct folio *folio, struct page *page,
				    struct vm_area_struct *vma, unsigned long addr)
{
	sp_core(page_add_anon_rmap)(page, vma, addr, RMAP_NONE);
}

static inline void sp_core_remove_rmap(struct folio *folio, struct page *page,
				       struct vm_area_struct *vma)
{
	sp_core(page_remove_rmap)(page, vma, false);
}
#endif
#ifdef anon_rmap_tree_foreach
#define sp_core_anon_first(anon_vma, index)				\
	sp_core(anon_rmap_tree_iter_first)(anon_vma, index, index)
#define sp_core_anon_next(avc, index)					\
	sp_core(anon_rmap_tree_iter_next)(avc, index, index)
static inline struct anon_vma_chain *sp_core_anon_only(const struct anon_vma *anon_vma)
{
	return NULL;
}
#else
#define sp_core_anon_first(anon_vma, index)				\
	sp_core(anon_vma_interval_tree_iter_first)(&(anon_vma)->rb_root, index, index)
#define sp_core_anon_next(avc, index)					\
	sp_core(anon_vma_interval_tree_iter_next)(avc, index, index)
/* What is in @anon_vma, locked, if that is one mapping, as it mostly is; or NULL. */
static inline struct anon_vma_chain *sp_core_anon_only(const struct anon_vma *anon_vma)
{
	struct rb_node *node = anon_vma->rb_root.rb_root.rb_node;

	if (!node || node->rb_left || node->rb_right)
		return NULL;
	return rb_entry(node, struct anon_vma_chain, rb);
}
#endif

/* The built-in scanner's ksm_zero_pages, which the core counts down (with SP_ZERO_PAGES). */
extern atomic_long_t *sp_builtin_zero_pages;

/* The built-in scanner's "run" and "pages_shared", read only. */
extern const unsigned long *sp_builtin_run;
extern const unsigned long *sp_builtin_pages_shared;

/*
 * Looks up and binds everything.  -ENOENT, after one line in the log that
 * names what is missing, when this kernel lacks something; nothing has been
 * touched then.
 */
int sp_bind_private_symbols(void);

/*
 * The same for what only the reverse map needs.  -ENOENT, without a line in the
 * log: *@missing names it.
 */
int sp_bind_reverse_symbols(const char **missing);

/* The address of a function or variable of the core; 0: there is none. */
unsigned long sp_symbol(const char *name);

static inline void sp_notify_range(struct mmu_notifier_range *range, struct mm_struct *mm,
				   unsigned long from, unsigned long to)
{
#ifdef SP_HAVE_RANGE_ONLY_END
	mmu_notifier_range_init(range, MMU_NOTIFY_CLEAR, 0, NULL, mm, from, to);
#else
	mmu_notifier_range_init(range, MMU_NOTIFY_CLEAR, 0, mm, from, to);
#endif
}

/* Whoever mirrors these page tables (KVM, an IOMMU) drops the range, until the end. */
static inline void sp_notify_start(struct mmu_notifier_range *range)
{
	might_sleep();
#ifdef CONFIG_MMU_NOTIFIER
	if (mm_has_notifiers(range->mm)) {
		range->flags |= MMU_NOTIFIER_RANGE_BLOCKABLE;
		sp_core(__mmu_notifier_invalidate_range_start)(range);
	}
#endif
}

static inline void sp_notify_end(struct mmu_notifier_range *range)
{
#ifdef CONFIG_MMU_NOTIFIER
	if (mm_has_notifiers(range->mm))
#ifdef SP_HAVE_RANGE_ONLY_END
		sp_core(__mmu_notifier_invalidate_range_end)(range, false);
#else
		sp_core(__mmu_notifier_invalidate_range_end)(range);
#endif
#endif
}

#endif
