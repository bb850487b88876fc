// SPDX-License-Identifier: GPL-2.0
#include <linux/pid.h>
#include <linux/sched/mm.h>
#include <linux/sched/task.h>

#include "../compat.h"
#include "../mm/private_symbols.h"
#include "../mm/space.h"
#include "process.h"

const struct nla_policy sp_process_policy[SAMEPAGE_A_PIDFD + 1] = {
	[SAMEPAGE_A_PID] = NLA_POLICY_MIN(NLA_U32, 1),
	[SAMEPAGE_A_START_TIME] = { .type = NLA_U64 },
	[SAMEPAGE_A_PIDFD] = NLA_POLICY_MIN(NLA_S32, 0),
};

void sp_process_put(struct sp_process *p)
{
	if (p->mm && p->detached)
		mmdrop(p->mm);
	else if (p->mm)
		mmput(p->mm);
	if (p->task)
		put_task_struct(p->task);
	*p = (struct sp_process){};
}

void sp_process_detach(struct sp_process *p)
{
	mmgrab(p->mm);
	mmput(p->mm);
	p->detached = true;
}

static struct pid *named_pid(struct nlattr *const *attrs, struct netlink_ext_ack *extack)
{
	unsigned int fd_flags;
	struct pid *pid;

	if (attrs[SAMEPAGE_A_PIDFD]) {
		if (attrs[SAMEPAGE_A_PID] || attrs[SAMEPAGE_A_START_TIME]) {
			NL_SET_ERR_MSG(extack, "name the process by pidfd or by pid, not by both");
			return ERR_PTR(-EINVAL);
		}
		pid = sp_core(pidfd_get_pid)(nla_get_s32(attrs[SAMEPAGE_A_PIDFD]), &fd_flags);
		if (IS_ERR(pid))
			NL_SET_ERR_MSG(extack, "that file descriptor is not a pidfd");
		return pid;
	}

	if (!attrs[SAMEPAGE_A_PID] || !attrs[SAMEPAGE_A_START_TIME]) {
		NL_SET_ERR_MSG(extack,
			       "name the process by pidfd, or by pid together with start time");
		return ERR_PTR(-EINVAL);
	}
	pid = find_get_pid(nla_get_u32(attrs[SAMEPAGE_A_PID]));
	if (!pid) {
		NL_SET_ERR_MSG(extack, "there is no process with that pid");
		return ERR_PTR(-ESRCH);
	}
	return pid;
}

static int find_task(struct nlattr *const *attrs, struct netlink_ext_ack *extack,
		     struct sp_process *p)
{
	struct pid *pid = named_pid(attrs, extack);
	int err = 0;

	if (IS_ERR(pid))
		return PTR_ERR(pid);

	p->task = get_pid_task(pid, PIDTYPE_TGID);
	if (!p->task) {
		struct task_struct *thread = get_pid_task(pid, PIDTYPE_PID);

		if (thread) {
			put_task_struct(thread);
			NL_SET_ERR_MSG(extack, "that is a thread; name its process");
			err = -EINVAL;
		} else {
			NL_SET_ERR_MSG(extack, "the process has exited");
			err = -ESRCH;
		}
	}
	put_pid(pid);
	return err;
}

int sp_process_get(struct nlattr *const *attrs, struct netlink_ext_ack *extack,
		   struct sp_process *p)
{
	const struct nlattr *start_time = attrs[SAMEPAGE_A_START_TIME];
	int err = find_task(attrs, extack, p);

	if (err)
		return err;
	if (start_time && nla_get_u64(start_time) != sp_start_time(p->task->start_boottime)) {
		NL_SET_ERR_MSG(extack,
			       "the pid belongs to another process now: its start time differs");
		return -ESTALE;
	}
	if (p->task->flags & PF_KTHREAD) {
		NL_SET_ERR_MSG(extack, "a kernel thread has no memory of its own to merge");
		return -EINVAL;
	}
	p->mm = get_task_mm(p->task);
	if (!p->mm) {
		NL_SET_ERR_MSG(extack, "the process has exited");
		return -ESRCH;
	}
	return 0;
}
