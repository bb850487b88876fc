/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Merged pages: the kernel side of stable nodes and of the places that map
 * them.
 *
 * A merged page is an anonymous page whose mapping is the KSM flag with a NULL
 * node, which the core handles right everywhere: it copies on write and on
 * unshare, and never walks its mappings.  As nobody could unmap it for
 * reclaim, it is off the LRU; the node holds one reference, so that its frame
 * is not reused.  Without a node (forgotten, unloaded) such a page is freed
 * by its last unmapping.
 *
 * All of this is called under sp_scanner.engine_lock.
 */
#ifndef SAMEPAGE_MM_STABLE_PAGE_H
#define SAMEPAGE_MM_STABLE_PAGE_H

#include "space.h"

int sp_stable_pages_init(void);
void sp_stable_pages_exit(void);

/* NULL: out of memory, or max_kernel_pages is reached. */
struct sp_stable_node *sp_node_alloc(void);
void sp_node_free(struct sp_stable_node *node);

/*
 * Makes the locked, write-protected, small anonymous @folio a merged page
 * without node, off the LRU, with one more reference.  False: it is not on
 * the LRU just now; nothing was changed.
 */
bool sp_folio_become_ksm(struct folio *folio);

/* Inserts @node for @page, whose extra reference it takes over. */
void sp_node_insert(struct sp_stable_node *node, struct page *page, u64 key, u64 scope);
/* Takes over a merged page that belongs to nobody.  -ENOMEM, -EBUSY. */
int sp_node_adopt(struct page *page, u64 key, u64 scope, struct sp_stable_node **node);
struct page *sp_node_page(const struct sp_stable_node *node);

/* Drops the places and the node, and the page with it if nobody maps it. */
void sp_node_drop(struct sp_stable_node *node);
/* Drops nodes whose pages nobody maps; looks at @budget of them.  How many it dropped. */
unsigned long sp_nodes_prune(unsigned long budget);
void sp_nodes_drop_all(void);

/* Room for one more place at @node.  False: out of memory. */
bool sp_place_reserve(struct sp_stable_node *node);
/* @place maps the page of @node; room is reserved. */
void sp_place_link(struct sp_stable_node *node, sp_place place);

/*
 * Page @index of @region is not there any more, or not the one that was
 * known.  Drops the node too if that was its last place and its page is not
 * mapped.
 */
void sp_page_forget(struct sp_region *region, unsigned int index);

/* Bytes that one of @n mappings of a page saves: (n - 1) / n pages. */
static inline unsigned long sp_saved_share(unsigned long n)
{
	return PAGE_SIZE - PAGE_SIZE / n;
}

#endif
