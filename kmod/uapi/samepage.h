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
 * Commands that take long (MERGE_NOW, ESTIMATE, EXPLAIN) are dumps: sent with
 * NLM_F_DUMP, answered by progress messages and one message with the result,
 * ended by NLMSG_DONE, which carries the error if there was one.  The work is
 * done while the sender receives, up to 100 ms with each message: nobody else's
 * requests wait for it, and whoever closes the socket (or dies) ends it.
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

/* Multicast group of the SAMEPAGE_CMD_NTF_ messages; joining needs CAP_SYS_ADMIN too. */
#define SAMEPAGE_GENL_EVENTS "events"

/* Most processes in one ESTIMATE. */
#define SAMEPAGE_MAX_PROCESSES 1024

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
 *	Marking a marked process succeeds.  With SAMEPAGE_A_GROUP it is put into
 *	that group, or taken out of one.  Errors as for GET, and ENOMEM,
 *	EINTR (a signal arrived while waiting for the address space).
 * @SAMEPAGE_CMD_UNMARK: undo MARK and give every merged page of the process
 *	its own copy again before the acknowledgment is sent.  Mappings that the
 *	process itself made mergeable by madvise are unmerged too.  It leaves its
 *	group.  A process
 *	that is not marked is left as it is, with success.  ENOMEM: not
 *	enough memory for the copies; the process stays marked.
 * @SAMEPAGE_CMD_MERGE_NOW: dump; scan one mergeable process at once and at full
 *	speed, whatever the CPU cap, and merge what can be merged; also while
 *	"run" is 0.  Progress: SAMEPAGE_A_DONE_PAGES, SAMEPAGE_A_TOTAL_PAGES.
 *	Result: these, and SAMEPAGE_A_NEWLY_MERGED_PAGES.  Errors as for GET,
 *	and EINVAL: it is not marked; EBUSY: the built-in scanner is in use, or
 *	somebody else merges this process now; ECANCELED: by CANCEL, or "run"
 *	was set to 2; ESRCH: it exited meanwhile.
 * @SAMEPAGE_CMD_CANCEL: end the MERGE_NOW of the process, whoever asked for it.
 *	Returns when it has been told.  ENOENT: none is under way.
 * @SAMEPAGE_CMD_ESTIMATE: dump; what marking processes would save, without
 *	merging or changing any page.  The set is named by one or more
 *	SAMEPAGE_A_PROCESS (up to SAMEPAGE_MAX_PROCESSES), or for one process as
 *	elsewhere.  SAMEPAGE_A_SAMPLE and SAMEPAGE_A_SECOND_LOOK_MS are
 *	optional.  Progress as above; result: SAMEPAGE_A_SAVED_BYTES, the four
 *	parts that it is the sum of (SAMEPAGE_A_WITHIN_BYTES and following),
 *	SAMEPAGE_A_ERROR_BYTES, SAMEPAGE_A_SAMPLE, SAMEPAGE_A_LOOKED_PAGES,
 *	SAMEPAGE_A_CHANGED_PAGES, SAMEPAGE_A_PROCESSES.  Of a process that exits
 *	meanwhile counts what was looked at before.  Errors as for GET, and E2BIG: too many processes;
 *	EBUSY: too many estimates at once; ENOMEM.
 * @SAMEPAGE_CMD_EXPLAIN: dump; where the resident memory of a process stands,
 *	bytes by reason.  Progress as above; result: SAMEPAGE_A_RESIDENT_BYTES
 *	and SAMEPAGE_A_REASONS.  Errors as for GET, and ENOMEM.
 * @SAMEPAGE_CMD_NTF_MARKED: event; the scanner serves a process from now on
 *	(marked here, by itself, or inherited; after exec it is told anew).
 *	SAMEPAGE_A_PID (in the initial
 *	pid namespace, as in all events), SAMEPAGE_A_START_TIME (as the initial
 *	time namespace has it).
 * @SAMEPAGE_CMD_NTF_UNMARKED: event; UNMARK has succeeded on a marked process.  As
 *	above.
 * @SAMEPAGE_CMD_NTF_EXITED: event; a process that was served is gone.  As above.
 * @SAMEPAGE_CMD_NTF_PASS: event; a pass over all processes has finished:
 *	SAMEPAGE_A_PASS, SAMEPAGE_A_DURATION_NS, SAMEPAGE_A_SCANNED_PAGES (of
 *	this pass).
 * @SAMEPAGE_CMD_NTF_PAUSED: event; scanning stops by itself, or goes on after
 *	that: SAMEPAGE_A_PAUSE.
 * @SAMEPAGE_CMD_NTF_KNOB: event; a file of /sys/kernel/samepage was written:
 *	SAMEPAGE_A_KNOB, SAMEPAGE_A_VALUE.
 */
