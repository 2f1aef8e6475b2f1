"""Comments on cells: evidence where the cell itself points to its comment, else a remark, said and not read."""

from __future__ import annotations

from collections.abc import Iterable

from lke_docs.model import Place, SourceText
from lke_docs.office.cell_address import cell_name
from lke_docs.read.vocabulary import plain, words

_SHOWN = 40


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
    cells = [(cell_name(*at), " ".join(text.split())) for at, text in sorted(left)]
    if not cells:
        return []
    shown = "; ".join(f"{cell} “{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”" for cell, text in cells[:5])
    more = f" dan {len(cells) - 5} lagi" if len(cells) > 5 else ""
    said = f"Komentar sel di lembar “{title}” tidak dibaca sebagai bukti: {shown}{more}."
    return [SourceText(said, Place(sheet=title, cell=cells[0][0]))]
