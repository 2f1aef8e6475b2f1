"""Where number, date and title of a file stand on its pages, and places that look written by hand."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.files.model import Box, EvidenceFile, Part, Seen
from lke_docs.tuples import NamedTuple
from lke_docs.wording import period

HAND = "tulisan tangan?"


class PageMark(NamedTuple):
    """A box on a page. `said`: what was read there; `sure`: how sure that is, "" where nobody says."""

    page: int
    box: Box
    kind: str  # nomor | tanggal | jenis | tulisan tangan?
    said: str
    sure: str = ""


def page_marks(file: EvidenceFile) -> Iterator[PageMark]:
    """All boxes of a file, part by part; those of handwriting last."""
    for part in file.parts:
        number = part.number.normalized if part.number else ""
        date = period(part.date.when) if part.date and part.date.when else ""
        for kind, said, seen in (("nomor", number, part.number_seen), ("tanggal", date, part.date_seen)):
            if seen and seen.box:
                yield PageMark(seen.page, seen.box, kind, said or seen.raw, _sure(seen))
        yield from _title(file, part)
    for page in file.raw.pages:
        for line in page.lines:
            if line.doubts and line.box:
                said = ", ".join(line.text[start:end] for start, end in line.doubts)
                yield PageMark(page.number, line.box, HAND, said)


def _sure(seen: Seen) -> str:
    return f"keyakinan {seen.confidence.value}{', ' * bool(seen.why)}{seen.why}"


def _title(file: EvidenceFile, part: Part) -> Iterator[PageMark]:
    """The line in which its title begins; it is known by its words alone."""
    words = " ".join(part.title.split())[:20].lower()
    page = next((page for page in file.raw.pages if page.number == part.first_page), None)
    if page is None or not words:
        return
    for line in page.lines:
        if line.box and " ".join(line.text.split()).lower().startswith(words[: max(len(line.text), 8)]):
            yield PageMark(page.number, line.box, "jenis", part.title)
            return
