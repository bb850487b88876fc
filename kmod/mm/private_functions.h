/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The private functions of the core that merging needs, for private_symbols.h
 * and .c: each includes this list with its own meaning of SP_PRIVATE().
 */
#ifdef CONFIG_MMU_NOTIFIER
SP_PRIVATE(__mmu_notifier_invalidate_range_end);
SP_PRIVATE(__mmu_notifier_invalidate_range_start);
#endif
#ifdef SP_HAVE_INNER_PTE_MAP_LOCK
SP_PRIVATE(__pte_offset_map_lock);
#elif !defined(pte_offset_map_lock)
SP_PRIVATE(pte_offset_map_lock);
#endif
#ifdef SP_HAVE_RMAP_PTES
SP_PRIVATE(folio_add_anon_rmap_ptes);
SP_PRIVATE(folio_remove_rmap_ptes);
#else
SP_PRIVATE(page_add_anon_rmap);
SP_PRIVATE(page_remove_rmap);
#endif
SP_PRIVATE(folio_free_swap);
SP_PRIVATE(flush_tlb_mm_range);
SP_PRIVATE(folio_isolate_lru);
#ifdef SP_HAVE_MERGE_ANY
SP_PRIVATE(ksm_disable_merge_any);
SP_PRIVATE(ksm_enable_merge_any);
#endif
SP_PRIVATE(lru_add_drain_all);
SP_PRIVATE(pidfd_get_pid);
SP_PRIVATE(ptep_clear_flush);
#ifdef SP_HAVE_INNER_SPLIT
SP_PRIVATE(__split_huge_page_to_list_to_order);
#elif defined(SP_HAVE_SPLIT_TO_ORDER)
SP_PRIVATE(split_huge_page_to_list_to_order);
#else
SP_PRIVATE(split_huge_page_to_list);
#endif
SP_PRIVATE(vm_normal_page);
