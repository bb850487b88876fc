// SPDX-License-Identifier: GPL-2.0-or-later
//
// Many processes that do nothing, each as small as can be.
//
//   crowd N
//
// Prints "ready" when there are N children; they go when it is killed.
#include <cstdio>
#include <cstdlib>

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char** argv) {
    const long count = argc == 2 ? std::strtol(argv[1], nullptr, 10) : 0;
    if (count <= 0) {
        std::fputs("usage: crowd N\n", stderr);
        return 2;
    }
    signal(SIGCHLD, SIG_IGN);
    for (long i = 0; i < count; ++i) {
        const pid_t child = fork();
        if (child < 0) {
            std::perror("fork");
            return 1;
        }
        if (child == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            for (;;)
                pause();
        }
    }
    std::puts("ready");
    std::fflush(stdout);
    for (;;)
        pause();
}
