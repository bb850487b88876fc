// SPDX-License-Identifier: GPL-2.0
#include <linux/freezer.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/sched/clock.h>
#include <linux/slab.h>

#include "../compat.h"
#include "../ctl/events.h"
#include "../ctl/trace.h"
#include "../engine/pacing.h"
#include "../uapi/samepage.h"
#include "builtin.h"
#include "known.h"
#include "pass.h"
#include "private_symbols.h"
#include "regroup.h"
#include "scanner.h"
#include "space.h"
#include "stable_page.h"
#include "threads.h"

/* Exited processes are looked for that often. */
#define HOUSEKEEPING_INTERVAL	HZ
/* Merged pages looked at for whether anybody maps them, each time: some milliseconds. */
#define NODES_PER_PRUNE		65536
/* How long to wait when a pass found nothing to scan. */
#define IDLE_INTERVAL		(HZ / 2)
/*
 * Passes begin no closer together.  With little to scan they would follow each
 * other so fast that a page is merged again before the writer whose fault just
 * copied it gets to write; slow faults (a nested guest's) would never end.
 */
#define PASS_INTERVAL_NS	(20 * NSEC_PER_MSEC)
/* How long the others may be behind at the end of a pass before it is looked again. */
#define PASS_END_INTERVAL	msecs_to_jiffies(2)
/* A thread asks that often for how long to sleep: a cap of 20 % is kept over 25 ms. */
#define SLICE_NS		(5 * NSEC_PER_MSEC)

struct worker {
	struct task_struct *task;
	unsigned int index;
	struct sp_scan scan;
	struct sp_pacing pacing;
};

static struct worker *workers[SP_MAX_THREADS];
static DECLARE_WAIT_QUEUE_HEAD(wait);
static atomic_t wakes;

/* Of the first thread only. */
static struct {
	unsigned long housekept, pruned;	/* jiffies */
	u64 pass_began;				/* ktime, ns */
	u64 pass_run;				/* ns that all threads had run then */
	unsigned long pass_scanned;		/* pages, before it */
} house;

void sp_scanner_wake(void)
{
	atomic_inc(&wakes);
	wake_up_all(&wait);
}

static u64 run_ns(const struct worker *w)
{
	return READ_ONCE(w->task->se.sum_exec_runtime);
}

static u64 run_ns_of_all(void)
{
	unsigned int i;
	u64 sum = 0;

	lockdep_assert_held(&sp_scanner.lock);
	for (i = 0; i < sp_scanner.threads; i++)
		sum += run_ns(workers[i]);
	return sum;
}

static bool builtin_interferes(void)
{
	if (!sp_builtin_runs())
		return false;
	pr_warn("paused: the built-in scanner was started (/sys/kernel/mm/ksm/run is 1)\n");
	WRITE_ONCE(sp_scanner.run, SP_RUN_STOP);
	WRITE_ONCE(sp_scanner.pause, SP_PAUSE_BUILTIN);
	sp_event_paused(SAMEPAGE_PAUSE_BUILTIN, GFP_KERNEL);
	return true;
}

static void drop_exited(void)
{
	u64 start_boottime;
	pid_t pid;
	struct sp_space *space;
	u32 id;

	for (id = 0; (space = sp_spaces_next(id));) {
		id = space->id + 1;
		if (atomic_read(&space->mm->mm_users))
			continue;
		sp_pass_forget_space(space);
		sp_known_forget(space, 0, TASK_SIZE_MAX);
		pid = sp_space_process(space, &start_boottime);
		sp_spaces_remove(space);
		sp_event_exited(pid, start_boottime, GFP_KERNEL);
	}
}

static bool due(unsigned long *last, unsigned long interval)
{
	if (time_before(jiffies, *last + interval))
		return false;
	*last = jiffies;
	return true;
}

