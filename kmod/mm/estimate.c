// SPDX-License-Identifier: GPL-2.0
#include <linux/highmem.h>
#include <linux/ktime.h>
#include <linux/math.h>
#include <linux/mm.h>
#include <linux/pid_namespace.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "../compat.h"
#include "../engine/sample.h"
#include "estimate.h"
#include "hash_set.h"
#include "scanner.h"
#include "space.h"
#include "space_lock.h"
#include "stable_page.h"
#include "visit.h"

#define MAX_ESTIMATES	4
/* Of three tables each may take that part of memory: a 64th, also while one grows. */
#define TABLE_PART	256

/* Pages referenced at a time. */
#define BATCH		32
/* Contents looked up under one hold of the engine's lock. */
#define LOOKUPS		256
/* Words of a page that its draw depends on: one in every eighth cache line. */
#define DRAW_WORDS	8

enum phase {
	PHASE_FIRST_LOOK,	/* remember contents, to tell what changes */
	PHASE_WAIT,
	PHASE_COUNT,
	PHASE_HUGE,		/* leave out huge pages that would not be split */
	PHASE_LOOK_UP,
	PHASE_FINISHED,
};

struct target {
	struct mm_struct *mm;	/* with a reference (mm_count) */
	u64 domain;
};

struct found {
	struct page *page;	/* with a reference */
	unsigned long addr;
	unsigned int mapped;	/* how often, if more than once; else 0 */
};

/* The pages of one huge mapping. */
struct huge {
	unsigned long addr;	/* of it; 0: none */
	unsigned int n;
	struct sp_sample_entry *entries[SP_REGION_PAGES];
};

struct sp_estimate {
	enum phase phase;
	unsigned int shift;
	u32 second_look_ms;
	u64 look_again_at;	/* ktime, ns */

	struct sp_sample contents;
	struct sp_sample before;	/* which page had which contents */
	struct sp_sample shared;	/* pages mapped more than once: how often in the set */
	struct sp_hash_set members;	/* mm pointers */
	u64 *scopes;
	u32 n_scopes, last_scope;

	/* Where the walk is. */
	u32 target;
	unsigned long addr;
	size_t slot;		/* in contents, of PHASE_LOOK_UP */
	bool saw_huge;
	u64 visited, total;
	struct found batch[BATCH];
	unsigned int n;
	struct huge huge;

	u64 *clusters;		/* pages saved, by draw */
	struct sp_estimate_result result;
	u32 max_targets, n_targets;
	struct target targets[] __counted_by(max_targets);
};

static atomic_t n_estimates;

static size_t memory_limit(void)
{
	return (totalram_pages() << PAGE_SHIFT) / TABLE_PART;
}

struct sp_estimate *sp_estimate_begin(u32 max, unsigned int shift, u32 second_look_ms)
{
	struct sp_estimate *e;

	if (atomic_inc_return(&n_estimates) > MAX_ESTIMATES) {
		atomic_dec(&n_estimates);
		return ERR_PTR(-EBUSY);
	}
	e = kvzalloc(struct_size(e, targets, max), GFP_KERNEL);
	if (!e) {
		atomic_dec(&n_estimates);
		return ERR_PTR(-ENOMEM);
	}
	e->max_targets = max;
	e->shift = shift;
	e->second_look_ms = second_look_ms;
	e->phase = second_look_ms ? PHASE_FIRST_LOOK : PHASE_COUNT;
	sp_sample_init(&e->contents, memory_limit(), shift);
	sp_sample_init(&e->before, memory_limit(), shift);
	sp_sample_init(&e->shared, memory_limit(), shift);
	e->scopes = kvcalloc(SP_SAMPLE_MAX_SCOPES, sizeof(*e->scopes), GFP_KERNEL);
	if (!e->scopes || !sp_hash_set_init(&e->members, max)) {
		sp_estimate_end(e);
		return ERR_PTR(-ENOMEM);
	}
	return e;
}

void sp_estimate_end(struct sp_estimate *e)
{
	u32 i;

	for (i = 0; i < e->n_targets; i++)
		mmdrop(e->targets[i].mm);
	sp_sample_destroy(&e->contents);
	sp_sample_destroy(&e->before);
	sp_sample_destroy(&e->shared);
	sp_hash_set_destroy(&e->members);
	kvfree(e->scopes);
	kvfree(e->clusters);
	kvfree(e);
	atomic_dec(&n_estimates);
}

