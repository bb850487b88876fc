// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

#include "../compat.h"
#include "../mm/explain.h"
#include "commands.h"
#include "job.h"
#include "process.h"

struct explaining {
	struct sp_job job;
	struct sp_process process;
	struct sp_explain *explain;
};

static int explaining_work(struct sp_job *job, u64 deadline, struct netlink_ext_ack *extack)
{
	struct explaining *x = container_of(job, struct explaining, job);
	int err = sp_explain_go_on(x->explain, deadline);

	job->done = sp_explain_done(x->explain);
	job->total = sp_explain_total(x->explain);
	if (err == -ESRCH)
		NL_SET_ERR_MSG(extack, "the process has exited");
	else if (err == -ENOMEM)
		NL_SET_ERR_MSG(extack, "not enough memory");
	return err;
}

static int explaining_put(struct sp_job *job, struct sk_buff *skb)
{
	const struct sp_explain *e = container_of(job, struct explaining, job)->explain;
	struct nlattr *reasons;
	int i;

	if (nla_put_u64_64bit(skb, SAMEPAGE_A_RESIDENT_BYTES, sp_explain_resident(e),
			      SAMEPAGE_A_PAD))
		return -EMSGSIZE;
	reasons = nla_nest_start(skb, SAMEPAGE_A_REASONS);
	if (!reasons)
		return -EMSGSIZE;
	for (i = SAMEPAGE_R_MERGED; i <= SAMEPAGE_R_MAX; i++)
		if (nla_put_u64_64bit(skb, i, sp_explain_bytes(e, i), SAMEPAGE_R_PAD))
			return -EMSGSIZE;
	nla_nest_end(skb, reasons);
	return 0;
}

static void explaining_free(struct sp_job *job)
{
	struct explaining *x = container_of(job, struct explaining, job);

	sp_explain_end(x->explain);
	sp_process_put(&x->process);
	kfree(x);
}

static const struct sp_job_ops explaining_ops = {
	.cmd = SAMEPAGE_CMD_EXPLAIN,
	.work = explaining_work,
	.put_result = explaining_put,
	.free = explaining_free,
};

int sp_explain_start(struct netlink_callback *cb)
{
	struct nlattr **attrs = sp_dump_attrs(cb);
	int err = sp_job_check_sender(cb);
	struct explaining *x;

	if (err)
		return err;
	x = kzalloc(sizeof(*x), GFP_KERNEL);
	if (!x)
		return -ENOMEM;
	err = sp_process_get(attrs, cb->extack, &x->process);
	if (!err) {
		sp_process_detach(&x->process);
		x->explain = sp_explain_begin(x->process.mm);
		err = x->explain ? 0 : -ENOMEM;
	}
	if (err) {
		sp_process_put(&x->process);
		kfree(x);
		return err;
	}
	sp_job_begin(cb, &x->job, &explaining_ops);
	return 0;
}
