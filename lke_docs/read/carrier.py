"""What carried a text here and is no part of the sheet: quote marks, heads of messages, pages of a print, a closing.

Lines lose only what surely belongs to the carrier; lines that belong to it whole are put aside, in order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lke_docs.model import SourceText
from lke_docs.patterns import page_words
from lke_docs.read.label import is_page_number, labelled
from lke_docs.read.mark import split_marks
from lke_docs.read.vocabulary import names_paper, plain
from lke_docs.wording import MONTHS

_FEW = 3  # lines of a kind below which they prove nothing
_QUOTED = re.compile(r"(?:>\s?)+")
_DAY = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}"
_HOUR = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
# "12/03/24 09.15 - Budi: ...", "[12/03/24, 09.15.33] Budi: ..." and "[09.15, 12/3/2024] Budi: ..."; without a name the
# program itself speaks
_MESSAGE = re.compile(
    rf"\u200e?(?:\[(?:{_DAY},?\s{_HOUR}|{_HOUR},\s{_DAY})\]\s|{_DAY},?\s{_HOUR}\s[-–]\s)"
    r"(?:([^:]{1,60}):(?:\s|$))?\u200e?"
)
_MARK = re.compile(r"\s*(?:[A-Z]|[IVX]{1,4}|\d{1,2}|[ivx]{1,4}|[a-z])[.)]\s*")
_CLOSING = 12  # filled lines at the end among which a letter closes
_NEAR = 2  # filled lines on either side of a page's number that may be its head or foot
# "Kota Seruni, 14 Juni 2024", above who signs
_SIGNED = re.compile(
    rf"[^\W\d][^\d:;,]{{2,40}},\s*(?:tanggal\s)?\d{{1,2}}\s(?:{'|'.join(MONTHS)})\s20\d\d\.?", re.IGNORECASE
)
_SHAPES = str.maketrans("1i|0", "lllo")  # as recognised letters are mistaken for each other


def without_carrier(lines: Sequence[SourceText]) -> tuple[list[SourceText], list[SourceText]]:
    """The lines of the sheet, and those of what carried it."""
    kept, aside = list(lines), []
    for take in (_unquoted, _without_heads, _without_pages, _without_closing):
        kept, gone = take(kept)
        aside += gone
    return _with_marks(kept), aside


def _unquoted(lines: list[SourceText]) -> tuple[list[SourceText], list[SourceText]]:
    """Take the marks of a quoted mail off: "> a. Unit kerja ..."."""
    marks = [_QUOTED.match(line.text) for line in lines]
    if sum(map(bool, marks)) < _FEW:
        return lines, []
    both = zip(lines, marks, strict=True)
    return [line._replace(text=line.text[mark.end() :]) if mark else line for line, mark in both], []


# --- messages -----------------------------------------------------------------------------------------


def _without_heads(lines: list[SourceText]) -> tuple[list[SourceText], list[SourceText]]:
    """Take date and sender off each message of a chat, and put aside what is only talk."""
    first = next((line for line in lines if line.text.strip()), None)
    if first is None or not _MESSAGE.match(first.text):  # dates with hours elsewhere are those of meetings
        return lines, []
    heads = [_MESSAGE.match(line.text) for line in lines]
    if sum(map(bool, heads)) < _FEW:
        return lines, []
    kept: list[SourceText] = []
    aside: list[SourceText] = []
    for at, (line, head) in enumerate(zip(lines, heads, strict=True)):
        text = line.text[head.end() :] if head else line.text
        is_alone = at + 1 == len(lines) or bool(heads[at + 1])
        if head and not names_paper(text) and (not head[1] or (is_alone and _is_talk(text))):
            aside.append(line)
        else:
            kept.append(line._replace(text=text))
    return kept, aside


def _is_talk(text: str) -> bool:
    return _begins(text, page_words()["chat"]["talk"])


def _begins(text: str, known: Sequence[str]) -> bool:
    said = f"{plain(text)} "
    return any(said.startswith(f"{words} ") for words in known)


# --- pages --------------------------------------------------------------------------------------------


def _without_pages(lines: list[SourceText]) -> tuple[list[SourceText], list[SourceText]]:
    """Put aside the head or foot beside the numbers of pages that most pages print again, if nothing else knows it."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    numbers = [n for n, at in enumerate(filled) if is_page_number(lines[at].text)]
    if len(numbers) < 2:
        return lines, []
    gone: set[int] = set()
    for step in (step for step in range(-_NEAR, _NEAR + 1) if step):
        near = (filled[n + step] for n in numbers if 0 <= n + step < len(filled))
        keys = {at: _key(lines[at].text) for at in near}
        often = Counter(keys.values())
        gone |= {at for at, key in keys.items() if key and often[key] > 1 and often[key] * 2 >= len(numbers)}
    return [line for at, line in enumerate(lines) if at not in gone], [lines[at] for at in sorted(gone)]


