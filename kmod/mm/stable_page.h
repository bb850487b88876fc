/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Merged pages: the kernel side of stable nodes and of the places that map
 * them.
 *
 * A merged page is an anonymous page whose mapping is the KSM flag, with or
 * without a node; the core copies it on write and on unshare.  There are two
 * kinds:
 *
 * - Visible: the mapping has the stable node, through which the VM finds whoever
 *   maps the page (reverse.h), to swap or move it.  It is on the LRU, and the node
 *   has no reference to it: it is freed when nobody needs it, which the node
 *   learns by looking (a node whose page is gone is stale).  The folio's lock
 *   protects its places, beside engine_lock.
 * - Pinned: the mapping has no node.  As nobody could unmap it for reclaim, it is
 *   off the LRU; the node holds one reference, so that its frame is not reused.
 *   What there is where the kernel does not allow for the other.
 *
 * Without a node (forgotten, unloaded) such a page is freed by its last
 * unmapping.
 *
 * All of this is called under sp_scanner.engine_lock.
 */
#ifndef SAMEPAGE_MM_STABLE_PAGE_H
#define SAMEPAGE_MM_STABLE_PAGE_H

#include <linux/mm.h>

#include "space.h"

int sp_stable_pages_init(void);
void sp_stable_pages_exit(void);

/*
 * The node of @folio; NULL if it has none, or is no KSM page at all.  Ours as long
 * as the built-in scanner has none.
 */
static inline struct sp_stable_node *sp_folio_node(const struct folio *folio)
{
	unsigned long mapping = (unsigned long)READ_ONCE(folio->mapping);

	if ((mapping & PAGE_MAPPING_FLAGS) != PAGE_MAPPING_KSM)
		return NULL;
	return (void *)(mapping & ~PAGE_MAPPING_FLAGS);
}

static inline void *sp_node_mapping(const struct sp_stable_node *node)
{
	return (void *)((unsigned long)node | PAGE_MAPPING_KSM);
}

/* Needs the folio locked. */
static inline void sp_folio_set_node(struct folio *folio, const struct sp_stable_node *node)
{
	WRITE_ONCE(folio->mapping, sp_node_mapping(node));
}

/* NULL: out of memory, or max_kernel_pages is reached. */
struct sp_stable_node *sp_node_alloc(void);
void sp_node_free(struct sp_stable_node *node);

/*
 * Makes the locked, write-protected, small anonymous @folio, which is mapped and
 * otherwise used by the caller's one reference only, the merged page of the new
 * @node.  False: it is in use, or not on the LRU just now; nothing was changed.
 */
bool sp_node_settle(struct sp_stable_node *node, struct folio *folio);

/* Inserts @node, whose page is settled. */
void sp_node_insert(struct sp_stable_node *node, u64 key, u64 scope);
/* Takes over a merged page that belongs to nobody.  -ENOMEM, -EBUSY. */
int sp_node_adopt(struct page *page, u64 key, u64 scope, struct sp_stable_node **node);
/* Where the page of @node was last; without a reference, only for where that is. */
struct page *sp_node_page(const struct sp_stable_node *node);

/*
 * Holds the page of @node, so that it stays where it is, and nobody but the
 * caller looks at the places.  NULL: it is gone, and the node is good for nothing but
 * sp_node_drop(); -EBUSY, without @wait: somebody else holds it.  Waiting is
 * for those who have no folio locked, and not for reclaim.
 */
struct folio *sp_node_hold(struct sp_stable_node *node, bool wait);
void sp_node_release(struct sp_stable_node *node, struct folio *folio);

/*
 * Drops the places and the node, and the page with it if nobody maps it.  May
 * wait for the page.
 */
void sp_node_drop(struct sp_stable_node *node);
/* Drops nodes whose pages nobody needs; looks at @budget of them.  How many pages that freed. */
unsigned long sp_nodes_prune(unsigned long budget);
void sp_nodes_drop_all(void);
/* Is the page of any node mapped? */
bool sp_nodes_mapped(void);

/* Finds nodes again whose pages have moved.  Before looking for the node of a page. */
void sp_nodes_follow(void);
/* Drops those whose pages were in frames that go away.  @n frames from @first. */
void sp_nodes_leave(unsigned long first, unsigned long n);
/*
 * Makes all merged pages visible, or pins them, as sp_scanner.reverse_map says.
 * What is in use just now, or over max_kernel_pages, stays as it is.
 */
void sp_nodes_convert(void);

/* Room for one more place at @node, which is held.  False: out of memory. */
bool sp_place_reserve(struct sp_stable_node *node);
/*
 * @place maps the page of @node, which is held; room is reserved and its anon_vma
 * taken.
 */
void sp_place_link(struct sp_stable_node *node, sp_place place);

/*
 * Page @index of @region is not there any more, or not the one that was
 * known.  Drops the node too if that was its last place and its page is not
 * needed.  May wait for the page.
 */
void sp_page_forget(struct sp_region *region, unsigned int index);

/* Bytes that one of @n mappings of a page saves: (n - 1) / n pages. */
static inline unsigned long sp_saved_share(unsigned long n)
{
	return PAGE_SIZE - PAGE_SIZE / n;
}

#endif
