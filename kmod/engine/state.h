/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the scanner remembers of a page: one 32-bit word for each page of the
 * address space that it has looked at.
 *
 * The two top bits say what kind of word it is, the rest depends on that:
 *
 *	NONE	all zero: nothing is known
 *	SEEN	24 bits of the content's key, how often in a row the page had
 *		changed (3 bits), and for how many passes it is left alone (3)
 *	INDEXED	30 bits of the key; the unstable index has an entry for it
 *	MERGED	30 bits of the frame number of the merged page that is mapped
 *
 * A key is a content hash mixed with the scope (engine.h).  The bits kept are
 * its top bits, so that the word of an INDEXED page vouches for the entry.
 */
#ifndef SAMEPAGE_ENGINE_STATE_H
#define SAMEPAGE_ENGINE_STATE_H

#include "shim.h"

#define SP_KIND_SHIFT	30
#define SP_PAYLOAD_MASK	((1U << SP_KIND_SHIFT) - 1)

enum sp_kind {
	SP_NONE,
	SP_SEEN,
	SP_INDEXED,
	SP_MERGED_HERE,
};

#define SP_MAX_CHANGES	7	/* as far as is counted */

static inline enum sp_kind sp_word_kind(u32 word)
{
	return (enum sp_kind)(word >> SP_KIND_SHIFT);
}

static inline u32 sp_word_indexed(u64 key)
{
	return (u32)SP_INDEXED << SP_KIND_SHIFT | (u32)(key >> (64 - SP_KIND_SHIFT));
}

/* @frame must be below 2^30: 4 TiB of physical addresses with 4 KiB pages. */
static inline u32 sp_word_merged(unsigned long frame)
{
	return (u32)SP_MERGED_HERE << SP_KIND_SHIFT | (u32)frame;
}

static inline bool sp_frame_fits(unsigned long frame)
{
	return frame <= SP_PAYLOAD_MASK;
}

static inline unsigned long sp_word_frame(u32 word)
{
	return word & SP_PAYLOAD_MASK;
}

static inline u32 sp_word_seen(u64 key, unsigned int changes, unsigned int skip)
{
	return (u32)SP_SEEN << SP_KIND_SHIFT | (u32)(key >> 40) << 6 | changes << 3 | skip;
}

static inline bool sp_word_seen_same(u32 word, u64 key)
{
	return (word & SP_PAYLOAD_MASK) >> 6 == (u32)(key >> 40);
}

static inline unsigned int sp_word_changes(u32 word)
{
	return word >> 3 & 7;
}

/* Passes for which a page that keeps changing is still left alone. */
static inline unsigned int sp_word_skip(u32 word)
{
	return word & 7;
}

/*
 * A page that changed three times in a row is left alone for a pass, one that
 * goes on for up to seven: it has to hold still twice to be merged anyway.
 */
static inline unsigned int sp_skip_for(unsigned int changes)
{
	return changes < 3 ? 0 : changes < 5 ? 1 : changes < SP_MAX_CHANGES ? 3 : 7;
}

#endif
