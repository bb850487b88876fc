/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Memory that goes offline: merged pages are moved out of it, and what is left of
 * those that were freed must not be looked for there any more.
 */
#ifndef SAMEPAGE_MM_HOTPLUG_H
#define SAMEPAGE_MM_HOTPLUG_H

int sp_hotplug_init(void);
void sp_hotplug_exit(void);

#endif
