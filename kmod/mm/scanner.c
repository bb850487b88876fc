// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/sched/signal.h>

#include "../compat.h"
#include "../ctl/events.h"
#include "../uapi/samepage.h"
#include "builtin.h"
#include "hotplug.h"
#include "known.h"
#include "pass.h"
#include "private_symbols.h"
#include "regroup.h"
#include "reverse.h"
#include "scanner.h"
#include "space.h"
#include "stable_page.h"
#include "threads.h"
#include "unmerge.h"

/* Mainline's defaults. */
#define DEFAULT_PAGES_TO_SCAN		SP_ADVISOR_DEFAULT_PAGES
#define DEFAULT_SLEEP_MILLISECS		20
#define DEFAULT_MAX_PAGE_SHARING	256
#define DEFAULT_PRUNE_MILLISECS		2000
/* Ours. */
#define DEFAULT_MAX_CPU_PERCENT		20
/* A huge page of which less than an eighth would merge is worth more whole. */
#define DEFAULT_HUGE_PAGE_MIN_MERGE	64

struct sp_scanner sp_scanner = {
	.lock = __RWSEM_INITIALIZER(sp_scanner.lock),
	.engine_lock = __MUTEX_INITIALIZER(sp_scanner.engine_lock),
	.domains = SP_DOMAINS_USER,
	.merge_across_nodes = true,
	.threads = 1,
	.pages_to_scan = DEFAULT_PAGES_TO_SCAN,
	.sleep_millisecs = DEFAULT_SLEEP_MILLISECS,
	.chains_prune_millisecs = DEFAULT_PRUNE_MILLISECS,
	.max_cpu_percent = DEFAULT_MAX_CPU_PERCENT,
	.huge_page_min_merge = DEFAULT_HUGE_PAGE_MIN_MERGE,
};

bool sp_scanner_claims_pages(void)
{
	lockdep_assert_held(&sp_scanner.lock);
	return (sp_scanner.run == SP_RUN_MERGE && sp_scanner.reverse_map) ||
	       READ_ONCE(sp_scanner.n_nodes) > READ_ONCE(sp_scanner.n_pinned);
}

/* For changes that wait for the scanning threads; a signal ends the wait. */
static int change_begin(void)
{
	return down_write_killable(&sp_scanner.lock);
}

static void change_end(void)
{
	up_write(&sp_scanner.lock);
	sp_scanner_wake();
}

static int unmerge_everything(void)
{
	int err = sp_unmerge_all();

	sp_pass_abandon();
	sp_scanner.unmerge_again = err == -ENOMEM;
	if (err) {
		WRITE_ONCE(sp_scanner.run, SP_RUN_STOP);
		return err;
	}
	mutex_lock(&sp_scanner.engine_lock);
	sp_engine_forget(&sp_scanner.engine);
	mutex_unlock(&sp_scanner.engine_lock);
	return 0;
}

void sp_scanner_unmerge_again(void)
{
	lockdep_assert_held_write(&sp_scanner.lock);
	if (!sp_scanner.unmerge_again || sp_scanner.run != SP_RUN_STOP)
		return;
	/* Interrupted: not the end of it either. */
	if (unmerge_everything())
		sp_scanner.unmerge_again = true;
	else
		WRITE_ONCE(sp_scanner.run, SP_RUN_UNMERGE);
}

int sp_scanner_set_run(unsigned int run)
{
	int err;

	if (run > SP_RUN_UNMERGE)
		return -EINVAL;
	err = change_begin();
	if (err)
		return err;
	if (run == SP_RUN_MERGE)
		err = sp_builtin_give_way();
	if (!err) {
		WRITE_ONCE(sp_scanner.run, run);
		sp_scanner.unmerge_again = false;
		if (run == SP_RUN_MERGE && sp_scanner.pause != SP_PAUSE_NONE)
			sp_event_paused(SAMEPAGE_PAUSE_NONE, GFP_KERNEL);
		WRITE_ONCE(sp_scanner.pause, SP_PAUSE_NONE);
		if (run == SP_RUN_UNMERGE)
			err = unmerge_everything();
	}
	change_end();
	return err;
}

int sp_scanner_set_domains(enum sp_domains domains)
{
	int err;

	if (!sp_domains_supported(domains))
		return -EOPNOTSUPP;
	err = change_begin();
	if (err)
		return err;
	if (domains != sp_scanner.domains) {
		sp_pass_abandon();
		err = sp_regroup(domains);
	}
	change_end();
	return err;
}

int sp_scanner_set_max_page_sharing(unsigned int n)
{
	struct sp_stable *stable = &sp_scanner.engine.stable;
	int err;

	if (n < 2)
		return -EINVAL;
	err = change_begin();
	if (err)
		return err;
	mutex_lock(&sp_scanner.engine_lock);
	sp_nodes_prune(ULONG_MAX);
	if (n != stable->max_places) {
		/* What is merged follows the old limit. */
		if (stable->n_shared)
			err = -EBUSY;
		else
			sp_nodes_drop_all();
		if (!err)
			WRITE_ONCE(stable->max_places, n);
	}
	mutex_unlock(&sp_scanner.engine_lock);
	change_end();
	return err;
}

