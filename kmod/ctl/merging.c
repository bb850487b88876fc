// SPDX-License-Identifier: GPL-2.0
/*
 * "Merge this process now": a thread merges, the requester waits for it piece
 * by piece.
 */
#include <linux/completion.h>
#include <linux/freezer.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "../compat.h"
#include "../mm/merge_now.h"
#include "../mm/scanner.h"
#include "../mm/space.h"
#include "commands.h"
#include "job.h"
#include "process.h"

enum reason {
	NOT_CANCELLED,
	BY_REQUEST,
	BY_UNMERGING,	/* "run" was set to 2 */
};

struct merging {
	struct sp_job job;
	struct sp_process process;
	struct sp_progress progress;
	enum reason reason;
	bool stopped_before;	/* "run" was 2 when it began */
	unsigned long merged_before;
	unsigned long merged_after;
	struct task_struct *thread;
	struct completion finished;
	int result;
	struct list_head in_list;
};

/* All that are under way. */
static LIST_HEAD(mergings);
static DEFINE_MUTEX(mergings_lock);

static unsigned long merged_pages(struct merging *m)
{
	struct sp_space_info info;

	sp_spaces_info(m->process.mm, m->process.task, &init_pid_ns, &info);
	return info.merged + info.zero;
}

static void cancel(struct merging *m, enum reason reason)
{
	/* The first reason is the one that is told. */
	cmpxchg(&m->reason, NOT_CANCELLED, reason);
	WRITE_ONCE(m->progress.cancelled, true);
}

/* In the merging thread, after each piece. */
static void check(struct sp_progress *progress)
{
	struct merging *m = container_of(progress, struct merging, progress);

	if (READ_ONCE(sp_scanner.run) == SP_RUN_UNMERGE && !m->stopped_before)
		cancel(m, BY_UNMERGING);
	try_to_freeze();
	cond_resched();
}

