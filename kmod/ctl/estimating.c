// SPDX-License-Identifier: GPL-2.0
#include <linux/log2.h>
#include <linux/slab.h>

#include "../compat.h"
#include "../mm/estimate.h"
#include "commands.h"
#include "job.h"
#include "process.h"

static SP_RANGE_CONST struct netlink_range_validation sample_range = { .min = 1, .max = 65536 };
static SP_RANGE_CONST struct netlink_range_validation second_look_range = { .min = 1, .max = 60000 };

const struct nla_policy sp_estimate_policy[SAMEPAGE_A_SECOND_LOOK_MS + 1] = {
	[SAMEPAGE_A_PID] = NLA_POLICY_MIN(NLA_U32, 1),
	[SAMEPAGE_A_START_TIME] = { .type = NLA_U64 },
	[SAMEPAGE_A_PIDFD] = NLA_POLICY_MIN(NLA_S32, 0),
	[SAMEPAGE_A_PROCESS] = NLA_POLICY_NESTED(sp_process_policy),
	[SAMEPAGE_A_SAMPLE] = NLA_POLICY_FULL_RANGE(NLA_U32, &sample_range),
	[SAMEPAGE_A_SECOND_LOOK_MS] = NLA_POLICY_FULL_RANGE(NLA_U32, &second_look_range),
};

struct estimating {
	struct sp_job job;
	struct sp_estimate *estimate;
};

static int estimating_work(struct sp_job *job, u64 deadline, struct netlink_ext_ack *extack)
{
	struct estimating *x = container_of(job, struct estimating, job);
	int err = sp_estimate_go_on(x->estimate, deadline);

	job->done = sp_estimate_done(x->estimate);
	job->total = sp_estimate_total(x->estimate);
	if (err == -ESRCH)
		NL_SET_ERR_MSG(extack, "all of the processes have exited");
	else if (err == -ENOMEM)
		NL_SET_ERR_MSG(extack, "not enough memory");
	return err;
}

static int put_number(struct sk_buff *skb, int attribute, u64 value)
{
	return nla_put_u64_64bit(skb, attribute, value, SAMEPAGE_A_PAD);
}

static int estimating_put(struct sp_job *job, struct sk_buff *skb)
{
	const struct sp_estimate_result *r =
		sp_estimate_result(container_of(job, struct estimating, job)->estimate);

	if (put_number(skb, SAMEPAGE_A_SAVED_BYTES, r->saved) ||
	    put_number(skb, SAMEPAGE_A_WITHIN_BYTES, r->within) ||
	    put_number(skb, SAMEPAGE_A_MERGED_BYTES, r->merged) ||
	    put_number(skb, SAMEPAGE_A_OTHERS_BYTES, r->others) ||
	    put_number(skb, SAMEPAGE_A_ZERO_BYTES, r->zero) ||
	    put_number(skb, SAMEPAGE_A_ERROR_BYTES, r->error) ||
	    put_number(skb, SAMEPAGE_A_LOOKED_PAGES, r->looked) ||
	    put_number(skb, SAMEPAGE_A_CHANGED_PAGES, r->changed) ||
	    nla_put_u32(skb, SAMEPAGE_A_SAMPLE, r->sample) ||
	    nla_put_u32(skb, SAMEPAGE_A_PROCESSES, r->processes))
		return -EMSGSIZE;
	return 0;
}

static void estimating_free(struct sp_job *job)
{
	struct estimating *x = container_of(job, struct estimating, job);

	sp_estimate_end(x->estimate);
	kfree(x);
}

static const struct sp_job_ops estimating_ops = {
	.cmd = SAMEPAGE_CMD_ESTIMATE,
	.work = estimating_work,
	.put_result = estimating_put,
	.free = estimating_free,
};

static int add(struct sp_estimate *e, struct nlattr *const *attrs, struct netlink_ext_ack *extack)
{
	struct sp_process p = {};
	int err = sp_process_get(attrs, extack, &p);

	if (!err)
		err = sp_estimate_add(e, p.mm, p.task);
	sp_process_put(&p);
	return err;
}

static int add_nested(struct sp_estimate *e, const struct nlattr *nest,
		      struct netlink_ext_ack *extack)
{
	struct nlattr *attrs[SAMEPAGE_A_PIDFD + 1];
	int err = nla_parse_nested(attrs, SAMEPAGE_A_PIDFD, nest, sp_process_policy, extack);

	return err ?: add(e, attrs, extack);
}

/* The set is named by attributes of its own, or like the one process of other commands. */
static int add_all(struct sp_estimate *e, struct netlink_callback *cb)
{
	struct nlattr **attrs = sp_dump_attrs(cb);
	struct nlattr *nest;
	int left, err;

	if (!attrs[SAMEPAGE_A_PROCESS])
		return add(e, attrs, cb->extack);
	if (attrs[SAMEPAGE_A_PID] || attrs[SAMEPAGE_A_START_TIME] || attrs[SAMEPAGE_A_PIDFD]) {
		NL_SET_ERR_MSG(cb->extack, "name one process or a set, not both");
		return -EINVAL;
	}
	nlmsg_for_each_attr(nest, cb->nlh, GENL_HDRLEN, left) {
		if (nla_type(nest) != SAMEPAGE_A_PROCESS)
			continue;
		err = add_nested(e, nest, cb->extack);
		if (err)
			return err;
	}
	return 0;
}

static u32 count_processes(struct netlink_callback *cb)
{
	struct nlattr *nest;
	u32 n = 0;
	int left;

	nlmsg_for_each_attr(nest, cb->nlh, GENL_HDRLEN, left)
		n += nla_type(nest) == SAMEPAGE_A_PROCESS;
	return max(n, 1U);
}

static int begin(struct estimating *x, struct netlink_callback *cb)
{
	struct nlattr **attrs = sp_dump_attrs(cb);
	u32 sample = attrs[SAMEPAGE_A_SAMPLE] ? nla_get_u32(attrs[SAMEPAGE_A_SAMPLE]) : 1;
	u32 second_look = attrs[SAMEPAGE_A_SECOND_LOOK_MS] ?
			  nla_get_u32(attrs[SAMEPAGE_A_SECOND_LOOK_MS]) : 0;
	u32 n = count_processes(cb);
	int err;

	if (n > SAMEPAGE_MAX_PROCESSES) {
		NL_SET_ERR_MSG(cb->extack, "too many processes at once; at most 1024");
		return -E2BIG;
	}
	x->estimate = sp_estimate_begin(n, order_base_2(sample), second_look);
	if (IS_ERR(x->estimate)) {
		if (PTR_ERR(x->estimate) == -EBUSY)
			NL_SET_ERR_MSG(cb->extack,
				       "others are estimating already; try again later");
		return PTR_ERR(x->estimate);
	}
	err = add_all(x->estimate, cb);
	if (err)
		sp_estimate_end(x->estimate);
	return err;
}

int sp_estimate_start(struct netlink_callback *cb)
{
	int err = sp_job_check_sender(cb);
	struct estimating *x;

	if (err)
		return err;
	x = kzalloc(sizeof(*x), GFP_KERNEL);
	if (!x)
		return -ENOMEM;
	err = begin(x, cb);
	if (err) {
		kfree(x);
		return err;
	}
	sp_job_begin(cb, &x->job, &estimating_ops);
	return 0;
}