def _key(text: str) -> str:
    """A line that may be a head or foot, whatever shapes its letters were taken for; "" for one that says something."""
    said = plain(text)
    if " " not in said or ":" in text or names_paper(text) or labelled(text.strip()).role or split_marks(text)[0]:
        return ""
    if text.strip().casefold().startswith(tuple(page_words()["footer"]["begins"])):
        return ""
    return said.translate(_SHAPES)


# --- letters ------------------------------------------------------------------------------------------


def _without_closing(lines: list[SourceText]) -> tuple[list[SourceText], list[SourceText]]:
    """Put aside how a letter closes, behind a blank line: "Demikian, mohon arahan", place and day, and who says so."""
    last = [at for at, line in enumerate(lines) if line.text.strip()][-_CLOSING:]
    known = page_words()["letter"]["closing"]
    for at in last:
        is_apart = at > 0 and not lines[at - 1].text.strip()
        is_closing = _begins(lines[at].text, known) or _SIGNED.fullmatch(lines[at].text.strip())
        if is_apart and is_closing and not any(map(_says, lines[at:])):
            return lines[:at], [line for line in lines[at:] if line.text.strip()]
    return lines, []


def _says(line: SourceText) -> bool:
    """Tell a line that may be of the sheet; one of who signs is not: "Kepala Dinas Perikanan", "H. Budi"."""
    text = line.text.strip()
    is_paper = names_paper(text) and not _begins(text, page_words()["letter"]["signer"])
    return is_paper or bool(labelled(text).role) or any(not mark.text.isupper() for mark in split_marks(text)[0])


# --- cells --------------------------------------------------------------------------------------------


def _with_marks(lines: list[SourceText]) -> list[SourceText]:
    """Where cells stand below each other, join the number of a row to the text in the next line."""
    alone = {at for at, line in enumerate(lines) if len(line.text) < 8 and _MARK.fullmatch(line.text)}
    if len(alone) < _FEW or 2 * sum(_asks(lines, at + 1) for at in alone) < len(alone):
        return lines
    return list(_joined(lines, alone))


def _asks(lines: Sequence[SourceText], at: int) -> bool:
    """Tell the text of a question or of a heading."""
    from lke_docs.read.pasted import is_heading
    from lke_docs.read.question import is_known

    text = lines[at].text.strip() if at < len(lines) else ""
    return bool(text) and (is_known(text) or is_heading((), text, is_marked=False))


def _joined(lines: Sequence[SourceText], alone: set[int]) -> Iterator[SourceText]:
    mark: SourceText | None = None
    for at, line in enumerate(lines):
        if mark is not None:
            yield mark._replace(text=f"{mark.text.strip()} {line.text.strip()}")
            mark = None
        elif at in alone and at + 1 < len(lines) and at + 1 not in alone and lines[at + 1].text.strip():
            mark = line
        else:
            yield line
