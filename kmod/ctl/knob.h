/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Building blocks of the files in /sys/kernel/samepage.
 *
 * SP_COUNTER(name, value) is a file that can only be read.  SP_KNOB(name) needs
 * name_show(), and name_set(), which takes the text that was written and
 * returns 0 or a negative errno.
 */
#ifndef SAMEPAGE_CTL_KNOB_H
#define SAMEPAGE_CTL_KNOB_H

#include <linux/kobject.h>
#include <linux/kstrtox.h>
#include <linux/sysfs.h>

/* A counter that others write meanwhile: a stale read is as good as a fresh one. */
#define SP_COUNTER(_name, value)							\
static ssize_t _name##_show(struct kobject *kobj, struct kobj_attribute *attr,	\
			   char *buf)						\
{										\
	return sysfs_emit(buf, "%lu\n", (unsigned long)(value));		\
}										\
static struct kobj_attribute _name##_attr = __ATTR_RO(_name)

#define SP_KNOB(_name)								\
static ssize_t _name##_store(struct kobject *kobj, struct kobj_attribute *attr,	\
			    const char *buf, size_t count)			\
{										\
	return sp_knob_written(attr->attr.name, _name##_set(buf), buf, count);	\
}										\
static struct kobj_attribute _name##_attr = __ATTR_RW(_name)

/* SP_KNOB() with a value that is printed with @format. */
#define SP_VALUE_KNOB(_name, format, value)					\
static ssize_t _name##_show(struct kobject *kobj, struct kobj_attribute *attr,	\
			   char *buf)						\
{										\
	return sysfs_emit(buf, format, value);					\
}										\
SP_KNOB(_name)

/* Tells listeners if @err is 0; what a store function returns. */
ssize_t sp_knob_written(const char *name, int err, const char *buf, size_t count);

/* As kstrtouint() and kstrtobool(), but every error is -EINVAL, as the built-in files have it. */
int sp_knob_uint(const char *buf, unsigned int *value);
int sp_knob_ulong(const char *buf, unsigned long *value);
int sp_knob_bool(const char *buf, bool *value);

extern const struct attribute_group sp_counter_group;
extern const struct attribute_group sp_knob_group;
extern const struct attribute_group sp_advisor_group;

#endif
