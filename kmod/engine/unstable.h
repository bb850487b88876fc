/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The unstable part of the content index: pages that stayed unchanged between
 * two looks and have found no partner in this pass.  They are not protected,
 * so an entry is only a hint: the page may have changed or gone.  Emptied at
 * the start of each pass.
 *
 * Entries are 16 bytes in an open-addressed array; nothing is allocated for a
 * single page.
 */
#ifndef SAMEPAGE_ENGINE_UNSTABLE_H
#define SAMEPAGE_ENGINE_UNSTABLE_H

#include "shim.h"

/* Where a page is: which address space, and which page in it. */
#define SP_PLACE_PAGE_BITS	44	/* 5-level page tables: 56-bit user addresses */
#define SP_PLACE_SPACES		(1u << (64 - SP_PLACE_PAGE_BITS))

static inline u64 sp_place(u32 space, u64 page_index)
{
	return (u64)space << SP_PLACE_PAGE_BITS | page_index;
}

static inline u32 sp_place_space(u64 place)
{
	return place >> SP_PLACE_PAGE_BITS;
}

static inline u64 sp_place_page_index(u64 place)
{
	return place & ((1ULL << SP_PLACE_PAGE_BITS) - 1);
}

struct sp_unstable_entry {
	u64 hash;	/* 0: never used */
	u64 place;
};

struct sp_unstable {
	struct sp_unstable_entry *entries;
	unsigned int bits;	/* 2^bits entries; 0: no array yet */
	unsigned long used;	/* entries with a hash, dead ones too */
	unsigned long live;
};

#ifdef __cplusplus
extern "C" {
#endif

void sp_unstable_init(struct sp_unstable *u);
void sp_unstable_destroy(struct sp_unstable *u);
/* Forgets everything, and sizes the array after what the last pass needed. */
void sp_unstable_reset(struct sp_unstable *u);

/* The live entry for @hash, or NULL.  Valid until the next insert or reset. */
struct sp_unstable_entry *sp_unstable_find(struct sp_unstable *u, u64 hash);
/*
 * Adds an entry for @hash, which must have none that is live.  false: there is
 * no memory for it; the page is looked at again in the next pass.
 */
bool sp_unstable_insert(struct sp_unstable *u, u64 hash, u64 place);
/* The page found its partner. */
void sp_unstable_kill(struct sp_unstable *u, struct sp_unstable_entry *entry);

#ifdef __cplusplus
}
#endif
#endif
