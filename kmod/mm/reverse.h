/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The reverse map: from a merged page to everybody who maps it, for the VM to
 * swap it, move it, or tell about a memory error.
 *
 * The mapping of such a page is its stable node and the KSM flag.  What the core
 * has for KSM pages (rmap_walk_ksm(), folio_migrate_ksm(), collect_procs_ksm())
 * is redirected here and reads the places of the node; forks of these that were
 * not scanned yet are found through the anonymous reverse map, at the index of
 * the page.
 *
 * Walkers hold the folio's lock and nothing of the module's: they may come from
 * reclaim, while the module allocates memory.  So the places of a node whose
 * page is visible to them change only under the folio's lock.  What a linked
 * place leads to (region, space, anon_vma) stays as long as it is linked.
 *
 * Each region has a reference to the anon_vma of its merged pages, which usually
 * is one, counted by the places that need it.
 */
#ifndef SAMEPAGE_MM_REVERSE_H
#define SAMEPAGE_MM_REVERSE_H

#include <linux/mm_types.h>

#include "../engine/engine.h"

/* Can merged pages be visible to the VM on this kernel?  If not, they are pinned. */
bool sp_reverse_supported(void);

/* Without support, after one line in the log, everything else works. */
void sp_reverse_init(void);
/* No page may be visible any more. */
void sp_reverse_exit(void);

/*
 * Page @index of @region, mapped by @vma, is going to be linked to a node: takes
 * a reference to the anon_vma that leads to it.  False: no memory.  Needs
 * sp_scanner.engine_lock, and the mmap_lock for reading.
 */
bool sp_reverse_take(struct sp_region *region, unsigned int index,
		     const struct vm_area_struct *vma);
/* It is not linked any more, or was not.  Does not sleep. */
void sp_reverse_drop(struct sp_region *region, unsigned int index);
/* Lets go of what no place in @region needs.  May sleep; not for reclaim. */
void sp_reverse_release(struct sp_region *region);

/*
 * Calls @moved for the frame that a visible page was in before it moved, for
 * each that did since the last time.  True: there were too many to keep; any
 * node may be affected.  Needs sp_scanner.engine_lock.
 */
bool sp_reverse_moves(void (*moved)(unsigned long frame));
/* Are there any? */
bool sp_reverse_any_moves(void);

#endif
