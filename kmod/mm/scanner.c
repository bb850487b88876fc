// SPDX-License-Identifier: GPL-2.0
#include <linux/freezer.h>
#include <linux/highmem.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

#include "../compat.h"
#include "private_symbols.h"
#include "scanner.h"
#include "space.h"
#include "stable_page.h"
#include "unmerge.h"
#include "walk.h"

/* Mainline's defaults. */
#define DEFAULT_PAGES_TO_SCAN	100
#define DEFAULT_SLEEP_MILLISECS	20

/* Looking for new processes and draining per-CPU lists is not done more often. */
#define DISCOVER_INTERVAL	msecs_to_jiffies(200)
/* Exited processes and unmapped pages are looked for that often. */
#define HOUSEKEEPING_INTERVAL	HZ
#define NODES_PER_HOUSEKEEPING	8192
/* How long to wait when a pass found nothing to scan. */
#define IDLE_INTERVAL		(HZ / 2)

struct sp_scanner sp_scanner = {
	.lock = __MUTEX_INITIALIZER(sp_scanner.lock),
	.pages_to_scan = DEFAULT_PAGES_TO_SCAN,
	.sleep_millisecs = DEFAULT_SLEEP_MILLISECS,
};

static struct task_struct *thread;
static DECLARE_WAIT_QUEUE_HEAD(thread_wait);
static bool thread_woken;

/* Where the scan is; under sp_scanner.lock. */
static struct {
	bool in_pass;
	bool saw_any;		/* pages, in this pass */
	u32 id;			/* of the space */
	unsigned long addr;	/* in the space */
	unsigned long discovered, housekept;	/* jiffies */
	struct sp_chunk chunk;
} scan;

static bool builtin_runs(void)
{
	return READ_ONCE(*sp_builtin_run) & SP_RUN_MERGE;
}

static bool builtin_busy(void)
{
	return builtin_runs() || READ_ONCE(*sp_builtin_pages_shared);
}

static struct sp_region *region_of(struct sp_space *space, unsigned long addr)
{
	unsigned long i = addr >> PMD_SHIFT;
	struct sp_region *region = xa_load(&space->regions, i);

	if (region)
		return region;
	region = kzalloc(sizeof(*region), GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN);
	if (region && xa_err(xa_store(&space->regions, i, region,
				      GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN))) {
		kfree(region);
		region = NULL;
	}
	return region;
}

static u64 hash_page(struct page *page)
{
	void *bytes = kmap_local_page(page);
	u64 hash = sp_engine_hash(&sp_scanner.engine, bytes);

	kunmap_local(bytes);
	return hash;
}

/* A page that is merged: ours, inherited over fork, or left over. */
static void scan_merged(struct sp_candidate *c)
{
	struct sp_engine *e = &sp_scanner.engine;
	struct sp_stable_node *node = sp_stable_by_frame(&e->stable, page_to_pfn(c->pg));
	struct sp_mapping *m;

	e->pages_scanned++;
	if (!node) {
		/* With a node of somebody else it is not ours to touch. */
		if (READ_ONCE(page_folio(c->pg)->mapping) != (void *)PAGE_MAPPING_KSM)
			return;
		c->page.hash = hash_page(c->pg);
		if (sp_engine_try_stable(e, &c->page) != SP_GLUE_GONE)
			return;
		if (sp_node_adopt(c->pg, c->page.hash, &node))
			return;
	}

	m = sp_mapping_find(c->space, c->addr);
	if (m && m->item.node == node) {
		m->item.pass = e->pass;
	} else {
		m = sp_mapping_prepare(c->space, c->addr);
		if (!m)
			return;
		sp_mapping_link(m, node);
	}
	c->space->pass_saved += sp_saved_share(node->n_items);
}

static void scan_candidate(struct sp_candidate *c)
{
	struct sp_space *space = c->space;

	space->pass_scanned++;
	if (folio_test_ksm(page_folio(c->pg))) {
		scan_merged(c);
		return;
	}

	c->page.place = sp_place(space->id, c->addr >> PAGE_SHIFT);
	c->page.region = region_of(space, c->addr);
	c->page.index = (c->addr >> PAGE_SHIFT) % SP_REGION_PAGES;
	c->page.hash = hash_page(c->pg);
	switch (sp_engine_page(&sp_scanner.engine, &c->page)) {
	case SP_VOLATILE:
		space->pass_volatile++;
		break;
	case SP_UNSHARED:
		space->pass_unshared++;
		break;
	case SP_MERGED:
	case SP_BUSY:
		break;
	}
}

