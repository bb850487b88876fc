// SPDX-License-Identifier: GPL-2.0
#include "unstable.h"

#define MIN_BITS	10
#define MAX_BITS	32
#define DEAD		(~0ULL)	/* a place that cannot be: the last page of the last space */

static u64 stored_hash(u64 hash)
{
	return hash ? hash : 1;
}

static bool too_full(unsigned long used, unsigned int bits)
{
	/* Linear probing stays short up to about 3/4. */
	return used >= (1UL << bits) - (1UL << bits) / 4;
}

static struct sp_unstable_entry *slot_of(struct sp_unstable_entry *entries, unsigned int bits,
					 u64 hash)
{
	unsigned long mask = (1UL << bits) - 1;
	unsigned long i = hash >> (64 - bits);

	while (entries[i].hash && entries[i].hash != hash)
		i = (i + 1) & mask;
	return &entries[i];
}

static bool resize(struct sp_unstable *u, unsigned int bits)
{
	struct sp_unstable_entry *entries;
	unsigned long i;

	if (bits > MAX_BITS)
		return false;
	entries = sp_alloc_array(1UL << bits, sizeof(*entries));
	if (!entries)
		return false;

	for (i = 0; u->bits && i < 1UL << u->bits; i++) {
		const struct sp_unstable_entry *old = &u->entries[i];

		if (old->hash && old->place != DEAD)
			*slot_of(entries, bits, old->hash) = *old;
		if ((i & 4095) == 4095)
			sp_relax();
	}
	sp_free_array(u->entries);
	u->entries = entries;
	u->bits = bits;
	u->used = u->live;
	return true;
}

void sp_unstable_init(struct sp_unstable *u)
{
	u->entries = NULL;
	u->bits = 0;
	u->used = 0;
	u->live = 0;
}

void sp_unstable_destroy(struct sp_unstable *u)
{
	sp_free_array(u->entries);
	sp_unstable_init(u);
}

void sp_unstable_reset(struct sp_unstable *u)
{
	unsigned int want = MIN_BITS;
	unsigned long i;

	if (!u->bits)
		return;
	while (too_full(u->used, want))
		want++;
	if (want < u->bits) {
		struct sp_unstable smaller;

		sp_unstable_init(&smaller);
		if (resize(&smaller, want)) {
			sp_free_array(u->entries);
			*u = smaller;
			return;
		}
	}
	for (i = 0; i < 1UL << u->bits; i++) {
		u->entries[i].hash = 0;
		if ((i & 4095) == 4095)
			sp_relax();
	}
	u->used = 0;
	u->live = 0;
}

struct sp_unstable_entry *sp_unstable_find(struct sp_unstable *u, u64 hash)
{
	struct sp_unstable_entry *e;

	if (!u->bits)
		return NULL;
	e = slot_of(u->entries, u->bits, stored_hash(hash));
	return e->hash && e->place != DEAD ? e : NULL;
}

bool sp_unstable_insert(struct sp_unstable *u, u64 hash, u64 place)
{
	struct sp_unstable_entry *e;

	if (!u->bits || too_full(u->used + 1, u->bits)) {
		/* Dead entries alone may fill it: then a rebuild in place is enough. */
		unsigned int bits = u->bits ? u->bits : MIN_BITS;

		if (u->bits && u->live * 2 >= u->used)
			bits++;
		if (!resize(u, bits) && (!u->bits || u->used + 1 >= 1UL << u->bits))
			return false;
	}

	e = slot_of(u->entries, u->bits, stored_hash(hash));
	if (!e->hash)
		u->used++;
	e->hash = stored_hash(hash);
	e->place = place;
	u->live++;
	return true;
}

void sp_unstable_kill(struct sp_unstable *u, struct sp_unstable_entry *entry)
{
	entry->place = DEAD;
	u->live--;
}
