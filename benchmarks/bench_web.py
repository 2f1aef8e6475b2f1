"""The application in the browser: start, a dropped sheet, fifty users over two hundred units, memory.

    python -m benchmarks.bench_web [start] [load] [memory] [--units 200] [--users 50] [--seconds 60] [--requests 10000]

Times of the processor are of the whole program, those of the clock of its users; where other work runs on the machine
the ratios to a bare page (an address that is not there: all guards, one query, the frame of a page) count alone.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "kejari_bantaeng_2021.txt"
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
TICK = os.sysconf("SC_CLK_TCK")
THINK_SECONDS = 5.0  # between two pages of a user, on the mean
STACK = """
from django.conf import settings
settings.configure(INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}, USE_TZ=True)
import django; django.setup()
import waitress.server, jinja2, django.core.handlers.wsgi, django.template.backends.jinja2, django.shortcuts
import django.middleware.csrf, django.contrib.sessions.middleware, django.contrib.auth.middleware
"""


class Answer(NamedTuple):
    status: int
    place: str
    body: str
    seconds: float


class User:
    """A browser without a face: one connection, its cookies."""

    def __init__(self, address: str, cookie: str = "") -> None:
        self.host, self.cookie = urlsplit(address).netloc, cookie
        self.connection = http.client.HTTPConnection(self.host, timeout=120)

    def ask(self, path: str, body: bytes = b"", kind: str = "") -> Answer:
        headers = {"Cookie": self.cookie, **({"Content-Type": kind} if kind else {})}
        begun = time.perf_counter()
        self.connection.request("POST" if body else "GET", path, body or None, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        given = [it.partition(";")[0] for it in answer.headers.get_all("Set-Cookie", [])]
        self.cookie = "; ".join(dict.fromkeys([*filter(None, self.cookie.split("; ")), *given]))
        return Answer(answer.status, answer.headers.get("Location", ""), text, time.perf_counter() - begun)

    def drop(self, data: bytes, name: str) -> str:
        """Drop a sheet on the first page; the address of its overview."""
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.ask("/").body)[0]
        head = 'Content-Disposition: form-data; name="{}"{}\r\n\r\n'
        parts = [head.format("csrfmiddlewaretoken", "").encode() + token.encode()]
        parts.append(head.format("lembar", f'; filename="{name}"').encode() + data)
        body = b"".join(b"--batas\r\n" + part + b"\r\n" for part in parts) + b"--batas--\r\n"
        return self.ask("/lembar/", body, "multipart/form-data; boundary=batas").place


class Site(NamedTuple):
    process: subprocess.Popen[str]
    address: str

    def spent(self) -> float:
        """Seconds of the processor of the program so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def resident(self) -> float:
        """MiB that it holds."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def user(self) -> User:
        found = User(self.address)
        found.ask(urlsplit(self.address).path)
        return found


@contextmanager
def served() -> Iterator[Site]:
    with TemporaryDirectory() as home:
        command = [sys.executable, "-m", "lke_docs", "web", home, "--no-browser"]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT, env=ENVIRONMENT
        )
        assert process.stdout is not None
        try:
            yield Site(process, process.stdout.readline().strip())
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)
            process.stdout.close()


def cost(command: list[str]) -> float:
    """Seconds of the processor of a whole process."""
    before = os.times()
    subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def start(rounds: int = 7) -> None:
    """The least of rounds that take turns: the stack, the first page, the CLI's audit, a sheet dropped."""
    stack, first, audit, report, dropped, again = ([] for _ in range(6))
    for _ in range(rounds):
        stack.append(cost([sys.executable, "-c", STACK]))
        audit.append(cost([sys.executable, "-m", "lke_docs", "audit", str(SAMPLE)]))
        report.append(
            cost([sys.executable, "-m", "lke_docs", "audit", str(SAMPLE), "--format", "html", "--output", os.devnull])
        )
        with served() as site:
            user = site.user()
            user.ask("/")
            first.append(site.spent())
            user.ask(user.drop(SAMPLE.read_bytes(), SAMPLE.name))
            dropped.append(site.spent() - first[-1])
            other = SAMPLE.read_bytes().replace(b"BANTAENG", b"CONTOH")
            begun = site.spent()
            user.ask(user.drop(other, SAMPLE.name))
            again.append(site.spent() - begun)
    base, cli = min(stack), min(audit)
    print(f"import of the stack {base * 1000:.0f} ms of processor time, least of {rounds}")
    print(f"lke-docs web to its first page {min(first) * 1000:.0f} ms: ratio {min(first) / base:.2f} (wanted: 3)")
    print(f"lke-docs audit {cli * 1000:.0f} ms, as HTML {min(report) * 1000:.0f} ms")
    print(f"first sheet dropped to overview {min(dropped) * 1000:.0f} ms: ratio {min(dropped) / cli:.2f} (wanted: 1.5)")
    print(f"second sheet dropped to overview {min(again) * 1000:.0f} ms: ratio {min(again) / cli:.2f}")