enum samepage_cmd {
	SAMEPAGE_CMD_UNSPEC,
	SAMEPAGE_CMD_GET,
	SAMEPAGE_CMD_MARK,
	SAMEPAGE_CMD_UNMARK,
	SAMEPAGE_CMD_MERGE_NOW,
	SAMEPAGE_CMD_CANCEL,
	SAMEPAGE_CMD_ESTIMATE,
	SAMEPAGE_CMD_EXPLAIN,
	SAMEPAGE_CMD_NTF_MARKED,
	SAMEPAGE_CMD_NTF_UNMARKED,
	SAMEPAGE_CMD_NTF_EXITED,
	SAMEPAGE_CMD_NTF_PASS,
	SAMEPAGE_CMD_NTF_PAUSED,
	SAMEPAGE_CMD_NTF_KNOB,

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
 *	saves: for each merged page that N mappings share, (N - 1)/N pages.  Of
 *	ESTIMATE: what marking would save.
 * @SAMEPAGE_A_UNSHARED_PAGES: u64, looked at, unchanged, and unique so far
 * @SAMEPAGE_A_VOLATILE_PAGES: u64, changed between the last two looks
 * @SAMEPAGE_A_SCANNED_PAGES: u64, looked at since the process is served
 * @SAMEPAGE_A_DOMAIN: u64; pages merge only between processes with the same
 *	number.  It changes with the "domains" knob; nothing else can be read
 *	from it.
 * @SAMEPAGE_A_ZERO_PAGES: u64, pages of zeroes that are the kernel's zero page
 *	now
 * @SAMEPAGE_A_SKIPPED_PAGES: u64, passed over without reading them since the
 *	process is served: unchanged, or changing all the time
 * @SAMEPAGE_A_METADATA_BYTES: u64, what the module holds for this process
 * @SAMEPAGE_A_DONE_PAGES: u64, pages of address space that are done
 * @SAMEPAGE_A_TOTAL_PAGES: u64, out of so many (0: not known)
 * @SAMEPAGE_A_NEWLY_MERGED_PAGES: u64, by this MERGE_NOW
 * @SAMEPAGE_A_PROCESS: nested, multiple: SAMEPAGE_A_PIDFD, or SAMEPAGE_A_PID
 *	and SAMEPAGE_A_START_TIME
 * @SAMEPAGE_A_SAMPLE: u32, look at one in so many contents; rounded up to a
 *	power of two; 1 (default): at all.  All pages with the same contents are
 *	in the sample, or none.  1 to 65536.  In the result: what it was.  It grows when
 *	the memory for an exact answer would grow beyond 1/64 of the machine's.
 * @SAMEPAGE_A_SECOND_LOOK_MS: u32, look twice, with at least so many
 *	milliseconds between, and count only pages that did not change.  1 to 60000.
 * @SAMEPAGE_A_ERROR_BYTES: u64, standard error of SAMEPAGE_A_SAVED_BYTES from
 *	sampling; 0 when exact
 * @SAMEPAGE_A_WITHIN_BYTES: u64, saved as pages of the set equal each other
 * @SAMEPAGE_A_MERGED_BYTES: u64, saved as they equal pages that are merged
 * @SAMEPAGE_A_OTHERS_BYTES: u64, saved in addition as they equal single
 *	pages of other mergeable processes, which wait for a partner
 * @SAMEPAGE_A_ZERO_BYTES: u64, saved by pages of zeroes
 * @SAMEPAGE_A_LOOKED_PAGES: u64, pages whose contents were compared
 * @SAMEPAGE_A_CHANGED_PAGES: u64, pages left out as they changed
 * @SAMEPAGE_A_PROCESSES: u32, address spaces that were still there at the end
 * @SAMEPAGE_A_RESIDENT_BYTES: u64, anonymous, file and shmem pages that are
 *	mapped (what /proc/PID/statm calls resident), and the mappings of the zero
 *	page that merging made
 * @SAMEPAGE_A_REASONS: nested, SAMEPAGE_R_*; they add up to
 *	SAMEPAGE_A_RESIDENT_BYTES
 * @SAMEPAGE_A_PASS: u64, number of the pass since loading, as full_scans
 * @SAMEPAGE_A_DURATION_NS: u64
 * @SAMEPAGE_A_PAUSE: u32, enum samepage_pause
 * @SAMEPAGE_A_KNOB: string, name of a file in /sys/kernel/samepage
 * @SAMEPAGE_A_VALUE: string, what was written to it, without a newline
 * @SAMEPAGE_A_GROUP: u32.  Members of a group merge with each other, whatever
 *	"domains" says, and with nobody else.  0 in MARK: in no group.  Children
 *	are born into it, as long as they are the same user's and their parent is
 *	there when the scanner finds them; exec leaves it.  Not in answers about
 *	processes that are in none.
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
	SAMEPAGE_A_DOMAIN,
	SAMEPAGE_A_ZERO_PAGES,
	SAMEPAGE_A_SKIPPED_PAGES,
	SAMEPAGE_A_METADATA_BYTES,
	SAMEPAGE_A_DONE_PAGES,
	SAMEPAGE_A_TOTAL_PAGES,
	SAMEPAGE_A_NEWLY_MERGED_PAGES,
	SAMEPAGE_A_PROCESS,
	SAMEPAGE_A_SAMPLE,
	SAMEPAGE_A_SECOND_LOOK_MS,
	SAMEPAGE_A_ERROR_BYTES,
	SAMEPAGE_A_WITHIN_BYTES,
	SAMEPAGE_A_MERGED_BYTES,
	SAMEPAGE_A_OTHERS_BYTES,
	SAMEPAGE_A_ZERO_BYTES,
	SAMEPAGE_A_LOOKED_PAGES,
	SAMEPAGE_A_CHANGED_PAGES,
	SAMEPAGE_A_PROCESSES,
	SAMEPAGE_A_RESIDENT_BYTES,
	SAMEPAGE_A_REASONS,
	SAMEPAGE_A_PASS,
	SAMEPAGE_A_DURATION_NS,
	SAMEPAGE_A_PAUSE,
	SAMEPAGE_A_KNOB,
	SAMEPAGE_A_VALUE,
	SAMEPAGE_A_GROUP,

