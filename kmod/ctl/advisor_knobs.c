// SPDX-License-Identifier: GPL-2.0
/*
 * The scan-time advisor's files: names, ranges and errors are the built-in
 * scanner's.
 */
#include "../compat.h"
#include "../mm/scanner.h"
#include "knob.h"

static struct sp_advisor *const advisor = &sp_scanner.advisor;

static ssize_t advisor_mode_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, READ_ONCE(advisor->mode) == SP_ADVISOR_NONE ?
			  "[none] scan-time\n" : "none [scan-time]\n");
}

static int advisor_mode_set(const char *buf)
{
	if (sysfs_streq(buf, "none"))
		return sp_scanner_set_advisor_mode(SP_ADVISOR_NONE);
	if (sysfs_streq(buf, "scan-time"))
		return sp_scanner_set_advisor_mode(SP_ADVISOR_SCAN_TIME);
	return -EINVAL;
}
SP_KNOB(advisor_mode);

/* Takes any unsigned long and keeps what fits, as the built-in file does. */
static int advisor_max_cpu_set(const char *buf)
{
	unsigned long percent;

	if (sp_knob_ulong(buf, &percent))
		return -EINVAL;
	WRITE_ONCE(advisor->max_cpu, (unsigned int)percent);
	return 0;
}
SP_VALUE_KNOB(advisor_max_cpu, "%u\n", READ_ONCE(advisor->max_cpu));

static int store_ulong(unsigned long *knob, const char *buf, unsigned long min)
{
	unsigned long value;

	if (sp_knob_ulong(buf, &value) || value < min)
		return -EINVAL;
	WRITE_ONCE(*knob, value);
	return 0;
}

static int advisor_min_pages_to_scan_set(const char *buf)
{
	return store_ulong(&advisor->min_pages, buf, 0);
}
SP_VALUE_KNOB(advisor_min_pages_to_scan, "%lu\n", READ_ONCE(advisor->min_pages));

static int advisor_max_pages_to_scan_set(const char *buf)
{
	return store_ulong(&advisor->max_pages, buf, 0);
}
SP_VALUE_KNOB(advisor_max_pages_to_scan, "%lu\n", READ_ONCE(advisor->max_pages));

static int advisor_target_scan_time_set(const char *buf)
{
	return store_ulong(&advisor->target_scan_time, buf, 1);
}
SP_VALUE_KNOB(advisor_target_scan_time, "%lu\n", READ_ONCE(advisor->target_scan_time));

static struct attribute *attrs[] = {
	&advisor_mode_attr.attr,
	&advisor_max_cpu_attr.attr,
	&advisor_min_pages_to_scan_attr.attr,
	&advisor_max_pages_to_scan_attr.attr,
	&advisor_target_scan_time_attr.attr,
	NULL,
};

const struct attribute_group sp_advisor_group = {
	.attrs = attrs,
};