/* Nothing mergeable in [@from, @to) any more. */
static void leave_gap(struct sp_space *space, unsigned long from, unsigned long to)
{
	unsigned long i, first = DIV_ROUND_UP(from, PMD_SIZE), end = to >> PMD_SHIFT;
	struct sp_region *region;

	sp_mappings_sweep(space, from, to);
	if (first >= end)
		return;
	xa_for_each_range(&space->regions, i, region, first, end - 1) {
		xa_erase(&space->regions, i);
		kfree(region);
	}
}

/* Looks at some pages from @addr on; returns where to go on. */
static unsigned long scan_chunk(struct sp_space *space, struct vm_area_struct *vma,
				unsigned long addr, unsigned long *budget)
{
	struct sp_chunk *chunk = &scan.chunk;
	unsigned long next = sp_chunk_collect(chunk, vma, addr, vma->vm_end);
	struct sp_candidate *c;

	while ((c = sp_chunk_next(chunk))) {
		c->space = space;
		scan_candidate(c);
		scan.saw_any = true;
		if (*budget)
			(*budget)--;
		/* The folio is in pieces now; collect them anew. */
		if (chunk->split)
			next = c->addr + PAGE_SIZE;
	}
	sp_chunk_release(chunk);
	sp_mappings_sweep(space, addr, next);
	return next;
}

static void begin_space(struct sp_space *space)
{
	space->pass_saved = 0;
	space->pass_scanned = 0;
	space->pass_unshared = 0;
	space->pass_volatile = 0;
}

static void end_space(struct sp_space *space)
{
	WRITE_ONCE(space->saved, space->pass_saved);
	WRITE_ONCE(space->scanned, space->pass_scanned);
	WRITE_ONCE(space->unshared, space->pass_unshared);
	WRITE_ONCE(space->volatiles, space->pass_volatile);
	scan.id = space->id + 1;
	scan.addr = 0;
}

static void drop_space(struct sp_space *space)
{
	if (scan.id == space->id)
		scan.addr = 0;
	sp_mappings_drop_all(space);
	sp_spaces_remove(space);
}

static void scan_vmas(struct sp_space *space, unsigned long *budget)
{
	struct mm_struct *mm = space->mm;
	struct vm_area_struct *vma;

	VMA_ITERATOR(vmi, mm, scan.addr);
	for_each_vma(vmi, vma) {
		if (!sp_vma_scannable(vma))
			continue;
		if (scan.addr < vma->vm_start) {
			leave_gap(space, scan.addr, vma->vm_start);
			scan.addr = vma->vm_start;
		}
		while (scan.addr < vma->vm_end) {
			scan.addr = scan_chunk(space, vma, scan.addr, budget);
			cond_resched();
			/* The process itself goes first; so does its exit. */
			if (!*budget || mmap_lock_is_contended(mm) ||
			    atomic_read(&mm->mm_users) == 1)
				return;
		}
	}
	leave_gap(space, scan.addr, TASK_SIZE_MAX);
	end_space(space);
}

static void scan_space(struct sp_space *space, unsigned long *budget)
{
	struct mm_struct *mm = space->mm;

	if (space->id != scan.id) {
		scan.id = space->id;
		scan.addr = 0;
	}
	if (!mmget_not_zero(mm)) {
		drop_space(space);
		return;
	}
	if (!scan.addr)
		begin_space(space);
	if (atomic_read(&mm->mm_users) > 1) {
		mmap_read_lock(mm);
		scan_vmas(space, budget);
		mmap_read_unlock(mm);
	} else {
		end_space(space);	/* exiting: its end is noticed later */
	}
	mmput_async(mm);
}

static void begin_pass(void)
{
	scan.in_pass = true;
	scan.saw_any = false;
	scan.id = 0;
	scan.addr = 0;
	if (time_before(jiffies, scan.discovered + DISCOVER_INTERVAL))
		return;
	scan.discovered = jiffies;
	sp_spaces_discover();
	/*
	 * Pages that were just faulted in wait in per-CPU lists, with a
	 * reference that looks like somebody using them.
	 */
	sp_core(lru_add_drain_all)();
}

static void scan_batch(unsigned long budget)
{
	if (!scan.in_pass)
		begin_pass();
	while (budget && !freezing(current) && !kthread_should_stop()) {
		struct sp_space *space = sp_spaces_next(scan.id);

		if (!space) {
			sp_engine_end_pass(&sp_scanner.engine);
			scan.in_pass = false;
			return;
		}
		scan_space(space, &budget);
		cond_resched();
	}
}

