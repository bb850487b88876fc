// SPDX-License-Identifier: GPL-2.0
#include <linux/memory.h>
#include <linux/notifier.h>

#include "../compat.h"
#include "hotplug.h"
#include "scanner.h"
#include "stable_page.h"

/* Scanning refers to pages, which those who move them would have to wait for. */
static void park(bool park)
{
	down_write(&sp_scanner.lock);
	if (park)
		sp_scanner.parked++;
	else if (sp_scanner.parked)	/* it was loaded in the middle of it, otherwise */
		sp_scanner.parked--;
	up_write(&sp_scanner.lock);
	sp_scanner_wake();
}

static int notified(struct notifier_block *unused, unsigned long action, void *data)
{
	const struct memory_notify *memory = data;

	switch (action) {
	case MEM_GOING_OFFLINE:
		park(true);
		break;
	case MEM_OFFLINE:
		mutex_lock(&sp_scanner.engine_lock);
		sp_nodes_leave(memory->start_pfn, memory->nr_pages);
		mutex_unlock(&sp_scanner.engine_lock);
		park(false);
		break;
	case MEM_CANCEL_OFFLINE:
		park(false);
		break;
	}
	return NOTIFY_OK;
}

/* After the built-in scanner's, whose priority is 100. */
static struct notifier_block notifier = {
	.notifier_call = notified,
	.priority = 99,
};

int sp_hotplug_init(void)
{
	return register_memory_notifier(&notifier);
}

void sp_hotplug_exit(void)
{
	unregister_memory_notifier(&notifier);
	sp_scanner.parked = 0;
}
