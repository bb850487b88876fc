/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The unstable part of the content index: pages that have found no partner
 * yet.  They are not protected, so an entry is only a hint: the page may have
 * changed or gone.
 *
 * An entry is 8 bytes in one open-addressed array, ordered by the top half of
 * the key: nothing is allocated for a single page.  It is live as long as the
 * state word of its page is INDEXED with the same key; whoever changes that
 * word thereby drops the entry.  So entries stay valid from pass to pass, and
 * a page that does not change costs no work.  Dropped entries are left behind
 * until another takes their place or the array is rebuilt.
 *
 * Of pages with the same key only some hundreds have entries, so that nothing
 * takes time by the square of their number.  The others are INDEXED too, and
 * are found when they are looked at again.
 */
#ifndef SAMEPAGE_ENGINE_UNSTABLE_H
#define SAMEPAGE_ENGINE_UNSTABLE_H

#include "regions.h"

struct sp_unstable_entry {
	u32 tag;	/* top half of the key */
	sp_place place;	/* SP_NO_PLACE: free */
};

#define SP_NO_PLACE	(~(sp_place)0)

struct sp_unstable {
	struct sp_unstable_entry *entries;
	u32 capacity;
	u32 used;	/* entries with a place, dropped ones too */
};

/* Where a lookup is. */
struct sp_unstable_cursor {
	u32 slot;
	u32 tag;
};

#ifdef __cplusplus
extern "C" {
#endif

void sp_unstable_init(struct sp_unstable *u);
/* Frees the array; words that say INDEXED must be changed by the caller. */
void sp_unstable_destroy(struct sp_unstable *u);

/* Starts a lookup of @key; sp_unstable_next() then returns one live place after another. */
void sp_unstable_find(const struct sp_unstable *u, u64 key, struct sp_unstable_cursor *c);
/* The next live place with the key, or SP_NO_PLACE.  No insertion in between. */
sp_place sp_unstable_next(const struct sp_unstable *u, const struct sp_regions *r,
			  struct sp_unstable_cursor *c);

/*
 * Adds an entry, unless there are many with the key, and sets the word of
 * @place, which must have been prepared, to INDEXED.  False: there is no memory
 * for it; nothing was changed.
 */
bool sp_unstable_insert(struct sp_unstable *u, struct sp_regions *r, u64 key, sp_place place);

/*
 * Rebuilding a large array takes a while.  Whoever wants nobody to wait for
 * that makes room when it is wanted; an insertion does so itself only much
 * later.
 */
bool sp_unstable_wants_room(const struct sp_unstable *u);
void sp_unstable_make_room(struct sp_unstable *u, const struct sp_regions *r);

/*
 * Makes the array as small as the live entries allow, if that saves a good
 * part of it.  Worth a call once a pass.
 */
void sp_unstable_trim(struct sp_unstable *u, const struct sp_regions *r);

static inline unsigned long sp_unstable_bytes(const struct sp_unstable *u)
{
	return (unsigned long)u->capacity * sizeof(struct sp_unstable_entry);
}

#ifdef __cplusplus
}
#endif
#endif
