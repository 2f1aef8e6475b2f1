"""Places of a draft whose mark was taken off without an answer: a label, a number, a row with nothing behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lke_docs import wording
from lke_docs.draft.lines import SHORT, line_words
from lke_docs.draft.package import W, paragraph_text
from lke_docs.patterns.blank import open_places

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAYS = re.compile(r"[^\W_]")  # a letter or a digit
_DASH = re.compile(r"[-–—]")
_COUNTER = re.compile(r"\s*(?:\d{1,3}|[a-z])\s*[.)]\s*")
_HOLE = re.compile(r"[-/]\s*/|/\s*$|^\s*/")  # a part of a number that is not there
_HEADING = re.compile(r"Heading(\d)")
_STRICT = ("number", "activity", "dated")  # labels behind which a dash says nothing
_DICTA = frozenset(f"KE{wording.number_in_words(number).upper()}" for number in range(1, 31))

Emptied = tuple["_Element", str]  # the paragraph, and what is empty


def emptied_places(root: _Element) -> Iterator[Emptied]:
    """All such places of one part; of a paper that is filled in by hand nobody asks."""
    for table in root.iter(f"{W}tbl"):
        yield from _in_table(table)
    for paragraph in root.iter(f"{W}p"):
        is_free = next(paragraph.iterancestors(f"{W}tc"), None) is None
        if reason := (is_free and _line(paragraph)) or _stamp(paragraph) or _signer(paragraph):
            yield paragraph, reason
    yield from _headings(root)


def _in_table(table: _Element) -> Iterator[Emptied]:
    rows = [_cells(row) for row in table.findall(f"{W}tr")]
    heads = [text for text, _ in rows[0]] if _is_head(table) or _names_columns(rows) else []
    if heads and len(rows) == 1:
        yield rows[0][0][1], f"tabel “{', '.join(filter(None, heads))}” kosong"
    for row in rows[bool(heads) :]:
        texts = [text for text, _ in row]
        if (reason := _labelled(texts) or _numbered(texts, heads)) and row:
            yield row[-1][1], reason


def _cells(row: _Element) -> list[tuple[str, _Element]]:
    """Text and last paragraph of each cell, those of tables within left out."""
    cells = [cell.findall(f"{W}p") for cell in row.findall(f"{W}tc")]
    return [(" ".join(map(paragraph_text, texts)).strip(), texts[-1]) for texts in cells if texts]


def _is_head(table: _Element) -> bool:
    return table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


def _names_columns(rows: list[list[tuple[str, _Element]]]) -> bool:
    """ "No | Pembahasan | Paraf", also where Word does not repeat it on each page."""
    texts = [text for row in rows[:1] for text, _ in row]
    return bool(texts) and ":" not in texts and line_words("number").fullmatch(texts[0].rstrip(" .")) is not None


def _labelled(texts: list[str]) -> str:
    """ "Tempat", ":" and nothing; a dash says that there is none, but of a number, a day or a dictum."""
    if ":" not in texts:
        return ""
    at = texts.index(":")
    label, value = " ".join(filter(None, texts[:at])), " ".join(texts[at + 1 :]).strip()
    value = _COUNTER.sub("", value, count=1) if _COUNTER.match(value) else value
    is_strict = label in _DICTA or any(line_words(name).match(label) for name in _STRICT)
    if not _SAYS.search(value) and (is_strict or not _DASH.search(value)):
        return f"{label or ':'} kosong"
    if any(open_places(f"{label} : {value}")) and not any(open_places(value)):
        return f"{label} : {value}"
    return f"{label}: ada bagian nomor yang kosong" if line_words("number").match(label) and _HOLE.search(value) else ""


def _numbered(texts: list[str], heads: list[str]) -> str:
    """A row of a list that has its number and not all its cells, or more dashes than words."""
    at = next((at for at, text in enumerate(texts) if text), None)
    if at is None or not re.fullmatch(r"(?:\d{1,3}|[a-z])[.)]?", texts[at]) or ":" in texts:
        return ""
    asked = [
        text
        for place, text in enumerate(texts)
        if place > at and not (heads and place < len(heads) and line_words("unasked").match(heads[place]))
    ]
    said = [text for text in asked if _SAYS.search(text)]
    if asked and (not all(map(str.strip, asked)) or 2 * len(said) <= len(asked)):
        return f"baris {texts[at]} {' – '.join(said)} belum lengkap".replace("  ", " ")
    return ""


def _line(paragraph: _Element) -> str:
    """A numbered line or a number with nothing behind it."""
    text = paragraph_text(paragraph).strip()
    if (counter := _COUNTER.match(text)) and not _SAYS.search(text[counter.end() :]):
        return f"butir {text[: counter.end()].strip()} kosong"
    label = line_words("number").match(text)
    if label is None or len(text) > SHORT:
        return ""
    number = text[label.end() :].strip(" .:")
    if not _SAYS.search(number):
        return f"{label[0]} kosong"
    return f"{text}: ada bagian nomor yang kosong" if " " not in number and _HOLE.search(number) else ""


def _stamp(paragraph: _Element) -> str:
    """ "Ditetapkan di Sukamaju pada tanggal" without a day."""
    text = paragraph_text(paragraph).strip()
    for label in line_words("stamped").finditer(text):
        if not _SAYS.search(text[label.end() :]):
            return f"{label[0]} kosong"
    return ""


def _signer(paragraph: _Element) -> str:
    """ "NIP" or "Nama Jelas" with nothing of a person; alone in its cell it is the label or the head of others."""
    text = paragraph_text(paragraph).strip(" .:()")
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    is_alone = cell is not None and sum(bool(paragraph_text(it).strip()) for it in cell.findall(f"{W}p")) < 2
    return f"{text} kosong" if not is_alone and line_words("signer").fullmatch(text) else ""


def _headings(root: _Element) -> Iterator[Emptied]:
    """A heading with nothing below it but the next one of its rank."""
    body = root.find(f"{W}body")
    last: tuple[int, _Element] | None = None
    for block in body if body is not None else ():
        rank = _rank(block)
        if rank and last and rank <= last[0]:
            yield last[1], f"bagian “{paragraph_text(last[1]).strip()}” kosong"
        if rank or block.tag == f"{W}tbl" or paragraph_text(block).strip():
            last = (rank, block) if rank else None


def _rank(block: _Element) -> int:
    style = block.find(f"{W}pPr/{W}pStyle")
    match = _HEADING.fullmatch(style.get(f"{W}val") or "") if style is not None else None
    return int(match[1]) if match and paragraph_text(block).strip() else 0