/*
 * Where @mm is, or would be: a process of its own has a number that nobody else
 * has.  Without sp_scanner.lock, which may be held for long: whoever asks waits
 * in a request.
 */
static u64 domain_of(struct mm_struct *mm, struct task_struct *task, u32 index)
{
	struct sp_space_info info;

	sp_spaces_info(mm, task, &init_pid_ns, &info);
	/* 0: not known yet; or there is one domain for all, which is 0 in any case. */
	if (!info.domain) {
		rcu_read_lock();
		info.domain = sp_domain_of(READ_ONCE(sp_scanner.domains), task, U32_MAX - index,
					   0);
		rcu_read_unlock();
	}
	return info.domain;
}

int sp_estimate_add(struct sp_estimate *e, struct mm_struct *mm, struct task_struct *task)
{
	struct target *t = &e->targets[e->n_targets];

	if (sp_hash_set_has(&e->members, (unsigned long)mm))
		return 0;
	if (e->n_targets == e->max_targets || !sp_hash_set_add(&e->members, (unsigned long)mm))
		return -ENOMEM;
	mmgrab(mm);
	t->mm = mm;
	t->domain = domain_of(mm, task, e->n_targets);
	e->n_targets++;
	e->total += get_mm_counter(mm, MM_ANONPAGES) * (e->second_look_ms ? 2 : 1);
	return 0;
}

u64 sp_estimate_done(const struct sp_estimate *e)
{
	return e->visited;
}

u64 sp_estimate_total(const struct sp_estimate *e)
{
	return max(e->total, e->visited);
}

const struct sp_estimate_result *sp_estimate_result(const struct sp_estimate *e)
{
	return &e->result;
}

static bool time_is_up(u64 deadline)
{
	return ktime_get_ns() >= deadline || signal_pending(current);
}

/*
 * The number of @scope.  There is room for 1024 processes on 32 nodes; scopes
 * beyond are only not looked up right.
 */
static u32 scope_number(struct sp_estimate *e, u64 scope)
{
	u32 i;

	if (e->n_scopes && e->scopes[e->last_scope] == scope)
		return e->last_scope;
	for (i = 0; i < e->n_scopes; i++)
		if (e->scopes[i] == scope)
			break;
	if (i == SP_SAMPLE_MAX_SCOPES)
		return i - 1;
	if (i == e->n_scopes)
		e->scopes[e->n_scopes++] = scope;
	e->last_scope = i;
	return i;
}

/* How often @page is mapped, if more than once: fork shares pages. */
static unsigned int times_mapped(struct page *page)
{
	struct folio *folio = page_folio(page);
	int n;

	if (PageAnonExclusive(page))
		return 0;
	if (folio_test_large(folio))
		n = atomic_read(&page->_mapcount) + 1 + folio_entire_mapcount(folio);
	else
		n = sp_small_mapcount(folio);
	return n > 1 ? n : 0;
}

/* Collects what could be merged; the page table is locked. */
static bool collect(const struct sp_sighting *s, void *context)
{
	struct sp_estimate *e = context;
	struct found *f = &e->batch[e->n];
	struct folio *folio;

	if (e->n == BATCH)
		return false;
	if (!s->page || (e->phase == PHASE_HUGE && !s->huge))
		return true;
	folio = page_folio(s->page);
	if (!folio_test_anon(folio) || folio_is_zone_device(folio))
		return true;
	e->visited += e->phase != PHASE_HUGE;
	if (folio_test_ksm(folio) || s->protected || PageHWPoison(s->page) ||
	    folio_maybe_dma_pinned(folio))
		return true;
	e->saw_huge |= s->huge;
	get_page(s->page);
	f->page = s->page;
	f->addr = s->addr;
	f->mapped = times_mapped(s->page);
	e->n++;
	return true;
}

/*
 * The draw of a page depends on a few of its words: most pages need not be
 * read when the sample is small.  If these are all zero it takes all of it.
 */