def make_units(site: Site, count: int) -> list[str]:
    """Drop so many sheets, each of a unit of its own; the addresses of their overviews."""
    user = site.user()
    data = SAMPLE.read_bytes()
    found = [user.drop(data.replace(b"BANTAENG", b"CONTOH %d" % number), SAMPLE.name) for number in range(count)]
    assert len(set(found)) == count, "every sheet makes a unit"
    return found


def pages_of(site: Site, units: list[str]) -> dict[str, list[str]]:
    """The addresses to be visited, by kind; every overview is made once."""
    user = site.user()
    bodies = [user.ask(unit).body for unit in units]
    codes = sorted(set(re.findall(r'href="/unit/\d+/indikator/([^"/]+)/', bodies[0])))
    pages = {"overview": units, "evidence folder": [f"{unit}bukti/" for unit in units], "bare": ["/unit/0/"]}
    return pages | ({"indicator": [f"{unit}indikator/{code}/" for unit in units for code in codes]} if codes else {})


def visit(
    site: Site, pages: dict[str, list[str]], users: int, until: Callable[[], bool], think: float
) -> dict[str, list[float]]:
    """Let users look at pages by chance; the seconds that each page took, by kind."""
    took: dict[str, list[float]] = {kind: [] for kind in pages}
    cookie = site.user().cookie

    def look(seed: int) -> None:
        pick, user = random.Random(seed), User(site.address, cookie)
        while not until():
            time.sleep(pick.expovariate(1 / think) if think else 0)
            kind = pick.choice(list(pages))
            took[kind].append(user.ask(pick.choice(pages[kind])).seconds)

    threads = [threading.Thread(target=look, args=(seed,)) for seed in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def cost_of(site: Site, pages: list[str], rounds: int = 60) -> float:
    """Seconds of the processor for a page, when pages are asked for one after another."""
    user, pick = site.user(), random.Random(1)
    begun = site.spent()
    for _ in range(rounds):
        user.ask(pick.choice(pages))
    return (site.spent() - begun) / rounds


def load(units: int, users: int, seconds: float) -> None:
    with served() as site:
        pages = pages_of(site, make_units(site, units))
        bare = cost_of(site, pages["bare"], 300)
        for kind, addresses in pages.items():
            page = cost_of(site, addresses)
            print(f"{kind}: {page * 1000:.1f} ms of processor time, {page / bare:.1f} times a bare page")
        end = time.monotonic() + seconds
        begun = site.spent()
        took = visit(site, pages, users, lambda: time.monotonic() > end, THINK_SECONDS)
        busy = (site.spent() - begun) / seconds
        others = os.getloadavg()[0]
        print(
            f"{users} users, {units} units, a page each {THINK_SECONDS:.0f} s: {busy:.0%} of a core, load {others:.1f}"
        )
        for kind, times in took.items():
            ordered = sorted(times)
            p95, middle = ordered[int(len(ordered) * 0.95)], statistics.median(ordered)
            print(f"{kind}: {len(times)} pages, median {middle * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms (wanted: 150)")
        print(f"{site.resident():.0f} MiB")


def memory(units: int, requests: int, users: int = 4) -> None:
    """What the program holds after each tenth of so many pages."""
    with served() as site:
        pages = pages_of(site, make_units(site, units))
        held = [site.resident()]
        for _ in range(10):
            left = iter(range(requests // 10))
            visit(site, pages, users, lambda left=left: next(left, None) is None, 0)  # type: ignore[misc]
            held.append(site.resident())
        print(f"{requests} pages over {units} units, MiB after each tenth: {', '.join(f'{it:.0f}' for it in held)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=("start", "load", "memory"), default=["start", "load", "memory"])
    parser.add_argument("--units", type=int, default=200)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--requests", type=int, default=10_000)
    asked = parser.parse_args()
    if "start" in asked.parts:
        start()
    if "load" in asked.parts:
        load(asked.units, asked.users, asked.seconds)
    if "memory" in asked.parts:
        memory(asked.units, asked.requests)


if __name__ == "__main__":
    main()
