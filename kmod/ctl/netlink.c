// SPDX-License-Identifier: GPL-2.0
/*
 * The generic netlink family: which command is handled where.
 */
#include "../compat.h"
#include "../uapi/samepage.h"
#include "commands.h"
#include "family.h"
#include "job.h"
#include "netlink.h"
#include "process.h"

static int check_sender(const struct genl_split_ops *ops, struct sk_buff *skb,
			struct genl_info *info)
{
	/* Both the sender and the opener of the socket, in the first user namespace. */
	if (netlink_capable(skb, CAP_SYS_ADMIN))
		return 0;
	GENL_SET_ERR_MSG(info, "needs CAP_SYS_ADMIN");
	return -EPERM;
}

static const struct genl_ops ops[] = {
	{
		.cmd = SAMEPAGE_CMD_GET,
		.doit = sp_get_doit,
		.start = sp_get_start,
		.dumpit = sp_get_dumpit,
	},
	{
		.cmd = SAMEPAGE_CMD_MARK,
		.policy = sp_mark_policy,
		.maxattr = ARRAY_SIZE(sp_mark_policy) - 1,
		.doit = sp_mark_doit,
	},
	{
		.cmd = SAMEPAGE_CMD_UNMARK,
		.doit = sp_unmark_doit,
	},
	{
		.cmd = SAMEPAGE_CMD_MERGE_NOW,
		.start = sp_merge_now_start,
		.dumpit = sp_job_dumpit,
		.done = sp_job_done,
	},
	{
		.cmd = SAMEPAGE_CMD_CANCEL,
		.doit = sp_cancel_doit,
	},
	{
		.cmd = SAMEPAGE_CMD_ESTIMATE,
		.policy = sp_estimate_policy,
		.maxattr = ARRAY_SIZE(sp_estimate_policy) - 1,
		.start = sp_estimate_start,
		.dumpit = sp_job_dumpit,
		.done = sp_job_done,
	},
	{
		.cmd = SAMEPAGE_CMD_EXPLAIN,
		.start = sp_explain_start,
		.dumpit = sp_job_dumpit,
		.done = sp_job_done,
	},
};

static const struct genl_multicast_group groups[] = {
	[SP_GROUP_EVENTS] = {
		.name = SAMEPAGE_GENL_EVENTS,
		.flags = GENL_MCAST_CAP_SYS_ADMIN,
	},
};

struct genl_family sp_family __ro_after_init = {
	.name = SAMEPAGE_GENL_NAME,
	.version = SAMEPAGE_GENL_VERSION,
	/* What commands without a policy of their own take: the name of a process. */
	.maxattr = ARRAY_SIZE(sp_process_policy) - 1,
	.policy = sp_process_policy,
	.pre_doit = check_sender,
	.ops = ops,
	.n_ops = ARRAY_SIZE(ops),
	.mcgrps = groups,
	.n_mcgrps = ARRAY_SIZE(groups),
	/* The commands before it were there when nobody checked the header's reserved field. */
	.resv_start_op = SAMEPAGE_CMD_MERGE_NOW,
	/* Unmarking takes long; nobody else's requests wait for it. */
	.parallel_ops = true,
	.module = THIS_MODULE,
};

int sp_netlink_init(void)
{
	return genl_register_family(&sp_family);
}

void sp_netlink_exit(void)
{
	genl_unregister_family(&sp_family);
}
