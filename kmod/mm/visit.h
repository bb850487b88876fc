/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reading page tables without changing anything: every page that is mapped,
 * whatever it is.
 */
#ifndef SAMEPAGE_MM_VISIT_H
#define SAMEPAGE_MM_VISIT_H

#include <linux/mm.h>

/* One mapped page. */
struct sp_sighting {
	struct vm_area_struct *vma;
	unsigned long addr;
	struct page *page;	/* NULL: the zero page, put there by merging */
	bool huge;		/* part of a huge mapping */
	bool protected;		/* no access wanted, or watched by userfaultfd */
};

/* Called with the page table locked.  False: stop before this page. */
typedef bool (*sp_visitor)(const struct sp_sighting *sight, void *context);

/*
 * Visits the pages of @vma from @addr on, up to @end and the end of the page
 * table at most.  Returns where to go on.  Needs mmap_lock for reading.
 */
unsigned long sp_visit(struct vm_area_struct *vma, unsigned long addr, unsigned long end,
		       sp_visitor visitor, void *context);

/* Does /proc count pages of @vma as resident? */
bool sp_vma_counts(const struct vm_area_struct *vma);
/* Would pages of @vma be mergeable if its process were marked, or are they? */
bool sp_vma_compatible(const struct vm_area_struct *vma);

#endif
