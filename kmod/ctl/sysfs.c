// SPDX-License-Identifier: GPL-2.0
#include "../compat.h"
#include "events.h"
#include "knob.h"
#include "sysfs.h"

static const struct attribute_group *groups[] = {
	&sp_counter_group,
	&sp_knob_group,
	&sp_advisor_group,
	NULL,
};

static struct kobject *directory;

ssize_t sp_knob_written(const char *name, int err, const char *buf, size_t count)
{
	if (err)
		return err;
	sp_event_knob(name, buf, count);
	return count;
}

int sp_knob_uint(const char *buf, unsigned int *value)
{
	return kstrtouint(buf, 10, value) ? -EINVAL : 0;
}

int sp_knob_ulong(const char *buf, unsigned long *value)
{
	return kstrtoul(buf, 10, value) ? -EINVAL : 0;
}

int sp_knob_bool(const char *buf, bool *value)
{
	return kstrtobool(buf, value) ? -EINVAL : 0;
}

int sp_sysfs_init(void)
{
	int err;

	directory = kobject_create_and_add("samepage", kernel_kobj);
	if (!directory)
		return -ENOMEM;
	err = sysfs_create_groups(directory, groups);
	if (err)
		kobject_put(directory);
	return err;
}

void sp_sysfs_exit(void)
{
	sysfs_remove_groups(directory, groups);
	kobject_put(directory);
}
