/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SAMEPAGE_CTL_FAMILY_H
#define SAMEPAGE_CTL_FAMILY_H

#include <net/genetlink.h>

/* Defined in netlink.c. */
extern struct genl_family sp_family;

enum sp_group {
	SP_GROUP_EVENTS,
};

#endif
