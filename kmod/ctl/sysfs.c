// SPDX-License-Identifier: GPL-2.0
#include <linux/kobject.h>
#include <linux/kstrtox.h>
#include <linux/sysfs.h>

#include "../compat.h"
#include "../mm/scanner.h"
#include "sysfs.h"

#define SP_ATTR_RO(name) static struct kobj_attribute name##_attr = __ATTR_RO(name)
#define SP_ATTR_RW(name) static struct kobj_attribute name##_attr = __ATTR_RW(name)

/* A counter that only the scanner writes: a stale read is as good as a fresh one. */
#define SP_COUNTER(name, value)							\
static ssize_t name##_show(struct kobject *kobj, struct kobj_attribute *attr,	\
			   char *buf)						\
{										\
	return sysfs_emit(buf, "%lu\n", (unsigned long)(value));		\
}										\
SP_ATTR_RO(name)

SP_COUNTER(pages_shared, sp_stable_pages_shared(&sp_scanner.engine.stable));
SP_COUNTER(pages_sharing, sp_stable_pages_sharing(&sp_scanner.engine.stable));
SP_COUNTER(pages_unshared, sp_engine_pages_unshared(&sp_scanner.engine));
SP_COUNTER(pages_volatile, sp_engine_pages_volatile(&sp_scanner.engine));
SP_COUNTER(pages_scanned, READ_ONCE(sp_scanner.engine.pages_scanned));
SP_COUNTER(full_scans, READ_ONCE(sp_scanner.engine.full_scans));

static ssize_t run_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", READ_ONCE(sp_scanner.run));
}

static ssize_t run_store(struct kobject *kobj, struct kobj_attribute *attr, const char *buf,
			 size_t count)
{
	unsigned int run;
	int err = kstrtouint(buf, 10, &run);

	if (err)
		return -EINVAL;
	err = sp_scanner_set_run(run);
	return err ? err : count;
}
SP_ATTR_RW(run);

static ssize_t store_uint(unsigned int *knob, const char *buf, size_t count)
{
	unsigned int value;

	if (kstrtouint(buf, 10, &value))
		return -EINVAL;
	WRITE_ONCE(*knob, value);
	sp_scanner_wake();
	return count;
}

static ssize_t pages_to_scan_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", READ_ONCE(sp_scanner.pages_to_scan));
}

static ssize_t pages_to_scan_store(struct kobject *kobj, struct kobj_attribute *attr,
				   const char *buf, size_t count)
{
	return store_uint(&sp_scanner.pages_to_scan, buf, count);
}
SP_ATTR_RW(pages_to_scan);

static ssize_t sleep_millisecs_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", READ_ONCE(sp_scanner.sleep_millisecs));
}

static ssize_t sleep_millisecs_store(struct kobject *kobj, struct kobj_attribute *attr,
				     const char *buf, size_t count)
{
	return store_uint(&sp_scanner.sleep_millisecs, buf, count);
}
SP_ATTR_RW(sleep_millisecs);

static ssize_t max_kernel_pages_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%lu\n", READ_ONCE(sp_scanner.max_kernel_pages));
}

static ssize_t max_kernel_pages_store(struct kobject *kobj, struct kobj_attribute *attr,
				      const char *buf, size_t count)
{
	unsigned long value;

	if (kstrtoul(buf, 10, &value))
		return -EINVAL;
	WRITE_ONCE(sp_scanner.max_kernel_pages, value);
	return count;
}
SP_ATTR_RW(max_kernel_pages);

static struct attribute *attrs[] = {
	&run_attr.attr,
	&pages_to_scan_attr.attr,
	&sleep_millisecs_attr.attr,
	&max_kernel_pages_attr.attr,
	&pages_shared_attr.attr,
	&pages_sharing_attr.attr,
	&pages_unshared_attr.attr,
	&pages_volatile_attr.attr,
	&pages_scanned_attr.attr,
	&full_scans_attr.attr,
	NULL,
};

static const struct attribute_group group = {
	.attrs = attrs,
};

static struct kobject *directory;

int sp_sysfs_init(void)
{
	int err;

	directory = kobject_create_and_add("samepage", kernel_kobj);
	if (!directory)
		return -ENOMEM;
	err = sysfs_create_group(directory, &group);
	if (err)
		kobject_put(directory);
	return err;
}

void sp_sysfs_exit(void)
{
	sysfs_remove_group(directory, &group);
	kobject_put(directory);
}
