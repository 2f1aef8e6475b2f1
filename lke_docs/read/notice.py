"""How that is said which was not read: the first of it, quoted, and how much more there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lke_docs.model import Place, SourceText
from lke_docs.office.cell_address import cell_name
from lke_docs.wording import and_more

MOST = 5  # that a notice quotes
_SHOWN = 40  # letters of each


def beginning(text: str) -> str:
    """How a text begins, in quotation marks."""
    return f"“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”"


def of_texts(what: str, texts: Iterable[str]) -> list[SourceText]:
    """Say of texts that they are not read, each once; nothing where there are none."""
    left = list(dict.fromkeys(texts))
    shown = "; ".join(map(beginning, left[:MOST]))
    return [SourceText(f"{what} tidak dibaca: {shown}{and_more(len(left), MOST)}.", Place())] if left else []


def of_cells(what: str, title: str, texts: Iterable[tuple[tuple[int, int], str]]) -> list[SourceText]:
    """Say of texts in cells of the worksheet `title` that `what` is so; nothing where there are none."""
    cells = [(cell_name(*at), " ".join(text.split())) for at, text in texts]
    if not cells:
        return []
    shown = "; ".join(f"{cell} {beginning(text)}" for cell, text in cells[:MOST])
    return [SourceText(f"{what}: {shown}{and_more(len(cells), MOST)}.", Place(sheet=title, cell=cells[0][0]))]


def unseen_notice(texts: Sequence[str]) -> list[SourceText]:
    """Say which words of a file are struck through or hidden; nothing where none are."""
    shown = "; ".join(beginning(" ".join(text.split())) for text in texts[:MOST])
    said = f"Teks yang dicoret atau disembunyikan tidak dibaca: {shown}{and_more(len(texts), MOST)}."
    return [SourceText(said, Place())] if texts else []
