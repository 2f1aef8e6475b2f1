"""Many units in one run: its rate and memory against one process, and the same bytes whatever is killed.

Run: python benchmarks/bench_portfolio.py FOLDER [--units 300] [--only rate,kills,orphans,dask,dask-kills]. FOLDER holds
the units, as `python -m tools.make_portfolio` makes them (DIR/unit). Processor's time where not said otherwise: it is
that of all processes together, those of readers too.

`dask` and `dask-kills` need root and Linux: two workers, each in a network of its own, joined to the scheduler's by a
bridge.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import random
import resource
import shutil
import signal
import string
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lke_docs.portfolio.discover import discover  # noqa: E402
from lke_docs.portfolio.tables import TABLES, parts_of, read_table  # noqa: E402
from lke_docs.portfolio.task import audit_unit  # noqa: E402
from lke_docs.workspace.terms import Asked  # noqa: E402

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: what a killed run leaves behind is ours to count and to end
_TICK = os.sysconf("SC_CLK_TCK")
_NET = "10.77.7"


def chosen(folder: Path, count: int, into: Path) -> Path:
    """A folder with some of the units, drawn by seed."""
    names = sorted(path.name for path in folder.iterdir())
    for name in random.Random(20).sample(names, min(count, len(names))):
        shutil.copytree(folder / name, into / name)
    return into


def command(units: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "lke_docs", "portfolio", str(units), "--output", str(out), *more]


def children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tree(top: int) -> dict[int, tuple[str, float, int]]:
    """The processes below one: what they are, their own processor's time, the memory that they hold in MiB."""
    parents, found = defaultdict(list), {}
    for place in Path("/proc").iterdir():
        if place.name.isdecimal():
            try:
                said = (place / "stat").read_text().rpartition(")")[2].split()
                line = (place / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
            parents[int(said[1])].append(int(place.name))
            held = int(said[21]) * os.sysconf("SC_PAGE_SIZE") >> 20
            found[int(place.name)] = (line, (int(said[11]) + int(said[12])) / _TICK, held)
    below, ahead = {}, [top]
    while ahead:
        for pid in parents[ahead.pop()]:
            below[pid] = found[pid]
            ahead.append(pid)
    return below


def workers_of(top: int) -> dict[int, tuple[str, float, int]]:
    """The workers of a run: children of the process from which they are begun."""
    below = tree(top)
    servers = [pid for pid, it in below.items() if "forkserver" in it[0] and parent(pid) == top]
    return {pid: it for server in servers for pid, it in below.items() if parent(pid) == server}


def parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def all_bytes(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for name in TABLES for path in parts_of(out, name)}


def same(one: Path, other: Path) -> str:
    first, second = all_bytes(one), all_bytes(other)
    return "same bytes" if first and first == second else f"OTHER BYTES ({len(first)}, {len(second)} files)"


def whole(arguments: list[str]) -> tuple[float, float]:
    """Processor's time of a run with all that it starts, and its seconds."""
    before, begun = children_cpu(), time.monotonic()
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT)
    reap()
    assert done.returncode in (0, 1, 3), done.stderr
    return children_cpu() - before, time.monotonic() - begun


def reap() -> None:
    """Wait for what has lost its parent."""
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


# --- rate and memory ----------------------------------------------------------------------------------


