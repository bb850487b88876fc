// SPDX-License-Identifier: GPL-2.0
#include "stable.h"

#define INLINE_LOG 2	/* of SP_INLINE_PLACES */

/* Counts the nodes of one content, once one of them has been full. */
struct chain {
	struct sp_content_node by_key;
	unsigned long n;
};

static struct sp_stable_node *from_content(struct sp_content_node *n)
{
	return n ? container_of(n, struct sp_stable_node, by_content) : NULL;
}

void sp_stable_init(struct sp_stable *s, u32 max_places)
{
	*s = (struct sp_stable){ .max_places = max_places };
	sp_content_init(&s->content);
	sp_frames_init(&s->frames);
	sp_content_init(&s->chains);
}

void sp_stable_destroy(struct sp_stable *s)
{
	sp_content_destroy(&s->content);
	sp_frames_destroy(&s->frames);
	sp_content_destroy(&s->chains);
}

static struct chain *find_chain(const struct sp_stable *s, u64 key)
{
	struct sp_content_node *n = sp_content_find(&s->chains, key);

	return n ? container_of(n, struct chain, by_key) : NULL;
}

/* Counts @node in.  Without memory for the record it goes uncounted. */
static void chain_in(struct sp_stable *s, struct sp_stable_node *node)
{
	u64 key = node->by_content.key;
	struct chain *chain = find_chain(s, key);

	if (node->chained)
		return;
	if (!chain) {
		chain = sp_alloc_small(sizeof(*chain));
		if (!chain)
			return;
		sp_content_insert(&s->chains, &chain->by_key, key);
		s->n_chain_records++;
	}
	node->chained = 1;
	chain->n++;
	if (chain->n == 2) {
		s->n_chains++;
		s->n_dups += 2;
	} else if (chain->n > 2) {
		s->n_dups++;
	}
}

static void chain_out(struct sp_stable *s, struct sp_stable_node *node)
{
	struct chain *chain;

	if (!node->chained)
		return;
	node->chained = 0;
	chain = find_chain(s, node->by_content.key);
	chain->n--;
	if (chain->n == 1) {
		s->n_chains--;
		s->n_dups -= 2;
	} else if (chain->n) {
		s->n_dups--;
	} else {
		sp_content_erase(&s->chains, &chain->by_key);
		s->n_chain_records--;
		sp_free_small(chain);
	}
}

/* Puts @node into the content table if it has room, and takes it out if not. */
static void offer(struct sp_stable *s, struct sp_stable_node *node)
{
	bool room = node->n_places < s->max_places;

	if (room == node->offered)
		return;
	node->offered = room;
	if (room) {
		sp_content_insert(&s->content, &node->by_content, node->by_content.key);
	} else {
		sp_content_erase(&s->content, &node->by_content);
		chain_in(s, node);
	}
}

void sp_stable_insert(struct sp_stable *s, struct sp_stable_node *node, u64 key, u64 scope,
		      unsigned long frame)
{
	struct sp_stable_node *other = sp_stable_find(s, key, scope);

	node->n_places = 0;
	node->capacity_log = INLINE_LOG;
	node->offered = 0;
	node->chained = 0;
	node->scope = scope;
	node->by_content.key = key;
	if (other)
		chain_in(s, other);
	if (other || find_chain(s, key))
		chain_in(s, node);
	offer(s, node);
	node->frame = frame;
	sp_frames_insert(&s->frames, node);
	s->n_nodes++;
}

static void free_array(struct sp_stable *s, struct sp_stable_node *node)
{
	if (sp_stable_capacity(node) <= SP_INLINE_PLACES)
		return;
	s->array_bytes -= sp_stable_capacity(node) * sizeof(sp_place);
	sp_free_array(node->array);
}

void sp_stable_erase(struct sp_stable *s, struct sp_stable_node *node)
{
	chain_out(s, node);
	if (node->offered)
		sp_content_erase(&s->content, &node->by_content);
	sp_frames_erase(&s->frames, node);
	free_array(s, node);
	node->capacity_log = INLINE_LOG;
	if (--s->n_nodes)
		return;
	/* Nothing merged any more: no memory for it either. */
	sp_content_destroy(&s->content);
	sp_frames_destroy(&s->frames);
	sp_content_destroy(&s->chains);
}

struct sp_stable_node *sp_stable_find(const struct sp_stable *s, u64 key, u64 scope)
{
	struct sp_content_node *n;

	for (n = sp_content_find(&s->content, key); n; n = sp_content_next(n))
		if (from_content(n)->scope == scope)
			return from_content(n);
	return NULL;
}

