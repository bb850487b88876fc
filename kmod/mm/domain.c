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
/* Beside the modes, which are kinds too. */
#define KIND_GROUP	(SP_DOMAINS_PROCESS + 1)

static u64 domain(unsigned int kind, u32 number)
{
	return (u64)kind << KIND_SHIFT | number;
}

bool sp_domains_supported(enum sp_domains mode)
{
	return mode != SP_DOMAINS_CGROUP || IS_ENABLED(CONFIG_MEMCG);
}

static bool one_user(const struct cred *cred)
{
	return uid_eq(cred->uid, cred->euid) && uid_eq(cred->uid, cred->suid) &&
	       uid_eq(cred->uid, cred->fsuid);
}

bool sp_same_user(struct task_struct *a, struct task_struct *b)
{
	const struct cred *of_a = __task_cred(a), *of_b = __task_cred(b);

	return one_user(of_a) && one_user(of_b) && uid_eq(of_a->uid, of_b->uid);
}

static u64 user_domain(struct task_struct *task, u32 own)
{
	const struct cred *cred = __task_cred(task);

	if (one_user(cred))
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

u64 sp_domain_of(enum sp_domains mode, struct task_struct *task, u32 own, u32 group)
{
	if (group)
		return domain(KIND_GROUP, group);
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

u64 sp_scope_of_page(u64 scope, const struct page *page)
{
	return sp_scope(scope & GENMASK_ULL(NODE_SHIFT - 1, 0), page);
}
