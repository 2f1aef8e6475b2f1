"""What is wrong with a template or a draft: every fault with its place, for people who know Word."""

from __future__ import annotations

from collections.abc import Sequence

from lke_docs.errors import TemplateError
from lke_docs.text import visible
from lke_docs.tuples import NamedTuple


class Fault(NamedTuple):
    """One fault. `part`: its name in the package; `paragraph` counts from 1, 0 is the whole part."""

    part: str
    paragraph: int
    text: str
    reason: str

    def __str__(self) -> str:
        where = part_name(self.part) + (f", paragraf {self.paragraph}" if self.paragraph else "")
        return visible(f"{where}: {self.reason}" + (f" > {shorten(self.text)}" if self.text else ""))


class OpenField(NamedTuple):
    """A field that is still open: part, paragraph (from 1) and its text."""

    part: str
    paragraph: int
    text: str


class Contradiction(NamedTuple):
    """One thing that cannot be so: part, paragraph (from 1), its text. `is_day_off`: it may be so, if people say so."""

    part: str
    paragraph: int
    text: str
    reason: str
    is_day_off: bool = False


_NAMES = {
    "document": "isi naskah",
    "header": "kepala halaman",
    "footer": "kaki halaman",
    "footnotes": "catatan kaki",
    "endnotes": "catatan akhir",
    "comments": "komentar",
}


def part_name(part: str) -> str:
    """Name a part for people: "kepala halaman (word/header1.xml)"."""
    stem = part.rsplit("/", 1)[-1].removesuffix(".xml").rstrip("0123456789")
    return f"{_NAMES[stem]} ({part})" if stem in _NAMES else part or "berkas"


def place_said(part: str, paragraph: int) -> str:
    """Where something stands, before what is said of it; "" of the paper as a whole (paragraph 0)."""
    return f"{part_name(part)}, paragraf {paragraph}: " if paragraph else ""


def shorten(text: str, *, limit: int = 120) -> str:
    """One line of at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def as_error(path: object, faults: Sequence[Fault]) -> TemplateError:
    """All faults in one error, the first one's place as its place."""
    first = faults[0]
    if len(faults) == 1:
        return TemplateError(
            path,
            first.reason,
            part=part_name(first.part),
            paragraph=first.paragraph,
            text=shorten(first.text),
        )
    lines = "".join(f"\n  {number}. {fault}" for number, fault in enumerate(faults, 1))
    return TemplateError(path, f"{len(faults)} kesalahan pada templat:{lines}")