static int thread_main(void *data)
{
	struct merging *m = data;

	set_freezable();
	m->result = sp_merge_now(m->process.mm, m->process.task, &m->progress);
	complete(&m->finished);
	/* Stopped by whoever frees the job. */
	set_current_state(TASK_INTERRUPTIBLE | TASK_FREEZABLE);
	while (!kthread_should_stop()) {
		schedule();
		set_current_state(TASK_INTERRUPTIBLE | TASK_FREEZABLE);
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

static int explain_end(struct merging *m, struct netlink_ext_ack *extack)
{
	if (!m->result)
		return 0;
	switch (READ_ONCE(m->reason)) {
	case BY_REQUEST:
		NL_SET_ERR_MSG(extack, "merging was cancelled");
		return -ECANCELED;
	case BY_UNMERGING:
		NL_SET_ERR_MSG(extack, "cancelled, as everything is being unmerged");
		return -ECANCELED;
	default:
		break;
	}
	if (m->result == -EBUSY)
		NL_SET_ERR_MSG(extack,
			       "the built-in scanner is in use; stop it by writing 2 to /sys/kernel/mm/ksm/run");
	else if (m->result == -EINVAL)
		NL_SET_ERR_MSG(extack, "the process is not mergeable; mark it first");
	else if (m->result == -ESRCH)
		NL_SET_ERR_MSG(extack, "the process has exited");
	else if (m->result == -ENOMEM)
		NL_SET_ERR_MSG(extack, "not enough memory");
	return m->result;
}

static int merging_work(struct sp_job *job, u64 deadline, struct netlink_ext_ack *extack)
{
	struct merging *m = container_of(job, struct merging, job);
	u64 now = ktime_get_ns();
	unsigned long timeout = deadline > now ? nsecs_to_jiffies(deadline - now) : 0;
	bool finished = wait_for_completion_interruptible_timeout(&m->finished, timeout + 1) > 0;
	int err;

	job->total = READ_ONCE(m->progress.total);
	job->done = min(READ_ONCE(m->progress.done), job->total);
	if (!finished)
		return -EAGAIN;
	err = explain_end(m, extack);
	if (!err) {
		job->done = job->total;
		m->merged_after = merged_pages(m);
	}
	return err;
}

static int merging_put(struct sp_job *job, struct sk_buff *skb)
{
	struct merging *m = container_of(job, struct merging, job);
	u64 merged = m->merged_after > m->merged_before ? m->merged_after - m->merged_before : 0;

	return nla_put_u64_64bit(skb, SAMEPAGE_A_NEWLY_MERGED_PAGES, merged, SAMEPAGE_A_PAD);
}

static void merging_free(struct sp_job *job)
{
	struct merging *m = container_of(job, struct merging, job);

	cancel(m, BY_REQUEST);
	kthread_stop(m->thread);
	put_task_struct(m->thread);
	mutex_lock(&mergings_lock);
	list_del(&m->in_list);
	mutex_unlock(&mergings_lock);
	sp_process_put(&m->process);
	kfree(m);
}

static const struct sp_job_ops merging_ops = {
	.cmd = SAMEPAGE_CMD_MERGE_NOW,
	.work = merging_work,
	.put_result = merging_put,
	.free = merging_free,
};

static struct merging *find(const struct mm_struct *mm)
{
	struct merging *m;

	lockdep_assert_held(&mergings_lock);
	list_for_each_entry(m, &mergings, in_list)
		if (m->process.mm == mm)
			return m;
	return NULL;
}

static int begin(struct merging *m, struct netlink_ext_ack *extack)
{
	int err = 0;

	mutex_lock(&mergings_lock);
	if (find(m->process.mm)) {
		NL_SET_ERR_MSG(extack, "this process is being merged already");
		err = -EBUSY;
	} else {
		list_add(&m->in_list, &mergings);
	}
	mutex_unlock(&mergings_lock);
	return err;
}

static int start_merging(struct merging *m, struct netlink_ext_ack *extack)
{
	m->merged_before = merged_pages(m);
	m->stopped_before = READ_ONCE(sp_scanner.run) == SP_RUN_UNMERGE;
	m->progress.report = check;
	init_completion(&m->finished);
	m->thread = kthread_create(thread_main, m, "samepage_merge");
	if (IS_ERR(m->thread)) {
		NL_SET_ERR_MSG(extack, "not enough memory");
		return PTR_ERR(m->thread);
	}
	get_task_struct(m->thread);
	wake_up_process(m->thread);
	return 0;
}

int sp_merge_now_start(struct netlink_callback *cb)
{
	struct nlattr **attrs = sp_dump_attrs(cb);
	int err = sp_job_check_sender(cb);
	struct merging *m;

	if (err)
		return err;
	m = kzalloc(sizeof(*m), GFP_KERNEL);
	if (!m)
		return -ENOMEM;
	err = sp_process_get(attrs, cb->extack, &m->process);
	if (err)
		goto free;
	sp_process_detach(&m->process);
	err = begin(m, cb->extack);
	if (err)
		goto free;
	err = start_merging(m, cb->extack);
	if (err)
		goto unlist;
	sp_job_begin(cb, &m->job, &merging_ops);
	return 0;

unlist:
	mutex_lock(&mergings_lock);
	list_del(&m->in_list);
	mutex_unlock(&mergings_lock);
free:
	sp_process_put(&m->process);
	kfree(m);
	return err;
}

int sp_cancel_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sp_process p = {};
	int err = sp_process_get(info->attrs, info->extack, &p);

	if (!err) {
		struct merging *m;

		mutex_lock(&mergings_lock);
		m = find(p.mm);
		if (m) {
			cancel(m, BY_REQUEST);
		} else {
			GENL_SET_ERR_MSG(info, "nobody merges this process now");
			err = -ENOENT;
		}
		mutex_unlock(&mergings_lock);
	}
	sp_process_put(&p);
	return err;
}
