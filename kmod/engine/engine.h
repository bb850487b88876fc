/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What to do with a page that the scanner found: the part of the scanner that
 * does not depend on the kernel.
 *
 * The caller serialises all calls on one engine.  The two sp_glue_ functions
 * are what the engine wants done to real pages; the kernel glue and the tests
 * each provide them.
 */
#ifndef SAMEPAGE_ENGINE_ENGINE_H
#define SAMEPAGE_ENGINE_ENGINE_H

#include "scan_state.h"
#include "stable.h"
#include "unstable.h"

struct sp_engine {
	struct sp_stable stable;
	struct sp_unstable unstable;
	u64 seed;		/* of the content hash, so that nobody can craft collisions */
	u32 pass;
	unsigned long full_scans;
	unsigned long pages_scanned;
	/* Of the last finished pass: the running one has not seen everything. */
	unsigned long last_unshared;
	unsigned long last_volatile;
	unsigned long pass_volatile;
};

/* A page the scanner looks at; the glue embeds it in what it needs itself. */
struct sp_page {
	u64 hash;
	u64 place;
	struct sp_region *region;	/* NULL: no memory for it, treat as just changed */
	unsigned int index;		/* in the region */
};

enum sp_verdict {
	SP_MERGED,	/* with a page that is merged already, or with a partner */
	SP_VOLATILE,	/* changed since the last look, or looked at for the first time */
	SP_UNSHARED,	/* unchanged and unique so far */
	SP_BUSY,	/* it could not be merged just now; nothing was changed */
};

enum sp_glue_result {
	SP_GLUE_MERGED,
	SP_GLUE_DIFFERENT,	/* the contents are not the same (now) */
	SP_GLUE_GONE,		/* the other page is not there any more, or cannot be used */
	SP_GLUE_BUSY,		/* this page cannot be merged just now */
};

#ifdef __cplusplus
extern "C" {
#endif

/* Replace @page by the page of @node and link it to the node. */
enum sp_glue_result sp_glue_merge_with_node(struct sp_engine *e, struct sp_page *page,
					    struct sp_stable_node *node);
/*
 * Turn @page into a merged page with a new node, inserted under @page->hash,
 * and replace the page at @place by it; link both.
 */
enum sp_glue_result sp_glue_merge_pair(struct sp_engine *e, struct sp_page *page, u64 place);

void sp_engine_init(struct sp_engine *e, u64 seed);
/* Every stable node must have been erased. */
void sp_engine_destroy(struct sp_engine *e);

static inline u64 sp_engine_hash(const struct sp_engine *e, const void *page)
{
	return sp_hash_bytes(page, SP_PAGE_SIZE, e->seed);
}

/*
 * Offer @page to the merged pages with its hash.  SP_GLUE_GONE: none took it.
 */
enum sp_glue_result sp_engine_try_stable(struct sp_engine *e, struct sp_page *page);

/* Decide about a page that is not merged, and do it. */
enum sp_verdict sp_engine_page(struct sp_engine *e, struct sp_page *page);

/* Everything has been looked at once: next pass. */
void sp_engine_end_pass(struct sp_engine *e);

/* Forget what is only known from looking (before everything is unmerged). */
void sp_engine_forget(struct sp_engine *e);

unsigned long sp_engine_pages_unshared(const struct sp_engine *e);
unsigned long sp_engine_pages_volatile(const struct sp_engine *e);

#ifdef __cplusplus
}
#endif
#endif
