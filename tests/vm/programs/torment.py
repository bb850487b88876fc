#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs programs that watch their memory and, all the while, does to the module and to the
machine whatever an admin could, several things at once.

    torment.py MODULE.ko SECONDS [--seed N] [--keep-loaded] [--starve PERCENT]

Runs inside the VM as root, beside the programs and the other files of this folder. Fails when a
program finds its memory changed, when something that must not fail did, or when at the end, with
peace restored, the pages of two processes do not merge any more. Ends with the module unloaded
while pages are merged.
"""
import argparse
import contextlib
import errno
import itertools
import os
import random
import signal
import subprocess
import sys
import threading
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import fault_injection  # noqa: E402
import knobs  # noqa: E402
import machine_actions  # noqa: E402
from samepage_netlink import (ESTIMATE, EXPLAIN, MERGE_NOW, NLA_F_NESTED, PROCESS, SAMPLE, SECOND_LOOK_MS,  # noqa: E402
                              Family, NetlinkError, attribute, by_pid, u32, u64)

CGROUP = "/sys/fs/cgroup/torment"
DEBUG_KVM = "/sys/kernel/debug/kvm"


class Module:
    """Loading and unloading; everybody else has to live with a module that is not there."""

    def __init__(self, path, starving=False):
        self.path = path
        self.starving = starving
        self.defaults = None

    def load(self):
        """insmod; without memory it may fail, but not for ever."""
        for _ in range(1000 if self.starving else 1):
            done = subprocess.run(["insmod", self.path], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                break
            if not self.starving or "Cannot allocate memory" not in done.stderr:
                raise AssertionError(f"insmod: {done.stderr}")
        else:
            raise AssertionError("insmod never succeeded")
        if self.defaults is None:
            self.defaults = knobs.remember()

    def unload(self):
        """rmmod; somebody may be in the middle of a request, which is no failure."""
        for _ in range(1200):
            done = subprocess.run(["rmmod", "samepage"], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return
            if "in use" not in done.stderr and "unavailable" not in done.stderr:
                break
            time.sleep(0.05)
        raise AssertionError(f"rmmod: {done.stderr}")


def where_it_is(pid):
    """What a process that should have ended does: its state, and each thread's time and kernel stack, twice."""
    said = []
    for _ in range(2):
        for task in sorted(os.listdir(f"/proc/{pid}/task")):
            for name in ("stat", "wchan", "syscall", "stack"):
                with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{task}/{name}", encoding="ascii") as file:
                    said.append(f"{name} of {task}: {file.read().strip()}")
        time.sleep(2)
    for counters in sorted(os.listdir(DEBUG_KVM) if os.path.isdir(DEBUG_KVM) else []):
        path = f"{DEBUG_KVM}/{counters}"
        if os.path.isfile(path):
            with contextlib.suppress(OSError), open(path, encoding="ascii") as file:
                said.append(f"kvm {counters}: {file.read().strip()}")
    return "\n".join(said)


def where_a_thread_is(thread):
    """The same for a thread of this program, and for the programs that it may be waiting for."""
    said = traceback.format_stack(sys._current_frames()[thread.ident])
    children = subprocess.run(["pgrep", "-P", str(os.getpid())], capture_output=True, text=True, check=False)
    return "".join(said) + "\n".join(map(where_it_is, [os.getpid(), *children.stdout.split()]))


