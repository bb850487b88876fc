// SPDX-License-Identifier: GPL-2.0
#include <linux/ksm.h>
#include <linux/mman.h>
#include <linux/sched/mm.h>

#include "../compat.h"
#include "merge_any.h"
#include "private_symbols.h"
#include "scanner.h"
#include "space.h"

#ifdef SP_HAVE_MERGE_ANY

int sp_merge_any_enable(struct mm_struct *mm)
{
	return sp_core(ksm_enable_merge_any)(mm);
}

int sp_merge_any_disable(struct mm_struct *mm)
{
	return sp_core(ksm_disable_merge_any)(mm);
}

void sp_merge_any_follow(void)
{
}

#else

static int advise_all(struct mm_struct *mm, int advice)
{
	struct vm_area_struct *vma;

	VMA_ITERATOR(vmi, mm, 0);
	for_each_vma(vmi, vma) {
		unsigned long flags = vma->vm_flags;
		int err = ksm_madvise(vma, vma->vm_start, vma->vm_end, advice, &flags);

		if (err)
			return err;
		if (flags == vma->vm_flags)
			continue;
		vma->vm_flags = flags;
	}
	return 0;
}

int sp_merge_any_enable(struct mm_struct *mm)
{
	int err = advise_all(mm, MADV_MERGEABLE);

	if (!err)
		set_bit(MMF_VM_MERGE_ANY, &mm->flags);
	return err;
}

int sp_merge_any_disable(struct mm_struct *mm)
{
	clear_bit(MMF_VM_MERGE_ANY, &mm->flags);
	return advise_all(mm, MADV_UNMERGEABLE);
}

/* Without waiting: the next pass comes by again. */
static void follow(struct mm_struct *mm)
{
	if (!mmget_not_zero(mm))
		return;
	if (mmap_write_trylock(mm)) {
		/* It may have been unmarked meanwhile. */
		if (sp_mm_flag(mm, MMF_VM_MERGE_ANY))
			advise_all(mm, MADV_MERGEABLE);
		mmap_write_unlock(mm);
	}
	mmput_async(mm);
}

void sp_merge_any_follow(void)
{
	struct sp_space *space;
	u32 id;

	lockdep_assert_held(&sp_scanner.lock);
	for (id = 0; (space = sp_spaces_next(id)); id = space->id + 1)
		if (sp_mm_flag(space->mm, MMF_VM_MERGE_ANY))
			follow(space->mm);
}

#endif
