// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

#include "../compat.h"
#include "known.h"
#include "regroup.h"
#include "scanner.h"
#include "space.h"
#include "stable_page.h"
#include "unmerge.h"

static u64 next_domain(sp_place place)
{
	return sp_space_of(sp_place_region(&sp_scanner.engine.regions, place)->owner)->next_domain;
}

/* Are there places of more than one domain, as they will be? */
static bool mixed(const struct sp_stable_node *node)
{
	const sp_place *places = sp_stable_places(node);
	u32 i;

	for (i = 1; i < node->n_places; i++)
		if (next_domain(places[i]) != next_domain(places[0]))
			return true;
	/* Mapped by somebody unknown: no telling where that belongs. */
	return !node->n_places;
}

static bool leaving(struct page *page)
{
	struct sp_stable_node *node =
		sp_stable_by_frame(&sp_scanner.engine.stable, page_to_pfn(page));

	return !node || node->leaving;
}

static unsigned long mark_leaving(void)
{
	struct sp_stable_node *node;
	unsigned long n = 0;
	u64 cursor = 0;

	mutex_lock(&sp_scanner.engine_lock);
	while ((node = sp_stable_walk(&sp_scanner.engine.stable, &cursor))) {
		node->leaving = mixed(node);
		n += node->leaving;
		cond_resched();
	}
	mutex_unlock(&sp_scanner.engine_lock);
	return n;
}

static bool any_left(void)
{
	struct sp_stable_node *node;
	bool any = false;
	u64 cursor = 0;

	mutex_lock(&sp_scanner.engine_lock);
	while (!any && (node = sp_stable_walk(&sp_scanner.engine.stable, &cursor)))
		any = node->leaving;
	mutex_unlock(&sp_scanner.engine_lock);
	return any;
}

/* What is merged stays so under its new scope; what is mapped by nobody known is left alone. */
static void rescope_nodes(void)
{
	struct sp_stable *stable = &sp_scanner.engine.stable;
	struct sp_stable_node *node;
	u64 cursor = 0;

	sp_nodes_follow();
	while ((node = sp_stable_walk(stable, &cursor))) {
		u64 hash = sp_key(node->by_content.key, node->scope), scope;

		if (node->leaving || !node->n_places) {
			sp_node_drop(node);
			continue;
		}
		scope = sp_scope(next_domain(sp_stable_places(node)[0]), sp_node_page(node));
		sp_stable_rescope(stable, node, sp_key(hash, scope), scope);
		cond_resched();
	}
}

static void move_spaces(void)
{
	struct sp_space *space;
	u32 id;

	for (id = 0; (space = sp_spaces_next(id)); id = space->id + 1)
		WRITE_ONCE(space->owner.domain, space->next_domain);
}

int sp_regroup(enum sp_domains mode)
{
	const enum sp_domains before = sp_scanner.domains;
	int err = 0;

	lockdep_assert_held_write(&sp_scanner.lock);
	sp_spaces_set_domains(mode);
	sp_spaces_discover();
	if (mark_leaving())
		err = sp_unmerge_spaces(leaving, any_left);
	if (err) {
		sp_spaces_set_domains(before);
		sp_spaces_discover();
		return err;
	}
	mutex_lock(&sp_scanner.engine_lock);
	rescope_nodes();
	move_spaces();
	sp_engine_forget(&sp_scanner.engine);
	mutex_unlock(&sp_scanner.engine_lock);
	return 0;
}

void sp_regroup_movers(void)
{
	struct sp_space *space;
	u32 id;

	lockdep_assert_held_write(&sp_scanner.lock);
	for (id = 0; (space = sp_spaces_next(id)); id = space->id + 1) {
		if (space->next_domain == space->owner.domain)
			continue;
		if (sp_unmerge_space(space, NULL))
			continue;
		sp_known_forget(space, 0, TASK_SIZE_MAX);
		WRITE_ONCE(space->owner.domain, space->next_domain);
	}
}