static u32 draw_of(const u8 *bytes, u64 *hash, bool *hashed)
{
	const struct sp_engine *engine = &sp_scanner.engine;
	u64 words[DRAW_WORDS], any = 0;
	unsigned int i;

	for (i = 0; i < DRAW_WORDS; i++) {
		size_t at = (i * 8 + 3) * 64 + i * 8;

		words[i] = READ_ONCE(*(const u64 *)(bytes + at));
		any |= words[i];
	}
	if (any) {
		*hashed = false;
		return sp_hash_bytes(words, sizeof(words), engine->seed) >> (64 - SP_DRAW_BITS);
	}
	*hash = sp_engine_hash(engine, bytes);
	*hashed = true;
	return *hash == engine->zero_hash ? SP_DRAW_ALWAYS : *hash >> (64 - SP_DRAW_BITS);
}

/* All tables have the same sample. */
static void align_samples(struct sp_estimate *e)
{
	e->shift = max3(e->contents.shift, e->before.shift, e->shared.shift);
	sp_sample_shrink(&e->contents, e->shift);
	sp_sample_shrink(&e->before, e->shift);
	sp_sample_shrink(&e->shared, e->shift);
}

/* A name for contents at a place, or of a page. */
static u64 mix(u64 a, u64 b)
{
	u64 x = (a ^ (b + 0x9e3779b97f4a7c15ULL)) * 0xd6e8feb86659fd93ULL;

	return (x ^ x >> 32) * 0xd6e8feb86659fd93ULL;
}

static u64 place_name(const struct sp_estimate *e, const struct found *f, u64 hash)
{
	return mix(hash, (u64)e->target << 48 ^ f->addr >> PAGE_SHIFT);
}

/*
 * A page that others map too is saved only when the last of them lets go: it
 * counts when it has been seen that often.
 */
static bool is_last_mapping(struct sp_estimate *e, const struct found *f, u32 draw, bool *failed)
{
	struct sp_sample_entry *entry;

	if (!f->mapped)
		return true;
	entry = sp_sample_add(&e->shared, mix(page_to_pfn(f->page), 0), draw, 0, failed);
	return entry && entry->count == f->mapped;
}

static int count_page(struct sp_estimate *e, const struct found *f, u64 hash, u32 draw)
{
	u64 scope = sp_scope(e->targets[e->target].domain, f->page);
	bool failed = false;

	e->result.looked++;
	if (e->second_look_ms && !sp_sample_find(&e->before, place_name(e, f, hash))) {
		e->result.changed++;
		return 0;
	}
	if (is_last_mapping(e, f, draw, &failed))
		sp_sample_add(&e->contents, sp_key(hash, scope), draw, scope_number(e, scope),
			      &failed);
	return failed ? -ENOMEM : 0;
}

static bool in_set(const struct sp_estimate *e, struct sp_owner *owner)
{
	return sp_hash_set_has(&e->members, (unsigned long)sp_space_of(owner)->mm);
}

/* Does a single page outside the set wait for these contents?  Needs the engine's lock. */
static bool awaited(const struct sp_estimate *e, u64 key)
{
	const struct sp_engine *engine = &sp_scanner.engine;
	struct sp_unstable_cursor c;
	sp_place place;

	sp_unstable_find(&engine->unstable, key, &c);
	while ((place = sp_unstable_next(&engine->unstable, &engine->regions, &c)) != SP_NO_PLACE)
		if (!in_set(e, sp_place_region(&engine->regions, place)->owner))
			return true;
	return false;
}

/* How many pages of this huge one would merge. */
static unsigned int huge_matches(const struct sp_estimate *e)
{
	const struct sp_engine *engine = &sp_scanner.engine;
	const struct huge *h = &e->huge;
	unsigned int i, n = 0;

	mutex_lock(&sp_scanner.engine_lock);
	for (i = 0; i < h->n; i++) {
		const struct sp_sample_entry *entry = h->entries[i];

		n += entry->count > 1 || (entry->draw == SP_DRAW_ALWAYS && engine->use_zero_pages) ||
		     sp_stable_find(&engine->stable, entry->key, e->scopes[entry->scope]) ||
		     awaited(e, entry->key);
	}
	mutex_unlock(&sp_scanner.engine_lock);
	return n;
}

static void huge_done(struct sp_estimate *e)
{
	struct huge *h = &e->huge;
	unsigned int i;

	if (h->n && (huge_matches(e) << e->shift) < READ_ONCE(sp_scanner.huge_page_min_merge))
		for (i = 0; i < h->n; i++)
			if (h->entries[i]->count)
				h->entries[i]->count--;
	h->n = 0;
	h->addr = 0;
}

