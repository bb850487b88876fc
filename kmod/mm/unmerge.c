// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>

#include "../compat.h"
#include "private_symbols.h"
#include "scanner.h"
#include "space.h"
#include "stable_page.h"
#include "unmerge.h"
#include "walk.h"

/* Pages between two breaks in holding an mmap_lock. */
#define PAGES_PER_HOLD 1024

/* Processes forked meanwhile bring merged pages with them: look again. */
#define MAX_ROUNDS 16

/* Works from *@addr on, as long as @budget lasts. */
static int unmerge_vma(struct vm_area_struct *vma, unsigned long *addr, unsigned int *budget)
{
	while (*budget) {
		vm_fault_t fault;

		*addr = sp_next_merged(vma, *addr, vma->vm_end);
		if (*addr >= vma->vm_end)
			return 0;
		if (signal_pending(current))
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
static int unmerge_some(struct mm_struct *mm, unsigned long *addr)
{
	unsigned int budget = PAGES_PER_HOLD;
	struct vm_area_struct *vma;
	int err;

	if (mmap_read_lock_killable(mm))
		return -EINTR;
	VMA_ITERATOR(vmi, mm, *addr);
	for_each_vma(vmi, vma) {
		if (!sp_vma_scannable(vma))
			continue;
		*addr = max(*addr, vma->vm_start);
		err = unmerge_vma(vma, addr, &budget);
		if (err || !budget)
			goto unlock;
	}
	*addr = TASK_SIZE_MAX;
	err = 0;
unlock:
	mmap_read_unlock(mm);
	return err;
}

static int unmerge_space(struct sp_space *space)
{
	struct mm_struct *mm = space->mm;
	unsigned long addr = 0;
	int err = 0;

	if (!mmget_not_zero(mm))
		return 0;
	/* Alone with it: it is exiting, and everything goes with it. */
	while (!err && addr < TASK_SIZE_MAX && atomic_read(&mm->mm_users) > 1)
		err = unmerge_some(mm, &addr);
	mmput_async(mm);
	if (!err)
		sp_mappings_drop_all(space);
	return err;
}

int sp_unmerge_all(void)
{
	struct sp_space *space;
	int round, err;
	u32 id;

	lockdep_assert_held(&sp_scanner.lock);
	/* The first round also finds what an earlier load of the module left. */
	for (round = 0; round < MAX_ROUNDS && (!round || sp_scanner.n_nodes); round++) {
		sp_spaces_discover();
		for (id = 0; (space = sp_spaces_next(id)); id = space->id + 1) {
			err = unmerge_space(space);
			if (err)
				return err;
		}
		sp_nodes_prune(ULONG_MAX);
	}
	/* Mapped only where nothing is mergeable any more: left to the core. */
	sp_nodes_drop_all();
	return 0;
}
