/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The few things the engine needs from where it runs: the kernel, or a
 * user-space test.  Nothing else in kmod/engine includes a system header.
 */
#ifndef SAMEPAGE_ENGINE_SHIM_H
#define SAMEPAGE_ENGINE_SHIM_H

#ifdef __KERNEL__

#include <linux/list.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/types.h>
#include <linux/xxhash.h>

#define SP_PAGE_SIZE PAGE_SIZE

/*
 * Zeroed array, or NULL.  Scanning is an optimisation: an allocation for it
 * neither drains the reserves nor makes the machine thrash.
 */
static inline void *sp_alloc_array(size_t n, size_t size)
{
	return kvcalloc(n, size, GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN);
}

static inline void sp_free_array(void *array)
{
	kvfree(array);
}

static inline void sp_relax(void)
{
	cond_resched();
}

static inline u64 sp_hash_bytes(const void *bytes, size_t len, u64 seed)
{
	return xxh64(bytes, len, seed);
}

#else /* user space */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

typedef uint32_t u32;
typedef uint64_t u64;

#define SP_PAGE_SIZE 4096UL

#ifdef __cplusplus
extern "C" {
#endif

/* Tests make allocations fail here: the n-th from now, 0 for never. */
extern unsigned long sp_shim_fail_alloc_in;

static inline void *sp_alloc_array(size_t n, size_t size)
{
	if (sp_shim_fail_alloc_in && --sp_shim_fail_alloc_in == 0)
		return NULL;
	return calloc(n, size);
}

static inline void sp_free_array(void *array)
{
	free(array);
}

static inline void sp_relax(void)
{
}

static inline u64 sp_hash_bytes(const void *bytes, size_t len, u64 seed)
{
	return XXH64(bytes, len, seed);
}

#ifdef __cplusplus
}
#endif

/* The kernel's list of that name, as far as the engine uses it. */
struct hlist_node {
	struct hlist_node *next, **pprev;
};

struct hlist_head {
	struct hlist_node *first;
};

static inline void hlist_add_head(struct hlist_node *n, struct hlist_head *h)
{
	n->next = h->first;
	if (h->first)
		h->first->pprev = &n->next;
	h->first = n;
	n->pprev = &h->first;
}

static inline void hlist_del(struct hlist_node *n)
{
	*n->pprev = n->next;
	if (n->next)
		n->next->pprev = n->pprev;
}

static inline bool hlist_empty(const struct hlist_head *h)
{
	return !h->first;
}

#define container_of(ptr, type, member) \
	((type *)((char *)(ptr) - offsetof(type, member)))

#endif /* __KERNEL__ */
#endif /* SAMEPAGE_ENGINE_SHIM_H */
