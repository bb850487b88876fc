/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tracepoints, /sys/kernel/tracing/events/samepage.
 *
 * @pid is the process (thread group) in the initial pid namespace, @address
 * where in it, @frame a page frame number.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM samepage

#if !defined(SAMEPAGE_CTL_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define SAMEPAGE_CTL_TRACE_H

#include <linux/tracepoint.h>

#ifndef SP_TRACE_REASONS
#define SP_TRACE_REASONS

/* How a page was merged. */
enum sp_merge_kind {
	SP_MERGE_PAGE,	/* with others; also one inherited or taken over, and the first of them */
	SP_MERGE_ZERO,	/* with the kernel's zero page */
};

/* Why a page that was looked at was not merged. */
enum sp_skip {
	SP_SKIP_VOLATILE,	/* it changed since the last look */
	SP_SKIP_UNIQUE,		/* nobody has the same contents */
	SP_SKIP_BUSY,		/* pinned or otherwise in use, no memory, or max_kernel_pages */
	SP_SKIP_HUGE,		/* merging would split a huge page; others of it may suffice later */
};

#endif

/* For readers of the binary form, who see only numbers. */
TRACE_DEFINE_ENUM(SP_MERGE_PAGE);
TRACE_DEFINE_ENUM(SP_MERGE_ZERO);
TRACE_DEFINE_ENUM(SP_SKIP_VOLATILE);
TRACE_DEFINE_ENUM(SP_SKIP_UNIQUE);
TRACE_DEFINE_ENUM(SP_SKIP_BUSY);
TRACE_DEFINE_ENUM(SP_SKIP_HUGE);

TRACE_EVENT(merge,
	TP_PROTO(pid_t pid, unsigned long address, unsigned long frame, int kind),
	TP_ARGS(pid, address, frame, kind),
	TP_STRUCT__entry(
		__field(pid_t, pid)
		__field(unsigned long, address)
		__field(unsigned long, frame)
		__field(int, kind)
	),
	TP_fast_assign(
		__entry->pid = pid;
		__entry->address = address;
		__entry->frame = frame;
		__entry->kind = kind;
	),
	TP_printk("pid=%d address=0x%lx frame=0x%lx kind=%s", __entry->pid, __entry->address,
		  __entry->frame,
		  __print_symbolic(__entry->kind,
				   { SP_MERGE_PAGE, "page" },
				   { SP_MERGE_ZERO, "zero" }))
);

/* The mapping is known not to be of that merged page any more. */
TRACE_EVENT(unmerge,
	TP_PROTO(pid_t pid, unsigned long address, unsigned long frame),
	TP_ARGS(pid, address, frame),
	TP_STRUCT__entry(
		__field(pid_t, pid)
		__field(unsigned long, address)
		__field(unsigned long, frame)
	),
	TP_fast_assign(
		__entry->pid = pid;
		__entry->address = address;
		__entry->frame = frame;
	),
	TP_printk("pid=%d address=0x%lx frame=0x%lx", __entry->pid, __entry->address,
		  __entry->frame)
);

TRACE_EVENT(skip,
	TP_PROTO(pid_t pid, unsigned long address, int why),
	TP_ARGS(pid, address, why),
	TP_STRUCT__entry(
		__field(pid_t, pid)
		__field(unsigned long, address)
		__field(int, why)
	),
	TP_fast_assign(
		__entry->pid = pid;
		__entry->address = address;
		__entry->why = why;
	),
	TP_printk("pid=%d address=0x%lx why=%s", __entry->pid, __entry->address,
		  __print_symbolic(__entry->why,
				   { SP_SKIP_VOLATILE, "volatile" },
				   { SP_SKIP_UNIQUE, "unique" },
				   { SP_SKIP_BUSY, "busy" },
				   { SP_SKIP_HUGE, "huge" }))
);

/* A pass over all processes is finished; the pages are those it looked at. */
TRACE_EVENT(pass,
	TP_PROTO(u64 number, u64 pages, u64 duration_ns),
	TP_ARGS(number, pages, duration_ns),
	TP_STRUCT__entry(
		__field(u64, number)
		__field(u64, pages)
		__field(u64, duration_ns)
	),
	TP_fast_assign(
		__entry->number = number;
		__entry->pages = pages;
		__entry->duration_ns = duration_ns;
	),
	TP_printk("number=%llu pages=%llu duration_ns=%llu", __entry->number, __entry->pages,
		  __entry->duration_ns)
);

#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
