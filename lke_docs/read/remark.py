"""Comments on cells: evidence where the cell itself points to its comment, else a remark, said and not read."""

from __future__ import annotations

from collections.abc import Iterable

from lke_docs.model import SourceText
from lke_docs.read.notice import of_cells
from lke_docs.read.vocabulary import plain, words


def with_remark(text: str, remark: str) -> str:
    """Text of a cell with the comment to which it points: "lihat komentar" gives way to it; "" for any other cell."""
    said = plain(text)
    terms = words().content["remark"]
    if said in terms:
        return remark
    return f"{text}\n{remark}" if any(" " in term and f" {term} " in f" {said} " for term in terms) else ""


def without_author(remark: str, author: str) -> str:
    """A comment without the line that spreadsheet programs begin it with: the name of who wrote it."""
    lines = remark.replace("\r\n", "\n").strip().split("\n")
    return "\n".join(lines[1:] if author and lines[0].strip() == f"{author}:" else lines).strip()


def remark_notice(title: str, left: Iterable[tuple[tuple[int, int], str]]) -> list[SourceText]:
    """Say which comments of a worksheet were not read: whoever wrote them may have meant evidence."""
    return of_cells(f"Komentar sel di lembar “{title}” tidak dibaca sebagai bukti", title, sorted(left))
