// SPDX-License-Identifier: GPL-2.0
#include "ordered_table.h"

#define SP_TABLE_MIN_BITS 6
#define SP_TABLE_MAX_BITS 30
#define SP_TABLE_LOAD 2UL		/* nodes a bucket before the table grows */

static struct sp_table_node **bucket_of(const struct sp_table *t, u64 key)
{
	return t->bits ? &t->buckets[key >> (64 - t->bits)] : t->buckets;
}

void sp_table_init(struct sp_table *t)
{
	t->first_bucket = NULL;
	t->buckets = &t->first_bucket;
	t->bits = 0;
	t->count = 0;
}

void sp_table_destroy(struct sp_table *t)
{
	if (t->buckets != &t->first_bucket)
		sp_free_array(t->buckets);
	sp_table_init(t);
}

static void insert_sorted(struct sp_table_node **at, struct sp_table_node *n)
{
	while (*at && (*at)->key < n->key)
		at = &(*at)->next;
	n->next = *at;
	*at = n;
}

static void grow(struct sp_table *t)
{
	unsigned int bits = t->bits ? t->bits + 1 : SP_TABLE_MIN_BITS;
	struct sp_table_node **old = t->buckets, **tails;
	unsigned long n_old = 1UL << t->bits, i;

	if (bits > SP_TABLE_MAX_BITS)
		return;
	tails = sp_alloc_array(1UL << bits, sizeof(*tails));
	if (!tails)
		return;

	t->buckets = tails;
	t->bits = bits;
	for (i = 0; i < n_old; i++) {
		struct sp_table_node *n = old[i];

		while (n) {
			struct sp_table_node *next = n->next;

			insert_sorted(bucket_of(t, n->key), n);
			n = next;
		}
		if ((i & 1023) == 1023)
			sp_relax();
	}
	if (old != &t->first_bucket)
		sp_free_array(old);
	t->first_bucket = NULL;
}

void sp_table_insert(struct sp_table *t, struct sp_table_node *n, u64 key)
{
	if (t->count >= SP_TABLE_LOAD << t->bits)
		grow(t);
	n->key = key;
	insert_sorted(bucket_of(t, key), n);
	t->count++;
}

void sp_table_erase(struct sp_table *t, struct sp_table_node *n)
{
	struct sp_table_node **at = bucket_of(t, n->key);

	while (*at != n)
		at = &(*at)->next;
	*at = n->next;
	n->next = NULL;
	t->count--;
}

struct sp_table_node *sp_table_find(const struct sp_table *t, u64 key)
{
	struct sp_table_node *n = *bucket_of(t, key);

	while (n && n->key < key)
		n = n->next;
	return n && n->key == key ? n : NULL;
}

struct sp_table_node *sp_table_lower_bound(const struct sp_table *t, u64 key)
{
	struct sp_table_node **at = bucket_of(t, key);
	struct sp_table_node **end = t->buckets + (1UL << t->bits);
	struct sp_table_node *n;

	for (; at < end; at++)
		for (n = *at; n; n = n->next)
			if (n->key >= key)
				return n;
	return NULL;
}
