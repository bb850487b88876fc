/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Merged pages: the kernel side of stable nodes and rmap items.
 *
 * A merged page is an anonymous page whose mapping is the KSM flag with a NULL
 * node, which the core handles right everywhere: it copies on write and on
 * unshare, and never walks its mappings.  As nobody could unmap it for
 * reclaim, it is off the LRU; the node holds one reference, so that its frame
 * is not reused.  Without a node (forgotten, unloaded) such a page is freed
 * by its last unmapping.
 *
 * All of this is called under sp_scanner.lock.
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
void sp_node_insert(struct sp_stable_node *node, struct page *page, u64 hash);
/* Takes over a merged page that belongs to nobody.  -ENOMEM, -EBUSY. */
int sp_node_adopt(struct page *page, u64 hash, struct sp_stable_node **node);
struct page *sp_node_page(const struct sp_stable_node *node);

/* Drops the items and the node, and the page with it if nobody maps it. */
void sp_node_drop(struct sp_stable_node *node);
/* Drops nodes whose pages nobody maps; looks at @budget of them. */
void sp_nodes_prune(unsigned long budget);
void sp_nodes_drop_all(void);

/*
 * An item for @addr in @space, with a place reserved: linking cannot fail.
 * NULL: out of memory.
 */
struct sp_mapping *sp_mapping_prepare(struct sp_space *space, unsigned long addr);
void sp_mapping_cancel(struct sp_mapping *m);
void sp_mapping_link(struct sp_mapping *m, struct sp_stable_node *node);
/* Also drops the node if that was its last item and its page is not mapped. */
void sp_mapping_drop(struct sp_mapping *m);

/* The mapping at @addr, or NULL. */
struct sp_mapping *sp_mapping_find(struct sp_space *space, unsigned long addr);
/* Drops items in [@from, @to) that this pass has not seen. */
void sp_mappings_sweep(struct sp_space *space, unsigned long from, unsigned long to);
void sp_mappings_drop_all(struct sp_space *space);

/* Bytes that one of @n mappings of a page saves: (n - 1) / n pages. */
static inline unsigned long sp_saved_share(unsigned long n)
{
	return PAGE_SIZE - PAGE_SIZE / n;
}

#endif
