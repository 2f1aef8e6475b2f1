"""Annotated lines: what a careful reader takes from them, and what extraction took. Offsets are not compared."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from lke_docs.extract.plain import plain

FIELDS = ("numbers", "dates", "periods", "types", "pieces")
HERE = Path(__file__).parent
FOLDERS = (HERE / "annotated", HERE / "annotated" / "asing", HERE.parent.parent / "shared" / "gold")


class Line(NamedTuple):
    """One annotated text: where it stands, and the expected values by field (None: not judged)."""

    file: str
    id: str
    text: str
    expected: dict[str, Counter[str] | None]
    optional_types: frozenset[str]


@dataclass(slots=True)
class Tally:
    """Right, missed and wrong values."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.missed + self.wrong
        return 2 * self.right / total if total else 1.0


def lines() -> Iterator[Line]:
    """Every annotated line that this machine has."""
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.jsonl")):
            if "findings" in path.name:
                continue
            for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                yield _line(path.stem, str(number), json.loads(raw))


def _line(file: str, number: str, raw: dict[str, Any]) -> Line:
    items = raw.get("items")
    pieces = None if items is None or not raw.get("items_annotated", True) else Counter(map(squeeze, items))
    return Line(
        file,
        str(raw.get("id") or raw.get("code") or number),
        raw["text"],
        {
            "numbers": Counter(n["normalized"] for n in raw.get("numbers", ())),
            "dates": Counter(_date(d) for d in raw.get("dates", ())),
            "periods": Counter(v for p in raw.get("periods", ()) for v in _period(p)),
            "types": None if raw.get("doc_types") is None else Counter(raw["doc_types"]),
            "pieces": pieces,
        },
        frozenset(raw.get("doc_types_optional") or ()),
    )


def _date(raw: dict[str, Any]) -> str:
    """Older lines give a date whose year is broken ("18 Maret 219") without its year; it has no value."""
    return "None" if re.search(r"[A-Za-z]\s(?:\d{3}|\d{5})$", raw["raw"]) else str(raw["iso"])


def _period(raw: dict[str, Any]) -> Iterable[str]:
    """Older lines write S1 for --S1 and join a list with commas."""
    for value in str(raw["value"]).split(","):
        yield f"--{value}" if re.fullmatch(r"[SQ]\d", value) else value


def squeeze(text: str) -> str:
    """Collapse white space and take end marks off, as the conventions of the annotation say."""
    seen = plain(text)
    return " ".join((seen.seen if seen else text).split()).strip(" ;,.")


def found(evidence: Any) -> dict[str, Counter[str]]:
    """The values that extraction found, by field."""
    shown = [item for item in evidence.items if item.kind in ("document", "claim")]
    return {
        "numbers": Counter(r.normalized for r in evidence.references),
        "dates": Counter(str(d.value) for d in evidence.dates),
        "periods": Counter(str(p.value) for p in evidence.periods),
        "types": Counter(evidence.document_types),
        "pieces": Counter(squeeze(item.text) for item in shown),
    }


def compare(line: Line, got: dict[str, Counter[str]]) -> Iterator[tuple[str, Counter[str], Counter[str], Counter[str]]]:
    """Yield field, right, missed and wrong values."""
    for field in FIELDS:
        expected = line.expected[field]
        if expected is None:
            continue
        have = got[field]
        if field == "types":
            have = Counter({v: n for v, n in have.items() if v not in line.optional_types or v in expected})
        yield field, expected & have, expected - have, have - expected


def tally(results: Iterable[tuple[Line, dict[str, Counter[str]]]]) -> dict[tuple[str, str], Tally]:
    """Count by file and field."""
    counts: dict[tuple[str, str], Tally] = {}
    for line, got in results:
        for field, right, missed, wrong in compare(line, got):
            count = counts.setdefault((line.file, field), Tally())
            count.right += right.total()
            count.missed += missed.total()
            count.wrong += wrong.total()
    return counts
