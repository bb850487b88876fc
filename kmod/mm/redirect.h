/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Calls of functions of the core that shall reach the module instead, by the
 * means that livepatch is built on (ftrace, IPMODIFY).
 *
 * Not through livepatch itself: its transition waits for every task of the
 * machine, a module that uses it cannot be removed with rmmod, and it taints
 * the kernel.  What it is there for, that a task never sees old and new
 * functions side by side, is not needed here: a page without a node is nothing
 * to either of them, and pages get nodes only while calls are redirected.
 */
#ifndef SAMEPAGE_MM_REDIRECT_H
#define SAMEPAGE_MM_REDIRECT_H

#include <linux/ftrace.h>

struct sp_redirect {
	const char *name;	/* of the function of the core */
	void *to;
	struct ftrace_ops ops;
	unsigned long from;	/* its address; 0: it is not redirected */
};

/*
 * From the return on, whoever enters one of the @n functions gets to the
 * module's, as long as sp_redirect_enable() says so.  Otherwise *@failed is the
 * name of one, and none is redirected.  -ENOENT: there is no such function;
 * -EINVAL: it cannot be hooked; -EBUSY: somebody else redirects it, or ftrace is
 * switched off; -EOPNOTSUPP: this kernel has no means.
 */
int sp_redirect_add(struct sp_redirect *redirects, unsigned int n, const char **failed);
/* Returns when nobody is in a function of the module any more that does not sleep. */
void sp_redirect_remove(struct sp_redirect *redirects, unsigned int n);

/* Off, calls reach the core's own functions, which know the built-in scanner's nodes. */
void sp_redirect_enable(bool enable);

#endif
