// SPDX-License-Identifier: GPL-2.0
#include <linux/pid_namespace.h>
#include <linux/sched/mm.h>
#include <linux/sched/task.h>
#include <net/genetlink.h>

#include "../compat.h"
#include "../mm/mark.h"
#include "../mm/private_symbols.h"
#include "../mm/space.h"
#include "../uapi/samepage.h"
#include "netlink.h"

static const struct nla_policy policy[SAMEPAGE_A_MAX + 1] = {
	[SAMEPAGE_A_PID] = NLA_POLICY_MIN(NLA_U32, 1),
	[SAMEPAGE_A_START_TIME] = { .type = NLA_U64 },
	[SAMEPAGE_A_PIDFD] = NLA_POLICY_MIN(NLA_S32, 0),
};

/* The process a request is about. */
struct target {
	struct task_struct *task;	/* group leader */
	struct mm_struct *mm;		/* with a reference (mm_users) */
};

static void target_put(struct target *t)
{
	if (t->mm)
		mmput(t->mm);
	if (t->task)
		put_task_struct(t->task);
}

static struct pid *pid_of_request(struct genl_info *info)
{
	struct nlattr *const *attrs = info->attrs;
	unsigned int fd_flags;
	struct pid *pid;

	if (attrs[SAMEPAGE_A_PIDFD]) {
		if (attrs[SAMEPAGE_A_PID] || attrs[SAMEPAGE_A_START_TIME]) {
			GENL_SET_ERR_MSG(info, "name the process by pidfd or by pid, not by both");
			return ERR_PTR(-EINVAL);
		}
		pid = sp_core(pidfd_get_pid)(nla_get_s32(attrs[SAMEPAGE_A_PIDFD]), &fd_flags);
		if (IS_ERR(pid))
			GENL_SET_ERR_MSG(info, "that file descriptor is not a pidfd");
		return pid;
	}

	if (!attrs[SAMEPAGE_A_PID] || !attrs[SAMEPAGE_A_START_TIME]) {
		GENL_SET_ERR_MSG(info,
				 "name the process by pidfd, or by pid together with start time");
		return ERR_PTR(-EINVAL);
	}
	pid = find_get_pid(nla_get_u32(attrs[SAMEPAGE_A_PID]));
	if (!pid) {
		GENL_SET_ERR_MSG(info, "there is no process with that pid");
		return ERR_PTR(-ESRCH);
	}
	return pid;
}

static int find_task(struct genl_info *info, struct target *t)
{
	struct pid *pid = pid_of_request(info);
	int err = 0;

	if (IS_ERR(pid))
		return PTR_ERR(pid);

	t->task = get_pid_task(pid, PIDTYPE_TGID);
	if (!t->task) {
		struct task_struct *thread = get_pid_task(pid, PIDTYPE_PID);

		if (thread) {
			put_task_struct(thread);
			GENL_SET_ERR_MSG(info, "that is a thread; name its process");
			err = -EINVAL;
		} else {
			GENL_SET_ERR_MSG(info, "the process has exited");
			err = -ESRCH;
		}
	}
	put_pid(pid);
	return err;
}

/* The caller puts the target, also after an error. */
static int target_get(struct genl_info *info, struct target *t)
{
	const struct nlattr *start_time = info->attrs[SAMEPAGE_A_START_TIME];
	int err = find_task(info, t);

	if (err)
		return err;
	if (start_time && nla_get_u64(start_time) != sp_start_time(t->task->start_boottime)) {
		GENL_SET_ERR_MSG(info,
				 "the pid belongs to another process now: its start time differs");
		return -ESTALE;
	}
	if (t->task->flags & PF_KTHREAD) {
		GENL_SET_ERR_MSG(info, "a kernel thread has no memory of its own to merge");
		return -EINVAL;
	}
	t->mm = get_task_mm(t->task);
	if (!t->mm) {
		GENL_SET_ERR_MSG(info, "the process has exited");
		return -ESRCH;
	}
	return 0;
}

