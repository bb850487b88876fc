// SPDX-License-Identifier: GPL-2.0
/*
 * What merging did: files that can only be read.
 */
#include "../compat.h"
#include "../mm/private_symbols.h"
#include "../mm/scanner.h"
#include "knob.h"

static const struct sp_stable *stable = &sp_scanner.engine.stable;
static const struct sp_engine *engine = &sp_scanner.engine;

SP_COUNTER(pages_shared, sp_stable_pages_shared(stable));
SP_COUNTER(pages_sharing, sp_stable_pages_sharing(stable));
SP_COUNTER(pages_unshared, sp_engine_pages_unshared(engine));
SP_COUNTER(pages_volatile, sp_engine_pages_volatile(engine));
SP_COUNTER(pages_scanned, READ_ONCE(engine->pages_scanned));
SP_COUNTER(pages_skipped, READ_ONCE(engine->pages_skipped));
SP_COUNTER(full_scans, READ_ONCE(engine->full_scans));
SP_COUNTER(stable_node_chains, READ_ONCE(stable->n_chains));
SP_COUNTER(stable_node_dups, READ_ONCE(stable->n_dups));
SP_COUNTER(pages_pinned, READ_ONCE(sp_scanner.n_pinned));
SP_COUNTER(metadata_bytes, sp_scanner_metadata_bytes());

/* The core counts these, as it knows when one goes away. */
static ssize_t ksm_zero_pages_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%ld\n", atomic_long_read(sp_builtin_zero_pages));
}
static struct kobj_attribute ksm_zero_pages_attr = __ATTR_RO(ksm_zero_pages);

/* May be negative: what keeping track costs more than it saves. */
static ssize_t general_profit_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	long saved = sp_stable_pages_sharing(stable) + atomic_long_read(sp_builtin_zero_pages);

	return sysfs_emit(buf, "%ld\n",
			  saved * (long)PAGE_SIZE - (long)sp_scanner_metadata_bytes());
}
static struct kobj_attribute general_profit_attr = __ATTR_RO(general_profit);

static const char *status(void)
{
	switch (READ_ONCE(sp_scanner.run)) {
	case SP_RUN_MERGE:
		return "scanning";
	case SP_RUN_UNMERGE:
		return "stopped, everything is unmerged";
	default:
		if (READ_ONCE(sp_scanner.pause) == SP_PAUSE_BUILTIN)
			return "paused: the built-in scanner was started";
		return "stopped";
	}
}

static ssize_t status_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s\n", status());
}
static struct kobj_attribute status_attr = __ATTR_RO(status);

static struct attribute *attrs[] = {
	&pages_shared_attr.attr,
	&pages_sharing_attr.attr,
	&pages_unshared_attr.attr,
	&pages_volatile_attr.attr,
	&pages_scanned_attr.attr,
	&pages_skipped_attr.attr,
	&full_scans_attr.attr,
	&ksm_zero_pages_attr.attr,
	&stable_node_chains_attr.attr,
	&stable_node_dups_attr.attr,
	&general_profit_attr.attr,
	&pages_pinned_attr.attr,
	&metadata_bytes_attr.attr,
	&status_attr.attr,
	NULL,
};

const struct attribute_group sp_counter_group = {
	.attrs = attrs,
};
