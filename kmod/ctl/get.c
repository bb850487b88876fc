// SPDX-License-Identifier: GPL-2.0
#include <linux/pid_namespace.h>

#include "../compat.h"
#include "../mm/scanner.h"
#include "../mm/space.h"
#include "commands.h"
#include "family.h"
#include "job.h"
#include "process.h"

/* Of each page that is looked at, and that waits in the index. */
#define WORD_BYTES	sizeof(u32)
#define ENTRY_BYTES	(sizeof(struct sp_unstable_entry) * 5 / 4)

/* With the process's part of what is held for merged pages: by its mappings of them. */
static u64 metadata_bytes(const struct sp_space_info *info)
{
	const struct sp_stable *stable = &sp_scanner.engine.stable;
	u64 places = max(READ_ONCE(stable->n_places), 1UL);
	u64 merged = sp_stable_bytes(stable, sizeof(struct sp_stable_node));

	return (info->merged + info->unshared + info->volatiles) * WORD_BYTES +
	       info->unshared * ENTRY_BYTES + div64_u64(merged * info->merged, places);
}

static int put_number(struct sk_buff *skb, int attribute, u64 value)
{
	return nla_put_u64_64bit(skb, attribute, value, SAMEPAGE_A_PAD);
}

static int put_info(struct sk_buff *skb, const struct sp_space_info *info)
{
	if (nla_put_u32(skb, SAMEPAGE_A_PID, info->pid) ||
	    put_number(skb, SAMEPAGE_A_START_TIME, info->start_time) ||
	    nla_put_u32(skb, SAMEPAGE_A_FLAGS, info->flags) ||
	    put_number(skb, SAMEPAGE_A_MERGED_PAGES, info->merged) ||
	    put_number(skb, SAMEPAGE_A_SAVED_BYTES, info->saved) ||
	    put_number(skb, SAMEPAGE_A_UNSHARED_PAGES, info->unshared) ||
	    put_number(skb, SAMEPAGE_A_VOLATILE_PAGES, info->volatiles) ||
	    put_number(skb, SAMEPAGE_A_SCANNED_PAGES, info->scanned) ||
	    put_number(skb, SAMEPAGE_A_SKIPPED_PAGES, info->skipped) ||
	    put_number(skb, SAMEPAGE_A_ZERO_PAGES, info->zero) ||
	    put_number(skb, SAMEPAGE_A_DOMAIN, info->domain) ||
	    (info->group && nla_put_u32(skb, SAMEPAGE_A_GROUP, info->group)) ||
	    put_number(skb, SAMEPAGE_A_METADATA_BYTES, metadata_bytes(info)))
		return -EMSGSIZE;
	return 0;
}

int sp_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sp_space_info space_info;
	struct sp_process p = {};
	struct sk_buff *reply;
	void *header;
	int err = sp_process_get(info->attrs, info->extack, &p);

	if (err)
		goto put;
	sp_spaces_info(p.mm, p.task, task_active_pid_ns(current), &space_info);

	err = -ENOMEM;
	reply = genlmsg_new(NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!reply)
		goto put;
	header = genlmsg_put_reply(reply, info, &sp_family, 0, SAMEPAGE_CMD_GET);
	if (!header || put_info(reply, &space_info)) {
		nlmsg_free(reply);
		goto put;
	}
	genlmsg_end(reply, header);
	err = genlmsg_reply(reply, info);
put:
	sp_process_put(&p);
	return err;
}

int sp_get_start(struct netlink_callback *cb)
{
	struct nlattr **attrs = sp_dump_attrs(cb);
	int err = sp_job_check_sender(cb);

	if (err)
		return err;
	if (attrs[SAMEPAGE_A_PID] || attrs[SAMEPAGE_A_PIDFD] || attrs[SAMEPAGE_A_START_TIME]) {
		NL_SET_ERR_MSG(cb->extack, "a dump is about every process; name none");
		return -EINVAL;
	}
	sp_spaces_discover();
	return 0;
}

int sp_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct pid_namespace *ns = task_active_pid_ns(current);
	struct sp_space_info info;
	u32 id;

	for (id = cb->args[0]; sp_spaces_info_next(&id, ns, &info); id++) {
		void *header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
					   &sp_family, NLM_F_MULTI, SAMEPAGE_CMD_GET);

		if (!header)
			break;
		if (put_info(skb, &info)) {
			genlmsg_cancel(skb, header);
			break;
		}
		genlmsg_end(skb, header);
		cond_resched();
	}
	cb->args[0] = id;
	return skb->len;
}
