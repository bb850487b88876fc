// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The first process of a VM without a disk: loads the module, marks two processes whose memory is
 * the same, sees it merge, changes some of it, unmerges it and unloads the module. Every page is
 * compared with what its process wrote. Modules in /refused have to refuse to load before that.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <samepage.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGES 1024
#define PAGE 4096
#define MODULE_FILE "/samepage.ko"
#define KNOBS "/sys/kernel/samepage/"

static void end(void) {
    fflush(stdout);
    sync();
    reboot(RB_POWER_OFF);
    _exit(1);
}

static void fail(const char* what, ...) {
    va_list arguments;

    printf("smoke: FAILED: ");
    va_start(arguments, what);
    vprintf(what, arguments);
    va_end(arguments);
    printf("\n");
    end();
}

static void write_knob(const char* name, const char* value) {
    char path[128];
    int fd;

    snprintf(path, sizeof(path), KNOBS "%s", name);
    fd = open(path, O_WRONLY);
    if (fd < 0 || write(fd, value, strlen(value)) < 0)
        fail("%s does not take %s: %s", name, value, strerror(errno));
    close(fd);
}

static long read_knob(const char* name) {
    char path[128], text[64] = "";
    int fd;

    snprintf(path, sizeof(path), KNOBS "%s", name);
    fd = open(path, O_RDONLY);
    if (fd < 0 || read(fd, text, sizeof(text) - 1) < 0)
        fail("%s cannot be read: %s", name, strerror(errno));
    close(fd);
    return atol(text);
}

static void wait_until(const char* name, long least, long most) {
    long value = 0;
    int i;

    for (i = 0; i < 3000; i++) {
        value = read_knob(name);
        if (value >= least && value <= most)
            return;
        usleep(100000);
    }
    fail("%s is %ld, not %ld to %ld", name, value, least, most);
}

/* One request with one 32 bit attribute or a string; the answer's first message is left in @answer.
 */
static void request(int fd, uint16_t family, uint8_t command, uint16_t type, const void* data,
                    size_t size, char answer[8192]) {
    struct {
        struct nlmsghdr head;
        struct genlmsghdr generic;
        struct nlattr attr;
        char data[64];
    } message = {
        .head =
            {
                .nlmsg_len = NLMSG_LENGTH(GENL_HDRLEN) + NLA_HDRLEN + NLA_ALIGN(size),
                .nlmsg_type = family,
                .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK,
            },
        .generic = {.cmd = command, .version = 1},
        .attr = {.nla_len = NLA_HDRLEN + size, .nla_type = type},
    };
    const struct nlmsghdr* reply = (const struct nlmsghdr*)answer;

    memcpy(message.data, data, size);
    if (send(fd, &message, message.head.nlmsg_len, 0) < 0 || recv(fd, answer, 8192, 0) < 0)
        fail("netlink: %s", strerror(errno));
    if (reply->nlmsg_type == NLMSG_ERROR && *(const int*)NLMSG_DATA(reply))
        fail("netlink command %d: %s", command, strerror(-*(const int*)NLMSG_DATA(reply)));
}

static uint16_t find_family(int fd) {
    char answer[8192], rest[8192];
    const struct nlmsghdr* head = (const struct nlmsghdr*)answer;
    unsigned int at = NLMSG_LENGTH(GENL_HDRLEN);

    request(fd, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, CTRL_ATTR_FAMILY_NAME, SAMEPAGE_GENL_NAME,
            sizeof(SAMEPAGE_GENL_NAME), answer);
    if (recv(fd, rest, sizeof(rest), MSG_DONTWAIT) < 0 && errno != EAGAIN)
        fail("netlink: %s", strerror(errno));
    while (at < head->nlmsg_len) {
        const struct nlattr* attr = (const struct nlattr*)(answer + at);

        if (attr->nla_type == CTRL_ATTR_FAMILY_ID)
            return *(const uint16_t*)(attr + 1);
        at += NLA_ALIGN(attr->nla_len);
    }
    fail("there is no netlink family " SAMEPAGE_GENL_NAME);
    return 0;
}

static void command_for(int fd, uint16_t family, uint8_t command, pid_t pid) {
    int32_t pidfd = syscall(SYS_pidfd_open, pid, 0);
    char answer[8192];

    if (pidfd < 0)
        fail("pidfd_open: %s", strerror(errno));
    request(fd, family, command, SAMEPAGE_A_PIDFD, &pidfd, sizeof(pidfd), answer);
    close(pidfd);
}

/* Every page differs from the others of its process. */
static void fill(uint64_t* page, uint64_t number, uint64_t salt) {
    unsigned int i;

    for (i = 0; i < PAGE / sizeof(*page); i++)
        page[i] = (number + 1) * 0x9e3779b97f4a7c15u + i + salt;
}

