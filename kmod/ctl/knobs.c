// SPDX-License-Identifier: GPL-2.0
/*
 * What the administrator decides.  Names, ranges and errors of the files that
 * the built-in scanner has too are its own.
 */
#include "../compat.h"
#include "../mm/scanner.h"
#include "knob.h"

static int run_set(const char *buf)
{
	unsigned int run;

	return sp_knob_uint(buf, &run) ?: sp_scanner_set_run(run);
}
SP_VALUE_KNOB(run, "%u\n", READ_ONCE(sp_scanner.run));

/* For knobs that only take effect with the next batch. */
static int store_uint(unsigned int *knob, const char *buf)
{
	unsigned int value;

	if (sp_knob_uint(buf, &value))
		return -EINVAL;
	WRITE_ONCE(*knob, value);
	sp_scanner_wake();
	return 0;
}

static int store_in(unsigned int *knob, const char *buf, unsigned int min, unsigned int max)
{
	unsigned int value;

	if (sp_knob_uint(buf, &value) || value < min || value > max)
		return -EINVAL;
	WRITE_ONCE(*knob, value);
	sp_scanner_wake();
	return 0;
}

static int pages_to_scan_set(const char *buf)
{
	if (READ_ONCE(sp_scanner.advisor.mode) != SP_ADVISOR_NONE)
		return -EINVAL;
	return store_uint(&sp_scanner.pages_to_scan, buf);
}
SP_VALUE_KNOB(pages_to_scan, "%u\n", READ_ONCE(sp_scanner.pages_to_scan));

static int sleep_millisecs_set(const char *buf)
{
	return store_uint(&sp_scanner.sleep_millisecs, buf);
}
SP_VALUE_KNOB(sleep_millisecs, "%u\n", READ_ONCE(sp_scanner.sleep_millisecs));

static int stable_node_chains_prune_millisecs_set(const char *buf)
{
	return store_uint(&sp_scanner.chains_prune_millisecs, buf);
}
SP_VALUE_KNOB(stable_node_chains_prune_millisecs, "%u\n",
	      READ_ONCE(sp_scanner.chains_prune_millisecs));

static int max_page_sharing_set(const char *buf)
{
	int n;
	int err = kstrtoint(buf, 10, &n);

	if (err)
		return err;
	return n < 2 ? -EINVAL : sp_scanner_set_max_page_sharing(n);
}
SP_VALUE_KNOB(max_page_sharing, "%u\n", READ_ONCE(sp_scanner.engine.stable.max_places));

static int merge_across_nodes_set(const char *buf)
{
	unsigned long across;
	int err = kstrtoul(buf, 10, &across);

	if (err)
		return err;
	return across > 1 ? -EINVAL : sp_scanner_set_merge_across_nodes(across);
}
SP_VALUE_KNOB(merge_across_nodes, "%u\n", READ_ONCE(sp_scanner.merge_across_nodes));

static int use_zero_pages_set(const char *buf)
{
	bool use;

	return sp_knob_bool(buf, &use) ?: sp_scanner_set_use_zero_pages(use);
}
SP_VALUE_KNOB(use_zero_pages, "%u\n", READ_ONCE(sp_scanner.engine.use_zero_pages));

static int zero_pages_only_set(const char *buf)
{
	bool only;

	return sp_knob_bool(buf, &only) ?: sp_scanner_set_zero_pages_only(only);
}
SP_VALUE_KNOB(zero_pages_only, "%u\n", READ_ONCE(sp_scanner.engine.zero_pages_only));

static int smart_scan_set(const char *buf)
{
	bool smart;

	return sp_knob_bool(buf, &smart) ?: sp_scanner_set_smart_scan(smart);
}
SP_VALUE_KNOB(smart_scan, "%u\n", READ_ONCE(sp_scanner.engine.smart_scan));

static int max_kernel_pages_set(const char *buf)
{
	unsigned long pages;

	if (sp_knob_ulong(buf, &pages))
		return -EINVAL;
	WRITE_ONCE(sp_scanner.max_kernel_pages, pages);
	return 0;
}
SP_VALUE_KNOB(max_kernel_pages, "%lu\n", READ_ONCE(sp_scanner.max_kernel_pages));

static int reverse_map_set(const char *buf)
{
	bool on;

	return sp_knob_bool(buf, &on) ?: sp_scanner_set_reverse_map(on);
}
SP_VALUE_KNOB(reverse_map, "%u\n", READ_ONCE(sp_scanner.reverse_map));

static int huge_page_min_merge_set(const char *buf)
{
	return store_in(&sp_scanner.huge_page_min_merge, buf, 0, SP_REGION_PAGES);
}
SP_VALUE_KNOB(huge_page_min_merge, "%u\n", READ_ONCE(sp_scanner.huge_page_min_merge));

static int max_cpu_percent_set(const char *buf)
{
	return store_in(&sp_scanner.max_cpu_percent, buf, 1, 100 * READ_ONCE(sp_scanner.threads));
}
SP_VALUE_KNOB(max_cpu_percent, "%u\n", READ_ONCE(sp_scanner.max_cpu_percent));

static int threads_set(const char *buf)
{
	unsigned int threads;
	int err;

	if (sp_knob_uint(buf, &threads) || !threads ||
	    threads > min(num_online_cpus(), SP_MAX_THREADS))
		return -EINVAL;
	err = sp_scanner_set_threads(threads);
	if (!err && READ_ONCE(sp_scanner.max_cpu_percent) > 100 * threads)
		WRITE_ONCE(sp_scanner.max_cpu_percent, 100 * threads);
	return err;
}
SP_VALUE_KNOB(threads, "%u\n", READ_ONCE(sp_scanner.threads));

static const char *const domains_names[] = {
	[SP_DOMAINS_ALL] = "all",
	[SP_DOMAINS_USER] = "user",
	[SP_DOMAINS_CGROUP] = "cgroup",
	[SP_DOMAINS_PROCESS] = "process",
};

static ssize_t domains_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	enum sp_domains now = READ_ONCE(sp_scanner.domains);
	int at = 0, i;

	for (i = 0; i < ARRAY_SIZE(domains_names); i++)
		at += sysfs_emit_at(buf, at, i == now ? "%s[%s]" : "%s%s", i ? " " : "",
				    domains_names[i]);
	return at + sysfs_emit_at(buf, at, "\n");
}

static int domains_set(const char *buf)
{
	int mode = sysfs_match_string(domains_names, buf);

	return mode < 0 ? -EINVAL : sp_scanner_set_domains(mode);
}
SP_KNOB(domains);

static struct attribute *attrs[] = {
	&run_attr.attr,
	&pages_to_scan_attr.attr,
	&sleep_millisecs_attr.attr,
	&stable_node_chains_prune_millisecs_attr.attr,
	&max_page_sharing_attr.attr,
	&merge_across_nodes_attr.attr,
	&use_zero_pages_attr.attr,
	&zero_pages_only_attr.attr,
	&smart_scan_attr.attr,
	&max_kernel_pages_attr.attr,
	&reverse_map_attr.attr,
	&huge_page_min_merge_attr.attr,
	&max_cpu_percent_attr.attr,
	&threads_attr.attr,
	&domains_attr.attr,
	NULL,
};

const struct attribute_group sp_knob_group = {
	.attrs = attrs,
};
