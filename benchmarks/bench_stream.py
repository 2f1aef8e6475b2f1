"""`extract --from jsonl` on a long stream: lines a second and peak memory.

    python -m benchmarks.bench_stream [--megabytes 1000] [--format jsonl]

The stream is generated, never stored: the evidence of the sample sheet over and over, each line told apart by
its id. The command runs in a process of its own, reads standard input, and its output is counted and dropped.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import IO

from benchmarks.bench_extract import cells

MEGABYTE = 1_000_000

# Runs the command and writes its peak memory, in MiB, as the last line on standard error.
RUN = """
import sys
from lke_docs.cli import run
code = run(["extract", "--from", "jsonl", "--format", sys.argv[1], "-"])
try:
    import resource
except ImportError:
    print("?", file=sys.stderr)
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(round(peak / (2**20 if sys.platform == "darwin" else 2**10), 1), file=sys.stderr)
raise SystemExit(code)
"""


def stream(size: int, texts: list[str]) -> Iterator[bytes]:
    """Yield lines of JSON until `size` bytes are made."""
    made = number = 0
    while made < size:
        number += 1
        record = {"id": str(number), "text": texts[number % len(texts)]}
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        made += len(line)
        yield line


def feed(pipe: IO[bytes], size: int, counted: list[int]) -> None:
    """Write the stream into a pipe, block by block, and count what was written."""
    block: list[bytes] = []
    for line in stream(size, cells()):
        block.append(line)
        counted[0] += 1
        counted[1] += len(line)
        if len(block) == 1000:
            pipe.write(b"".join(block))
            block.clear()
    pipe.write(b"".join(block))
    pipe.close()


def measure(size: int, form: str) -> str:
    begin = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", RUN, form], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdin and child.stdout and child.stderr
    counted = [0, 0]
    writer = threading.Thread(target=feed, args=(child.stdin, size, counted), daemon=True)
    writer.start()
    out = 0
    while block := child.stdout.read(2**20):
        out += len(block)
    writer.join()
    peak = child.stderr.read().decode().split()[-1]
    if child.wait():
        raise SystemExit(f"extract ended with {child.returncode}")
    spent = time.perf_counter() - begin
    lines, read = counted
    return (
        f"{read / MEGABYTE:.0f} MB, {lines} lines in {spent:.1f} s: {lines / spent:.0f} lines/s, "
        f"{read / MEGABYTE / spent:.2f} MB/s; {out / MEGABYTE:.0f} MB out; peak memory {peak} MiB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--format", choices=["jsonl", "json", "text"], default="jsonl")
    options = parser.parse_args()
    for size in (max(1, options.megabytes // 10), options.megabytes):
        print(measure(size * MEGABYTE, options.format), flush=True)


if __name__ == "__main__":
    main()
