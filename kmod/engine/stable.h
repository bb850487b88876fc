/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The stable part of the content index: pages that are merged, hence
 * write-protected, hence found by content for as long as they live.
 *
 * A stable node stands for one merged page, an rmap item for one mapping of
 * it.  Both belong to the caller (who allocates, frees and locks); only pages
 * that merge have them.
 */
#ifndef SAMEPAGE_ENGINE_STABLE_H
#define SAMEPAGE_ENGINE_STABLE_H

#include "ordered_table.h"

struct sp_stable_node {
	struct sp_table_node by_content;	/* key: hash of the contents */
	struct sp_table_node by_frame;		/* key: the page frame number, spread */
	struct hlist_head items;
	unsigned long n_items;
};

struct sp_rmap_item {
	struct hlist_node in_node;
	struct sp_stable_node *node;
	unsigned long addr;	/* in the address space that owns the item */
	u32 pass;		/* the last pass that saw this mapping */
};

struct sp_stable {
	struct sp_table content;
	struct sp_table frames;
	unsigned long n_shared;		/* nodes that have items */
	unsigned long n_items;
};

#ifdef __cplusplus
extern "C" {
#endif

void sp_stable_init(struct sp_stable *s);
/* Every node must have been erased. */
void sp_stable_destroy(struct sp_stable *s);

/* Adds a node without items for the page in @frame. */
void sp_stable_insert(struct sp_stable *s, struct sp_stable_node *node, u64 hash,
		      unsigned long frame);
/* The node must have no items. */
void sp_stable_erase(struct sp_stable *s, struct sp_stable_node *node);

/* Nodes whose contents have @hash: first, and next after @node; or NULL. */
struct sp_stable_node *sp_stable_find(const struct sp_stable *s, u64 hash);
struct sp_stable_node *sp_stable_next(const struct sp_stable_node *node);
struct sp_stable_node *sp_stable_by_frame(const struct sp_stable *s, unsigned long frame);
unsigned long sp_stable_frame(const struct sp_stable_node *node);

void sp_stable_link(struct sp_stable *s, struct sp_stable_node *node, struct sp_rmap_item *item);
void sp_stable_unlink(struct sp_stable *s, struct sp_rmap_item *item);

/*
 * A walk over all nodes that tolerates changes between its steps.  Start with
 * *@cursor 0; ends with NULL, after which the next call starts over.
 */
struct sp_stable_node *sp_stable_walk(const struct sp_stable *s, u64 *cursor);

/* Mainline's pages_shared and pages_sharing. */
static inline unsigned long sp_stable_pages_shared(const struct sp_stable *s)
{
	return s->n_shared;
}

static inline unsigned long sp_stable_pages_sharing(const struct sp_stable *s)
{
	return s->n_items - s->n_shared;
}

#ifdef __cplusplus
}
#endif
#endif
