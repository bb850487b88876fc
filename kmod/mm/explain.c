// SPDX-License-Identifier: GPL-2.0
#include <linux/highmem.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "../compat.h"
#include "explain.h"
#include "hash_set.h"
#include "scanner.h"
#include "space.h"
#include "space_lock.h"
#include "stable_page.h"
#include "visit.h"

/* Pages whose contents decide; they are read without a lock. */
#define BATCH	32

/* Merged pages that are looked at under one hold of the engine's lock. */
#define NODES_AT_ONCE	1024

struct doubtful {
	struct page *page;	/* with a reference */
	sp_place place;
	u32 word;
	bool huge;
	u64 hash;
};

struct sp_explain {
	struct mm_struct *mm;
	unsigned long addr;	/* where to go on */
	u64 bytes[__SAMEPAGE_R_MAX];
	u64 resident;
	u64 total;

	/* Contents that are merged in other domains. */
	struct sp_hash_set elsewhere;
	u64 cursor;
	bool collected;

	/* Of one step: */
	struct sp_space *space;
	struct doubtful batch[BATCH];
	unsigned int n;
};

struct sp_explain *sp_explain_begin(struct mm_struct *mm)
{
	struct sp_explain *e = kzalloc(sizeof(*e), GFP_KERNEL);

	if (e) {
		e->mm = mm;
		e->total = get_mm_rss(mm);
	}
	return e;
}

void sp_explain_end(struct sp_explain *e)
{
	sp_hash_set_destroy(&e->elsewhere);
	kfree(e);
}

u64 sp_explain_done(const struct sp_explain *e)
{
	return e->resident >> PAGE_SHIFT;
}

u64 sp_explain_total(const struct sp_explain *e)
{
	return max(e->total, sp_explain_done(e));
}

u64 sp_explain_bytes(const struct sp_explain *e, enum samepage_reason reason)
{
	return e->bytes[reason];
}

u64 sp_explain_resident(const struct sp_explain *e)
{
	return e->resident;
}

static bool time_is_up(u64 deadline)
{
	return ktime_get_ns() >= deadline || signal_pending(current);
}

/* Collects some contents that are merged in other domains.  True: those were all. */
static bool collect_some(struct sp_explain *e, u64 domain)
{
	struct sp_stable *stable = &sp_scanner.engine.stable;
	struct sp_stable_node *node = NULL;
	unsigned int i;

	mutex_lock(&sp_scanner.engine_lock);
	for (i = 0; i < NODES_AT_ONCE; i++) {
		node = sp_stable_walk(stable, &e->cursor);
		if (!node)
			break;
		if (node->scope == sp_scope(domain, sp_node_page(node)))
			continue;
		/* The key is the hash mixed with the scope; mixing again undoes it. */
		if (!sp_hash_set_add(&e->elsewhere, sp_key(node->by_content.key, node->scope)))
			node = NULL;	/* many new ones meanwhile: they do not matter */
		if (!node)
			break;
	}
	mutex_unlock(&sp_scanner.engine_lock);
	return !node;
}

static int collect(struct sp_explain *e, u64 deadline)
{
	struct sp_space *space;

	if (!e->elsewhere.slots &&
	    !sp_hash_set_init(&e->elsewhere, READ_ONCE(sp_scanner.engine.stable.n_nodes)))
		return -ENOMEM;
	if (down_read_killable(&sp_scanner.lock))
		return -EINTR;
	space = sp_spaces_by_mm(e->mm);
	while (!e->collected && !time_is_up(deadline)) {
		e->collected = !space || collect_some(e, READ_ONCE(space->owner.domain));
		cond_resched();
	}
	up_read(&sp_scanner.lock);
	return e->collected ? 0 : -EAGAIN;
}

/* A mergeable page that the scanner may know; its page table and the engine are locked. */
static bool sort_mergeable(struct sp_explain *e, const struct sp_sighting *s,
			   enum samepage_reason *reason)
{
	struct sp_region *region = e->space ? xa_load(&e->space->regions, s->addr >> PMD_SHIFT) :
				   NULL;
	unsigned int index = (s->addr >> PAGE_SHIFT) % SP_REGION_PAGES;
	u32 word = region ? sp_region_word(region, index) : 0;
	enum sp_kind kind = sp_word_kind(word);
	struct doubtful *d;

	if (kind == SP_SEEN && !s->huge) {
		*reason = SAMEPAGE_R_VOLATILE;
	} else if (kind == SP_SEEN || kind == SP_INDEXED) {
		if (e->n == BATCH)
			return false;
		d = &e->batch[e->n++];
		get_page(s->page);
		d->page = s->page;
		d->place = sp_place_of(region, index);
		d->word = word;
		d->huge = s->huge;
		*reason = SAMEPAGE_R_UNSPEC;	/* decided later */
	} else {
		*reason = SAMEPAGE_R_UNSEEN;
	}
	return true;
}

static enum samepage_reason sort_file(struct folio *folio)
{
	return folio_test_swapbacked(folio) ? SAMEPAGE_R_SHARED : SAMEPAGE_R_FILE;
}

