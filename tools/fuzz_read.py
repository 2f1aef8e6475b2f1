"""Mutate the samples and read them: `python tools/fuzz_read.py --format pdf --seconds 600 --seed 1`.

Each input is read as the worker reads it, then made a sheet, in a process under the same bounds. What the
reader says in a sentence is fine; anything else it raises is counted as unforeseen and kept under --keep.
A process that dies or takes too long is counted too; the door makes a message of both.
"""

from __future__ import annotations

import argparse
import collections
import io
import multiprocessing
import random
import sys
import time
import zipfile
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

_TOKENS = (
    b"<", b">", b"&", b"/", b'"', b"-1", b"0", b"999999999999", b"\x00", b"\xff\xfe", b"A.1.1.A", b"obj",
    b"stream", b"endobj", b"<<", b">>", b"[", b"]", b"rowspan=99999", b't="s"', b"<v>-5</v>", b"<w:tbl>",
    b"</w:tc>", b"xmlns=", b";", b"\t", b'"\n', b"\r", b"a. ", b"\xe2\x88\x9a", b"null", b"[[", b"1e999",
)  # fmt: skip


def samples(format: str, folder: Path) -> list[bytes]:
    found = [path.read_bytes() for path in sorted(folder.rglob(f"*.{format}"))]
    if not found:
        raise SystemExit(f"no sample ends in .{format}")
    return found


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes; in an archive those of a part, so that it still opens."""
    if data[:2] == b"PK" and chance.random() < 0.9:
        return _mutate_part(data, chance)
    return _mutate_bytes(data, chance)


def _mutate_part(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))] or list(parts))
    parts[chosen] = _mutate_bytes(parts[chosen], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return stream.getvalue()


def _mutate_bytes(data: bytes, chance: random.Random) -> bytes:
    body = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(body) + 1)
        kind = chance.randrange(5)
        if kind == 0 and body:
            body[min(at, len(body) - 1)] = chance.randrange(256)
        elif kind == 1:
            body[at:at] = chance.choice(_TOKENS)
        elif kind == 2:
            del body[at : at + chance.choice((1, 8, 200))]
        elif kind == 3:
            size = chance.choice((10, 100, 3000))
            body[at:at] = body[at : at + size] * chance.choice((1, 2, 20))
        else:
            other = chance.randrange(len(body) + 1)
            body[at:at] = body[other : other + 100]
    return bytes(body)


def serve(pipe: Connection, format: str) -> None:
    """Read what comes through the pipe until it closes; answer with what happened."""
    from lke_docs.errors import InputError
    from lke_docs.office.archive import BrokenFileError
    from lke_docs.office.child import confine
    from lke_docs.office.limits import Limits, OverLimitError
    from lke_docs.read.door import interpret
    from lke_docs.read.txt import read_txt
    from lke_docs.read.worker import reader_of

    limits = Limits(seconds=10_000)
    reader = reader_of(format)
    confine(limits.seconds, limits.memory_bytes, 4 * limits.text_chars)
    while True:
        data = pipe.recv_bytes()
        try:
            if format == "txt":
                read_txt(data, "berkas")
            else:
                interpret(reader(data, limits), data, "berkas")
            said = "dibaca"
        except (InputError, OverLimitError, BrokenFileError):
            said = "pesan"
        except MemoryError:
            said = "memori"
        except Exception as error:  # noqa: BLE001 - to find those that nobody foresaw is the purpose
            frame = error.__traceback__
            while frame is not None and frame.tb_next is not None:
                frame = frame.tb_next
            where = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
            said = f"tak terduga {type(error).__name__} {where}: {str(error)[:60]}"
        pipe.send(said)


def fuzz(format: str, seconds: float, seed: int, keep: Path | None, folder: Path) -> collections.Counter[str]:
    """Count outcomes over that many seconds."""
    chance = random.Random(seed)
    sources = samples(format, folder)
    counts: collections.Counter[str] = collections.Counter()
    context = multiprocessing.get_context("spawn")
    process, pipe = _start(context, format)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = mutate(chance.choice(sources), chance)
        said = ""
        try:
            pipe.send_bytes(data)
            said = pipe.recv() if pipe.poll(25) else "terlalu lama"
        except (EOFError, OSError):
            said = "proses mati"
        counts[said] += 1
        if said not in ("dibaca", "pesan") and keep is not None:
            (keep / f"{format}_{sum(counts.values())}").write_bytes(data)
        if said in ("terlalu lama", "proses mati"):
            process.kill()
            process.join()
            process, pipe = _start(context, format)
    process.kill()
    return counts


def _start(
    context: multiprocessing.context.SpawnContext, format: str
) -> tuple[multiprocessing.context.SpawnProcess, Connection]:
    here, there = context.Pipe()
    process = context.Process(target=serve, args=(there, format), daemon=True)
    process.start()
    there.close()
    return process, here


def main() -> None:
    """Run and print the counts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--format", required=True)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--folder", type=Path, default=ROOT / "samples", help="where the files to change lie")
    given = parser.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
    counts = fuzz(given.format, given.seconds, given.seed, given.keep, given.folder)
    print(given.format, sum(counts.values()), "masukan")
    for said, count in counts.most_common():
        print(f"  {count:7} {said}")


if __name__ == "__main__":
    main()