class Programs:
    """The programs that watch their memory."""

    def __init__(self):
        self.running = []
        with contextlib.suppress(OSError), open("/sys/fs/cgroup/cgroup.subtree_control", "w") as file:
            file.write("+memory")
        os.makedirs(CGROUP, exist_ok=True)

    def start(self, *arguments):
        def enter_cgroup():
            with open(f"{CGROUP}/cgroup.procs", "w") as file:
                file.write(str(os.getpid()))

        program = subprocess.Popen([f"{HERE}/{arguments[0]}", *map(str, arguments[1:])], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, preexec_fn=enter_cgroup)
        if program.stdout.readline() != "ready\n":
            raise AssertionError(f"{arguments[0]} does not start: {program.communicate()[1]}")
        self.running.append(program)
        return program

    def pids(self):
        return [program.pid for program in self.running if program.poll() is None]

    def watch(self):
        for program in self.running:
            if program.poll() not in (None, 0):
                raise AssertionError(f"{program.args} ended with {program.returncode}: {program.communicate()[1]}")

    def wait(self):
        for program in self.running:
            try:
                out, err = program.communicate(timeout=300)
            except subprocess.TimeoutExpired as error:
                raise AssertionError(f"{program.args} does not end:\n{where_it_is(program.pid)}") from error
            if program.returncode != 0 or err:
                raise AssertionError(f"{program.args} ended with {program.returncode}: {err}")
            print(os.path.basename(program.args[0]), out.strip(), flush=True)
        self.running.clear()

    def kill(self):
        for program in self.running:
            program.kill()


