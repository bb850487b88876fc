/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The private functions of the core that only the reverse map (reverse.h) needs;
 * to be included like private_functions.h.
 */
SP_PRIVATE(__put_anon_vma);
#ifdef SP_REVERSE_MEMORY_FAILURE
SP_PRIVATE(add_to_kill_ksm);
#endif
#ifdef anon_rmap_tree_foreach
SP_PRIVATE(anon_rmap_tree_iter_first);
SP_PRIVATE(anon_rmap_tree_iter_next);
#else
SP_PRIVATE(anon_vma_interval_tree_iter_first);
SP_PRIVATE(anon_vma_interval_tree_iter_next);
#endif
#ifdef SP_REVERSE_MEMORY_FAILURE
SP_PRIVATE(task_early_kill);
#endif
