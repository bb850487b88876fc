// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/sched/coredump.h>
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
	if (READ_ONCE(progress->cancelled))
		return -ECANCELED;
	if (signal_pending(current))
		return -EINTR;
	return 0;
}

/* One piece; *@addr: where to go on.  The scanning threads get their turns in between. */
static int merge_piece(struct mm_struct *mm, struct sp_chunk *chunk, unsigned long *addr)
{
	struct sp_space *space;
	int err;

	if (down_write_killable(&sp_scanner.lock))
		return -EINTR;
	err = sp_builtin_give_way();
	space = err ? NULL : sp_spaces_by_mm(mm);
	if (space) {
		*addr = sp_pass_scan_now(chunk, space, *addr);
		if (*addr >= TASK_SIZE_MAX) {
			sp_known_recount(space);
			/* A look is a pass over this process. */
			mutex_lock(&sp_scanner.engine_lock);
			sp_scanner.engine.pass++;
			mutex_unlock(&sp_scanner.engine_lock);
		}
	} else if (!err) {
		err = -ENOMEM;	/* it could not be registered */
	}
	up_write(&sp_scanner.lock);
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
