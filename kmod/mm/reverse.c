// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/rmap.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "../compat.h"
#include "builtin.h"
#include "private_symbols.h"
#include "redirect.h"
#include "reverse.h"
#include "scanner.h"
#include "space.h"
#include "stable_page.h"
#include "walk.h"

#define GFP_SCAN (GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN)

/*
 * For regions whose merged pages belong to more than one anon_vma.  Replaced by a
 * larger copy when it is full; walkers look at it under RCU.
 */
struct sp_more_anon {
	struct rcu_head rcu;
	unsigned int n, capacity;
	u16 which[SP_REGION_PAGES];	/* of a linked page: 0 the region's own, or more[i - 1] */
	struct {
		struct sp_anon anon;
		u16 users;
	} more[];
};

static bool supported;

bool sp_reverse_supported(void)
{
	return supported;
}

/* What a page's index in the anon_vma has over its index in the address space. */
static long offset_of(const struct vm_area_struct *vma)
{
	return (long)sp_anon_pgoff(vma) - (long)(vma->vm_start >> PAGE_SHIFT);
}

static bool leads_to(const struct sp_anon *anon, const struct vm_area_struct *vma)
{
	return anon->anon_vma == vma->anon_vma && anon->offset == offset_of(vma);
}

static void put(struct sp_anon *anon)
{
	if (anon->anon_vma && atomic_dec_and_test(&anon->anon_vma->refcount))
		sp_core(__put_anon_vma)(anon->anon_vma);
	anon->anon_vma = NULL;
}

/* Nobody uses @anon. */
static void lead_to(struct sp_anon *anon, const struct vm_area_struct *vma)
{
	if (leads_to(anon, vma))
		return;
	put(anon);
	get_anon_vma(vma->anon_vma);
	anon->offset = offset_of(vma);
	anon->anon_vma = vma->anon_vma;
}

static bool grow(struct sp_region *region)
{
	struct sp_more_anon *old = region->more_anon, *more;
	unsigned int capacity = old ? 2 * old->capacity : 2;

	more = kzalloc(struct_size(more, more, capacity), GFP_SCAN);
	if (!more)
		return false;
	more->capacity = capacity;
	if (old) {
		more->n = old->n;
		memcpy(more->which, old->which, sizeof(more->which));
		memcpy(more->more, old->more, flex_array_size(more, more, old->n));
	}
	/* Whoever sees it sees what is in it. */
	smp_store_release(&region->more_anon, more);
	if (old)
		kfree_rcu(old, rcu);
	return true;
}

/* The number of one that leads to @vma, or may be made to; 0: there is none. */
static unsigned int find_more(const struct sp_more_anon *more, const struct vm_area_struct *vma)
{
	unsigned int i, unused = 0;

	for (i = 0; more && i < more->n; i++) {
		if (leads_to(&more->more[i].anon, vma))
			return i + 1;
		if (!more->more[i].users)
			unused = i + 1;
	}
	if (!unused && more && more->n < more->capacity)
		unused = more->n + 1;
	return unused;
}

static bool take_more(struct sp_region *region, unsigned int index,
		      const struct vm_area_struct *vma)
{
	unsigned int which = find_more(region->more_anon, vma);
	struct sp_more_anon *more;

	if (!which) {
		if (!grow(region))
			return false;
		which = region->more_anon->n + 1;
	}
	more = region->more_anon;
	more->n = max(more->n, which);
	lead_to(&more->more[which - 1].anon, vma);
	more->more[which - 1].users++;
	WRITE_ONCE(more->which[index], which);
	return true;
}

bool sp_reverse_take(struct sp_region *region, unsigned int index,
		     const struct vm_area_struct *vma)
{
	lockdep_assert_held(&sp_scanner.engine_lock);
	if (!supported)
		return true;
	if (!region->anon_users)
		lead_to(&region->anon, vma);
	else if (!leads_to(&region->anon, vma))
		return take_more(region, index, vma);
	region->anon_users++;
	if (region->more_anon)
		WRITE_ONCE(region->more_anon->which[index], 0);
	return true;
}

void sp_reverse_drop(struct sp_region *region, unsigned int index)
{
	struct sp_more_anon *more = region->more_anon;
	unsigned int which = more ? more->which[index] : 0;

	lockdep_assert_held(&sp_scanner.engine_lock);
	if (!supported)
		return;
	if (which)
		more->more[which - 1].users--;
	else
		region->anon_users--;
}

void sp_reverse_release(struct sp_region *region)
{
	struct sp_more_anon *more = region->more_anon;
	unsigned int i, used = 0;

	if (!region->anon_users)
		put(&region->anon);
	if (!more)
		return;
	for (i = 0; i < more->n; i++) {
		if (more->more[i].users)
			used++;
		else
			put(&more->more[i].anon);
	}
	if (used)
		return;
	WRITE_ONCE(region->more_anon, NULL);
	kfree_rcu(more, rcu);
}

