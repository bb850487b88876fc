/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Functions of the core that are global but not exported, and two variables of
 * the built-in scanner.  Everything private that the module touches is here.
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

/* Declared in mm/internal.h, which modules cannot include. */
bool folio_isolate_lru(struct folio *folio);

#ifdef CONFIG_MMU_NOTIFIER
#define SP_PRIVATE_NOTIFIER_FUNCTIONS(X)		\
	X(__mmu_notifier_invalidate_range_start)	\
	X(__mmu_notifier_invalidate_range_end)
#else
#define SP_PRIVATE_NOTIFIER_FUNCTIONS(X)
#endif

#define SP_PRIVATE_FUNCTIONS(X)			\
	SP_PRIVATE_NOTIFIER_FUNCTIONS(X)	\
	X(__pte_offset_map_lock)		\
	X(folio_add_anon_rmap_ptes)		\
	X(folio_free_swap)			\
	X(folio_isolate_lru)			\
	X(folio_remove_rmap_ptes)		\
	X(ksm_disable_merge_any)		\
	X(ksm_enable_merge_any)			\
	X(lru_add_drain_all)			\
	X(pidfd_get_pid)			\
	X(ptep_clear_flush)			\
	X(split_huge_page_to_list_to_order)	\
	X(vm_normal_page)

#define SP_DECLARE(fn) DECLARE_STATIC_CALL(sp_##fn, fn);
SP_PRIVATE_FUNCTIONS(SP_DECLARE)
#undef SP_DECLARE

/* Call a private function: sp_core(folio_isolate_lru)(folio). */
#define sp_core(fn) static_call(sp_##fn)

/* The built-in scanner's "run" and "pages_shared", read only. */
extern const unsigned long *sp_builtin_run;
extern const unsigned long *sp_builtin_pages_shared;

/*
 * Looks up and binds everything.  -ENOENT, after one line in the log that
 * names what is missing, when this kernel lacks something; nothing has been
 * touched then.
 */
int sp_bind_private_symbols(void);

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
		sp_core(__mmu_notifier_invalidate_range_end)(range);
#endif
}

#endif
