/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Processes as requests name them.
 */
#ifndef SAMEPAGE_CTL_PROCESS_H
#define SAMEPAGE_CTL_PROCESS_H

#include <net/netlink.h>

#include "../uapi/samepage.h"

/* For PID, START_TIME and PIDFD: index up to SAMEPAGE_A_PIDFD. */
extern const struct nla_policy sp_process_policy[SAMEPAGE_A_PIDFD + 1];

struct sp_process {
	struct task_struct *task;	/* group leader */
	struct mm_struct *mm;		/* with a reference (mm_users, or mm_count when detached) */
	bool detached;
};

/*
 * The process that @attrs (indexed up to SAMEPAGE_A_PIDFD) name.  The caller
 * puts it, also after an error; errors are those of SAMEPAGE_CMD_GET, with a
 * sentence in @extack.
 */
int sp_process_get(struct nlattr *const *attrs, struct netlink_ext_ack *extack,
		   struct sp_process *p);
void sp_process_put(struct sp_process *p);
/* For a command that takes long: the process may exit meanwhile, and its memory is free then. */
void sp_process_detach(struct sp_process *p);

#endif