class Torment:
    def __init__(self, arguments):
        self.arguments = arguments
        self.module = Module(arguments.module, arguments.starve > 0)
        self.programs = Programs()
        self.done = {}
        self.most_sharing = 0
        self.failures = []
        self.stop = threading.Event()
        # Guests with odd seeds, processors that come and go with even ones.
        self.guests = arguments.seed % 2 == 1 and machine_actions.can_run_guests()

    # What is done, each by a thread of its own

    def admin(self, chance):
        """Marks, unmarks, starts, stops, asks."""
        family = Family()
        action = chance.choice(["mark"] * 6 + ["run"] * 6 + ["unmark", "stop", "unmerge", "dump", "get", "read"])
        if action in ("mark", "unmark", "get"):
            pid = chance.choice(self.programs.pids() or [os.getpid()])
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                if action == "mark":
                    family.mark(pid, chance.choice([None, None, None, 0, 0, 1, 2]))
                else:
                    getattr(family, action)(by_pid(pid) if action == "get" else pid)
        elif action == "dump":
            family.dump()
        elif action == "read":
            knobs.read_everything()
        else:
            knobs.write("run", {"run": 1, "stop": 0, "unmerge": 2}[action])
        return action

    def knob(self, chance):
        """Writes anything into any file, and after a moment what was there at first."""
        names = knobs.writable()
        if not names:
            return "knob gone"  # the module is being loaded or unloaded
        name = chance.choice(names)
        before = knobs.read(name)
        try:
            knobs.write(name, knobs.random_value(chance, name))
            taken = "taken"
            time.sleep(chance.random())
        except OSError as error:
            if error.errno not in knobs.REFUSALS:
                raise
            taken = "refused"
            # run may have been changed by others, and run 2 may end as 0; the advisor sets pages_to_scan.
            after = knobs.read(name)
            if after != before and error.errno == errno.EINVAL and name not in ("run", "pages_to_scan"):
                raise AssertionError(f"{name} was {before} and is {after} after a refusal") from error
        with contextlib.suppress(OSError):
            if name != "run":
                knobs.write(name, self.module.defaults[name])
        if chance.randrange(4) == 0:
            knobs.write("pages_to_scan", chance.choice([100, 1000, 5000]))
            knobs.write("sleep_millisecs", chance.choice([0, 1, 20]))
        return f"knob {taken}"

    def netlink(self, chance):
        """Commands and attributes of all kinds; the answer does not matter, that there is one does."""
        family = Family()
        family.sock.settimeout(100)
        payload = b""
        if chance.randrange(4):
            with contextlib.suppress(OSError, IndexError):
                payload = by_pid(chance.choice(self.programs.pids()))
        for _ in range(chance.randrange(3)):
            kind = chance.randrange(40)
            payload += u32(kind, chance.choice([0, 1, 2, 100, 0xffffffff])) if chance.randrange(2) \
                else u64(kind, chance.choice([0, 1, 1 << 63]))
        if chance.randrange(8) == 0:
            payload = payload[:chance.randrange(len(payload) + 1)] + chance.randbytes(chance.randrange(64))
        try:
            family.request(chance.randrange(24), payload, flags=chance.choice([4, 4, 4, 0x300]))
        except NetlinkError:
            return "netlink refused"
        except TimeoutError as error:
            raise AssertionError("a netlink request was never answered") from error
        return "netlink taken"

    def long_work(self, chance):
        """Merge now, estimate, explain: to the end, cancelled, or left alone in the middle."""
        command = chance.choice([MERGE_NOW, MERGE_NOW, ESTIMATE, EXPLAIN])
        pids = self.programs.pids()
        pid = chance.choice(pids)
        payload = by_pid(pid)
        if command == ESTIMATE and chance.randrange(2):
            payload = b"".join(attribute(PROCESS | NLA_F_NESTED, by_pid(one)) for one in pids)
            payload += u32(SECOND_LOOK_MS, chance.choice([1, 300])) if chance.randrange(2) else u32(SAMPLE, 8)
        most = chance.choice([1, 2, 1000, 1000])
        family = Family()
        family.sock.settimeout(100)
        with contextlib.closing(family.sock):
            for number, _ in enumerate(family.progress(command, payload)):
                if number + 1 == most:
                    return "long work left"
                if command == MERGE_NOW and chance.randrange(20) == 0:
                    with contextlib.suppress(NetlinkError):
                        Family().cancel(pid)
        return "long work done"

    def listen(self, chance):
        """To events, slowly at times, so that some are lost."""
        family = Family()
        with contextlib.closing(family.sock):
            family.join()
            time.sleep(chance.choice([0, 0, 1]))
            with contextlib.suppress(OSError):  # ENOBUFS: some were lost
                list(itertools.islice(family.events(chance.random() * 2), 200))
        return "listened"

    def reload(self, chance):
        if self.arguments.keep_loaded:
            return None
        for _ in range(chance.randrange(20, 120)):
            if self.stop.wait(0.1):
                return None
        self.module.unload()
        time.sleep(chance.random())
        self.module.load()
        knobs.write("run", 1)
        return "reload"

    def machine(self, chance):
        return machine_actions.one(chance, CGROUP, self.guests)

    # The rest

    def repeat(self, what, most_pause):
        chance = random.Random(f"{self.arguments.seed} {what.__name__}")
        while not self.stop.is_set():
            try:
                done = what(chance)
            except NetlinkError as error:
                # EPROTONOSUPPORT is how the kernel refuses a dump of a module that is being unloaded.
                # EINVAL: merge now what another has just unmarked.
                if error.errno not in (errno.ESRCH, errno.EINTR, errno.ENOENT, errno.ENOMEM, errno.EBUSY,
                                       errno.EPROTONOSUPPORT, errno.ECANCELED, errno.ESTALE) and (
                                           error.errno != errno.EINVAL or what != self.long_work):
                    self.fail(what)
                done = f"{what.__name__} refused"
            except OSError as error:
                if error.errno not in (*knobs.GONE, *knobs.REFUSALS):
                    self.fail(what)
                done = f"{what.__name__} refused"
            except BaseException:  # whatever it was, the main thread must hear of it
                self.fail(what)
                return
            if done:
                self.done[done] = self.done.get(done, 0) + 1
            self.stop.wait(chance.random() * most_pause)

    def fail(self, what):
        self.failures.append(f"{what.__name__}: {traceback.format_exc()}")
        self.stop.set()

    def watch(self, seconds):
        end = time.monotonic() + seconds
        said = 0
        while time.monotonic() < end and not self.stop.wait(0.2):
            with contextlib.suppress(OSError):
                self.most_sharing = max(self.most_sharing, knobs.number("pages_sharing"))
            self.programs.watch()
            if time.monotonic() - said > 30:
                said = time.monotonic()
                print(f"{end - said:.0f} s left, {sum(self.done.values())} actions", flush=True)

    def run(self):
        seconds, seed = self.arguments.seconds, self.arguments.seed
        machine_actions.prepare()
        self.module.load()
        knobs.write("run", 1)
        programs = ["keeper", "keeper", "flicker", "guardian", "pinner", "mayflies"]
        if self.guests:
            programs.append("hypervisor")
        for number, program in enumerate(programs):
            sizes = ["3000"] if program == "keeper" else []
            self.programs.start(program, seconds + 5, seed * 100 + number, *sizes)
        family = Family()
        for pid in self.programs.pids():
            try:
                family.mark(pid)
            except NetlinkError as error:
                if error.errno == errno.ESRCH:
                    time.sleep(1)
                    self.programs.watch()  # tells why it has ended already
                raise
        threads = [threading.Thread(target=self.repeat, args=pair) for pair in (
            (self.admin, 0.8), (self.knob, 0.5), (self.netlink, 0.5), (self.long_work, 0.5), (self.listen, 0.5),
            (self.reload, 1), (self.machine, 1))]
        for thread in threads:
            thread.start()
        try:
            if self.arguments.starve:
                fault_injection.start(self.arguments.starve)
            self.watch(seconds)
        finally:
            self.stop.set()
            if self.arguments.starve:
                fault_injection.stop()
            for thread in threads:
                thread.join(200)
            stuck = [f"{thread} hangs:\n{where_a_thread_is(thread)}" for thread in threads if thread.is_alive()]
            machine_actions.restore(CGROUP)
        if self.failures or stuck:
            raise AssertionError("\n".join(self.failures + stuck))
        self.programs.wait()
        print("most pages sharing:", self.most_sharing)
        print("actions:", dict(sorted(self.done.items())), flush=True)
        if self.most_sharing < 200:
            raise AssertionError(f"only {self.most_sharing} pages were ever shared")
        self.peace()

    def peace(self):
        """Nothing is broken: with the first settings two fresh processes merge completely."""
        knobs.put_back(self.module.defaults)
        keepers = [self.programs.start("keeper", 1000, 1, 2000, "still") for _ in range(2)]
        family = Family()
        for keeper in keepers:
            family.mark(keeper.pid)
        knobs.write("pages_to_scan", 20000)
        knobs.write("sleep_millisecs", 1)
        knobs.write("max_cpu_percent", 100)
        knobs.write("run", 1)
        most, end = 0, time.monotonic() + 180
        # Of 2 x 2000 pages one in 49 is of zeroes, which the core maps to its zero page when a huge page is split.
        while knobs.number("pages_sharing") < 3860:
            self.programs.watch()
            if knobs.number("pages_sharing") > most:  # on a busy machine it takes as long as it takes
                most, end = knobs.number("pages_sharing"), time.monotonic() + 180
            if time.monotonic() > end:
                raise AssertionError("in peace, only %d pages are shared: %s" % (
                    knobs.number("pages_sharing"), {name: knobs.read(name) for name in os.listdir(knobs.SYSFS)}))
            time.sleep(0.2)
        self.module.unload()
        time.sleep(2)
        self.programs.watch()
        for keeper in keepers:
            keeper.send_signal(signal.SIGKILL)
            keeper.wait()
        print("in peace everything merges", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("module")
    parser.add_argument("seconds", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep-loaded", action="store_true", help="never unload while it runs")
    parser.add_argument("--starve", type=int, default=0, metavar="PERCENT",
                        help="so many of the module's allocations fail (debug kernel)")
    torment = Torment(parser.parse_args())
    try:
        torment.run()
    except AssertionError as error:
        sys.exit(f"torment: {error}")
    finally:
        torment.programs.kill()


if __name__ == "__main__":
    main()
