/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The few things the engine needs from where it runs: the kernel, or a
 * user-space test.  Nothing else in kmod/engine includes a system header.
 */
#ifndef SAMEPAGE_ENGINE_SHIM_H
#define SAMEPAGE_ENGINE_SHIM_H

#ifdef __KERNEL__

#include <linux/list.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/types.h>
#include <linux/vmalloc.h>

#define SP_PAGE_SIZE PAGE_SIZE

/*
 * Zeroed array, or NULL.  Scanning is an optimisation: an allocation for it
 * neither drains the reserves nor makes the machine thrash.
 */
static inline void *sp_alloc_array(size_t n, size_t size)
{
	const gfp_t gfp = GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN | __GFP_ZERO;
	const size_t bytes = array_size(n, size);

	/* For so many, kmalloc() rounds up to a power of two. */
	if (bytes > 8 * PAGE_SIZE && bytes < SIZE_MAX / 2 && roundup_pow_of_two(bytes) - bytes > bytes / 16)
		return __vmalloc(bytes, gfp);
	return kvmalloc(bytes, gfp);
}

static inline void sp_free_array(void *array)
{
	kvfree(array);
}

/* When nobody can be reading it under RCU any more; may wait for that. */
static inline void sp_free_array_later(void *array)
{
	if (array)
		kvfree_rcu_mightsleep(array);
}

/* The same for a few bytes: zeroed, from the slab. */
static inline void *sp_alloc_small(size_t size)
{
	return kzalloc(size, GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN);
}

static inline void sp_free_small(void *small)
{
	kfree(small);
}

static inline void sp_relax(void)
{
	cond_resched();
}

#define SP_READ_ONCE(x)		READ_ONCE(x)
#define SP_WRITE_ONCE(x, v)	WRITE_ONCE(x, v)
/* Makes @v visible at @x only together with what it points to. */
#define sp_publish(x, v)	smp_store_release(&(x), v)

static inline const void *sp_zero_page(void)
{
	return page_address(ZERO_PAGE(0));
}

#else /* user space */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef uint16_t u16;
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

static inline void sp_free_array_later(void *array)
{
	free(array);
}

static inline void *sp_alloc_small(size_t size)
{
	return sp_alloc_array(1, size);
}

static inline void sp_free_small(void *small)
{
	free(small);
}

static inline void sp_relax(void)
{
}

#define SP_READ_ONCE(x)		__atomic_load_n(&(x), __ATOMIC_RELAXED)
#define SP_WRITE_ONCE(x, v)	__atomic_store_n(&(x), v, __ATOMIC_RELAXED)
#define sp_publish(x, v)	__atomic_store_n(&(x), v, __ATOMIC_RELEASE)

static inline const void *sp_zero_page(void)
{
	static const char zeroes[SP_PAGE_SIZE] = { 0 };

	return zeroes;
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
