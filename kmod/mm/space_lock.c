// SPDX-License-Identifier: GPL-2.0
#include <linux/delay.h>
#include <linux/mm.h>

#include "../compat.h"
#include "space_lock.h"

/* A trylock fails also while somebody only waits, which is often so in a busy process. */
#define TRIES		20
#define PATIENT_TRIES	1000	/* every so often, lest it is never scanned */
#define PATIENT_EVERY	8
#define PAUSE_US	50

static bool poll(struct mm_struct *mm, unsigned int tries)
{
	while (!mmap_read_trylock(mm)) {
		if (!tries--)
			return false;
		usleep_range(PAUSE_US, 2 * PAUSE_US);
	}
	return true;
}

bool sp_mm_lock_soon(struct mm_struct *mm)
{
	return poll(mm, TRIES);
}

static bool poll_space(struct sp_space *space)
{
	unsigned int refused = atomic_read(&space->refused);
	bool patient = refused % PATIENT_EVERY == PATIENT_EVERY - 1;

	if (!poll(space->mm, patient ? PATIENT_TRIES : TRIES)) {
		atomic_inc(&space->refused);
		return false;
	}
	if (refused)
		atomic_set(&space->refused, 0);
	return true;
}

bool sp_space_lock(struct sp_space *space)
{
	if (current->flags & PF_KTHREAD)
		return poll_space(space);
	return !mmap_read_lock_killable(space->mm);
}

void sp_space_unlock(struct sp_space *space)
{
	mmap_read_unlock(space->mm);
}
