// SPDX-License-Identifier: GPL-2.0
/*
 * Samepage: finds identical memory in running processes and keeps one copy.
 */
#include <linux/module.h>

#include "compat.h"
#include "ctl/netlink.h"
#include "ctl/sysfs.h"
#include "mm/private_symbols.h"
#include "mm/scanner.h"
#include "version.h"

static int __init samepage_init(void)
{
	int err = sp_bind_private_symbols();

	if (err)
		return err;
	err = sp_scanner_init();
	if (err)
		return err;
	err = sp_sysfs_init();
	if (err)
		goto scanner;
	err = sp_netlink_init();
	if (err)
		goto sysfs;
	return 0;

sysfs:
	sp_sysfs_exit();
scanner:
	sp_scanner_exit();
	return err;
}

static void __exit samepage_exit(void)
{
	sp_netlink_exit();
	sp_sysfs_exit();
	sp_scanner_exit();
}

module_init(samepage_init);
module_exit(samepage_exit);

MODULE_DESCRIPTION("Merges identical memory of running processes");
MODULE_VERSION(SAMEPAGE_VERSION);
MODULE_LICENSE("GPL");
