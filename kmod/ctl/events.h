/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What happens, told to the listeners of the multicast group "events".
 *
 * All of these may be called from anywhere that may allocate with the given
 * flags, under any lock; they cost next to nothing while nobody listens.  An
 * event that there is no memory for is lost.
 */
#ifndef SAMEPAGE_CTL_EVENTS_H
#define SAMEPAGE_CTL_EVENTS_H

#include <linux/types.h>

/*
 * The scanner serves process @pid (initial pid namespace; its leader started at
 * @start_boottime, ns).
 */
void sp_event_marked(pid_t pid, u64 start_boottime, gfp_t gfp);
void sp_event_unmarked(pid_t pid, u64 start_boottime, gfp_t gfp);
/* Its memory is gone.  No event if it lives on with other memory (exec). */
void sp_event_exited(pid_t pid, u64 start_boottime, gfp_t gfp);

/* Pass number @pass, which looked at @pages, is finished. */
void sp_event_pass(u64 pass, u64 duration_ns, u64 pages, gfp_t gfp);

/* Scanning has stopped by itself; @pause is enum samepage_pause. */
void sp_event_paused(u32 pause, gfp_t gfp);

/* The file @name was written; @value is what, of @length. */
void sp_event_knob(const char *name, const char *value, size_t length);

#endif