/* Where a place says that a page is mapped. */
struct mapping {
	struct mm_struct *mm;
	unsigned long addr;
	struct anon_vma *anon_vma;
	pgoff_t index;		/* in the anon_vma */
};

/*
 * Walks are long for the many that map a page: so many places are found at once,
 * and there is a chance to reschedule after them.
 */
#define LOCATED 8

/*
 * Finds the mappings of at most LOCATED places of @node from number @i on, one at
 * least: how many.  They are linked, and stay so: the folio of @node is locked.
 */
static unsigned int locate(const struct sp_stable_node *node, unsigned int i, struct mapping *m)
{
	const unsigned int n = min_t(unsigned int, node->n_places - i, LOCATED);
	const sp_place *place = sp_stable_places(node) + i;
	const sp_place *end = place + n;

	rcu_read_lock();
	for (; place < end; place++, m++) {
		const struct sp_region *region = sp_place_region(&sp_scanner.engine.regions, *place);
		const struct sp_more_anon *more = READ_ONCE(region->more_anon);
		const unsigned int index = sp_place_index(*place);
		const unsigned int which = more ? READ_ONCE(more->which[index]) : 0;
		const struct sp_anon *anon = which ? &more->more[which - 1].anon : &region->anon;

		m->mm = sp_space_of(region->owner)->mm;
		m->addr = sp_region_address(region, index);
		m->anon_vma = anon->anon_vma;
		m->index = region->first_page + index + anon->offset;
	}
	rcu_read_unlock();
	return n;
}

/* Could @vma, found at the index of @m, map that page? */
static bool covers(struct vm_area_struct *vma, const struct mapping *m)
{
	/* At another address it was moved by mremap(), which unmerges. */
	return m->addr >= vma->vm_start && m->addr < vma->vm_end &&
	       (m->addr >> PAGE_SHIFT) + offset_of(vma) == m->index;
}

/*
 * The mapping that the place knows, or with @forks those of others.  *@forked:
 * there are others.  True: the walk goes on.
 */
static bool walk_place(struct folio *folio, struct rmap_walk_control *rwc,
		       const struct mapping *m, bool forks, bool *forked)
{
	struct anon_vma_chain *avc, *only;
	bool on = true, visited = false;

	if (!anon_vma_trylock_read(m->anon_vma)) {
		if (rwc->try_lock) {
			rwc->contended = true;
			return false;
		}
		anon_vma_lock_read(m->anon_vma);
	}
	/* Mostly each process has an anon_vma of its own. */
	only = sp_core_anon_only(m->anon_vma);
	for (avc = only ?: sp_core_anon_first(m->anon_vma, m->index); avc;
	     avc = only ? NULL : sp_core_anon_next(avc, m->index)) {
		struct vm_area_struct *vma = avc->vma;

		if (!only)
			cond_resched();
		if (!covers(vma, m))
			continue;
		if ((vma->vm_mm == m->mm) != forks) {
			visited = true;
			if (!rwc->invalid_vma || !rwc->invalid_vma(vma, rwc->arg))
				on = rwc->rmap_one(folio, vma, m->addr, rwc->arg) &&
				     !(rwc->done && rwc->done(folio));
		} else {
			*forked = true;
		}
		/* A process has one page at an address. */
		if (!on || (!forks && visited && *forked))
			break;
	}
	anon_vma_unlock_read(m->anon_vma);
	return on;
}

/*
 * For rmap_walk_ksm().  First where the places are, then their forks: a page
 * table is copied from parent to child, so whoever comes after the parent misses
 * nothing that was copied meanwhile.  A child is in the anon_vma before anything
 * is copied to it: where none was seen together with the parent, one that comes
 * later has from it what the walk has made of the entry.
 */
static void walk(struct folio *folio, struct rmap_walk_control *rwc)
{
	const struct sp_stable_node *node = sp_folio_node(folio);
	bool forks = false, forked = false;
	struct mapping m[LOCATED];
	unsigned int i, j, n;

	VM_WARN_ON_ONCE_FOLIO(!folio_test_locked(folio), folio);
	if (!node)
		return;
	do {
		for (i = 0; i < node->n_places; i += n) {
			n = locate(node, i, m);
			cond_resched();
			for (j = 0; j < n; j++)
				if (!walk_place(folio, rwc, &m[j], forks, &forked))
					return;
		}
		forks = !forks && forked;
	} while (forks);
}

/*
 * Frames that visible pages have left.  The engine's tables are not the mover's to
 * touch, so whoever holds its lock next follows.
 */
#define MOVES 1024

static struct {
	spinlock_t lock;
	unsigned int n;
	bool lost;		/* there were more */
	unsigned long frames[MOVES];
} moves = {
	.lock = __SPIN_LOCK_UNLOCKED(moves.lock),
};