/* What the first thread does besides scanning. */
static void keep_house(void)
{
	if (due(&house.housekept, HOUSEKEEPING_INTERVAL)) {
		down_write(&sp_scanner.lock);
		drop_exited();
		/* A process that changed its user must not share with the one before for long. */
		sp_spaces_see_domains();
		sp_regroup_movers();
		sp_scanner_unmerge_again();
		up_write(&sp_scanner.lock);
	}
	if (due(&house.pruned, msecs_to_jiffies(READ_ONCE(sp_scanner.chains_prune_millisecs)))) {
		mutex_lock(&sp_scanner.engine_lock);
		sp_nodes_follow();
		sp_nodes_prune(NODES_PER_PRUNE);
		mutex_unlock(&sp_scanner.engine_lock);
	}
}

static void begin_pass(void)
{
	down_write(&sp_scanner.lock);
	/* All that may have changed while waiting for the lock. */
	if (sp_scanner.run == SP_RUN_MERGE && !builtin_interferes()) {
		sp_pass_begin();
		house.pass_began = ktime_get_ns();
		house.pass_run = run_ns_of_all();
		house.pass_scanned = sp_scanner.engine.pages_scanned;
	}
	up_write(&sp_scanner.lock);
	wake_up_all(&wait);
}

static void advise(void)
{
	struct sp_advisor *a = &sp_scanner.advisor;

	if (a->mode == SP_ADVISOR_NONE)
		return;
	WRITE_ONCE(sp_scanner.pages_to_scan,
		   sp_advisor_next(a, ktime_get_ns() - house.pass_began,
				   run_ns_of_all() - house.pass_run, sp_scanner.pages_to_scan));
}

static void report_pass(void)
{
	const struct sp_engine *e = &sp_scanner.engine;
	u64 took = ktime_get_ns() - house.pass_began, scanned = e->pages_scanned;

	scanned -= house.pass_scanned;
	trace_pass(e->full_scans, scanned, took);
	sp_event_pass(e->full_scans, took, scanned, GFP_KERNEL);
}

/* True: the pass is over, for the first thread to begin another. */
static bool end_pass(void)
{
	bool ended;

	down_read(&sp_scanner.lock);
	ended = sp_pass_end();
	if (ended) {
		advise();
		report_pass();
	}
	up_read(&sp_scanner.lock);
	return ended;
}

static u64 pacing_sleep(struct worker *w)
{
	u32 share = READ_ONCE(sp_scanner.max_cpu_percent) * 10 / READ_ONCE(sp_scanner.threads);

	return sp_pacing_sleep_ns(&w->pacing, run_ns(w), ktime_get_ns(), share);
}

static long knob_sleep(void)
{
	return msecs_to_jiffies(READ_ONCE(sp_scanner.sleep_millisecs));
}

/* Scans for one slice.  False: nothing left in this pass. */
static bool scan_slice(struct worker *w)
{
	bool left = false;

	if (!w->scan.budget)
		w->scan.budget = READ_ONCE(sp_scanner.pages_to_scan);
	down_read(&sp_scanner.lock);
	if (sp_scanner.run == SP_RUN_MERGE && !READ_ONCE(sp_scanner.parked) &&
	    !builtin_interferes()) {
		w->scan.slice_end = ktime_get_ns() + SLICE_NS;
		left = sp_pass_scan(&w->scan);
	}
	up_read(&sp_scanner.lock);
	return left;
}

/* Jiffies until the next pass may begin. */
static long next_pass(void)
{
	u64 next = house.pass_began + PASS_INTERVAL_NS, now = ktime_get_ns();

	return next > now ? nsecs_to_jiffies(next - now) + 1 : 0;
}

/* How long to sleep, in jiffies, after some scanning. */
static long scan(struct worker *w)
{
	bool left = scan_slice(w);
	long timeout = nsecs_to_jiffies(pacing_sleep(w));

	/* A batch is done, or there is nothing to scan at all. */
	if (!w->scan.budget || !left)
		timeout = max(timeout, knob_sleep());
	if (left || w->index)
		return timeout;
	if (!end_pass())
		return max_t(long, timeout, PASS_END_INTERVAL);
	return sp_pass_saw_any() ? timeout : max_t(long, timeout, IDLE_INTERVAL);
}

