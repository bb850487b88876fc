/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Regions: the state words of 2 MiB of one owner's address space, and places:
 * the 32-bit names of pages in them.
 *
 * Words are kept in blocks of 64, allocated when the first page of a block is
 * looked at, so that sparse memory costs little.  An owner (an address space)
 * finds its regions by address itself; here they are found by number.
 *
 * The caller locks.  Reading a word without the lock is fine for whoever is
 * sure that the region stays.
 */
#ifndef SAMEPAGE_ENGINE_REGIONS_H
#define SAMEPAGE_ENGINE_REGIONS_H

#include "state.h"

struct anon_vma;
struct sp_more_anon;

#define SP_REGION_SHIFT		9
#define SP_REGION_PAGES		(1U << SP_REGION_SHIFT)
#define SP_BLOCK_PAGES		64U
#define SP_REGION_BLOCKS	(SP_REGION_PAGES / SP_BLOCK_PAGES)

/* 2^23 regions: 16 TiB of address space that has been looked at. */
#define SP_MAX_REGIONS		(1U << (32 - SP_REGION_SHIFT))

/* How many pages are in which state. */
struct sp_tally {
	unsigned long seen;
	unsigned long indexed;
	unsigned long merged;
};

/* Whose memory it is. */
struct sp_owner {
	u64 domain;		/* pages merge only with pages of the same domain */
	struct sp_tally tally;
};

/* For the caller (mm/reverse.h): from where mappings of merged pages are found. */
struct sp_anon {
	struct anon_vma *anon_vma;
	long offset;
};

struct sp_region {
	struct sp_owner *owner;
	unsigned long first_page;	/* page index in the owner's address space */
	u32 id;
	u32 huge_pass;	/* the pass in which the huge page here was found written to */
	u32 look_pass;	/* in this pass everything is looked at, and a huge page split */
	u32 match_pass;	/* the pass that huge_matches is of */
	u16 n_tracked;	/* words that are not NONE */
	u16 n_merged;
	u16 huge_matches;	/* pages of the huge page here that would have merged */
	u16 anon_users;		/* of @anon */
	struct sp_anon anon;
	struct sp_more_anon *more_anon;
	u32 *blocks[SP_REGION_BLOCKS];
};

/* All regions, by number. */
struct sp_regions {
	struct sp_region **by_id;	/* may be replaced by a larger copy, under the caller's lock */
	u32 capacity;
	u32 n;
	u32 hint;	/* where to look for a free number */
	unsigned long n_blocks;
	struct sp_tally tally;
};

typedef u32 sp_place;

#ifdef __cplusplus
extern "C" {
#endif

void sp_regions_init(struct sp_regions *r);
/* Every region must have been freed. */
void sp_regions_destroy(struct sp_regions *r);

/* A region without words; NULL without memory, or at SP_MAX_REGIONS. */
struct sp_region *sp_region_alloc(struct sp_regions *r, struct sp_owner *owner,
				  unsigned long first_page);
/* No word may be MERGED_HERE any more. */
void sp_region_free(struct sp_regions *r, struct sp_region *region);
/* Makes room for the word of page @index, so that setting it cannot fail. */
bool sp_region_prepare(struct sp_regions *r, struct sp_region *region, unsigned int index);
/* Sets a word and keeps the counts.  A word other than 0 must have been prepared. */
void sp_region_set(struct sp_regions *r, struct sp_region *region, unsigned int index, u32 word);

/* Bytes held for regions and words. */
unsigned long sp_regions_bytes(const struct sp_regions *r);

#ifdef __cplusplus
}
#endif

/*
 * A page of the huge page here would have merged in @pass.  If @least of them
 * would, the next pass may split it.
 */
static inline void sp_region_count_match(struct sp_region *region, u32 pass, unsigned int least)
{
	if (region->match_pass != pass) {
		region->match_pass = pass;
		region->huge_matches = 0;
	}
	if (++region->huge_matches >= least)
		region->look_pass = pass + 1;
}

static inline u32 sp_region_word(const struct sp_region *region, unsigned int index)
{
	const u32 *block = SP_READ_ONCE(region->blocks[index / SP_BLOCK_PAGES]);

	return block ? SP_READ_ONCE(block[index % SP_BLOCK_PAGES]) : 0;
}

/*
 * One pass less to leave a SEEN page alone: no count changes, and nobody but
 * the scanner of this region touches such a word.
 */
static inline void sp_region_count_skip(struct sp_region *region, unsigned int index)
{
	u32 *word = &region->blocks[index / SP_BLOCK_PAGES][index % SP_BLOCK_PAGES];

	SP_WRITE_ONCE(*word, *word - 1);
}

static inline sp_place sp_place_of(const struct sp_region *region, unsigned int index)
{
	return region->id << SP_REGION_SHIFT | index;
}

static inline unsigned int sp_place_index(sp_place place)
{
	return place & (SP_REGION_PAGES - 1);
}

/* The region of @place, or NULL when it is gone. */
static inline struct sp_region *sp_place_region(const struct sp_regions *r, sp_place place)
{
	u32 id = place >> SP_REGION_SHIFT;

	return id < r->capacity ? SP_READ_ONCE(r->by_id)[id] : NULL;
}

#endif
