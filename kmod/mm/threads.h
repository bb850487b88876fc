/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The scanning threads, samepage_scan/N.  The first one also begins and ends
 * passes and keeps house: exited processes, pages that nobody maps any more.
 */
#ifndef SAMEPAGE_MM_THREADS_H
#define SAMEPAGE_MM_THREADS_H

int sp_threads_init(void);
/* Returns when they have ended. */
void sp_threads_exit(void);

/* There shall be @n.  -ENOMEM, -EINTR: as many as before.  Not under sp_scanner.lock. */
int sp_threads_set(unsigned int n);

#endif