static void note_move(unsigned long frame)
{
	spin_lock(&moves.lock);
	if (moves.n < MOVES) {
		moves.frames[moves.n] = frame;
		WRITE_ONCE(moves.n, moves.n + 1);
	} else {
		moves.lost = true;
	}
	spin_unlock(&moves.lock);
}

bool sp_reverse_any_moves(void)
{
	return READ_ONCE(moves.n);
}

bool sp_reverse_moves(void (*moved)(unsigned long frame))
{
	unsigned long frames[32];
	unsigned int taken = 0, n, i;
	bool lost;

	lockdep_assert_held(&sp_scanner.engine_lock);
	do {
		spin_lock(&moves.lock);
		n = min_t(unsigned int, moves.n - taken, ARRAY_SIZE(frames));
		memcpy(frames, moves.frames + taken, n * sizeof(*frames));
		taken += n;
		lost = moves.lost;
		if (taken == moves.n) {
			WRITE_ONCE(moves.n, 0);
			moves.lost = false;
			taken = 0;
		}
		spin_unlock(&moves.lock);
		for (i = 0; i < n; i++)
			moved(frames[i]);
	} while (taken);
	return lost;
}

/*
 * For folio_migrate_ksm(), which is called for every folio that moves: both are
 * locked, and the mapping of @new is that of @old already.
 */
static void migrate(struct folio *new, struct folio *old)
{
	struct sp_stable_node *node = sp_folio_node(old);

	if (!node)
		return;
	WRITE_ONCE(node->at, folio_pfn(new));
	/*
	 * Whoever looks for the page of the node sees the new frame before it can
	 * see that the page has left the old one; pairs with sp_node_get().
	 */
	smp_wmb();
	sp_folio_set_node(old, NULL);
	note_move(folio_pfn(old));
}

#ifdef SP_REVERSE_MEMORY_FAILURE
/* Adds the processes that map @page at the place of @m. */
static void collect_place(SP_CORE_CONST struct page *page, const struct mapping *m,
			  struct list_head *to_kill, int force_early)
{
	struct task_struct *task;

	anon_vma_lock_read(m->anon_vma);
	rcu_read_lock();
	for_each_process(task) {
		struct task_struct *t = sp_core(task_early_kill)(task, force_early);
		struct anon_vma_chain *avc;

		if (!t)
			continue;
		for (avc = sp_core_anon_first(m->anon_vma, m->index); avc;
		     avc = sp_core_anon_next(avc, m->index)) {
			struct vm_area_struct *vma = avc->vma;

			if (vma->vm_mm == t->mm && covers(vma, m) &&
			    sp_maps_frame(vma->vm_mm, m->addr, page_to_pfn(page)))
				sp_core(add_to_kill_ksm)(t, page, vma, to_kill, m->addr);
		}
	}
	rcu_read_unlock();
	anon_vma_unlock_read(m->anon_vma);
}

/* For collect_procs_ksm(): whoever maps the broken @page, and nobody else. */
static void collect_procs(SP_CORE_CONST struct folio *folio, SP_CORE_CONST struct page *page,
			  struct list_head *to_kill, int force_early)
{
	const struct sp_stable_node *node = sp_folio_node(folio);
	struct mapping m[LOCATED];
	unsigned int i, j, n;

	for (i = 0; node && i < node->n_places; i += n) {
		n = locate(node, i, m);
		for (j = 0; j < n; j++)
			collect_place(page, &m[j], to_kill, force_early);
	}
}
#endif

static struct sp_redirect redirects[] = {
	{ .name = "rmap_walk_ksm", .to = walk },
	{ .name = "folio_migrate_ksm", .to = migrate },
#ifdef SP_REVERSE_MEMORY_FAILURE
	{ .name = "collect_procs_ksm", .to = collect_procs },
#endif
};

/* The redirected functions must be what the core thinks they are. */
static_assert(__same_type(walk, rmap_walk_ksm));
static_assert(__same_type(migrate, folio_migrate_ksm));
#ifdef SP_REVERSE_MEMORY_FAILURE
static_assert(__same_type(collect_procs, collect_procs_ksm));
#endif

void sp_reverse_init(void)
{
	const char *missing;
	int err = sp_bind_reverse_symbols(&missing);

	if (!err)
		err = sp_builtin_guard_init(&missing);
	if (!err) {
		err = sp_redirect_add(redirects, ARRAY_SIZE(redirects), &missing);
		if (err)
			sp_builtin_guard_exit();
	}
	supported = !err;
	if (err)
		pr_info("merged pages are pinned, neither swapped nor moved: no use of %s (%d)\n",
			missing, err);
}

void sp_reverse_exit(void)
{
	if (!supported)
		return;
	sp_redirect_remove(redirects, ARRAY_SIZE(redirects));
	sp_builtin_guard_exit();
	supported = false;
}
