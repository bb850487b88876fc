// SPDX-License-Identifier: GPL-2.0
#include <linux/kallsyms.h>
#include <linux/kprobes.h>
#include <linux/utsname.h>
#include <generated/utsrelease.h>

#include "../compat.h"
#include "private_symbols.h"

/* Not exported since 5.7, but still declared. */
DEFINE_STATIC_CALL_NULL(sp_lookup, kallsyms_lookup_name);

#ifdef SP_TEST_FOREIGN
#define SP_BUILT_FOR "another"
#else
#define SP_BUILT_FOR UTS_RELEASE
#endif

#define SP_PRIVATE(fn) DEFINE_STATIC_CALL_NULL(sp_##fn, fn)
#include "private_functions.h"
#include "private_reverse_functions.h"
#undef SP_PRIVATE

static atomic_long_t no_zero_pages;
atomic_long_t *sp_builtin_zero_pages = &no_zero_pages;
const unsigned long *sp_builtin_run;
const unsigned long *sp_builtin_pages_shared;

static int find_lookup(void)
{
	/* Disabled: its address is all that is wanted, and disarming it could fail. */
	struct kprobe probe = {
		.symbol_name = "kallsyms_lookup_name",
		.flags = KPROBE_FLAG_DISABLED,
	};
	int err = register_kprobe(&probe);

	if (err) {
		pr_err("cannot look up kernel symbols: a kprobe on kallsyms_lookup_name failed (%d)\n",
		       err);
		return err;
	}
	/* May be just behind an ENDBR: a direct call there is as good. */
	static_call_update(sp_lookup, (typeof(kallsyms_lookup_name) *)probe.addr);
	unregister_kprobe(&probe);
	return 0;
}

unsigned long sp_symbol(const char *name)
{
	return static_call(sp_lookup)(name);
}

static void *find(const char *name)
{
	void *address = (void *)sp_symbol(name);

	if (!address)
		pr_err("this kernel has no %s, which merging needs; not loaded\n", name);
	return address;
}

int sp_bind_private_symbols(void)
{
	int err;

	/* Versions of exported symbols say nothing of private ones. */
	if (strcmp(init_utsname()->release, SP_BUILT_FOR)) {
		pr_err("built for kernel %s, and this is %s; not loaded\n", SP_BUILT_FOR,
		       init_utsname()->release);
		return -ENOEXEC;
	}
	err = find_lookup();
	if (err)
		return err;

	sp_builtin_run = find("ksm_run");
	sp_builtin_pages_shared = find("ksm_pages_shared");
	if (SP_ZERO_PAGES)
		sp_builtin_zero_pages = find("ksm_zero_pages");
	if (!sp_builtin_run || !sp_builtin_pages_shared || !sp_builtin_zero_pages)
		return -ENOENT;

#ifdef SP_TEST_MISSING
	if (!find("sp_test_missing"))
		return -ENOENT;
#endif
#define SP_PRIVATE(fn)						\
	do {							\
		typeof(fn) *address = find(#fn);		\
								\
		if (!address)					\
			return -ENOENT;				\
		static_call_update(sp_##fn, address);		\
	} while (0)
#include "private_functions.h"
#undef SP_PRIVATE

	if (!SP_ZERO_PAGES)
		pr_info("with this kernel no zero pages are merged, and marks do not outlast exec\n");
	return 0;
}

int sp_bind_reverse_symbols(const char **missing)
{
#define SP_PRIVATE(fn)							\
	do {								\
		typeof(fn) *address = (typeof(fn) *)sp_symbol(#fn);	\
									\
		if (!address) {						\
			*missing = #fn;					\
			return -ENOENT;					\
		}							\
		static_call_update(sp_##fn, address);			\
	} while (0)
#include "private_reverse_functions.h"
#undef SP_PRIVATE

	return 0;
}
