/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Commands that take long, as netlink dumps: each time the requester receives,
 * the job goes on for up to 100 ms and says how far it is; the last message has
 * the result.
 *
 * A doit would run under the lock that all generic netlink requests of the
 * machine take.  A dump runs under its socket's only, goes on where it was, and
 * ends when the socket is closed.
 */
#ifndef SAMEPAGE_CTL_JOB_H
#define SAMEPAGE_CTL_JOB_H

#include <net/genetlink.h>

struct sp_job;

struct sp_job_ops {
	u8 cmd;
	/*
	 * Goes on until about @deadline (ktime, ns) or a signal.  0: finished;
	 * -EAGAIN: there is more to do; any other error ends the job, with a
	 * sentence in @extack.
	 */
	int (*work)(struct sp_job *job, u64 deadline, struct netlink_ext_ack *extack);
	/* Adds the result to the last message.  -EMSGSIZE. */
	int (*put_result)(struct sp_job *job, struct sk_buff *skb);
	/* Frees the job, finished or not. */
	void (*free)(struct sp_job *job);
};

struct sp_job {
	const struct sp_job_ops *ops;
	u64 done, total;	/* pages; set by work() */
	bool announced, finished;
};

/* In a command's start(): the sender's right, then hand over the job. */
int sp_job_check_sender(struct netlink_callback *cb);
void sp_job_begin(struct netlink_callback *cb, struct sp_job *job, const struct sp_job_ops *ops);

/* For the family's table. */
int sp_job_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int sp_job_done(struct netlink_callback *cb);

#endif
