/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SAMEPAGE_CTL_SYSFS_H
#define SAMEPAGE_CTL_SYSFS_H

/* /sys/kernel/samepage: mainline's file names and meanings. */
int sp_sysfs_init(void);
/* Returns when no reader or writer is left. */
void sp_sysfs_exit(void);

#endif
