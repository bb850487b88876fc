// SPDX-License-Identifier: GPL-2.0
#include "content_table.h"

#define MIN_BITS	6
#define MAX_BITS	30
#define LOAD		2UL	/* nodes a bucket before the table grows */
#define LATE		2UL	/* ... times that, before adding a node makes it grow */
#define SMALL_BITS	10	/* a table that grows in no time */

static struct hlist_head *bucket_of(const struct sp_content_table *t, u64 key)
{
	return t->bits ? &t->buckets[key >> (64 - t->bits)] : t->buckets;
}

static struct sp_content_node *node_of(struct hlist_node *n)
{
	return container_of(n, struct sp_content_node, in_bucket);
}

void sp_content_init(struct sp_content_table *t)
{
	t->first_bucket.first = NULL;
	t->buckets = &t->first_bucket;
	t->bits = 0;
	t->count = 0;
}

void sp_content_destroy(struct sp_content_table *t)
{
	if (t->buckets != &t->first_bucket)
		sp_free_array(t->buckets);
	sp_content_init(t);
}

static void grow(struct sp_content_table *t)
{
	unsigned int bits = t->bits ? t->bits + 1 : MIN_BITS;
	unsigned long n_old = 1UL << t->bits, i;
	struct hlist_head *old = t->buckets;
	struct hlist_head *buckets;

	if (bits > MAX_BITS)
		return;
	buckets = sp_alloc_array(1UL << bits, sizeof(*buckets));
	if (!buckets)
		return;

	t->buckets = buckets;
	t->bits = bits;
	for (i = 0; i < n_old; i++) {
		while (!hlist_empty(&old[i])) {
			struct sp_content_node *n = node_of(old[i].first);

			hlist_del(&n->in_bucket);
			hlist_add_head(&n->in_bucket, bucket_of(t, n->key));
		}
		if ((i & 1023) == 1023)
			sp_relax();
	}
	if (old != &t->first_bucket)
		sp_free_array(old);
}

bool sp_content_wants_room(const struct sp_content_table *t)
{
	return t->bits > SMALL_BITS && t->bits < MAX_BITS && t->count >= LOAD << t->bits;
}

void sp_content_make_room(struct sp_content_table *t)
{
	if (sp_content_wants_room(t))
		grow(t);
}

void sp_content_insert(struct sp_content_table *t, struct sp_content_node *n, u64 key)
{
	if (t->count >= (t->bits > SMALL_BITS ? LATE * LOAD : LOAD) << t->bits)
		grow(t);
	n->key = key;
	hlist_add_head(&n->in_bucket, bucket_of(t, key));
	t->count++;
}

void sp_content_erase(struct sp_content_table *t, struct sp_content_node *n)
{
	hlist_del(&n->in_bucket);
	t->count--;
}

static struct sp_content_node *with_key(struct hlist_node *n, u64 key)
{
	for (; n; n = n->next)
		if (node_of(n)->key == key)
			return node_of(n);
	return NULL;
}

struct sp_content_node *sp_content_find(const struct sp_content_table *t, u64 key)
{
	return with_key(bucket_of(t, key)->first, key);
}

struct sp_content_node *sp_content_next(const struct sp_content_node *n)
{
	return with_key(n->in_bucket.next, n->key);
}