struct sp_stable_node *sp_stable_by_frame(const struct sp_stable *s, unsigned long frame)
{
	return sp_frames_find(&s->frames, frame);
}

static sp_place *places(struct sp_stable_node *node)
{
	return sp_stable_capacity(node) > SP_INLINE_PLACES ? node->array : node->places;
}

bool sp_stable_reserve(struct sp_stable *s, struct sp_stable_node *node, u32 n)
{
	u32 want = node->n_places + n, log = node->capacity_log, i;
	sp_place *array;

	if (want <= sp_stable_capacity(node))
		return true;
	if (n > SP_MAX_PLACES || want > SP_MAX_PLACES)
		return false;
	while (1U << log < want)
		log++;
	array = sp_alloc_array(1UL << log, sizeof(*array));
	if (!array)
		return false;
	for (i = 0; i < node->n_places; i++)
		array[i] = places(node)[i];
	free_array(s, node);
	node->array = array;
	node->capacity_log = log;
	s->array_bytes += (1UL << log) * sizeof(*array);
	return true;
}

void sp_stable_link(struct sp_stable *s, struct sp_regions *r, struct sp_stable_node *node,
		    sp_place place)
{
	places(node)[node->n_places] = place;
	if (node->n_places++ == 0)
		SP_WRITE_ONCE(s->n_shared, s->n_shared + 1);
	SP_WRITE_ONCE(s->n_places, s->n_places + 1);
	s->version++;
	sp_region_set(r, sp_place_region(r, place), sp_place_index(place),
		      sp_word_merged(sp_stable_frame(node)));
	offer(s, node);
}

static void forget_place(struct sp_stable *s, struct sp_regions *r, sp_place place)
{
	sp_region_set(r, sp_place_region(r, place), sp_place_index(place), 0);
	SP_WRITE_ONCE(s->n_places, s->n_places - 1);
	s->version++;
}

struct sp_stable_node *sp_stable_unlink(struct sp_stable *s, struct sp_regions *r,
					sp_place place)
{
	u32 word = sp_region_word(sp_place_region(r, place), sp_place_index(place));
	struct sp_stable_node *node = sp_stable_by_frame(s, sp_word_frame(word));
	u32 i = node->n_places - 1;

	while (places(node)[i] != place)
		i--;
	places(node)[i] = places(node)[--node->n_places];
	if (!node->n_places)
		SP_WRITE_ONCE(s->n_shared, s->n_shared - 1);
	forget_place(s, r, place);
	offer(s, node);
	return node;
}

void sp_stable_unlink_all(struct sp_stable *s, struct sp_regions *r,
			  struct sp_stable_node *node)
{
	if (!node->n_places)
		return;
	while (node->n_places)
		forget_place(s, r, places(node)[--node->n_places]);
	SP_WRITE_ONCE(s->n_shared, s->n_shared - 1);
	offer(s, node);
}

void sp_stable_lift(struct sp_stable *s, struct sp_stable_node *node)
{
	sp_frames_erase(&s->frames, node);
}

void sp_stable_land(struct sp_stable *s, struct sp_regions *r, struct sp_stable_node *node,
		    unsigned long frame)
{
	u32 i;

	node->frame = frame;
	sp_frames_insert(&s->frames, node);
	for (i = 0; i < node->n_places; i++) {
		sp_place place = places(node)[i];

		sp_region_set(r, sp_place_region(r, place), sp_place_index(place),
			      sp_word_merged(frame));
	}
}

void sp_stable_rescope(struct sp_stable *s, struct sp_stable_node *node, u64 key, u64 scope)
{
	struct sp_stable_node *other;

	if (node->offered)
		sp_content_erase(&s->content, &node->by_content);
	chain_out(s, node);
	node->scope = scope;
	node->by_content.key = key;
	node->offered = 0;
	/* There may be one with these contents already. */
	other = sp_stable_find(s, key, scope);
	if (other)
		chain_in(s, other);
	if (other || find_chain(s, key))
		chain_in(s, node);
	if (node->n_places < s->max_places)
		offer(s, node);
	else
		chain_in(s, node);
}

struct sp_stable_node *sp_stable_walk(const struct sp_stable *s, u64 *cursor)
{
	return sp_frames_walk(&s->frames, cursor);
}

unsigned long sp_stable_bytes(const struct sp_stable *s, size_t node_size)
{
	return s->n_nodes * node_size + s->array_bytes + s->n_chain_records * sizeof(struct chain) +
	       sp_content_bytes(&s->content) + sp_frames_bytes(&s->frames) +
	       sp_content_bytes(&s->chains);
}