static int put_info(struct sk_buff *skb, const struct sp_space_info *info)
{
	if (nla_put_u32(skb, SAMEPAGE_A_PID, info->pid) ||
	    nla_put_u64_64bit(skb, SAMEPAGE_A_START_TIME, info->start_time, SAMEPAGE_A_PAD) ||
	    nla_put_u32(skb, SAMEPAGE_A_FLAGS, info->flags) ||
	    nla_put_u64_64bit(skb, SAMEPAGE_A_MERGED_PAGES, info->merged, SAMEPAGE_A_PAD) ||
	    nla_put_u64_64bit(skb, SAMEPAGE_A_SAVED_BYTES, info->saved, SAMEPAGE_A_PAD) ||
	    nla_put_u64_64bit(skb, SAMEPAGE_A_UNSHARED_PAGES, info->unshared, SAMEPAGE_A_PAD) ||
	    nla_put_u64_64bit(skb, SAMEPAGE_A_VOLATILE_PAGES, info->volatiles, SAMEPAGE_A_PAD) ||
	    nla_put_u64_64bit(skb, SAMEPAGE_A_SCANNED_PAGES, info->scanned, SAMEPAGE_A_PAD))
		return -EMSGSIZE;
	return 0;
}

static struct genl_family family;

static int get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sp_space_info space_info;
	struct target t = {};
	struct sk_buff *reply;
	void *header;
	int err = target_get(info, &t);

	if (err)
		goto put;
	sp_spaces_info(t.mm, t.task, task_active_pid_ns(current), &space_info);

	err = -ENOMEM;
	reply = genlmsg_new(NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!reply)
		goto put;
	header = genlmsg_put_reply(reply, info, &family, 0, SAMEPAGE_CMD_GET);
	if (!header || put_info(reply, &space_info)) {
		nlmsg_free(reply);
		goto put;
	}
	genlmsg_end(reply, header);
	err = genlmsg_reply(reply, info);
put:
	target_put(&t);
	return err;
}

static int get_start(struct netlink_callback *cb)
{
	if (!netlink_capable(cb->skb, CAP_SYS_ADMIN)) {
		NL_SET_ERR_MSG(cb->extack, "needs CAP_SYS_ADMIN");
		return -EPERM;
	}
	if (genl_dumpit_info(cb)->info.attrs[SAMEPAGE_A_PID] ||
	    genl_dumpit_info(cb)->info.attrs[SAMEPAGE_A_PIDFD] ||
	    genl_dumpit_info(cb)->info.attrs[SAMEPAGE_A_START_TIME]) {
		NL_SET_ERR_MSG(cb->extack, "a dump is about every process; name none");
		return -EINVAL;
	}
	sp_spaces_discover();
	return 0;
}

static int get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct pid_namespace *ns = task_active_pid_ns(current);
	struct sp_space_info info;
	u32 id;

	for (id = cb->args[0]; sp_spaces_info_next(&id, ns, &info); id++) {
		void *header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
					   &family, NLM_F_MULTI, SAMEPAGE_CMD_GET);

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

static int mark_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct target t = {};
	int err = target_get(info, &t);

	if (!err)
		err = sp_mark(t.mm, t.task);
	if (err == -ENOMEM)
		GENL_SET_ERR_MSG(info, "not enough memory to mark the process");
	target_put(&t);
	return err;
}

static int unmark_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct target t = {};
	int err = target_get(info, &t);

	if (!err)
		err = sp_unmark(t.mm);
	if (err == -ENOMEM)
		GENL_SET_ERR_MSG(info,
				 "not enough memory to give the process its own copies; it stays marked");
	target_put(&t);
	return err;
}

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
		.doit = get_doit,
		.start = get_start,
		.dumpit = get_dumpit,
	},
	{
		.cmd = SAMEPAGE_CMD_MARK,
		.doit = mark_doit,
	},
	{
		.cmd = SAMEPAGE_CMD_UNMARK,
		.doit = unmark_doit,
	},
};

static struct genl_family family __ro_after_init = {
	.name = SAMEPAGE_GENL_NAME,
	.version = SAMEPAGE_GENL_VERSION,
	.maxattr = SAMEPAGE_A_MAX,
	.policy = policy,
	.pre_doit = check_sender,
	.ops = ops,
	.n_ops = ARRAY_SIZE(ops),
	.resv_start_op = __SAMEPAGE_CMD_MAX,
	/* Unmarking takes long; nobody else's requests wait for it. */
	.parallel_ops = true,
	.module = THIS_MODULE,
};

int sp_netlink_init(void)
{
	return genl_register_family(&family);
}

void sp_netlink_exit(void)
{
	genl_unregister_family(&family);
}