static void huge_page(struct sp_estimate *e, const struct found *f, u64 hash)
{
	u64 scope = sp_scope(e->targets[e->target].domain, f->page);
	struct sp_sample_entry *entry = sp_sample_find(&e->contents, sp_key(hash, scope));
	struct huge *h = &e->huge;

	if (h->addr != (f->addr & PMD_MASK))
		huge_done(e);
	h->addr = f->addr & PMD_MASK;
	if (entry && entry->count)
		h->entries[h->n++] = entry;
}

static int look_at(struct sp_estimate *e, const struct found *f)
{
	u8 *bytes = kmap_local_page(f->page);
	bool failed = false, hashed;
	u64 hash;
	u32 draw = draw_of(bytes, &hash, &hashed);
	bool drawn = sp_drawn(draw, e->shift);

	if (drawn && !hashed)
		hash = sp_engine_hash(&sp_scanner.engine, bytes);
	kunmap_local(bytes);
	if (!drawn)
		return 0;
	switch (e->phase) {
	case PHASE_FIRST_LOOK:
		sp_sample_add(&e->before, place_name(e, f, hash), draw, 0, &failed);
		return failed ? -ENOMEM : 0;
	case PHASE_HUGE:
		huge_page(e, f, hash);
		return 0;
	default:
		return count_page(e, f, hash, draw);
	}
}

static int look_at_batch(struct sp_estimate *e)
{
	unsigned int i;
	int err = 0;

	for (i = 0; i < e->n; i++) {
		if (!err)
			err = look_at(e, &e->batch[i]);
		put_page(e->batch[i].page);
	}
	e->n = 0;
	align_samples(e);
	return err;
}

/* 0: all of this process. */
static int walk_vmas(struct sp_estimate *e, struct mm_struct *mm, u64 deadline)
{
	struct vm_area_struct *vma;
	int err;

	VMA_ITERATOR(vmi, mm, e->addr);
	for_each_vma(vmi, vma) {
		if (!sp_vma_compatible(vma) || !vma->anon_vma)
			continue;
		e->addr = max(e->addr, vma->vm_start);
		while (e->addr < vma->vm_end) {
			e->addr = sp_visit(vma, e->addr, vma->vm_end, collect, e);
			err = look_at_batch(e);
			if (err)
				return err;
			cond_resched();
			if (time_is_up(deadline) || mmap_lock_is_contended(mm))
				return -EAGAIN;
		}
	}
	return 0;
}

/* Goes on with the process at e->target.  0: all of it, or it has exited. */
static int walk_target(struct sp_estimate *e, u64 deadline)
{
	struct mm_struct *mm = e->targets[e->target].mm;
	int err = 0;

	if (!mmget_not_zero(mm))
		return 0;
	if (atomic_read(&mm->mm_users) > 1) {
		err = -EAGAIN;
		if (sp_mm_lock_soon(mm)) {
			err = walk_vmas(e, mm, deadline);
			mmap_read_unlock(mm);
		}
	}
	mmput_async(mm);
	return err;
}

/* 0: all processes. */
static int walk(struct sp_estimate *e, u64 deadline)
{
	while (e->target < e->n_targets) {
		int err = walk_target(e, deadline);

		if (!err) {
			huge_done(e);
			e->target++;
			e->addr = 0;
		} else if (err != -EAGAIN || time_is_up(deadline)) {
			return err;
		}
	}
	e->target = 0;
	return 0;
}

static int wait(struct sp_estimate *e, u64 deadline)
{
	u64 now = ktime_get_ns(), until = min(deadline, e->look_again_at);

	if (now < until)
		schedule_timeout_interruptible(nsecs_to_jiffies(until - now) + 1);
	return ktime_get_ns() >= e->look_again_at ? 0 : -EAGAIN;
}

/* What @n pages with the same contents save when each page may be mapped @max times. */
static u64 saved_by(u64 n, u64 max)
{
	return n - DIV_ROUND_UP(n, max);
}

