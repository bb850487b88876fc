/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SAMEPAGE_CTL_NETLINK_H
#define SAMEPAGE_CTL_NETLINK_H

/* Generic netlink family "samepage": kmod/uapi/samepage.h. */
int sp_netlink_init(void);
/* Returns when no request is being handled. */
void sp_netlink_exit(void);

#endif