static void housekeep(void)
{
	struct sp_space *space;
	u32 id;

	if (time_before(jiffies, scan.housekept + HOUSEKEEPING_INTERVAL))
		return;
	scan.housekept = jiffies;
	for (id = 0; (space = sp_spaces_next(id));) {
		id = space->id + 1;
		if (!atomic_read(&space->mm->mm_users))
			drop_space(space);
	}
	sp_nodes_prune(NODES_PER_HOUSEKEEPING);
}

static bool may_scan(void)
{
	if (sp_scanner.run != SP_RUN_MERGE)
		return false;
	if (builtin_runs()) {
		pr_warn("paused: the built-in scanner was started (/sys/kernel/mm/ksm/run is 1)\n");
		WRITE_ONCE(sp_scanner.run, SP_RUN_STOP);
		return false;
	}
	return true;
}

static int scanner_thread(void *unused)
{
	set_freezable();
	set_user_nice(current, 5);

	while (!kthread_should_stop()) {
		long timeout;

		mutex_lock(&sp_scanner.lock);
		WRITE_ONCE(thread_woken, false);
		if (may_scan()) {
			scan_batch(READ_ONCE(sp_scanner.pages_to_scan));
			timeout = msecs_to_jiffies(READ_ONCE(sp_scanner.sleep_millisecs));
			if (!scan.in_pass && !scan.saw_any)
				timeout = max_t(long, timeout, IDLE_INTERVAL);
		} else {
			timeout = sp_spaces_next(0) ? HOUSEKEEPING_INTERVAL : MAX_SCHEDULE_TIMEOUT;
		}
		housekeep();
		mutex_unlock(&sp_scanner.lock);

		cond_resched();
		if (timeout)
			wait_event_freezable_timeout(thread_wait,
						     READ_ONCE(thread_woken) ||
						     kthread_should_stop(), timeout);
		else
			try_to_freeze();
	}
	return 0;
}

void sp_scanner_wake(void)
{
	WRITE_ONCE(thread_woken, true);
	wake_up(&thread_wait);
}

int sp_scanner_set_run(unsigned int run)
{
	int err = 0;

	if (run > SP_RUN_UNMERGE)
		return -EINVAL;
	if (mutex_lock_killable(&sp_scanner.lock))
		return -EINTR;

	if (run == SP_RUN_MERGE && builtin_busy()) {
		pr_warn_ratelimited("the built-in scanner is in use; echo 2 > /sys/kernel/mm/ksm/run stops it\n");
		err = -EBUSY;
	} else {
		WRITE_ONCE(sp_scanner.run, run);
		if (run == SP_RUN_UNMERGE) {
			err = sp_unmerge_all();
			if (err)
				WRITE_ONCE(sp_scanner.run, SP_RUN_STOP);
			else
				sp_engine_forget(&sp_scanner.engine);
			scan.in_pass = false;
		}
	}
	mutex_unlock(&sp_scanner.lock);
	sp_scanner_wake();
	return err;
}

void sp_scanner_forget_unmerged(struct mm_struct *mm)
{
	struct sp_space *space;

	mutex_lock(&sp_scanner.lock);
	space = sp_spaces_by_mm(mm);
	if (space) {
		sp_mappings_drop_all(space);
		WRITE_ONCE(space->saved, 0);
		WRITE_ONCE(space->unshared, 0);
		WRITE_ONCE(space->volatiles, 0);
	}
	mutex_unlock(&sp_scanner.lock);
}

int sp_scanner_init(void)
{
	int err;

	sp_scanner.max_kernel_pages = totalram_pages() / 4;
	sp_engine_init(&sp_scanner.engine, get_random_u64());

	err = sp_stable_pages_init();
	if (err)
		return err;
	err = sp_spaces_init();
	if (err)
		goto stable;
	thread = kthread_run(scanner_thread, NULL, "samepage_scan");
	if (IS_ERR(thread)) {
		err = PTR_ERR(thread);
		goto spaces;
	}
	return 0;

spaces:
	sp_spaces_exit();
stable:
	sp_stable_pages_exit();
	return err;
}

void sp_scanner_exit(void)
{
	kthread_stop(thread);
	mutex_lock(&sp_scanner.lock);
	sp_nodes_drop_all();
	mutex_unlock(&sp_scanner.lock);
	sp_spaces_exit();
	sp_engine_destroy(&sp_scanner.engine);
	sp_stable_pages_exit();
}