int sp_scanner_set_merge_across_nodes(bool across)
{
	int err = change_begin();

	if (err)
		return err;
	mutex_lock(&sp_scanner.engine_lock);
	sp_nodes_prune(ULONG_MAX);
	if (across != sp_scanner.merge_across_nodes) {
		if (sp_scanner.engine.stable.n_shared) {
			err = -EBUSY;
		} else {
			sp_nodes_drop_all();
			WRITE_ONCE(sp_scanner.merge_across_nodes, across);
			sp_engine_forget(&sp_scanner.engine);
		}
	}
	mutex_unlock(&sp_scanner.engine_lock);
	change_end();
	return err;
}

int sp_scanner_set_reverse_map(bool on)
{
	int err;

	if (on && !sp_reverse_supported())
		return -EOPNOTSUPP;
	err = change_begin();
	if (err)
		return err;
	/* The built-in scanner, if it was started meanwhile, must not see nodes. */
	if (on && sp_scanner.n_nodes)
		err = sp_builtin_give_way();
	if (!err) {
		/* Once more if that is what it is: what was in use then may not be now. */
		WRITE_ONCE(sp_scanner.reverse_map, on);
		mutex_lock(&sp_scanner.engine_lock);
		sp_nodes_convert();
		mutex_unlock(&sp_scanner.engine_lock);
	}
	change_end();
	return err;
}

static int set_engine_flag(bool *flag, bool value)
{
	int err = change_begin();

	if (err)
		return err;
	mutex_lock(&sp_scanner.engine_lock);
	if (*flag != value) {
		WRITE_ONCE(*flag, value);
		sp_engine_forget(&sp_scanner.engine);
	}
	mutex_unlock(&sp_scanner.engine_lock);
	change_end();
	return 0;
}

int sp_scanner_set_use_zero_pages(bool use)
{
	if (use && !SP_ZERO_PAGES)
		return -EOPNOTSUPP;
	return set_engine_flag(&sp_scanner.engine.use_zero_pages, use);
}

int sp_scanner_set_zero_pages_only(bool only)
{
	return set_engine_flag(&sp_scanner.engine.zero_pages_only, only);
}

int sp_scanner_set_smart_scan(bool smart)
{
	return set_engine_flag(&sp_scanner.engine.smart_scan, smart);
}

int sp_scanner_set_advisor_mode(enum sp_advisor_mode mode)
{
	int err = change_begin();

	if (err)
		return err;
	if (mode != sp_scanner.advisor.mode)
		WRITE_ONCE(sp_scanner.pages_to_scan,
			   sp_advisor_set_mode(&sp_scanner.advisor, mode,
					       sp_scanner.pages_to_scan));
	change_end();
	return 0;
}

int sp_scanner_set_threads(unsigned int n)
{
	return n && n <= SP_MAX_THREADS ? sp_threads_set(n) : -EINVAL;
}

unsigned long sp_scanner_metadata_bytes(void)
{
	const struct sp_engine *e = &sp_scanner.engine;

	return sp_regions_bytes(&e->regions) + sp_unstable_bytes(&e->unstable) +
	       sp_stable_bytes(&e->stable, sizeof(struct sp_stable_node));
}

int sp_scanner_init(void)
{
	int err;

	sp_scanner.max_kernel_pages = totalram_pages() / 4;
	sp_engine_init(&sp_scanner.engine, get_random_u64(), DEFAULT_MAX_PAGE_SHARING);
	sp_advisor_init(&sp_scanner.advisor);

	err = sp_stable_pages_init();
	if (err)
		goto engine;
	err = sp_spaces_init();
	if (err)
		goto stable;
	sp_reverse_init();
	sp_scanner.reverse_map = sp_reverse_supported();
	err = sp_hotplug_init();
	if (err)
		goto reverse;
	err = sp_threads_init();
	if (err)
		goto hotplug;
	return 0;

hotplug:
	sp_hotplug_exit();
reverse:
	sp_reverse_exit();
	sp_spaces_exit();
stable:
	sp_stable_pages_exit();
engine:
	sp_engine_destroy(&sp_scanner.engine);
	return err;
}

void sp_scanner_exit(void)
{
	struct sp_space *space;

	sp_threads_exit();
	sp_hotplug_exit();
	down_write(&sp_scanner.lock);
	sp_pass_abandon();
	mutex_lock(&sp_scanner.engine_lock);
	sp_nodes_drop_all();
	mutex_unlock(&sp_scanner.engine_lock);
	while ((space = sp_spaces_next(0))) {
		sp_known_forget(space, 0, TASK_SIZE_MAX);
		sp_spaces_remove(space);
	}
	up_write(&sp_scanner.lock);
	sp_reverse_exit();
	sp_spaces_exit();
	sp_stable_pages_exit();
	sp_engine_destroy(&sp_scanner.engine);
}
