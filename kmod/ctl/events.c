// SPDX-License-Identifier: GPL-2.0
#include <linux/pid.h>
#include <linux/sched.h>

#include "../compat.h"
#include "../uapi/samepage.h"
#include "events.h"
#include "family.h"

/* Longer strings are cut off; no knob takes one. */
#define MAX_VALUE 64

#define EVENT_SIZE (GENL_HDRLEN + 256)

static struct sk_buff *event_begin(u8 cmd, void **header, gfp_t gfp)
{
	struct sk_buff *skb;

	if (!genl_has_listeners(&sp_family, &init_net, SP_GROUP_EVENTS))
		return NULL;
	skb = genlmsg_new(EVENT_SIZE, gfp | __GFP_NOWARN);
	if (!skb)
		return NULL;
	*header = genlmsg_put(skb, 0, 0, &sp_family, 0, cmd);
	if (*header)
		return skb;
	nlmsg_free(skb);
	return NULL;
}

static void event_end(struct sk_buff *skb, void *header, int err, gfp_t gfp)
{
	if (err) {
		nlmsg_free(skb);
		return;
	}
	genlmsg_end(skb, header);
	genlmsg_multicast(&sp_family, skb, 0, SP_GROUP_EVENTS, gfp);
}

static void process_event(u8 cmd, pid_t pid, u64 start_boottime, gfp_t gfp)
{
	void *header;
	struct sk_buff *skb = event_begin(cmd, &header, gfp);
	u64 ticks = div_u64(start_boottime, NSEC_PER_SEC / USER_HZ);

	if (skb)
		event_end(skb, header,
			  nla_put_u32(skb, SAMEPAGE_A_PID, pid) ||
			  nla_put_u64_64bit(skb, SAMEPAGE_A_START_TIME, ticks, SAMEPAGE_A_PAD),
			  gfp);
}

void sp_event_marked(pid_t pid, u64 start_boottime, gfp_t gfp)
{
	process_event(SAMEPAGE_CMD_NTF_MARKED, pid, start_boottime, gfp);
}

void sp_event_unmarked(pid_t pid, u64 start_boottime, gfp_t gfp)
{
	process_event(SAMEPAGE_CMD_NTF_UNMARKED, pid, start_boottime, gfp);
}

static bool lives_on(pid_t pid, u64 start_boottime)
{
	struct task_struct *task;
	bool lives;

	rcu_read_lock();
	task = pid_task(find_pid_ns(pid, &init_pid_ns), PIDTYPE_TGID);
	lives = task && task->start_boottime == start_boottime && READ_ONCE(task->mm);
	rcu_read_unlock();
	return lives;
}

void sp_event_exited(pid_t pid, u64 start_boottime, gfp_t gfp)
{
	if (lives_on(pid, start_boottime))
		return;
	process_event(SAMEPAGE_CMD_NTF_EXITED, pid, start_boottime, gfp);
}

void sp_event_pass(u64 pass, u64 duration_ns, u64 pages, gfp_t gfp)
{
	void *header;
	struct sk_buff *skb = event_begin(SAMEPAGE_CMD_NTF_PASS, &header, gfp);

	if (skb)
		event_end(skb, header,
			  nla_put_u64_64bit(skb, SAMEPAGE_A_PASS, pass, SAMEPAGE_A_PAD) ||
			  nla_put_u64_64bit(skb, SAMEPAGE_A_DURATION_NS, duration_ns,
					    SAMEPAGE_A_PAD) ||
			  nla_put_u64_64bit(skb, SAMEPAGE_A_SCANNED_PAGES, pages, SAMEPAGE_A_PAD),
			  gfp);
}

void sp_event_paused(u32 pause, gfp_t gfp)
{
	void *header;
	struct sk_buff *skb = event_begin(SAMEPAGE_CMD_NTF_PAUSED, &header, gfp);

	if (skb)
		event_end(skb, header, nla_put_u32(skb, SAMEPAGE_A_PAUSE, pause), gfp);
}

void sp_event_knob(const char *name, const char *value, size_t length)
{
	char text[MAX_VALUE];
	void *header;
	struct sk_buff *skb = event_begin(SAMEPAGE_CMD_NTF_KNOB, &header, GFP_KERNEL);

	if (!skb)
		return;
	if (length && value[length - 1] == '\n')
		length--;
	length = min(length, sizeof(text) - 1);
	memcpy(text, value, length);
	text[length] = '\0';
	event_end(skb, header,
		  nla_put_string(skb, SAMEPAGE_A_KNOB, name) ||
		  nla_put_string(skb, SAMEPAGE_A_VALUE, text), GFP_KERNEL);
}