/* Adds up what one content saves; in pages of the sample. */
static void look_up(struct sp_estimate *e, const struct sp_sample_entry *entry)
{
	const struct sp_engine *engine = &sp_scanner.engine;
	u64 max = engine->stable.max_places, room, saved, within = saved_by(entry->count, max);
	unsigned int shift = entry->draw == SP_DRAW_ALWAYS ? 0 : e->shift;
	struct sp_estimate_result *r = &e->result;
	const struct sp_stable_node *node;

	if (entry->draw == SP_DRAW_ALWAYS && engine->use_zero_pages) {
		r->zero += (u64)entry->count << PAGE_SHIFT;
		return;
	}
	if (engine->zero_pages_only)
		return;
	node = sp_stable_find(&engine->stable, entry->key, e->scopes[entry->scope]);
	if (node) {
		room = max > node->n_places ? max - node->n_places : 0;
		saved = entry->count <= room ? entry->count :
			entry->count - DIV_ROUND_UP(entry->count - room, max);
	} else {
		saved = within + awaited(e, entry->key);
	}
	if (entry->draw == SP_DRAW_ALWAYS)
		r->zero += saved << PAGE_SHIFT;
	else if (node)
		r->merged += saved << (PAGE_SHIFT + shift);
	else
		r->within += within << (PAGE_SHIFT + shift);
	if (entry->draw != SP_DRAW_ALWAYS) {
		if (!node)
			r->others += (saved - within) << (PAGE_SHIFT + shift);
		if (e->clusters)
			e->clusters[entry->draw >> shift] += saved;
	}
}

static int look_up_all(struct sp_estimate *e, u64 deadline)
{
	unsigned int i;

	if (e->shift && !e->clusters) {
		e->clusters = kvcalloc((1U << SP_DRAW_BITS) >> e->shift, sizeof(*e->clusters),
				       GFP_KERNEL);
		if (!e->clusters)
			return -ENOMEM;
	}
	while (e->slot < e->contents.capacity) {
		if (time_is_up(deadline))
			return -EAGAIN;
		if (down_read_killable(&sp_scanner.lock))
			return -EINTR;
		mutex_lock(&sp_scanner.engine_lock);
		for (i = 0; i < LOOKUPS && e->slot < e->contents.capacity; i++, e->slot++)
			if (e->contents.entries[e->slot].key &&
			    e->contents.entries[e->slot].count)
				look_up(e, &e->contents.entries[e->slot]);
		mutex_unlock(&sp_scanner.engine_lock);
		up_read(&sp_scanner.lock);
		cond_resched();
	}
	return 0;
}

/*
 * Contents with one draw are in the sample together: a draw is what is chosen
 * at random, with probability p, and adds its y with weight 1/p.  The variance
 * of the sum is estimated by the sum of y^2 (1 - p) / p^2.
 */
static u64 standard_error(const struct sp_estimate *e)
{
	u64 squares = 0;
	u32 i;

	if (!e->clusters)
		return 0;
	for (i = 0; i < (1U << SP_DRAW_BITS) >> e->shift; i++)
		squares += e->clusters[i] * e->clusters[i];
	return (u64)int_sqrt64(squares - (squares >> e->shift)) << (e->shift + PAGE_SHIFT);
}

static int finish(struct sp_estimate *e)
{
	struct sp_estimate_result *r = &e->result;
	u32 i;

	for (i = 0; i < e->n_targets; i++)
		r->processes += atomic_read(&e->targets[i].mm->mm_users) > 0;
	r->saved = r->within + r->merged + r->others + r->zero;
	r->error = standard_error(e);
	r->sample = 1U << e->shift;
	return r->processes ? 0 : -ESRCH;
}

static int phase(struct sp_estimate *e, u64 deadline)
{
	switch (e->phase) {
	case PHASE_WAIT:
		return wait(e, deadline);
	case PHASE_HUGE:
		if (!e->saw_huge || !READ_ONCE(sp_scanner.huge_page_min_merge))
			return 0;
		return walk(e, deadline);
	case PHASE_LOOK_UP:
		return look_up_all(e, deadline);
	default:
		return walk(e, deadline);
	}
}

int sp_estimate_go_on(struct sp_estimate *e, u64 deadline)
{
	while (e->phase < PHASE_FINISHED) {
		int err = phase(e, deadline);

		if (err)
			return err;
		e->phase++;
		if (e->phase == PHASE_WAIT)
			e->look_again_at = ktime_get_ns() +
					   (u64)e->second_look_ms * NSEC_PER_MSEC;
	}
	return finish(e);
}
