"""Texts in, what was found in them out: line by line, in order, in constant memory."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from lke_docs.errors import InputError
from lke_docs.extract import TOGETHER, extract_all
from lke_docs.model import Evidence
from lke_docs.office import allowance
from lke_docs.office.door import open_regular
from lke_docs.office.limits import MIB, Limits
from lke_docs.report.evidence import as_json, as_text
from lke_docs.tuples import NamedTuple

LONGEST = 16 * MIB  # bytes of one text
_SPLIT = "Bagi menjadi beberapa teks, misalnya satu tiap baris dengan --from jsonl."


class NamedText(NamedTuple):
    """An evidence text and the name it is known by."""

    id: str
    text: str


def open_input(file: Path) -> AbstractContextManager[BinaryIO]:
    """Open a file for reading, or standard input for "-". Raises InputError."""
    return nullcontext(sys.stdin.buffer) if str(file) == "-" else open_regular(file)


def texts(stream: BinaryIO, source: str, kind: str, bad: Callable[[str], None]) -> Iterator[NamedText]:
    """Yield the texts of a stream of kind "text" or "jsonl"; a line that cannot be read goes to `bad`."""
    if kind == "text":
        from lke_docs.read.txt import decode

        data = stream.read(LONGEST + 1)
        if len(data) > LONGEST:
            raise InputError(source, f"teks lebih dari {LONGEST // MIB} MB; tidak dibaca.", remedy=_SPLIT)
        yield NamedText(source, decode(data, source))
        return
    for number, line in enumerate(_lines(stream), 1):
        if not line.strip():
            continue
        try:
            yield _record(line)
        except ValueError as error:
            bad(str(InputError(source, f"{error}. Baris ini dilewati.", place=f"baris {number}")))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield lines; of one that is too long only its beginning, which is then no JSON."""
    while line := stream.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = stream.readline(LONGEST + 1)


def _record(line: bytes) -> NamedText:
    """Read a line of JSON. Raises ValueError with a reason for the user."""
    if len(line) > LONGEST:
        raise ValueError(f"lebih panjang dari {LONGEST // MIB} MB")
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("bukan UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise ValueError("bukan JSON yang benar") from error
    if not isinstance(record, dict):
        raise ValueError('bukan objek {"id": …, "text": …}')
    for key in ("id", "text"):
        if not isinstance(record.get(key), str):
            raise ValueError(f"“{key}” tidak ada atau bukan teks")
    return NamedText(record["id"], record["text"])


def written(
    texts: Iterable[NamedText], format: str, bad: Callable[[str], None], *, explain: bool = False
) -> Iterator[str]:
    """Yield the results in a format: text, json (an object, or a list of several) or jsonl."""
    results = (result for some in _together(texts) for result in _extracted(some, bad))
    if format == "json":
        yield from _as_list(results)
    elif format == "jsonl":
        yield from (as_json(name, evidence) + "\n" for name, evidence in results)
    else:
        yield from (as_text(name, evidence, explain=explain) for name, evidence in results)


_LONG = 20_000  # characters: behind a text of so many, none is waited for


def _together(texts: Iterable[NamedText]) -> Iterator[Sequence[NamedText]]:
    """Texts that are read together, in their order."""
    some: list[NamedText] = []
    for text in texts:
        some.append(text)
        if len(some) == TOGETHER or len(text.text) >= _LONG:
            yield some
            some = []
    if some:
        yield some


def _extracted(some: Sequence[NamedText], bad: Callable[[str], None]) -> Iterator[tuple[str, Evidence]]:
    """Each text with what is in it; one that takes too long goes to `bad`."""
    allowance.start(Limits().command_seconds)
    allowance.grant(sum(len(text.text) for text in some))
    try:
        results = list(extract_all(text.text for text in some))
    except allowance.ENDS:
        results = []
    finally:
        allowance.stop()
    yield from zip((text.id for text in some), results, strict=False)
    if not results and len(some) == 1:
        bad(f"{some[0].id}: teks terlalu besar; {allowance.SPENT}.")
    elif not results:  # one of them took the time of all
        for text in some:
            yield from _extracted([text], bad)


def _as_list(texts: Iterable[tuple[str, Evidence]]) -> Iterator[str]:
    mark = "["
    for name, evidence in texts:
        yield f"{mark}\n{as_json(name, evidence, indent=2)}"
        mark = ","
    yield "\n]\n" if mark == "," else "[]\n"
