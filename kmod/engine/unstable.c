// SPDX-License-Identifier: GPL-2.0
#include "unstable.h"

#define MIN_CAPACITY	512U
#define MAX_CAPACITY	(3U << 30)

/*
 * Entries with one tag, so that a lookup takes bounded time.  Processes that
 * share a page since a fork wait with the same contents, each for itself.
 */
#define MAX_SAME	256U

static u32 tag_of(u64 key)
{
	return key >> 32;
}

static u32 slot_of(u32 tag, u32 capacity)
{
	return (u64)tag * capacity >> 32;
}

/* Below that a rebuild takes less time than a few looks at pages. */
#define SMALL_CAPACITY	(1U << 14)

/* Linear probing stays short up to four fifths. */
static u64 capacity_for(u64 n)
{
	u64 capacity = n + n / 4 + 1;

	return capacity < MIN_CAPACITY ? MIN_CAPACITY : capacity;
}

static bool too_full(u32 used, u32 capacity)
{
	return (u64)used * 5 >= (u64)capacity * 4;
}

/* Nobody made room in time. */
static bool much_too_full(u32 used, u32 capacity)
{
	return capacity > SMALL_CAPACITY ? (u64)used * 10 >= (u64)capacity * 9 :
					   too_full(used, capacity);
}

static bool live(const struct sp_regions *r, const struct sp_unstable_entry *e)
{
	const struct sp_region *region = sp_place_region(r, e->place);

	return region && sp_region_word(region, sp_place_index(e->place)) ==
				 sp_word_indexed((u64)e->tag << 32);
}

void sp_unstable_init(struct sp_unstable *u)
{
	u->entries = NULL;
	u->capacity = 0;
	u->used = 0;
}

void sp_unstable_destroy(struct sp_unstable *u)
{
	sp_free_array(u->entries);
	sp_unstable_init(u);
}

static void put(struct sp_unstable_entry *entries, u32 capacity, struct sp_unstable_entry e)
{
	u32 i = slot_of(e.tag, capacity);

	while (entries[i].place != SP_NO_PLACE)
		i = i + 1 < capacity ? i + 1 : 0;
	entries[i] = e;
}

static bool rebuild(struct sp_unstable *u, const struct sp_regions *r, u64 capacity)
{
	/* Hardly any INDEXED word has no entry: with as many entries, hardly any is dropped. */
	const bool all_live = u->used == r->tally.indexed;
	struct sp_unstable_entry *entries;
	u32 i, used = 0;

	if (capacity > MAX_CAPACITY)
		return false;
	entries = sp_alloc_array(capacity, sizeof(*entries));
	if (!entries)
		return false;
	for (i = 0; i < capacity; i++) {
		entries[i].place = SP_NO_PLACE;
		if ((i & 4095) == 4095)
			sp_relax();
	}
	for (i = 0; i < u->capacity; i++) {
		if (u->entries[i].place != SP_NO_PLACE &&
		    (all_live || live(r, &u->entries[i]))) {
			put(entries, capacity, u->entries[i]);
			used++;
		}
		if ((i & 4095) == 4095)
			sp_relax();
	}
	sp_free_array(u->entries);
	u->entries = entries;
	u->capacity = capacity;
	u->used = used;
	return true;
}

void sp_unstable_find(const struct sp_unstable *u, u64 key, struct sp_unstable_cursor *c)
{
	c->tag = tag_of(key);
	c->slot = u->capacity ? slot_of(c->tag, u->capacity) : 0;
}

sp_place sp_unstable_next(const struct sp_unstable *u, const struct sp_regions *r,
			  struct sp_unstable_cursor *c)
{
	if (!u->capacity)
		return SP_NO_PLACE;
	/* There is a free slot always, so this ends. */
	for (;;) {
		const struct sp_unstable_entry *e = &u->entries[c->slot];

		if (e->place == SP_NO_PLACE)
			return SP_NO_PLACE;
		c->slot = c->slot + 1 < u->capacity ? c->slot + 1 : 0;
		if (e->tag == c->tag && live(r, e))
			return e->place;
	}
}

/* A quarter more than what lives: then the next rebuild is far enough away. */
static u64 room_for(const struct sp_regions *r)
{
	return capacity_for(r->tally.indexed + r->tally.indexed / 4);
}

static void put_entry(struct sp_unstable *u, const struct sp_regions *r,
		      struct sp_unstable_entry e)
{
	struct sp_unstable_entry *dropped = NULL;
	unsigned int same = 0;
	u32 i = slot_of(e.tag, u->capacity);

	for (; u->entries[i].place != SP_NO_PLACE; i = i + 1 < u->capacity ? i + 1 : 0) {
		if (u->entries[i].tag != e.tag)
			continue;
		/* The page had these contents before: its entry is still there. */
		if (u->entries[i].place == e.place)
			return;
		if (!dropped && !live(r, &u->entries[i]))
			dropped = &u->entries[i];
		if (++same == MAX_SAME)
			break;
	}
	if (dropped) {
		*dropped = e;
	} else if (same < MAX_SAME) {
		u->entries[i] = e;
		u->used++;
	}
}

bool sp_unstable_insert(struct sp_unstable *u, struct sp_regions *r, u64 key, sp_place place)
{
	const struct sp_unstable_entry e = { .tag = tag_of(key), .place = place };

	if (!u->capacity || much_too_full(u->used, u->capacity)) {
		/* If dropped entries filled it, it may get smaller. */
		if (!rebuild(u, r, room_for(r)) && u->used + 1 >= u->capacity)
			return false;
	}
	put_entry(u, r, e);
	sp_region_set(r, sp_place_region(r, place), sp_place_index(place), sp_word_indexed(key));
	return true;
}

bool sp_unstable_wants_room(const struct sp_unstable *u)
{
	return too_full(u->used, u->capacity) && u->capacity > SMALL_CAPACITY;
}

void sp_unstable_make_room(struct sp_unstable *u, const struct sp_regions *r)
{
	if (sp_unstable_wants_room(u))
		rebuild(u, r, room_for(r));	/* without memory, when it is much too full */
}

void sp_unstable_trim(struct sp_unstable *u, const struct sp_regions *r)
{
	u64 want = capacity_for(r->tally.indexed + r->tally.indexed / 16);

	if (!r->tally.indexed)
		sp_unstable_destroy(u);
	else if (want + want / 16 < u->capacity)
		rebuild(u, r, want);	/* without memory for that it stays as it is */
}
