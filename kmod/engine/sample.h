/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Counts contents in bounded memory: all of them while they fit, a sample of
 * them when they do not.
 *
 * What is in the sample depends on a draw, a number that equal contents have
 * in common: so either all pages with some contents are counted or none, and
 * what is counted is right.  When the table is full the sample is halved.  The
 * caller locks.
 */
#ifndef SAMEPAGE_ENGINE_SAMPLE_H
#define SAMEPAGE_ENGINE_SAMPLE_H

#include "shim.h"

#define SP_DRAW_BITS	16
/* In the sample whatever its size, such as pages of zeroes. */
#define SP_DRAW_ALWAYS	(1U << SP_DRAW_BITS)

#define SP_SAMPLE_MAX_SCOPES (1U << 15)

struct sp_sample_entry {
	u64 key;	/* 0: free */
	u32 count;
	u32 draw:17;
	u32 scope:15;	/* for the caller */
};

struct sp_sample {
	struct sp_sample_entry *entries;
	size_t capacity;	/* a power of two, or 0 */
	size_t limit;		/* of it */
	size_t n;
	unsigned int shift;	/* one in 2^shift draws is in the sample */
};

#ifdef __cplusplus
extern "C" {
#endif

/* For up to @limit_bytes of memory. */
void sp_sample_init(struct sp_sample *s, size_t limit_bytes, unsigned int shift);
void sp_sample_destroy(struct sp_sample *s);

/* Is @draw in a sample of one in 2^@shift? */
static inline bool sp_drawn(u32 draw, unsigned int shift)
{
	return (draw & SP_DRAW_ALWAYS) || !(draw & ((1U << shift) - 1));
}

/*
 * Counts one more with @key, if @draw is in the sample; its entry, or NULL if it
 * is not in the sample, maybe not any more.  *@failed: there is no memory.
 */
struct sp_sample_entry *sp_sample_add(struct sp_sample *s, u64 key, u32 draw, u32 scope,
				      bool *failed);
struct sp_sample_entry *sp_sample_find(const struct sp_sample *s, u64 key);

/* Makes the sample smaller: one in 2^@shift; not larger. */
void sp_sample_shrink(struct sp_sample *s, unsigned int shift);

#ifdef __cplusplus
}
#endif
#endif