/* A process that answers to each byte on @in: 'c' compares, 'w' writes every second page. */
static void serve(int in, int out, uint64_t salt) {
    char* memory =
        mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    static uint64_t expected[PAGE / 8];
    uint64_t written = 0;
    char what;
    int i;

    madvise(memory, PAGES * PAGE, MADV_NOHUGEPAGE);
    for (i = 0; i < PAGES; i++)
        fill((uint64_t*)(memory + i * PAGE), i, 0);
    what = 'r';
    while (write(out, &what, 1) == 1 && read(in, &what, 1) == 1) {
        if (what == 'w')
            written = salt;
        for (i = 0; i < PAGES; i++) {
            if (what == 'w' && i % 2)
                fill((uint64_t*)(memory + i * PAGE), i, written);
            fill(expected, i, i % 2 ? written : 0);
            if (memcmp(memory + i * PAGE, expected, PAGE))
                what = 'x';
        }
    }
    _exit(0);
}

struct server {
    pid_t pid;
    int in, out;
};

static void expect_answer(const struct server* s, char answer) {
    char what = 0;

    if (read(s->in, &what, 1) != 1 || what != answer)
        fail("process %d answers %d: its memory is not what it wrote", s->pid, what);
}

static void start(struct server* s, uint64_t salt) {
    int there[2], back[2];

    if (pipe(there) || pipe(back))
        fail("pipe: %s", strerror(errno));
    fflush(stdout);
    s->pid = fork();
    if (!s->pid)
        serve(there[0], back[1], salt);
    s->in = back[0];
    s->out = there[1];
    expect_answer(s, 'r');
}

static void ask(const struct server* s, char what) {
    if (write(s->out, &what, 1) != 1)
        fail("process %d is gone", s->pid);
    expect_answer(s, what);
}

static int load(const char* file) {
    int fd = open(file, O_RDONLY), err;

    err = syscall(SYS_finit_module, fd, "", 0) ? errno : 0;
    close(fd);
    return err;
}

static void refuse_all(void) {
    DIR* folder = opendir("/refused");
    const struct dirent* entry;

    while (folder && (entry = readdir(folder))) {
        char path[300];

        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof(path), "/refused/%s", entry->d_name);
        if (!load(path))
            fail("%s was not refused", path);
        if (!access("/sys/module/samepage", F_OK) || !access(KNOBS, F_OK))
            fail("%s left something behind", path);
    }
}

static void merge(void) {
    int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_GENERIC);
    struct server servers[2];
    uint16_t family;
    int i;

    family = find_family(fd);
    for (i = 0; i < 2; i++) {
        start(&servers[i], i + 1);
        command_for(fd, family, SAMEPAGE_CMD_MARK, servers[i].pid);
    }
    write_knob("max_cpu_percent", "100");
    write_knob("pages_to_scan", "20000");
    write_knob("sleep_millisecs", "1");
    write_knob("run", "1");
    wait_until("pages_sharing", PAGES - 20, 1L << 40);
    printf("smoke: %ld pages merged, %ld of them pinned\n", read_knob("pages_sharing"),
           read_knob("pages_pinned"));
    for (i = 0; i < 2; i++)
        ask(&servers[i], 'c');
    ask(&servers[0], 'w');
    ask(&servers[1], 'c');
    printf("smoke: half of it is written to\n");
    wait_until("pages_sharing", PAGES / 2 - 20, PAGES - 100);
    ask(&servers[1], 'w');
    ask(&servers[0], 'c');
    printf("smoke: both halves are\n");
    command_for(fd, family, SAMEPAGE_CMD_UNMARK, servers[1].pid);
    ask(&servers[1], 'c');
    printf("smoke: one is unmarked\n");
    write_knob("run", "2");
    wait_until("pages_sharing", 0, 0);
    printf("smoke: unmerged\n");
    for (i = 0; i < 2; i++)
        ask(&servers[i], 'c');
    write_knob("run", "1");
    wait_until("full_scans", read_knob("full_scans") + 2, 1L << 40);
    close(fd);
    if (syscall(SYS_delete_module, "samepage", 0))
        fail("the module cannot be unloaded: %s", strerror(errno));
    for (i = 0; i < 2; i++) {
        ask(&servers[i], 'c');
        kill(servers[i].pid, SIGKILL);
        waitpid(servers[i].pid, NULL, 0);
    }
}

int main(void) {
    int err;

    setlinebuf(stdout);
    mount("proc", "/proc", "proc", 0, NULL);
    mount("sysfs", "/sys", "sysfs", 0, NULL);
    refuse_all();
    err = load(MODULE_FILE);
    if (err)
        fail("the module does not load: %s", strerror(err));
    merge();
    printf("smoke: ok\n");
    end();
}