/* False: the batch is full. */
static bool sort(const struct sp_sighting *s, void *context)
{
	enum samepage_reason reason = SAMEPAGE_R_OTHER;
	struct sp_explain *e = context;
	struct folio *folio = s->page ? page_folio(s->page) : NULL;

	if (!folio)
		reason = SAMEPAGE_R_ZERO;
	else if (folio_is_zone_device(folio) || PageHWPoison(s->page))
		reason = SAMEPAGE_R_OTHER;
	else if (!folio_test_anon(folio))
		reason = sort_file(folio);
	else if (folio_test_ksm(folio))
		reason = SAMEPAGE_R_MERGED;
	else if (!(s->vma->vm_flags & VM_MERGEABLE))
		reason = sp_vma_compatible(s->vma) ? SAMEPAGE_R_UNMARKED : SAMEPAGE_R_OTHER;
	else if (!sp_vma_compatible(s->vma))
		reason = SAMEPAGE_R_OTHER;
	else if (s->protected)
		reason = SAMEPAGE_R_PROTECTED;
	else if (folio_maybe_dma_pinned(folio))
		reason = SAMEPAGE_R_PINNED;
	else if (!sort_mergeable(e, s, &reason))
		return false;
	e->bytes[reason] += PAGE_SIZE;
	e->resident += PAGE_SIZE;
	return true;
}

static bool has_partner(const struct doubtful *d, u64 key, u64 scope)
{
	const struct sp_engine *engine = &sp_scanner.engine;
	struct sp_unstable_cursor c;
	sp_place place;

	if (sp_stable_find(&engine->stable, key, scope))
		return true;
	if (engine->use_zero_pages && d->hash == engine->zero_hash)
		return true;
	sp_unstable_find(&engine->unstable, key, &c);
	while ((place = sp_unstable_next(&engine->unstable, &engine->regions, &c)) != SP_NO_PLACE)
		if (place != d->place)
			return true;
	return false;
}

static enum samepage_reason decide(const struct sp_explain *e, const struct doubtful *d)
{
	u64 scope = sp_scope(READ_ONCE(e->space->owner.domain), d->page);
	u64 key = sp_key(d->hash, scope);

	if (has_partner(d, key, scope))
		/* In small pages: it is merged when it is looked at again. */
		return d->huge ? SAMEPAGE_R_HUGE : SAMEPAGE_R_UNSEEN;
	if (sp_word_kind(d->word) == SP_SEEN || d->word != sp_word_indexed(key))
		return SAMEPAGE_R_VOLATILE;
	return sp_hash_set_has(&e->elsewhere, d->hash) ? SAMEPAGE_R_OTHER_DOMAIN :
							  SAMEPAGE_R_UNIQUE;
}

static void decide_batch(struct sp_explain *e)
{
	unsigned int i;

	for (i = 0; i < e->n; i++) {
		void *bytes = kmap_local_page(e->batch[i].page);

		e->batch[i].hash = sp_engine_hash(&sp_scanner.engine, bytes);
		kunmap_local(bytes);
	}
	mutex_lock(&sp_scanner.engine_lock);
	for (i = 0; i < e->n; i++) {
		e->bytes[decide(e, &e->batch[i])] += PAGE_SIZE;
		e->bytes[SAMEPAGE_R_UNSPEC] -= PAGE_SIZE;
		put_page(e->batch[i].page);
	}
	mutex_unlock(&sp_scanner.engine_lock);
	e->n = 0;
}

static void sort_table(struct sp_explain *e, struct vm_area_struct *vma, unsigned long end)
{
	mutex_lock(&sp_scanner.engine_lock);
	e->addr = sp_visit(vma, e->addr, end, sort, e);
	mutex_unlock(&sp_scanner.engine_lock);
	if (e->n)
		decide_batch(e);
}

/* True: that was all. */
static bool sort_vmas(struct sp_explain *e, u64 deadline)
{
	struct vm_area_struct *vma;

	VMA_ITERATOR(vmi, e->mm, e->addr);
	for_each_vma(vmi, vma) {
		if (!sp_vma_counts(vma))
			continue;
		e->addr = max(e->addr, vma->vm_start);
		while (e->addr < vma->vm_end) {
			sort_table(e, vma, vma->vm_end);
			cond_resched();
			if (time_is_up(deadline) || mmap_lock_is_contended(e->mm) ||
			    rwsem_is_contended(&sp_scanner.lock))
				return false;
		}
	}
	return true;
}

static int sort_some(struct sp_explain *e, u64 deadline, bool *finished)
{
	if (down_read_killable(&sp_scanner.lock))
		return -EINTR;
	e->space = sp_spaces_by_mm(e->mm);
	if (sp_mm_lock_soon(e->mm)) {
		*finished = sort_vmas(e, deadline);
		mmap_read_unlock(e->mm);
	}
	up_read(&sp_scanner.lock);
	return 0;
}

int sp_explain_go_on(struct sp_explain *e, u64 deadline)
{
	bool finished = false;
	int err = collect(e, deadline);

	while (!err && !finished) {
		/* Its memory is held for one step only: it may exit, and is free then. */
		if (!mmget_not_zero(e->mm))
			return -ESRCH;
		err = atomic_read(&e->mm->mm_users) > 1 ? sort_some(e, deadline, &finished) : -ESRCH;
		mmput_async(e->mm);
		if (!err && !finished && time_is_up(deadline))
			err = -EAGAIN;
	}
	return err;
}
