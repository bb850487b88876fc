// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/memcontrol.h>
#include <linux/mm.h>

#include "../compat.h"
#include "domain.h"
#include "scanner.h"

/* Above the 32 bits of a number, so that a user never equals a cgroup. */
#define KIND_SHIFT	32
#define NODE_SHIFT	40

static u64 domain(enum sp_domains kind, u32 number)
{
	return (u64)kind << KIND_SHIFT | number;
}

bool sp_domains_supported(enum sp_domains mode)
{
	return mode != SP_DOMAINS_CGROUP || IS_ENABLED(CONFIG_MEMCG);
}

static u64 user_domain(struct task_struct *task, u32 own)
{
	const struct cred *cred = __task_cred(task);

	if (uid_eq(cred->uid, cred->euid) && uid_eq(cred->uid, cred->suid) &&
	    uid_eq(cred->uid, cred->fsuid))
		return domain(SP_DOMAINS_USER, __kuid_val(cred->uid));
	return domain(SP_DOMAINS_PROCESS, own);
}

static u64 cgroup_domain(struct task_struct *task)
{
#ifdef CONFIG_MEMCG
	struct mem_cgroup *memcg = mem_cgroup_from_task(task);

	if (memcg)
		return domain(SP_DOMAINS_CGROUP, memcg->css.id);
#endif
	return domain(SP_DOMAINS_CGROUP, 0);
}

u64 sp_domain_of(enum sp_domains mode, struct task_struct *task, u32 own)
{
	switch (mode) {
	case SP_DOMAINS_USER:
		return user_domain(task, own);
	case SP_DOMAINS_CGROUP:
		return cgroup_domain(task);
	case SP_DOMAINS_PROCESS:
		return domain(SP_DOMAINS_PROCESS, own);
	default:
		return domain(SP_DOMAINS_ALL, 0);
	}
}

u64 sp_scope(u64 domain, const struct page *page)
{
	if (READ_ONCE(sp_scanner.merge_across_nodes))
		return domain;
	return domain | (u64)(page_to_nid(page) + 1) << NODE_SHIFT;
}
