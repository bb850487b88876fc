/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The stable part of the content index: pages that are merged, hence
 * write-protected, hence found by content for as long as they live.
 *
 * A stable node stands for one merged page and knows the places that map it:
 * 4 bytes a mapping.  Nodes belong to the caller, who allocates, frees and
 * locks.
 *
 * At most max_page_sharing places map one page, so that walking them takes
 * bounded time.  A node that is full is not offered by content any more; the
 * next page with these contents becomes another node, a dup.  Dups of one
 * content are a chain.
 */
#ifndef SAMEPAGE_ENGINE_STABLE_H
#define SAMEPAGE_ENGINE_STABLE_H

#include "content_table.h"
#include "frames.h"
#include "regions.h"

#define SP_INLINE_PLACES	4
#define SP_MAX_PLACES		((1U << 24) - 1)

struct sp_stable_node {
	struct sp_content_node by_content;	/* key: contents and scope */
	struct sp_stable_node *next_in_frames;
	u64 scope;
	u32 frame:30;		/* page frame number */
	u32 offered:1;		/* it is in the content table */
	u32 chained:1;		/* there is a chain for its key */
	u32 n_places:24;
	u32 capacity_log:5;	/* of the array; up to SP_INLINE_PLACES there is none */
	/* For the caller (mm/stable_page.h): */
	u32 leaving:1;		/* it is being unmerged */
	u32 pinned:1;		/* the node has a reference to the page */
	u32 isolated:1;		/* ... and took the page off the LRU */
	unsigned long at;	/* frame where the page is now, which the engine is told later */
	union {
		sp_place places[SP_INLINE_PLACES];
		sp_place *array;
	};
};

struct sp_stable {
	struct sp_content_table content;
	struct sp_frames frames;
	struct sp_content_table chains;
	u32 max_places;		/* max_page_sharing */
	unsigned long n_nodes;
	unsigned long n_shared;		/* nodes that have places */
	unsigned long n_places;
	unsigned long n_chains;		/* contents with more than one page */
	unsigned long n_dups;		/* pages of these */
	unsigned long n_chain_records;
	unsigned long array_bytes;
	u32 version;			/* changes with every place */
};

#ifdef __cplusplus
extern "C" {
#endif

void sp_stable_init(struct sp_stable *s, u32 max_places);
/* Every node must have been erased. */
void sp_stable_destroy(struct sp_stable *s);

/* Adds a node without places for the page in @frame. */
void sp_stable_insert(struct sp_stable *s, struct sp_stable_node *node, u64 key, u64 scope,
		      unsigned long frame);
/* The node must have no places. */
void sp_stable_erase(struct sp_stable *s, struct sp_stable_node *node);

/* A node with these contents in @scope that has room, or NULL. */
struct sp_stable_node *sp_stable_find(const struct sp_stable *s, u64 key, u64 scope);
struct sp_stable_node *sp_stable_by_frame(const struct sp_stable *s, unsigned long frame);

/*
 * Makes room for @n more places, so that linking them cannot fail.  False: no
 * memory, or more than SP_MAX_PLACES.
 */
bool sp_stable_reserve(struct sp_stable *s, struct sp_stable_node *node, u32 n);
/*
 * Links @place to @node, where room is reserved, and sets its word, which must
 * have been prepared.  More than max_places may be linked: what is mapped
 * already, is.
 */
void sp_stable_link(struct sp_stable *s, struct sp_regions *r, struct sp_stable_node *node,
		    sp_place place);
/* Unlinks @place, whose word says MERGED_HERE; the word is NONE then.  Returns its node. */
struct sp_stable_node *sp_stable_unlink(struct sp_stable *s, struct sp_regions *r,
					sp_place place);
void sp_stable_unlink_all(struct sp_stable *s, struct sp_regions *r,
			  struct sp_stable_node *node);

/*
 * The page has moved to another frame.  In two steps, as pages may have changed
 * places: sp_stable_lift() the nodes of all that moved, chained by
 * next_in_frames as the caller likes, then sp_stable_land() each.  In between
 * a node can do nothing else.  No other node may be in @frame.
 */
void sp_stable_lift(struct sp_stable *s, struct sp_stable_node *node);
void sp_stable_land(struct sp_stable *s, struct sp_regions *r, struct sp_stable_node *node,
		    unsigned long frame);

/* The same page counts as one of another scope from now on. */
void sp_stable_rescope(struct sp_stable *s, struct sp_stable_node *node, u64 key, u64 scope);

static inline unsigned long sp_stable_frame(const struct sp_stable_node *node)
{
	return node->frame;
}

static inline u32 sp_stable_capacity(const struct sp_stable_node *node)
{
	return 1U << node->capacity_log;
}

static inline const sp_place *sp_stable_places(const struct sp_stable_node *node)
{
	return sp_stable_capacity(node) > SP_INLINE_PLACES ? node->array : node->places;
}

/*
 * A walk over all nodes that tolerates changes between its steps.  Start with
 * *@cursor 0; ends with NULL, after which the next call starts over.
 */
struct sp_stable_node *sp_stable_walk(const struct sp_stable *s, u64 *cursor);

/* Bytes held for nodes (where the caller allocates @node_size for one) and tables. */
unsigned long sp_stable_bytes(const struct sp_stable *s, size_t node_size);

/* Mainline's pages_shared and pages_sharing. */
static inline unsigned long sp_stable_pages_shared(const struct sp_stable *s)
{
	return SP_READ_ONCE(s->n_shared);
}

static inline unsigned long sp_stable_pages_sharing(const struct sp_stable *s)
{
	unsigned long places = SP_READ_ONCE(s->n_places);
	unsigned long shared = SP_READ_ONCE(s->n_shared);

	/* Read without a lock: they may not belong together. */
	return places > shared ? places - shared : 0;
}

#ifdef __cplusplus
}
#endif
#endif
