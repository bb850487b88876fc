// SPDX-License-Identifier: GPL-2.0
#include "sample.h"

#define FIRST_CAPACITY	1024

void sp_sample_init(struct sp_sample *s, size_t limit_bytes, unsigned int shift)
{
	s->entries = NULL;
	s->capacity = 0;
	s->limit = FIRST_CAPACITY;
	while (s->limit * 2 * sizeof(*s->entries) <= limit_bytes)
		s->limit *= 2;
	s->n = 0;
	s->shift = shift;
}

void sp_sample_destroy(struct sp_sample *s)
{
	sp_free_array(s->entries);
	s->entries = NULL;
	s->capacity = 0;
	s->n = 0;
}

static bool is_full(const struct sp_sample *s)
{
	return s->n >= s->capacity / 4 * 3;
}

static struct sp_sample_entry *slot(struct sp_sample_entry *entries, size_t capacity, u64 key)
{
	size_t i = key & (capacity - 1);

	while (entries[i].key && entries[i].key != key)
		i = (i + 1) & (capacity - 1);
	return &entries[i];
}

static void copy_drawn(struct sp_sample *s, struct sp_sample_entry *to, size_t capacity)
{
	size_t i;

	s->n = 0;
	for (i = 0; i < s->capacity; i++) {
		const struct sp_sample_entry *e = &s->entries[i];

		if (!e->key || !sp_drawn(e->draw, s->shift))
			continue;
		*slot(to, capacity, e->key) = *e;
		s->n++;
		if (!(s->n % 1024))
			sp_relax();
	}
}

static bool resize(struct sp_sample *s, size_t capacity)
{
	struct sp_sample_entry *entries = sp_alloc_array(capacity, sizeof(*entries));

	if (!entries)
		return false;
	copy_drawn(s, entries, capacity);
	sp_free_array(s->entries);
	s->entries = entries;
	s->capacity = capacity;
	return true;
}

/* Takes an entry out and moves those that its place kept from theirs. */
static void erase(struct sp_sample *s, size_t hole)
{
	size_t mask = s->capacity - 1, i = hole;

	s->n--;
	for (;;) {
		s->entries[hole].key = 0;
		do {
			i = (i + 1) & mask;
			if (!s->entries[i].key)
				return;
			/* Its own place is behind the hole: it stays. */
		} while (((i - (s->entries[i].key & mask)) & mask) < ((i - hole) & mask));
		s->entries[hole] = s->entries[i];
		hole = i;
	}
}

void sp_sample_shrink(struct sp_sample *s, unsigned int shift)
{
	size_t i = 0;

	if (shift <= s->shift)
		return;
	s->shift = shift;
	while (i < s->capacity) {
		/* Another entry may come to where one was taken out. */
		if (s->entries[i].key && !sp_drawn(s->entries[i].draw, shift))
			erase(s, i);
		else
			i++;
		if (!(i % 1024))
			sp_relax();
	}
}

/* False: not even the smallest sample fits. */
static bool make_room(struct sp_sample *s)
{
	if (!s->capacity)
		return resize(s, FIRST_CAPACITY);
	if (s->capacity < s->limit && resize(s, s->capacity * 2))
		return true;
	while (is_full(s) && s->shift < SP_DRAW_BITS)
		sp_sample_shrink(s, s->shift + 1);
	return !is_full(s);
}

struct sp_sample_entry *sp_sample_add(struct sp_sample *s, u64 key, u32 draw, u32 scope,
				      bool *failed)
{
	struct sp_sample_entry *e;

	*failed = false;
	if (!sp_drawn(draw, s->shift))
		return NULL;
	if (is_full(s)) {
		if (!make_room(s)) {
			*failed = true;
			return NULL;
		}
		if (!sp_drawn(draw, s->shift))
			return NULL;
	}
	e = slot(s->entries, s->capacity, key ? key : 1);
	if (!e->key) {
		e->key = key ? key : 1;
		e->draw = draw;
		e->scope = scope;
		e->count = 0;
		s->n++;
	}
	e->count++;
	return e;
}

struct sp_sample_entry *sp_sample_find(const struct sp_sample *s, u64 key)
{
	struct sp_sample_entry *e;

	if (!s->capacity)
		return NULL;
	e = slot(s->entries, s->capacity, key ? key : 1);
	return e->key ? e : NULL;
}
