// SPDX-License-Identifier: GPL-2.0
#include "regions.h"

#define MIN_CAPACITY 64

void sp_regions_init(struct sp_regions *r)
{
	*r = (struct sp_regions){};
}

void sp_regions_destroy(struct sp_regions *r)
{
	sp_free_array(r->by_id);
	sp_regions_init(r);
}

static bool grow(struct sp_regions *r)
{
	u32 capacity = r->capacity ? r->capacity * 2 : MIN_CAPACITY;
	struct sp_region **by_id, **old = r->by_id;
	u32 i;

	/* The very last place is what "no place" is written as. */
	if (capacity > SP_MAX_REGIONS)
		return false;
	by_id = sp_alloc_array(capacity, sizeof(*by_id));
	if (!by_id)
		return false;
	for (i = 0; i < r->capacity; i++)
		by_id[i] = old[i];
	/* Whoever has a place that is linked may look its region up without the lock. */
	sp_publish(r->by_id, by_id);
	SP_WRITE_ONCE(r->capacity, capacity);
	sp_free_array_later(old);
	return true;
}

static bool find_id(struct sp_regions *r, u32 *id)
{
	u32 i;

	if (r->n >= SP_MAX_REGIONS - 1)
		return false;
	/* Full enough that looking for a free number takes long: make more. */
	if (r->n >= r->capacity - r->capacity / 8 && !grow(r) && r->n >= r->capacity)
		return false;
	for (i = 0; i < r->capacity; i++) {
		u32 at = r->hint + i < r->capacity ? r->hint + i : r->hint + i - r->capacity;

		if (!r->by_id[at] && at < SP_MAX_REGIONS - 1) {
			*id = at;
			r->hint = at + 1 < r->capacity ? at + 1 : 0;
			return true;
		}
	}
	return false;
}

struct sp_region *sp_region_alloc(struct sp_regions *r, struct sp_owner *owner,
				  unsigned long first_page)
{
	struct sp_region *region;
	u32 id;

	if (!find_id(r, &id))
		return NULL;
	region = sp_alloc_small(sizeof(*region));
	if (!region)
		return NULL;
	region->owner = owner;
	region->first_page = first_page;
	region->id = id;
	r->by_id[id] = region;
	r->n++;
	return region;
}

void sp_region_free(struct sp_regions *r, struct sp_region *region)
{
	unsigned int i;

	for (i = 0; region->n_tracked && i < SP_REGION_PAGES; i++)
		if (sp_region_word(region, i))
			sp_region_set(r, region, i, 0);
	for (i = 0; i < SP_REGION_BLOCKS; i++) {
		if (!region->blocks[i])
			continue;
		sp_free_small(region->blocks[i]);
		r->n_blocks--;
	}
	r->by_id[region->id] = NULL;
	r->n--;
	sp_free_small(region);
}

bool sp_region_prepare(struct sp_regions *r, struct sp_region *region, unsigned int index)
{
	u32 **block = &region->blocks[index / SP_BLOCK_PAGES];
	u32 *words;

	if (*block)
		return true;
	words = sp_alloc_small(SP_BLOCK_PAGES * sizeof(*words));
	if (!words)
		return false;
	/* Whoever looks at words without the lock sees zeroed ones. */
	sp_publish(*block, words);
	r->n_blocks++;
	return true;
}

static void count(struct sp_tally *t, enum sp_kind kind, long by)
{
	switch (kind) {
	case SP_NONE:
		break;
	case SP_SEEN:
		SP_WRITE_ONCE(t->seen, t->seen + by);
		break;
	case SP_INDEXED:
		SP_WRITE_ONCE(t->indexed, t->indexed + by);
		break;
	case SP_MERGED_HERE:
		SP_WRITE_ONCE(t->merged, t->merged + by);
		break;
	}
}

void sp_region_set(struct sp_regions *r, struct sp_region *region, unsigned int index, u32 word)
{
	u32 old = sp_region_word(region, index);
	enum sp_kind was = sp_word_kind(old), is = sp_word_kind(word);

	if (old == word)
		return;
	SP_WRITE_ONCE(region->blocks[index / SP_BLOCK_PAGES][index % SP_BLOCK_PAGES], word);
	if (was == is)
		return;
	count(&r->tally, was, -1);
	count(&r->tally, is, 1);
	count(&region->owner->tally, was, -1);
	count(&region->owner->tally, is, 1);
	region->n_tracked += (is != SP_NONE) - (was != SP_NONE);
	region->n_merged += (is == SP_MERGED_HERE) - (was == SP_MERGED_HERE);
}

unsigned long sp_regions_bytes(const struct sp_regions *r)
{
	return r->capacity * sizeof(struct sp_region *) + r->n * sizeof(struct sp_region) +
	       r->n_blocks * SP_BLOCK_PAGES * sizeof(u32);
}
