/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A table of intrusive nodes ordered by a 64-bit key that is spread evenly
 * (a hash).
 *
 * The top bits of the key choose a bucket and every bucket is sorted, so the
 * whole is sorted; a lookup is one bucket and, at the load kept here, one or
 * two integer compares.  It never fails: without memory to grow, buckets just
 * become longer.  Nodes belong to the caller, who also does the locking.
 */
#ifndef SAMEPAGE_ENGINE_ORDERED_TABLE_H
#define SAMEPAGE_ENGINE_ORDERED_TABLE_H

#include "shim.h"

struct sp_table_node {
	struct sp_table_node *next;
	u64 key;
};

struct sp_table {
	struct sp_table_node **buckets;
	unsigned int bits;	/* 2^bits buckets */
	unsigned long count;
	struct sp_table_node *first_bucket;	/* serves while there is no array */
};

#ifdef __cplusplus
extern "C" {
#endif

void sp_table_init(struct sp_table *t);
/* Frees the buckets; the nodes are the caller's. */
void sp_table_destroy(struct sp_table *t);
void sp_table_insert(struct sp_table *t, struct sp_table_node *n, u64 key);
/* @n must be in the table. */
void sp_table_erase(struct sp_table *t, struct sp_table_node *n);
/* First node with @key, or NULL. */
struct sp_table_node *sp_table_find(const struct sp_table *t, u64 key);

/* Next node with the same key, or NULL. */
static inline struct sp_table_node *sp_table_next(const struct sp_table_node *n)
{
	return n->next && n->next->key == n->key ? n->next : NULL;
}

/* First node whose key is @key or greater, or NULL: for walks in order. */
struct sp_table_node *sp_table_lower_bound(const struct sp_table *t, u64 key);

#ifdef __cplusplus
}
#endif
#endif
