// SPDX-License-Identifier: GPL-2.0
#include <linux/delay.h>
#include <linux/mm.h>
#include <linux/sched/coredump.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "../compat.h"
#include "builtin.h"
#include "known.h"
#include "merge_now.h"
#include "pass.h"
#include "private_symbols.h"
#include "scanner.h"
#include "space.h"

/*
 * The first look learns what is there; the second merges what held still, and
 * counts what of huge pages would merge; the third merges those.
 */
#define LOOKS 3

static int check(struct sp_progress *progress)
{
	return READ_ONCE(progress->cancelled) ? -ECANCELED : 0;
}

/* While a piece cannot be looked at. */
#define PAUSE_MS 10

static bool marked(struct mm_struct *mm)
{
	return sp_mm_flag(mm, MMF_VM_MERGE_ANY);
}

/* One piece of a registered space; mm_users is held.  -EAGAIN: not now. */
static int scan_piece(struct sp_space *space, struct sp_chunk *chunk, unsigned long *addr)
{
	bool first = !*addr;
	int err;

	lockdep_assert_held_write(&sp_scanner.lock);
	if (sp_scanner.parked)
		return -EAGAIN;
	err = sp_builtin_give_way();
	if (!err)
		err = sp_pass_scan_now(chunk, space, addr);
	if (err == -ENOENT)
		err = first && !marked(space->mm) ? -EINVAL : 0;
	if (!err && *addr >= TASK_SIZE_MAX) {
		sp_known_recount(space);
		/* A look is a pass over this process. */
		mutex_lock(&sp_scanner.engine_lock);
		sp_scanner.engine.pass++;
		mutex_unlock(&sp_scanner.engine_lock);
	}
	return err;
}

/* One piece; *@addr: where to go on.  The scanning threads get their turns in between. */
static int merge_piece(struct mm_struct *mm, struct sp_chunk *chunk, unsigned long *addr)
{
	struct sp_space *space;
	int err = -ESRCH;

	/* Its memory is held for one piece only: it may exit, and is free then. */
	if (!mmget_not_zero(mm))
		return -ESRCH;
	if (atomic_read(&mm->mm_users) > 1) {
		down_write(&sp_scanner.lock);
		space = sp_spaces_by_mm(mm);
		err = space ? scan_piece(space, chunk, addr) : -ENOMEM;
		up_write(&sp_scanner.lock);
	}
	mmput_async(mm);
	if (err == -EAGAIN) {
		msleep(PAUSE_MS);
		err = 0;
	}
	return err;
}

static int look(struct mm_struct *mm, struct sp_chunk *chunk, struct sp_progress *progress,
		u64 begin)
{
	unsigned long addr = 0;
	int err = 0;

	while (!err && addr < TASK_SIZE_MAX) {
		u64 all = get_mm_counter(mm, MM_ANONPAGES);

		err = check(progress);
		if (!err)
			err = merge_piece(mm, chunk, &addr);
		progress->total = LOOKS * all;
		progress->done = begin + min_t(u64, chunk->looked, all);
		if (progress->report)
			progress->report(progress);
	}
	return err;
}

int sp_merge_now(struct mm_struct *mm, struct task_struct *task, struct sp_progress *progress)
{
	struct sp_chunk *chunk;
	unsigned int i;
	int err;

	if (!sp_mm_flag(mm, MMF_VM_MERGEABLE))
		return -EINVAL;
	err = sp_spaces_add(mm, task);
	if (err)
		return err;
	chunk = kzalloc(sizeof(*chunk), GFP_KERNEL);
	if (!chunk)
		return -ENOMEM;
	sp_core(lru_add_drain_all)();
	for (i = 0; !err && i < LOOKS; i++) {
		chunk->looked = 0;
		err = look(mm, chunk, progress, progress->done);
	}
	kfree(chunk);
	return err;
}
