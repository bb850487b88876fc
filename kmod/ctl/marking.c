// SPDX-License-Identifier: GPL-2.0
#include <linux/mm_types.h>
#include <linux/sched.h>
#include <linux/sched/coredump.h>

#include "../compat.h"
#include "../mm/mark.h"
#include "../mm/space.h"
#include "commands.h"
#include "events.h"
#include "process.h"

static bool is_marked(const struct sp_process *p)
{
	return sp_mm_flag(p->mm, MMF_VM_MERGE_ANY);
}

static void tell(const struct sp_process *p, void (*event)(pid_t pid, u64 start_boottime, gfp_t))
{
	event(task_tgid_nr(p->task), p->task->start_boottime, GFP_KERNEL);
}

const struct nla_policy sp_mark_policy[SAMEPAGE_A_GROUP + 1] = {
	[SAMEPAGE_A_PID] = NLA_POLICY_MIN(NLA_U32, 1),
	[SAMEPAGE_A_START_TIME] = { .type = NLA_U64 },
	[SAMEPAGE_A_PIDFD] = NLA_POLICY_MIN(NLA_S32, 0),
	[SAMEPAGE_A_GROUP] = { .type = NLA_U32 },
};

int sp_mark_doit(struct sk_buff *skb, struct genl_info *info)
{
	const struct nlattr *group = info->attrs[SAMEPAGE_A_GROUP];
	struct sp_process p = {};
	int err = sp_process_get(info->attrs, info->extack, &p);

	if (!err) {
		/* Whoever is not known yet is told of when the scanner learns of it. */
		bool again = !is_marked(&p) && sp_spaces_by_mm(p.mm);

		err = group ? sp_mark_in_group(p.mm, p.task, nla_get_u32(group)) :
			      sp_mark(p.mm, p.task);
		if (!err && again)
			tell(&p, sp_event_marked);
	}
	if (err == -ENOMEM)
		GENL_SET_ERR_MSG(info, "not enough memory to mark the process");
	else if (err == -EINTR)
		GENL_SET_ERR_MSG(info, "interrupted by a signal; the process is not marked");
	sp_process_put(&p);
	return err;
}

int sp_unmark_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sp_process p = {};
	int err = sp_process_get(info->attrs, info->extack, &p);

	if (!err) {
		bool marked = is_marked(&p);

		err = sp_unmark(p.mm, p.task);
		if (!err && marked)
			tell(&p, sp_event_unmarked);
	}
	if (err == -ENOMEM)
		GENL_SET_ERR_MSG(info,
				 "not enough memory to give the process its own copies; it stays marked");
	else if (err == -EINTR)
		GENL_SET_ERR_MSG(info, "interrupted by a signal; the process stays marked");
	sp_process_put(&p);
	return err;
}
