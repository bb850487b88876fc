/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Generic netlink interface of the samepage kernel module.
 *
 * The contract between the module and user space; kmod/uapi/samepage.yaml
 * says the same for tools that read YNL specifications.
 *
 * Every command needs CAP_SYS_ADMIN in the initial user namespace, reading
 * too: merge counters of a process are a side channel into its memory.
 * Errors come as a negative errno with a sentence in NLMSGERR_ATTR_MSG.
 *
 * A process is named either by SAMEPAGE_A_PIDFD, or by SAMEPAGE_A_PID together
 * with SAMEPAGE_A_START_TIME, never by a pid alone: a recycled pid must not be
 * marked.  Marking is a property of the address space (mm): threads, and
 * vfork children before exec, share it.
 */
#ifndef _UAPI_SAMEPAGE_H
#define _UAPI_SAMEPAGE_H

#define SAMEPAGE_GENL_NAME "samepage"
#define SAMEPAGE_GENL_VERSION 1

/**
 * enum samepage_cmd - commands
 * @SAMEPAGE_CMD_GET: one process (do) or every process whose memory is
 *	mergeable (dump).  Replies with SAMEPAGE_CMD_GET messages that hold the
 *	process attributes below.  ESRCH: no such process, or it has exited.
 *	ESTALE: the pid now belongs to another process (start time differs).
 *	EINVAL: kernel thread, or attributes missing, contradicting or malformed.
 *	EBADF: not a pidfd.  EPERM: no CAP_SYS_ADMIN.
 * @SAMEPAGE_CMD_MARK: make all memory of a running process mergeable, now and
 *	in mappings it makes later, inherited over fork and exec; what
 *	prctl(PR_SET_MEMORY_MERGE, 1) does.  No reply but the acknowledgment.
 *	Marking a marked process succeeds.  Errors as for GET, and ENOMEM,
 *	EINTR (a signal arrived while waiting for the address space).
 * @SAMEPAGE_CMD_UNMARK: undo MARK and give every merged page of the process
 *	its own copy again before the acknowledgment is sent.  Mappings that the
 *	process itself made mergeable by madvise are unmerged too.  A process
 *	that is not marked is left as it is, with success.  ENOMEM: not
 *	enough memory for the copies; the process stays marked.
 */
enum samepage_cmd {
	SAMEPAGE_CMD_UNSPEC,
	SAMEPAGE_CMD_GET,
	SAMEPAGE_CMD_MARK,
	SAMEPAGE_CMD_UNMARK,

	__SAMEPAGE_CMD_MAX,
	SAMEPAGE_CMD_MAX = __SAMEPAGE_CMD_MAX - 1
};

/**
 * enum samepage_attr - attributes
 * @SAMEPAGE_A_PAD: padding for 64-bit attributes
 * @SAMEPAGE_A_PID: u32, process id (thread group) in the pid namespace of the
 *	sender.  In requests: any thread of the process is refused with EINVAL
 *	unless it is the leader.
 * @SAMEPAGE_A_START_TIME: u64, field 22 of /proc/PID/stat: clock ticks
 *	(1/100 s) after boot
 * @SAMEPAGE_A_PIDFD: s32, requests only: a pidfd of the sender
 * @SAMEPAGE_A_FLAGS: u32, SAMEPAGE_F_* bits
 * @SAMEPAGE_A_MERGED_PAGES: u64, pages of the process that are merged now
 *	(mapped to a page that the module shares), as of the last look
 * @SAMEPAGE_A_SAVED_BYTES: u64, the process's fair part of what merging
 *	saves: for each merged page that N mappings share, (N - 1)/N pages
 * @SAMEPAGE_A_UNSHARED_PAGES: u64, looked at, unchanged, and unique so far
 * @SAMEPAGE_A_VOLATILE_PAGES: u64, changed between the last two looks
 * @SAMEPAGE_A_SCANNED_PAGES: u64, looked at in the last finished pass over
 *	the process
 */
enum samepage_attr {
	SAMEPAGE_A_UNSPEC,
	SAMEPAGE_A_PAD,
	SAMEPAGE_A_PID,
	SAMEPAGE_A_START_TIME,
	SAMEPAGE_A_PIDFD,
	SAMEPAGE_A_FLAGS,
	SAMEPAGE_A_MERGED_PAGES,
	SAMEPAGE_A_SAVED_BYTES,
	SAMEPAGE_A_UNSHARED_PAGES,
	SAMEPAGE_A_VOLATILE_PAGES,
	SAMEPAGE_A_SCANNED_PAGES,

	__SAMEPAGE_A_MAX,
	SAMEPAGE_A_MAX = __SAMEPAGE_A_MAX - 1
};

/* All memory is mergeable: marked here, or PR_SET_MEMORY_MERGE by itself. */
#define SAMEPAGE_F_MERGE_ANY	(1U << 0)
/* The process has been mergeable at some time: some of it may be (madvise). */
#define SAMEPAGE_F_MERGEABLE	(1U << 1)

#endif /* _UAPI_SAMEPAGE_H */
