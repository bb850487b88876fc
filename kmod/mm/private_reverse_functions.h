/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The private functions of the core that only the reverse map (reverse.h) needs;
 * to be included like private_functions.h.
 */
SP_PRIVATE(__put_anon_vma);
#ifdef CONFIG_MEMORY_FAILURE
SP_PRIVATE(add_to_kill_ksm);
#endif
SP_PRIVATE(anon_vma_interval_tree_iter_first);
SP_PRIVATE(anon_vma_interval_tree_iter_next);
#ifdef CONFIG_MEMORY_FAILURE
SP_PRIVATE(task_early_kill);
#endif
