/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What differs between kernel versions, by feature and only here.
 * Supported now: 6.12.  Included by every file, for the log prefix too.
 */
#ifndef SAMEPAGE_COMPAT_H
#define SAMEPAGE_COMPAT_H

#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0) || LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
#error "samepage supports kernel 6.12"
#endif

#ifndef CONFIG_KSM
#error "samepage needs a kernel with CONFIG_KSM: the core handles the merged pages"
#endif

#endif
