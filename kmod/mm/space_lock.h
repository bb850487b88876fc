/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SAMEPAGE_MM_SPACE_LOCK_H
#define SAMEPAGE_MM_SPACE_LOCK_H

#include "space.h"

/*
 * Takes the mmap_lock of @space for reading; the caller holds a reference to
 * its mm (mm_users).  The scanner's own threads do not wait long for it, or a
 * process that holds it for long (its memory is behind a file system that
 * hangs) would hold up everybody's scanning.  Others wait until they are killed.
 */
bool sp_space_lock(struct sp_space *space);
/* The same for any @mm, without waiting long whoever asks. */
bool sp_mm_lock_soon(struct mm_struct *mm);
void sp_space_unlock(struct sp_space *space);

#endif
