// SPDX-License-Identifier: GPL-2.0
#include "stable.h"

#define MIN_BITS	6
#define MAX_BITS	29
#define LOAD		2UL	/* nodes a bucket before the table grows */
#define LATE		2UL	/* ... times that, before adding a node makes it grow */
#define SMALL_BITS	10	/* a table that grows in no time */

/* Page frame numbers are dense; an odd multiplier spreads 32 bits without making two equal. */
static u32 order(unsigned long frame)
{
	return (u32)frame * 0x9e3779b1U;
}

static struct sp_stable_node **bucket_of(const struct sp_frames *f, u32 at)
{
	return f->bits ? &f->buckets[at >> (32 - f->bits)] : f->buckets;
}

void sp_frames_init(struct sp_frames *f)
{
	f->first_bucket = NULL;
	f->buckets = &f->first_bucket;
	f->bits = 0;
	f->count = 0;
}

void sp_frames_destroy(struct sp_frames *f)
{
	if (f->buckets != &f->first_bucket)
		sp_free_array(f->buckets);
	sp_frames_init(f);
}

static void insert_sorted(struct sp_stable_node **at, struct sp_stable_node *node)
{
	while (*at && order((*at)->frame) < order(node->frame))
		at = &(*at)->next_in_frames;
	node->next_in_frames = *at;
	*at = node;
}

static void grow(struct sp_frames *f)
{
	unsigned int bits = f->bits ? f->bits + 1 : MIN_BITS;
	struct sp_stable_node **old = f->buckets, **buckets;
	unsigned long n_old = 1UL << f->bits, i;

	if (bits > MAX_BITS)
		return;
	buckets = sp_alloc_array(1UL << bits, sizeof(*buckets));
	if (!buckets)
		return;

	f->buckets = buckets;
	f->bits = bits;
	for (i = 0; i < n_old; i++) {
		struct sp_stable_node *node = old[i];

		while (node) {
			struct sp_stable_node *next = node->next_in_frames;

			insert_sorted(bucket_of(f, order(node->frame)), node);
			node = next;
		}
		if ((i & 1023) == 1023)
			sp_relax();
	}
	if (old != &f->first_bucket)
		sp_free_array(old);
	f->first_bucket = NULL;
}

bool sp_frames_wants_room(const struct sp_frames *f)
{
	return f->bits > SMALL_BITS && f->bits < MAX_BITS && f->count >= LOAD << f->bits;
}

void sp_frames_make_room(struct sp_frames *f)
{
	if (sp_frames_wants_room(f))
		grow(f);
}

void sp_frames_insert(struct sp_frames *f, struct sp_stable_node *node)
{
	if (f->count >= (f->bits > SMALL_BITS ? LATE * LOAD : LOAD) << f->bits)
		grow(f);
	insert_sorted(bucket_of(f, order(node->frame)), node);
	f->count++;
}

void sp_frames_erase(struct sp_frames *f, struct sp_stable_node *node)
{
	struct sp_stable_node **at = bucket_of(f, order(node->frame));

	while (*at != node)
		at = &(*at)->next_in_frames;
	*at = node->next_in_frames;
	f->count--;
}

struct sp_stable_node *sp_frames_find(const struct sp_frames *f, unsigned long frame)
{
	struct sp_stable_node *node = *bucket_of(f, order(frame));

	while (node && node->frame != frame)
		node = node->next_in_frames;
	return node;
}

struct sp_stable_node *sp_frames_walk(const struct sp_frames *f, u64 *cursor)
{
	struct sp_stable_node **end = f->buckets + (1UL << f->bits), **at;
	struct sp_stable_node *node;

	if (*cursor > (u32)~0U) {
		*cursor = 0;
		return NULL;
	}
	for (at = bucket_of(f, *cursor); at < end; at++) {
		for (node = *at; node; node = node->next_in_frames) {
			if (order(node->frame) < *cursor)
				continue;
			*cursor = (u64)order(node->frame) + 1;
			return node;
		}
	}
	*cursor = 0;
	return NULL;
}
