/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The netlink commands: what the family's table refers to.
 */
#ifndef SAMEPAGE_CTL_COMMANDS_H
#define SAMEPAGE_CTL_COMMANDS_H

#include <net/genetlink.h>

#include "../uapi/samepage.h"

/* get.c */
int sp_get_doit(struct sk_buff *skb, struct genl_info *info);
int sp_get_start(struct netlink_callback *cb);
int sp_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);

/* marking.c */
extern const struct nla_policy sp_mark_policy[SAMEPAGE_A_GROUP + 1];
int sp_mark_doit(struct sk_buff *skb, struct genl_info *info);
int sp_unmark_doit(struct sk_buff *skb, struct genl_info *info);

/* merging.c */
int sp_merge_now_start(struct netlink_callback *cb);
int sp_cancel_doit(struct sk_buff *skb, struct genl_info *info);

/* estimating.c */
extern const struct nla_policy sp_estimate_policy[SAMEPAGE_A_SECOND_LOOK_MS + 1];
int sp_estimate_start(struct netlink_callback *cb);

/* explaining.c */
int sp_explain_start(struct netlink_callback *cb);

#endif
