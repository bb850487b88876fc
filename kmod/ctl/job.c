// SPDX-License-Identifier: GPL-2.0
#include <linux/ktime.h>

#include "../compat.h"
#include "../uapi/samepage.h"
#include "family.h"
#include "job.h"

/* Between two progress messages. */
#define SLICE_NS (100 * NSEC_PER_MSEC)

static struct sp_job **job_of(struct netlink_callback *cb)
{
	return (struct sp_job **)cb->ctx;
}

int sp_job_check_sender(struct netlink_callback *cb)
{
	if (netlink_capable(cb->skb, CAP_SYS_ADMIN))
		return 0;
	NL_SET_ERR_MSG(cb->extack, "needs CAP_SYS_ADMIN");
	return -EPERM;
}

void sp_job_begin(struct netlink_callback *cb, struct sp_job *job, const struct sp_job_ops *ops)
{
	job->ops = ops;
	*job_of(cb) = job;
}

static int put_message(struct sp_job *job, struct sk_buff *skb, struct netlink_callback *cb)
{
	void *header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
				   &sp_family, NLM_F_MULTI, job->ops->cmd);

	if (!header)
		return -EMSGSIZE;
	if (nla_put_u64_64bit(skb, SAMEPAGE_A_DONE_PAGES, job->done, SAMEPAGE_A_PAD) ||
	    nla_put_u64_64bit(skb, SAMEPAGE_A_TOTAL_PAGES, job->total, SAMEPAGE_A_PAD) ||
	    (job->finished && job->ops->put_result(job, skb))) {
		genlmsg_cancel(skb, header);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, header);
	return skb->len;
}

int sp_job_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct sp_job *job = *job_of(cb);
	int err;

	if (job->finished)
		return 0;
	/* The first time is still within the request: do not keep it waiting. */
	if (job->announced) {
		err = job->ops->work(job, ktime_get_ns() + SLICE_NS, cb->extack);
		if (err && err != -EAGAIN)
			return err;
		job->finished = !err;
	}
	job->announced = true;
	return put_message(job, skb, cb);
}

int sp_job_done(struct netlink_callback *cb)
{
	struct sp_job *job = *job_of(cb);

	job->ops->free(job);
	return 0;
}