def rate(units: Path, scratch: Path) -> None:
    tasks = discover(units, Asked(), out=scratch / "one")
    audit_unit(tasks[0], scratch / "warm")
    some = tasks[:: max(len(tasks) // 60, 1)]
    before = time.process_time() + children_cpu()
    for task in some:
        audit_unit(task, scratch / "one")
    one = (time.process_time() + children_cpu() - before) / len(some)
    print(f"one process: {1000 * one:.0f} ms a sheet ({len(some)} sheets)")
    seconds = {}
    for workers in (1, 2):
        out = scratch / f"w{workers}"
        before, begun = children_cpu(), time.monotonic()
        watched(units, out, workers, len(tasks))
        cost, seconds[workers] = children_cpu() - before, time.monotonic() - begun
        print(
            f"{workers} workers: {1000 * cost / len(tasks):.0f} ms a sheet, {cost / len(tasks) / one:.2f} of one; "
            f"wall {seconds[workers]:.1f} s, {seconds[workers] / (one * len(tasks) / workers):.2f} of the ideal"
        )
    print(f"2 workers against 1: {seconds[1] / seconds[2]:.2f} times the rate; {same(scratch / 'w1', scratch / 'w2')}")


def watched(units: Path, out: Path, workers: int, total: int) -> None:
    """A run, what its workers hold while it goes on, and how the work is shared."""
    line = command(units, out, "--workers", str(workers))
    run = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    seen, cpu = [], {}
    while run.poll() is None:
        if found := workers_of(run.pid):
            seen.append((done_in(out), max(it[2] for it in found.values())))
            cpu = {pid: it[1] for pid, it in found.items()}
        time.sleep(0.5)
    reap()
    assert run.returncode in (0, 1, 3)
    for part in (0.1, 0.25, 0.5, 0.75, 1.0):
        held = [most for done, most in seen if done <= part * total]
        print(f"largest worker up to {part:.0%} of the units: {max(held, default=0)} MiB")
    print("processor's time of each worker itself:", ", ".join(f"{one:.1f} s" for one in cpu.values()))


def done_in(out: Path) -> int:
    folder = out / ".kerja"
    return sum(1 for path in folder.iterdir() if len(path.name) == 32) if folder.is_dir() else 0


# --- what is killed -----------------------------------------------------------------------------------


def kills(units: Path, scratch: Path, every: int) -> None:
    """A worker killed every so many units; in the middle all processes at once, and the run begun once more."""
    out, killed, last = scratch / "kills", 0, 0
    total, cut_at = sum(1 for _ in units.iterdir()), 0
    line = command(units, out)
    run = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    while run.poll() is None:
        done = done_in(out)
        if not cut_at and done >= total / 2:
            cut_at = done
            for pid in [run.pid, *tree(run.pid)]:
                os.kill(pid, signal.SIGKILL)
            run.wait()
            reap()
            run = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        elif done >= last + every and (found := workers_of(run.pid)):
            os.kill(random.Random(killed).choice(sorted(found)), signal.SIGKILL)
            killed, last = killed + 1, done
        time.sleep(0.1)
    reap()
    print(f"{killed} workers killed, one every {every} units, and a power cut after {cut_at} of {total}: "
          f"{same(out, scratch / 'w2')}, state {run.returncode}")  # fmt: skip


def orphans(units: Path, scratch: Path) -> None:
    """The run alone is killed: its workers end by themselves."""
    run = subprocess.Popen(
        command(units, scratch / "orphans"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    )
    while not (found := workers_of(run.pid)) or done_in(scratch / "orphans") < 4:
        time.sleep(0.1)
    run.kill()
    run.wait()
    begun = time.monotonic()
    while any(Path(f"/proc/{pid}").exists() and state(pid) != "Z" for pid in found) and time.monotonic() < begun + 60:
        time.sleep(0.1)
    print(f"run killed alone: its {len(found)} workers ended within {time.monotonic() - begun:.1f} s")
    reap()


def state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


# --- dask, in networks of their own -------------------------------------------------------------------


@contextmanager
def networks(count: int) -> Iterator[list[list[str]]]:
    """Network namespaces on one bridge; what a command has to be begun with to run in each."""

    def ip(*words: str) -> None:
        subprocess.run(["ip", *words], check=True)

    bridge = f"lke{os.getpid() % 10000}{random.choice(string.ascii_letters)}"  # the last one may be going still
    names = [f"{bridge}{number}" for number in range(count)]
    with ExitStack() as stack:
        ip("link", "add", bridge, "type", "bridge")
        stack.callback(ip, "link", "del", bridge)
        ip("link", "set", bridge, "up")
        ip("addr", "add", f"{_NET}.1/24", "dev", bridge)
        for number, name in enumerate(names):
            ip("netns", "add", name)
            stack.callback(ip, "netns", "del", name)
            ip("link", "add", f"{name}v", "type", "veth", "peer", "name", "eth0", "netns", name)
            ip("link", "set", f"{name}v", "master", bridge, "up")
            ip("-n", name, "addr", "add", f"{_NET}.{number + 2}/24", "dev", "eth0")
            ip("-n", name, "link", "set", "eth0", "up")
            ip("-n", name, "link", "set", "lo", "up")
        yield [["ip", "netns", "exec", name] for name in names]


class Cluster:
    """A scheduler and a worker in each network."""

    def __init__(self, inside: list[list[str]]) -> None:
        self.address, self.inside, self.killed, self.last, self.is_new = f"tcp://{_NET}.1:8786", inside, 0, 0, False
        self.scheduler = self.begin([], "scheduler", "--host", f"{_NET}.1", "--port", "8786")
        self.hands = [self.worker(it) for it in inside]

    def begin(self, before: list[str], *words: str) -> subprocess.Popen[bytes]:
        line = [*before, str(Path(sys.executable).parent / "dask"), *words, "--no-dashboard"]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)

    def worker(self, inside: list[str]) -> subprocess.Popen[bytes]:
        return self.begin(inside, "worker", self.address, "--nthreads", "1", "--death-timeout", "120")

    def disturb(self, done: int, every: int) -> None:
        """Kill a worker every so many units, and the scheduler once; what ended is begun anew, as a service is."""
        if done >= self.last + every:
            found = [pid for hand in self.hands for pid, it in tree(hand.pid).items() if "spawn_main" in it[0]]
            if found:
                os.kill(random.Random(self.killed).choice(sorted(found)), signal.SIGKILL)
                self.killed, self.last = self.killed + 1, done
        if not self.is_new and done > every * 1.5:
            self.scheduler.kill()
            self.scheduler.wait()
            self.scheduler = self.begin([], "scheduler", "--host", f"{_NET}.1", "--port", "8786")
            self.is_new = True
        for number, hand in enumerate(self.hands):
            if hand.poll() is not None:
                self.hands[number] = self.worker(self.inside[number])

    def end(self) -> None:
        for one in (*self.hands, self.scheduler):
            one.terminate()
            one.wait()


def dask(units: Path, scratch: Path, every: int) -> None:
    """Two workers in two networks; where `every` is given, one killed every so many units, the scheduler once."""
    with networks(2) as inside:
        cluster, out = Cluster(inside), scratch / f"dask{every}"
        line = command(units, out, "--cluster", cluster.address)
        run = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        while run.poll() is None:
            if every:
                cluster.disturb(done_in(out), every)
            time.sleep(0.1)
        told = f"{cluster.killed} workers killed, scheduler begun anew: {cluster.is_new}"
        print(f"dask, two networks ({told}): {same(out, scratch / 'w2')}, state {run.returncode}")
        cluster.end()
    reap()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, default=300)
    parser.add_argument("--every", type=int, default=100)
    parser.add_argument("--only", default="rate,kills,orphans,dask,dask-kills")
    given = parser.parse_args()
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as place:
        scratch = Path(place)
        units = chosen(given.folder, given.units, scratch / "units")
        wanted = given.only.split(",")
        steps: dict[str, Callable[[], None]] = {
            "rate": lambda: rate(units, scratch),
            "kills": lambda: kills(units, scratch, given.every),
            "orphans": lambda: orphans(units, scratch),
            "dask": lambda: dask(units, scratch, 0),
            "dask-kills": lambda: dask(units, scratch, given.every),
        }
        if "rate" not in wanted:
            whole(command(units, scratch / "w2"))
        for name in wanted:
            steps[name]()
            sys.stdout.flush()
        states = sorted(set(read_table(scratch / "w2", "units")["state"].to_pylist()))
        print(f"{given.units} units, states: {', '.join(states)}")


if __name__ == "__main__":
    main()
