"""The number that a document gives itself: behind its label under the title, or at the left of a letter's head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lke_docs.files.certainty import is_picture, read_number, seen
from lke_docs.files.heading import PageHead
from lke_docs.files.labelled import number_label
from lke_docs.files.model import Seen
from lke_docs.files.text_row import TextRow
from lke_docs.model import Reference, ReferenceKind
from lke_docs.tuples import NamedTuple

_INLINE = re.compile(r"(?i)(?<![a-z])(?:nomor|no)(?![a-z])\.?\s{0,4}:?")
_OPEN = re.compile(r"[\s.…_-]*(?:/|$)")
_GOES_ON = re.compile(r"[/\-–.]$")


_LEFT_OPEN = re.compile(r"\s?[/\-]\s{0,8}(?:[.…_/-]|$)|[.…_]{3,}")
_GLUED_ON = re.compile(r"(?:[/\-.]|\s/\s?(?=\w))[^\s/;,]+(?:\s?/\s?[^\s/;,]+){0,8}")


class Numbered(NamedTuple):
    """A number and where it stands. `is_open`: its place is there, and its serial was left out."""

    reference: Reference | None = None
    seen: Seen | None = None
    is_open: bool = False


def own_number(rows: Sequence[TextRow], heading: PageHead, *, is_rule: bool) -> Numbered:
    """The number of a document, from the rows of its head; `is_rule`: it is a regulation."""
    is_open = False
    for row, text, start, begin in _labelled(rows, heading):
        if begin and text[begin - 1].isalpha():
            text, begin = f"{text[:begin]} {text[begin:]}", begin + 1
        reference = read_number(text, begin, picture=is_picture(row.page))
        if reference is None:
            is_open = is_open or (":" in text[:begin] and _is_open(text, begin))
            continue
        if reference.fields.get("serial") == "" or _LEFT_OPEN.match(text, reference.end):
            is_open = True
            continue
        if rest := _GLUED_ON.match(text, reference.end):  # "01/SK/BPM/09.2022": no grammar reads it whole
            reference = _with_rest(reference, text, rest.end())
        kind = reference.kind if is_rule else ReferenceKind.LETTER
        place = seen(row, start + reference.start, start + reference.end, fits=reference.confidence != "rendah")
        return Numbered(reference._replace(kind=kind), place._replace(raw=text))
    return Numbered(is_open=is_open)


def _is_open(text: str, begin: int) -> bool:
    return _OPEN.match(text, begin) is not None or _LEFT_OPEN.search(text, begin) is not None


def _with_rest(reference: Reference, text: str, end: int) -> Reference:
    """The whole run that a number begins, as it stands."""
    raw = text[reference.start : end].rstrip(".")
    whole = reference._replace(end=reference.start + len(raw), raw=raw, normalized="".join(raw.split()))
    return whole._replace(pattern="berlabel", fields={}, confidence="rendah", suggestion=None)


def _labelled(rows: Sequence[TextRow], heading: PageHead) -> Iterator[tuple[TextRow, str, int, int]]:
    """TextRow, text, its start in the row, and where the value begins: below the title first, then above."""
    after = heading.title_at or 0
    order = [*range(after, heading.end), *range(after)]
    for at in order:
        row = rows[at]
        if heading.title_at is not None and heading.title_at <= at < heading.title_end:
            if match := _INLINE.search(row.text):
                yield row, _with_next(rows, at, row.text), 0, _value_at(row.text, match.end())
            continue
        for number, piece in enumerate(row.pieces):
            if match := number_label(piece.text.lower()):
                text = piece.text
                for other in row.pieces[number + 1 :]:
                    if re.search(r"[A-Za-z0-9]", text[match.end() :]):
                        break
                    text += " " + other.text
                text = _with_next(rows, at, text)
                yield row, text, piece.start, _value_at(text, match.end())


def _value_at(text: str, start: int) -> int:
    while start < len(text) and text[start] in " :;.\t":
        start += 1
    return start


def _with_next(rows: Sequence[TextRow], at: int, text: str) -> str:
    """A number that ends with a slash or a hyphen goes on in the next line."""
    value = text[match.end() :] if (match := number_label(text.lower())) else text
    if at + 1 < len(rows) and not value.strip(" :;.") and rows[at + 1].text.lstrip()[:1] == ":":
        return f"{text} {rows[at + 1].text}"
    if at + 1 < len(rows) and (_GOES_ON.search(text) or not re.search(r"\w\W*$", text[-4:])):
        following = rows[at + 1].text.lstrip(" :")
        return f"{text}{following}" if _GOES_ON.search(text) else f"{text} {following}"
    return text