	__SAMEPAGE_A_MAX,
	SAMEPAGE_A_MAX = __SAMEPAGE_A_MAX - 1
};

/* All memory is mergeable: marked here, or PR_SET_MEMORY_MERGE by itself. */
#define SAMEPAGE_F_MERGE_ANY	(1U << 0)
/* Some of it is (madvise), as far as the last pass saw; or may be, if none looked yet. */
#define SAMEPAGE_F_MERGEABLE	(1U << 1)

/**
 * enum samepage_reason - attributes in SAMEPAGE_A_REASONS, all u64, bytes
 * @SAMEPAGE_R_PAD: padding
 * @SAMEPAGE_R_MERGED: merged
 * @SAMEPAGE_R_ZERO: the kernel's zero page instead of a page of zeroes; not
 *	resident as /proc counts it
 * @SAMEPAGE_R_UNIQUE: looked at, unchanged, and nobody has the same contents
 * @SAMEPAGE_R_VOLATILE: changed between the last two looks, or looked at only
 *	once so far
 * @SAMEPAGE_R_UNSEEN: mergeable, but not looked at yet
 * @SAMEPAGE_R_UNMARKED: private memory that is not mergeable, but would be if
 *	the process were marked
 * @SAMEPAGE_R_FILE: mapped from a file: all processes share it anyway
 * @SAMEPAGE_R_SHARED: shared memory
 * @SAMEPAGE_R_HUGE: the rest of a huge page of which too little would merge to split it
 *	("huge_page_min_merge"), or that could not be split
 * @SAMEPAGE_R_PINNED: a device or another process may be reading or writing it
 * @SAMEPAGE_R_OTHER_DOMAIN: unique in its domain, but merged in another
 * @SAMEPAGE_R_PROTECTED: no access allowed, or watched by userfaultfd
 * @SAMEPAGE_R_OTHER: memory of devices, special mappings, broken hardware
 */
enum samepage_reason {
	SAMEPAGE_R_UNSPEC,
	SAMEPAGE_R_PAD,
	SAMEPAGE_R_MERGED,
	SAMEPAGE_R_ZERO,
	SAMEPAGE_R_UNIQUE,
	SAMEPAGE_R_VOLATILE,
	SAMEPAGE_R_UNSEEN,
	SAMEPAGE_R_UNMARKED,
	SAMEPAGE_R_FILE,
	SAMEPAGE_R_SHARED,
	SAMEPAGE_R_HUGE,
	SAMEPAGE_R_PINNED,
	SAMEPAGE_R_OTHER_DOMAIN,
	SAMEPAGE_R_PROTECTED,
	SAMEPAGE_R_OTHER,

	__SAMEPAGE_R_MAX,
	SAMEPAGE_R_MAX = __SAMEPAGE_R_MAX - 1
};

/**
 * enum samepage_pause - why scanning has stopped by itself
 * @SAMEPAGE_PAUSE_NONE: it goes on
 * @SAMEPAGE_PAUSE_BUILTIN: the built-in scanner was started; "run" is 0 since
 */
enum samepage_pause {
	SAMEPAGE_PAUSE_NONE,
	SAMEPAGE_PAUSE_BUILTIN,
};

#endif /* _UAPI_SAMEPAGE_H */
