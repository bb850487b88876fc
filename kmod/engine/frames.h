/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Stable nodes by page frame number: one pointer in each node, and buckets that
 * are sorted, so that a walk in order tolerates changes between its steps.
 *
 * It never fails: without memory to grow, buckets just become longer.  The
 * caller locks.
 */
#ifndef SAMEPAGE_ENGINE_FRAMES_H
#define SAMEPAGE_ENGINE_FRAMES_H

#include "shim.h"

struct sp_stable_node;

struct sp_frames {
	struct sp_stable_node **buckets;
	unsigned int bits;	/* 2^bits buckets */
	unsigned long count;
	struct sp_stable_node *first_bucket;	/* serves while there is no array */
};

#ifdef __cplusplus
extern "C" {
#endif

void sp_frames_init(struct sp_frames *f);
/* Frees the buckets; the nodes are the caller's. */
void sp_frames_destroy(struct sp_frames *f);
/*
 * A large table takes a while to grow.  Whoever wants nobody to wait for that
 * makes room when it is wanted; an insertion does so itself only much later.
 */
bool sp_frames_wants_room(const struct sp_frames *f);
void sp_frames_make_room(struct sp_frames *f);
/* Adds @node under node->frame, which no other has. */
void sp_frames_insert(struct sp_frames *f, struct sp_stable_node *node);
/* @node must be there. */
void sp_frames_erase(struct sp_frames *f, struct sp_stable_node *node);
struct sp_stable_node *sp_frames_find(const struct sp_frames *f, unsigned long frame);
/* The first node at or after *@cursor in an order of its own; *@cursor is behind it then. */
struct sp_stable_node *sp_frames_walk(const struct sp_frames *f, u64 *cursor);

static inline unsigned long sp_frames_bytes(const struct sp_frames *f)
{
	return f->bits ? sizeof(struct sp_stable_node *) << f->bits : 0;
}

#ifdef __cplusplus
}
#endif
#endif
