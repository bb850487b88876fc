/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The contents of pages: hashing and comparing them.  Both are most of what
 * the scanner does, so they take as few instructions as they can.
 *
 * The hash multiplies two 64-bit words, each mixed with what nobody outside
 * knows, to 128 bits and folds the halves together: half a multiplication for
 * 8 bytes.  (The idea is that of the "folded multiply" hashes.)  It need not
 * withstand somebody who sees hashes, as nobody does; equal hashes are followed
 * by a comparison anyway.
 */
#ifndef SAMEPAGE_ENGINE_CONTENTS_H
#define SAMEPAGE_ENGINE_CONTENTS_H

#include "shim.h"

/* Bytes at a time: four independent multiplications keep the processor busy. */
#define SP_STRIPE 64

static inline u64 sp_fold(u64 a, u64 b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (u64)product ^ (u64)(product >> 64);
}

struct sp_hash {
	u64 lane[4];
	u64 secret[4];
};

static inline void sp_hash_stripe(struct sp_hash *h, const u64 *word)
{
	h->lane[0] = sp_fold(word[0] ^ h->secret[1], word[1] ^ h->lane[0]);
	h->lane[1] = sp_fold(word[2] ^ h->secret[2], word[3] ^ h->lane[1]);
	h->lane[2] = sp_fold(word[4] ^ h->secret[3], word[5] ^ h->lane[2]);
	h->lane[3] = sp_fold(word[6] ^ h->secret[0], word[7] ^ h->lane[3]);
}

/* The hash of @len bytes at @bytes, which is aligned to 8. */
static inline u64 sp_hash_bytes(const void *bytes, size_t len, u64 seed)
{
	/* Odd numbers without a pattern; the seed makes secrets of them. */
	struct sp_hash h = { .secret = {
		sp_fold(seed ^ 0x8f1bbcdcbfa53e0bULL, 0xb492b66fbe98f273ULL) | 1,
		sp_fold(seed ^ 0xc2b2ae3d27d4eb4fULL, 0x9ae16a3b2f90404fULL) | 1,
		sp_fold(seed ^ 0x165667b19e3779f9ULL, 0xd6e8feb86659fd93ULL) | 1,
		sp_fold(seed ^ 0x27d4eb2f165667c5ULL, 0xe7037ed1a0b428dbULL) | 1,
	} };
	const u64 *word = (const u64 *)bytes;
	size_t left = len;
	unsigned int i;

	for (i = 0; i < 4; i++)
		h.lane[i] = h.secret[i];
	for (; left >= SP_STRIPE; left -= SP_STRIPE) {
		sp_hash_stripe(&h, word);
		word += SP_STRIPE / sizeof(*word);
	}
	if (left) {
		u64 rest[SP_STRIPE / sizeof(u64)] = { 0 };

		memcpy(rest, word, left);
		sp_hash_stripe(&h, rest);
	}
	return sp_fold(sp_fold(h.lane[0] ^ h.secret[0], h.lane[1] ^ h.secret[1]) ^ len,
		       sp_fold(h.lane[2] ^ h.secret[2], h.lane[3] ^ h.secret[3]) ^ h.secret[1]);
}

/* Are the pages at @a and @b the same? */
static inline bool sp_same_page(const void *a, const void *b)
{
	const u64 *x = (const u64 *)a, *y = (const u64 *)b, *end = x + SP_PAGE_SIZE / sizeof(*x);

	for (; x < end; x += 8, y += 8)
		if ((x[0] ^ y[0]) | (x[1] ^ y[1]) | (x[2] ^ y[2]) | (x[3] ^ y[3]) |
		    (x[4] ^ y[4]) | (x[5] ^ y[5]) | (x[6] ^ y[6]) | (x[7] ^ y[7]))
			return false;
	return true;
}

#endif
