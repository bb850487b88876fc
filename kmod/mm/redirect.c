// SPDX-License-Identifier: GPL-2.0
#include <linux/ftrace.h>
#include <linux/rcupdate.h>

#include "../compat.h"
#include "private_symbols.h"
#include "redirect.h"

static bool enabled;

void sp_redirect_enable(bool enable)
{
	WRITE_ONCE(enabled, enable);
}

#if defined(CONFIG_DYNAMIC_FTRACE_WITH_ARGS) || defined(CONFIG_DYNAMIC_FTRACE_WITH_REGS)

static void notrace enter(unsigned long ip, unsigned long parent_ip, struct ftrace_ops *ops,
			  struct ftrace_regs *regs)
{
	const struct sp_redirect *r = container_of(ops, struct sp_redirect, ops);

	if (READ_ONCE(enabled))
#ifdef SP_HAVE_FTRACE_SET_IP
		ftrace_regs_set_instruction_pointer(regs, (unsigned long)r->to);
#else
		ftrace_instruction_pointer_set(regs, (unsigned long)r->to);
#endif
}

static int add(struct sp_redirect *r)
{
	unsigned long address = sp_symbol(r->name);
	int err;

	if (!address)
		return -ENOENT;
	r->from = address;
	r->ops.func = enter;
	/* Permanent: nobody may switch ftrace off meanwhile. */
	r->ops.flags = FTRACE_OPS_FL_IPMODIFY | FTRACE_OPS_FL_PERMANENT;
#ifndef CONFIG_DYNAMIC_FTRACE_WITH_ARGS
	r->ops.flags |= FTRACE_OPS_FL_SAVE_REGS;
#endif
	err = ftrace_set_filter_ip(&r->ops, r->from, 0, 0);
	if (!err) {
		err = register_ftrace_function(&r->ops);
		if (err)
			ftrace_set_filter_ip(&r->ops, r->from, 1, 0);
	}
	if (err)
		r->from = 0;
	return err;
}

static void remove(struct sp_redirect *r)
{
	if (!r->from)
		return;
	unregister_ftrace_function(&r->ops);
	ftrace_set_filter_ip(&r->ops, r->from, 1, 0);
	r->from = 0;
}

int sp_redirect_add(struct sp_redirect *redirects, unsigned int n, const char **failed)
{
	unsigned int i;
	int err = 0;

	for (i = 0; i < n && !err; i++) {
		*failed = redirects[i].name;
		err = add(&redirects[i]);
	}
	if (err)
		sp_redirect_remove(redirects, n);
	return err;
}

void sp_redirect_remove(struct sp_redirect *redirects, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		remove(&redirects[i]);
	/* Whoever was sent here and did not get any further yet, or is just about to return. */
	synchronize_rcu_tasks();
}

#else

int sp_redirect_add(struct sp_redirect *redirects, unsigned int n, const char **failed)
{
	*failed = redirects->name;
	return -EOPNOTSUPP;
}

void sp_redirect_remove(struct sp_redirect *redirects, unsigned int n)
{
}

#endif
