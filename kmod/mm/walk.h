/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Finding pages in page tables.
 */
#ifndef SAMEPAGE_MM_WALK_H
#define SAMEPAGE_MM_WALK_H

#include <linux/mm.h>

#include "../engine/engine.h"

struct sp_space;
struct sp_chunk;

/* Pages looked at under one hold of a page-table lock. */
#define SP_CHUNK 32

struct sp_candidate {
	struct sp_page page;
	struct sp_space *space;
	struct vm_area_struct *vma;
	unsigned long addr;
	struct page *pg;
	struct sp_chunk *chunk;
};

/*
 * Pages of one page table that could be merged, or are.  Small folios are
 * referenced once each; a large folio fills a chunk alone and is referenced
 * once, through @large: splitting it allows for no other reference.
 */
struct sp_chunk {
	struct sp_candidate c[SP_CHUNK];
	unsigned int n;
	unsigned int done;	/* candidates that were let go */
	bool started;
	struct folio *large;
	bool split;	/* while merging: the rest of the chunk is not referenced any more */
};

/* May pages of @vma be merged? */
bool sp_vma_scannable(const struct vm_area_struct *vma);

/*
 * Collects pages of @vma from @addr on, up to @end at most.  Returns where to
 * go on; everything before that has been looked at.  Needs mmap_lock for
 * reading.  Release the chunk, also an empty one.
 */
unsigned long sp_chunk_collect(struct sp_chunk *chunk, struct vm_area_struct *vma,
			       unsigned long addr, unsigned long end);
/*
 * The next candidate, or NULL.  Lets go of the one before: a page that is
 * referenced by its place in a chunk could not be another page's partner.
 */
struct sp_candidate *sp_chunk_next(struct sp_chunk *chunk);
void sp_chunk_release(struct sp_chunk *chunk);

pte_t *__sp_pte_lock(struct mm_struct *mm, unsigned long addr, spinlock_t **ptl);

/*
 * Maps and locks the page table entry for @addr; NULL when there is no page
 * table (a hole, or a huge page).  Undo with pte_unmap_unlock().
 */
static inline pte_t *sp_pte_lock(struct mm_struct *mm, unsigned long addr, spinlock_t **ptl)
{
	pte_t *pte;

	__cond_lock(RCU, __cond_lock(*ptl, pte = __sp_pte_lock(mm, addr, ptl)));
	return pte;
}

/*
 * The anonymous, not yet merged page that is mapped at @addr in @vma, with a
 * reference; NULL if there is none.
 */
struct page *sp_anon_page_get(struct vm_area_struct *vma, unsigned long addr);

/*
 * The first address in [@addr, @end) of @vma where a merged page is mapped;
 * @end if there is none.
 */
unsigned long sp_next_merged(struct vm_area_struct *vma, unsigned long addr, unsigned long end);

#endif
