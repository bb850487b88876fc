// SPDX-License-Identifier: GPL-2.0
#include "stable.h"

/*
 * Page frame numbers are dense; the table wants keys that are spread.  An odd
 * multiplier is a bijection on 64 bits, and its inverse brings the number back.
 */
#define SPREAD		0x9e3779b97f4a7c15ULL
#define SPREAD_INVERSE	0xf1de83e19937733dULL

static u64 frame_key(unsigned long frame)
{
	return frame * SPREAD;
}

static struct sp_stable_node *from_content(struct sp_table_node *n)
{
	return n ? container_of(n, struct sp_stable_node, by_content) : NULL;
}

static struct sp_stable_node *from_frame(struct sp_table_node *n)
{
	return n ? container_of(n, struct sp_stable_node, by_frame) : NULL;
}

void sp_stable_init(struct sp_stable *s)
{
	sp_table_init(&s->content);
	sp_table_init(&s->frames);
	s->n_shared = 0;
	s->n_items = 0;
}

void sp_stable_destroy(struct sp_stable *s)
{
	sp_table_destroy(&s->content);
	sp_table_destroy(&s->frames);
}

void sp_stable_insert(struct sp_stable *s, struct sp_stable_node *node, u64 hash,
		      unsigned long frame)
{
	node->items.first = NULL;
	node->n_items = 0;
	sp_table_insert(&s->content, &node->by_content, hash);
	sp_table_insert(&s->frames, &node->by_frame, frame_key(frame));
}

void sp_stable_erase(struct sp_stable *s, struct sp_stable_node *node)
{
	sp_table_erase(&s->content, &node->by_content);
	sp_table_erase(&s->frames, &node->by_frame);
}

struct sp_stable_node *sp_stable_find(const struct sp_stable *s, u64 hash)
{
	return from_content(sp_table_find(&s->content, hash));
}

struct sp_stable_node *sp_stable_next(const struct sp_stable_node *node)
{
	return from_content(sp_table_next(&node->by_content));
}

struct sp_stable_node *sp_stable_by_frame(const struct sp_stable *s, unsigned long frame)
{
	return from_frame(sp_table_find(&s->frames, frame_key(frame)));
}

unsigned long sp_stable_frame(const struct sp_stable_node *node)
{
	return node->by_frame.key * SPREAD_INVERSE;
}

void sp_stable_link(struct sp_stable *s, struct sp_stable_node *node, struct sp_rmap_item *item)
{
	item->node = node;
	hlist_add_head(&item->in_node, &node->items);
	if (node->n_items++ == 0)
		s->n_shared++;
	s->n_items++;
}

void sp_stable_unlink(struct sp_stable *s, struct sp_rmap_item *item)
{
	struct sp_stable_node *node = item->node;

	hlist_del(&item->in_node);
	item->node = NULL;
	if (--node->n_items == 0)
		s->n_shared--;
	s->n_items--;
}

struct sp_stable_node *sp_stable_walk(const struct sp_stable *s, u64 *cursor)
{
	/* Frames are unique, so a key is a place: no runs of equal keys here. */
	struct sp_table_node *n = sp_table_lower_bound(&s->frames, *cursor);

	/* The key 2^64 - 1 would wrap the cursor; no page frame has it. */
	*cursor = n ? n->key + 1 : 0;
	return from_frame(n);
}
