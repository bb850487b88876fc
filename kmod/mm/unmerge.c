// SPDX-License-Identifier: GPL-2.0
#include <linux/freezer.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>

#include "../compat.h"
#include "private_symbols.h"
#include "scanner.h"
#include "space.h"
#include "space_lock.h"
#include "stable_page.h"
#include "unmerge.h"
#include "walk.h"

/* Pages between two breaks in holding an mmap_lock. */
#define PAGES_PER_HOLD 1024

/* Processes forked meanwhile bring merged pages with them: look again. */
#define MAX_ROUNDS 16

static bool interrupted(void)
{
	if (current->flags & PF_KTHREAD)
		return kthread_should_stop() || freezing(current);
	return signal_pending(current);
}

/* Works from *@addr on, as long as @budget lasts. */
static int unmerge_vma(struct vm_area_struct *vma, unsigned long *addr, unsigned int *budget,
		       bool (*wanted)(struct page *page))
{
	while (*budget) {
		vm_fault_t fault;

		/* @wanted looks into the engine. */
		mutex_lock(&sp_scanner.engine_lock);
		sp_nodes_follow();
		*addr = sp_next_merged(vma, *addr, vma->vm_end, wanted);
		mutex_unlock(&sp_scanner.engine_lock);
		if (*addr >= vma->vm_end)
			return 0;
		if (interrupted())
			return -EINTR;
		(*budget)--;
		fault = handle_mm_fault(vma, *addr, FAULT_FLAG_UNSHARE | FAULT_FLAG_REMOTE, NULL);
		if (fault & VM_FAULT_OOM)
			return -ENOMEM;
		/*
		 * No way to get at it (truncated behind us): not ours any more.
		 * Otherwise the same address is looked at again, since a fault
		 * may back out without having done anything.
		 */
		if (fault & (VM_FAULT_SIGBUS | VM_FAULT_SIGSEGV | VM_FAULT_HWPOISON))
			*addr += PAGE_SIZE;
	}
	return 0;
}

/* One hold of the mmap_lock; *@addr tells how far it got. */
static int unmerge_some(struct sp_space *space, unsigned long *addr,
			bool (*wanted)(struct page *page))
{
	unsigned int budget = PAGES_PER_HOLD;
	struct vm_area_struct *vma;
	int err;

	if (!sp_space_lock(space))
		return -EINTR;
	VMA_ITERATOR(vmi, space->mm, *addr);
	for_each_vma(vmi, vma) {
		if (!sp_vma_scannable(vma))
			continue;
		*addr = max(*addr, vma->vm_start);
		err = unmerge_vma(vma, addr, &budget, wanted);
		if (err || !budget)
			goto unlock;
	}
	*addr = TASK_SIZE_MAX;
	err = 0;
unlock:
	sp_space_unlock(space);
	return err;
}

void sp_unmerge_forget(struct sp_space *space)
{
	struct sp_region *region;
	unsigned long i;

	lockdep_assert_held_write(&sp_scanner.lock);
	/* If it is not to be had, whoever scans next sees the same. */
	if (!sp_space_lock(space))
		return;
	xa_for_each(&space->regions, i, region) {
		unsigned int index;

		mutex_lock(&sp_scanner.engine_lock);
		for (index = 0; region->n_merged && index < SP_REGION_PAGES; index++) {
			u32 word = sp_region_word(region, index);

			if (sp_word_kind(word) == SP_MERGED_HERE &&
			    !sp_maps_frame(space->mm, sp_region_address(region, index),
					   sp_word_frame(word)))
				sp_page_forget(region, index);
		}
		mutex_unlock(&sp_scanner.engine_lock);
		cond_resched();
	}
	sp_space_unlock(space);
	if (!space->owner.tally.merged)
		WRITE_ONCE(space->saved, 0);
}

int sp_unmerge_space(struct sp_space *space, bool (*wanted)(struct page *page))
{
	struct mm_struct *mm = space->mm;
	unsigned long addr = 0;
	int err = 0;

	lockdep_assert_held_write(&sp_scanner.lock);
	if (!mmget_not_zero(mm))
		return 0;
	/* Alone with it: it is exiting, and everything goes with it. */
	while (!err && addr < TASK_SIZE_MAX && atomic_read(&mm->mm_users) > 1)
		err = unmerge_some(space, &addr, wanted);
	sp_unmerge_forget(space);
	mmput_async(mm);
	return err;
}

int sp_unmerge_spaces(bool (*wanted)(struct page *page), bool (*left)(void))
{
	struct sp_space *space;
	int round, err;
	u32 id;

	lockdep_assert_held_write(&sp_scanner.lock);
	/* The first round also finds what an earlier load of the module left. */
	for (round = 0; round < MAX_ROUNDS && (!round || left()); round++) {
		sp_spaces_discover();
		for (id = 0; (space = sp_spaces_next(id)); id = space->id + 1) {
			err = sp_unmerge_space(space, wanted);
			if (err)
				return err;
		}
		mutex_lock(&sp_scanner.engine_lock);
		sp_nodes_prune(ULONG_MAX);
		mutex_unlock(&sp_scanner.engine_lock);
	}
	return 0;
}

static bool nodes_left(void)
{
	bool left;

	mutex_lock(&sp_scanner.engine_lock);
	left = sp_nodes_mapped();
	mutex_unlock(&sp_scanner.engine_lock);
	return left;
}

int sp_unmerge_all(void)
{
	int err = sp_unmerge_spaces(NULL, nodes_left);

	if (err)
		return err;
	/* In the swap cache, or mapped only where nothing is mergeable any more: left to the core. */
	mutex_lock(&sp_scanner.engine_lock);
	sp_nodes_drop_all();
	mutex_unlock(&sp_scanner.engine_lock);
	return 0;
}