static long first_thread_turn(struct worker *w)
{
	long timeout;

	if (READ_ONCE(sp_scanner.run) != SP_RUN_MERGE) {
		timeout = sp_spaces_any() ? HOUSEKEEPING_INTERVAL : MAX_SCHEDULE_TIMEOUT;
	} else if (sp_pass_active()) {
		timeout = scan(w);
	} else {
		timeout = next_pass();
		if (!timeout)
			begin_pass();
	}
	keep_house();
	return timeout;
}

static long other_thread_turn(struct worker *w)
{
	if (READ_ONCE(sp_scanner.run) != SP_RUN_MERGE || !sp_pass_active())
		return MAX_SCHEDULE_TIMEOUT;
	return max_t(long, scan(w), 1);
}

static int worker_main(void *data)
{
	struct worker *w = data;

	set_freezable();
	set_user_nice(current, 5);
	while (!kthread_should_stop()) {
		int woken = atomic_read(&wakes);
		long timeout = w->index ? other_thread_turn(w) : first_thread_turn(w);

		cond_resched();
		if (timeout)
			wait_event_freezable_timeout(wait, atomic_read(&wakes) != woken ||
						     kthread_should_stop(), timeout);
		else
			try_to_freeze();
	}
	return 0;
}

static struct worker *worker_start(unsigned int index)
{
	struct worker *w = kzalloc(sizeof(*w), GFP_KERNEL);

	if (!w)
		return NULL;
	w->index = index;
	sp_scan_init(&w->scan);
	sp_pacing_init(&w->pacing);
	w->task = kthread_create(worker_main, w, "samepage_scan/%u", index);
	if (IS_ERR(w->task)) {
		kfree(w);
		return NULL;
	}
	/* It may end before it was ever scheduled. */
	get_task_struct(w->task);
	return w;
}

/* Without sp_scanner.lock, which the thread may be waiting for. */
static void worker_stop(unsigned int index)
{
	struct worker *w = workers[index];

	kthread_stop(w->task);
	down_write(&sp_scanner.lock);
	/* Nobody goes on with its piece: the next pass looks at that. */
	sp_pass_drop_piece(&w->scan.piece);
	/* Not before: the first thread adds up what all have run. */
	workers[index] = NULL;
	up_write(&sp_scanner.lock);
	put_task_struct(w->task);
	kfree(w);
}

static void stop_from(unsigned int n)
{
	unsigned int i;

	for (i = n; i < SP_MAX_THREADS && workers[i]; i++)
		worker_stop(i);
}

static int start_up_to(unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (workers[i])
			continue;
		workers[i] = worker_start(i);
		if (!workers[i])
			return -ENOMEM;
	}
	return 0;
}

static void set_count(unsigned int n)
{
	down_write(&sp_scanner.lock);
	WRITE_ONCE(sp_scanner.threads, n);
	up_write(&sp_scanner.lock);
}

int sp_threads_set(unsigned int n)
{
	static DEFINE_MUTEX(lock);	/* one change at a time */
	unsigned int before, i;
	int err;

	if (mutex_lock_killable(&lock))
		return -EINTR;
	before = sp_scanner.threads;
	err = start_up_to(n);
	if (err) {
		stop_from(before);
	} else {
		/* Counted as long as they run: the first thread reads their run times. */
		set_count(n);
		for (i = before; i < n; i++)
			wake_up_process(workers[i]->task);
		stop_from(n);
	}
	mutex_unlock(&lock);
	return err;
}

int sp_threads_init(void)
{
	int err = start_up_to(sp_scanner.threads);

	if (!err)
		wake_up_process(workers[0]->task);
	return err;
}

void sp_threads_exit(void)
{
	stop_from(0);
}
