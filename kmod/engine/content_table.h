/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A hash table of intrusive nodes by a 64-bit key that is spread evenly.
 *
 * Adding and removing take the same time however many nodes have the same
 * key.  It never fails: without memory to grow, buckets just become longer.
 * Nodes belong to the caller, who also does the locking.
 */
#ifndef SAMEPAGE_ENGINE_CONTENT_TABLE_H
#define SAMEPAGE_ENGINE_CONTENT_TABLE_H

#include "shim.h"

struct sp_content_node {
	struct hlist_node in_bucket;
	u64 key;
};

struct sp_content_table {
	struct hlist_head *buckets;
	unsigned int bits;	/* 2^bits buckets */
	unsigned long count;
	struct hlist_head first_bucket;	/* serves while there is no array */
};

#ifdef __cplusplus
extern "C" {
#endif

void sp_content_init(struct sp_content_table *t);
/* Frees the buckets; the nodes are the caller's. */
void sp_content_destroy(struct sp_content_table *t);
/*
 * A large table takes a while to grow.  Whoever wants nobody to wait for that
 * makes room when it is wanted; an insertion does so itself only much later.
 */
bool sp_content_wants_room(const struct sp_content_table *t);
void sp_content_make_room(struct sp_content_table *t);
void sp_content_insert(struct sp_content_table *t, struct sp_content_node *n, u64 key);
/* @n must be in the table. */
void sp_content_erase(struct sp_content_table *t, struct sp_content_node *n);
/* The node with @key that was inserted last, or NULL. */
struct sp_content_node *sp_content_find(const struct sp_content_table *t, u64 key);
/* Another node with the key of @n, or NULL. */
struct sp_content_node *sp_content_next(const struct sp_content_node *n);

static inline unsigned long sp_content_bytes(const struct sp_content_table *t)
{
	return t->bits ? sizeof(struct hlist_head) << t->bits : 0;
}

#ifdef __cplusplus
}
#endif
#endif
