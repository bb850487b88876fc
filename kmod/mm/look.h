/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SAMEPAGE_MM_LOOK_H
#define SAMEPAGE_MM_LOOK_H

#include "walk.h"

struct sp_space;

/*
 * Looks at pages of @vma from @addr on, up to @end and the end of their page
 * table at most, and merges what can be merged.  Returns where to go on.
 * @budget: pages; pages that need no look cost little of it.  Needs the
 * mmap_lock for reading, and sp_scanner.lock.
 */
unsigned long sp_look(struct sp_chunk *chunk, struct sp_space *space, struct vm_area_struct *vma,
		      unsigned long addr, unsigned long end, unsigned long *budget);

#endif
