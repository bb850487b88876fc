/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A set of 64-bit hashes that only grows, of a size that is known before.
 */
#ifndef SAMEPAGE_MM_HASH_SET_H
#define SAMEPAGE_MM_HASH_SET_H

#include "../engine/shim.h"

struct sp_hash_set {
	u64 *slots;	/* 0: free */
	size_t n_slots;	/* a power of two */
	size_t n;
};

/* Room for @n.  False: no memory. */
static inline bool sp_hash_set_init(struct sp_hash_set *set, size_t n)
{
	set->n_slots = roundup_pow_of_two(n * 3 / 2 + 16);
	set->n = 0;
	set->slots = sp_alloc_array(set->n_slots, sizeof(*set->slots));
	return set->slots;
}

static inline void sp_hash_set_destroy(struct sp_hash_set *set)
{
	sp_free_array(set->slots);
	set->slots = NULL;
}

static inline u64 *__sp_hash_set_slot(const struct sp_hash_set *set, u64 hash)
{
	size_t i = hash & (set->n_slots - 1);

	while (set->slots[i] && set->slots[i] != hash)
		i = (i + 1) & (set->n_slots - 1);
	return &set->slots[i];
}

/* Hash 0 counts as 1. */
static inline bool sp_hash_set_has(const struct sp_hash_set *set, u64 hash)
{
	return set->slots && *__sp_hash_set_slot(set, hash ?: 1);
}

/* False: it is full. */
static inline bool sp_hash_set_add(struct sp_hash_set *set, u64 hash)
{
	u64 *slot = __sp_hash_set_slot(set, hash ?: 1);

	if (*slot)
		return true;
	if (set->n >= set->n_slots / 8 * 7)
		return false;
	*slot = hash ?: 1;
	set->n++;
	return true;
}

#endif
