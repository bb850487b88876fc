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

enum sp_sight {
	SP_LOOK,	/* an anonymous page that may have changed */
	SP_KSM,		/* a merged page that is not known here */
	SP_GONE,	/* what was known here is not there any more */
};

struct sp_candidate {
	struct sp_page page;
	enum sp_sight sight;
	struct sp_space *space;
	struct vm_area_struct *vma;
	unsigned long addr;
	struct page *pg;	/* NULL: SP_GONE */
	struct sp_chunk *chunk;
};

/*
 * Pages of one page table that want a closer look.  Small folios are
 * referenced once each; a large folio fills a chunk alone and is referenced
 * once, through @large: splitting it allows for no other reference.
 */
struct sp_chunk {
	/* Set by the caller: */
	struct sp_space *space;
	struct sp_region *region;
	u32 pass;
	bool trust_clean;	/* a page whose entry is clean has not changed */
	bool look_at_all;	/* ... but look anyway */
	bool smart;		/* skip pages that keep changing */

	struct sp_candidate c[SP_CHUNK];
	unsigned int n;
	unsigned int done;	/* candidates that were let go */
	unsigned int passed;	/* pages that needed no look */
	unsigned int skipped;	/* ... because of trust or skipping */
	unsigned long looked;	/* pages of all collections that were looked at or passed */
	bool started;
	bool huge;		/* mapped as one huge page */
	struct folio *large;
	bool split;	/* while merging: the rest of the chunk is not referenced any more */
};

/* May pages of @vma be merged? */
bool sp_vma_scannable(const struct vm_area_struct *vma);

/* The first address from @addr on, up to @end, that has a page table or a huge page. */
unsigned long sp_skip_holes(struct mm_struct *mm, unsigned long addr, unsigned long end);

/*
 * Collects pages of @vma from @addr on, up to @end and the end of the page
 * table at most.  Returns where to go on; everything before that has been
 * looked at.  Entries of pages to look at are clean then (if the chunk trusts
 * that), so that a later write shows.  Needs mmap_lock for reading.  Release
 * the chunk, also an empty one.
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
	return __sp_pte_lock(mm, addr, ptl);
}

/* Whether the entry for @addr maps the page in @frame. */
bool sp_maps_frame(struct mm_struct *mm, unsigned long addr, unsigned long frame);

/*
 * The anonymous, not yet merged page that is mapped at @addr in @vma, with a
 * reference; NULL if there is none.  *@huge: it is part of a huge mapping;
 * *@dirty: its entry is.
 */
struct page *sp_anon_page_get(struct vm_area_struct *vma, unsigned long addr, bool *huge,
			      bool *dirty);

/*
 * The first address in [@addr, @end) of @vma where a merged page is mapped
 * that @wanted (NULL: all, and zero pages put there by merging) says yes to;
 * @end if there is none.  Called with a page table locked.
 */
unsigned long sp_next_merged(struct vm_area_struct *vma, unsigned long addr, unsigned long end,
			     bool (*wanted)(struct page *page));

#endif
