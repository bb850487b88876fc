// SPDX-License-Identifier: GPL-2.0
#include <linux/kobject.h>
#include <linux/kstrtox.h>
#include <linux/rbtree.h>
#include <linux/rcupdate.h>
#include <linux/sysfs.h>
#include <linux/wait_bit.h>

#include "../compat.h"
#include "builtin.h"
#include "private_symbols.h"
#include "redirect.h"
#include "scanner.h"

typedef ssize_t (*store_fn)(struct kobject *kobj, struct kobj_attribute *attr, const char *buf,
			    size_t count);

static struct kobj_attribute *run_file;
static store_fn builtin_store;
static atomic_t inside;	/* calls of guarded_store() */

static struct rb_root *const *stable_trees;
static const int *n_stable_trees;
static const struct list_head *migrated_nodes;

bool sp_builtin_runs(void)
{
	return READ_ONCE(*sp_builtin_run) & SP_RUN_MERGE;
}

/*
 * Nodes, also such that nobody shares just now: their pages may be in the swap
 * cache, to be mapped again.  It does not run, so there will be no more.
 */
static bool has_nodes(void)
{
	int i;

	if (!run_file)
		return false;
	for (i = 0; i < *n_stable_trees; i++)
		if (!RB_EMPTY_ROOT(&(*stable_trees)[i]))
			return true;
	return !list_empty(migrated_nodes);
}

int sp_builtin_give_way(void)
{
	lockdep_assert_held_write(&sp_scanner.lock);
	if (!sp_builtin_runs() && !READ_ONCE(*sp_builtin_pages_shared) && !has_nodes()) {
		sp_redirect_enable(true);
		return 0;
	}
	pr_warn_ratelimited("the built-in scanner is in use; echo 2 > /sys/kernel/mm/ksm/run stops it\n");
	return -EBUSY;
}

static ssize_t start(struct kobject *kobj, struct kobj_attribute *attr, const char *buf,
		     size_t count)
{
	ssize_t result;

	if (down_read_killable(&sp_scanner.lock))
		return -EINTR;
	if (sp_scanner_claims_pages()) {
		pr_warn_ratelimited("the built-in scanner stays off while samepage scans or has pages merged; echo 2 > /sys/kernel/samepage/run ends that\n");
		result = -EBUSY;
	} else {
		/* Its nodes are its own functions' business. */
		sp_redirect_enable(false);
		result = builtin_store(kobj, attr, buf, count);
	}
	up_read(&sp_scanner.lock);
	return result;
}

static ssize_t guarded_store(struct kobject *kobj, struct kobj_attribute *attr, const char *buf,
			     size_t count)
{
	unsigned int run;
	ssize_t result;

	atomic_inc(&inside);
	if (!kstrtouint(buf, 10, &run) && run == SP_RUN_MERGE)
		result = start(kobj, attr, buf, count);
	else
		result = builtin_store(kobj, attr, buf, count);
	if (atomic_dec_and_test(&inside))
		wake_up_var(&inside);
	return result;
}

static struct kobj_attribute *find_run_file(void)
{
	const struct attribute_group *group = (void *)sp_symbol("ksm_attr_group");
	struct attribute **attr;

	for (attr = group ? group->attrs : NULL; attr && *attr; attr++)
		if (!strcmp((*attr)->name, "run"))
			return container_of(*attr, struct kobj_attribute, attr);
	return NULL;
}

static bool read_only(const void *address)
{
	return (unsigned long)address >= sp_symbol("__start_rodata") &&
	       (unsigned long)address < sp_symbol("__end_rodata");
}

int sp_builtin_guard_init(const char **missing)
{
	struct kobj_attribute *file = find_run_file();

	*missing = "ksm_attr_group";
	if (!file || !file->store || read_only(file))
		return -ENOENT;
	*missing = "root_stable_tree";
	stable_trees = (void *)sp_symbol("root_stable_tree");
	n_stable_trees = (void *)sp_symbol("ksm_nr_node_ids");
	migrated_nodes = (void *)sp_symbol("migrate_nodes");
	if (!stable_trees || !n_stable_trees || !migrated_nodes)
		return -ENOENT;
	builtin_store = file->store;
	run_file = file;
	/* Whoever sees the function sees what it needs. */
	smp_store_release(&file->store, guarded_store);
	return 0;
}

void sp_builtin_guard_exit(void)
{
	WRITE_ONCE(run_file->store, builtin_store);
	/* Whoever has read the pointer and not counted himself yet ... */
	synchronize_rcu_tasks();
	wait_var_event(&inside, !atomic_read(&inside));
	/* ... or not returned yet after that. */
	synchronize_rcu_tasks();
	run_file = NULL;
}
