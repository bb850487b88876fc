/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Merge domains: pages merge only within one.  Whoever can write to a page and
 * measure how long that takes learns whether it was merged, hence whether
 * somebody else had the same contents; a domain says who that may be.
 */
#ifndef SAMEPAGE_MM_DOMAIN_H
#define SAMEPAGE_MM_DOMAIN_H

#include <linux/types.h>

struct page;
struct task_struct;

enum sp_domains {
	SP_DOMAINS_ALL,		/* one for everybody */
	SP_DOMAINS_USER,	/* one for each user id */
	SP_DOMAINS_CGROUP,	/* one for each memory cgroup */
	SP_DOMAINS_PROCESS,	/* one for each address space */
};

/*
 * The domain of the process whose leader is @task, in @mode; @own is a number
 * that no other address space has.  A process whose user ids differ (setuid
 * programs) is a domain of its own in user mode: it is between two users.
 * @group: the number of the group that it was put in, whatever the mode; 0: none.
 * Called under RCU.
 */
u64 sp_domain_of(enum sp_domains mode, struct task_struct *task, u32 own, u32 group);

/* Are both one user's, by all of their ids?  Called under RCU. */
bool sp_same_user(struct task_struct *a, struct task_struct *b);

bool sp_domains_supported(enum sp_domains mode);

/* What merges with what: the domain and, unless they merge across nodes, the NUMA node. */
u64 sp_scope(u64 domain, const struct page *page);
/* The same for a page that was in @scope before it moved. */
u64 sp_scope_of_page(u64 scope, const struct page *page);

#endif
