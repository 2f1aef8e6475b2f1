"""What kind of piece it is: a document, a claim, a note, a placeholder or a bare link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lke_docs.extract.mention import Word
from lke_docs.model import ItemKind
from lke_docs.patterns import alternation, kind_records, vocabulary


@cache
def _records(kind: str) -> re.Pattern[str]:
    """The records of one kind in patterns/butir.toml as one expression; a plain word, for a member's hash is slow."""
    return re.compile("|".join(record.regex for record in kind_records() if record.kind == kind))


@cache
def _note() -> re.Pattern[str]:
    """The records of notes, asked only where one of their words stands: few pieces begin so."""
    words = [word for record in kind_records() if record.kind == "note" for word in record.words]
    return re.compile(rf"(?=[(*)\s]{{0,6}}(?:dan )?{alternation(words)})(?:{_records('note').pattern})")


def kind_of(
    body: str, low: str, start: int, named: Sequence[Word], head: range, numbered: bool, *, letter: bool
) -> ItemKind:
    """Tell what a piece is; `letter`: it stands in a letter."""
    if is_note(low, start, start + len(body)):
        return ItemKind.NOTE
    if "\n" in body and shown_by_labels(body):
        return ItemKind.DOCUMENT
    if head:
        types = vocabulary().types
        if named[head[0]].start == start or types[named[head[0]].slug].role == "document":
            return ItemKind.DOCUMENT
    if not numbered and low.startswith(_claim_openers(), start):
        return ItemKind.CLAIM
    end = start + len(body)
    if len(body) <= 80 and _records("placeholder").fullmatch(low, start, end):
        return ItemKind.PLACEHOLDER
    aside = low.find("(", start, end)  # parentheses say what is in a paper
    said = aside if aside > start else end
    is_deed = not head and not numbered and _records("claim").search(low, start, said) is not None
    if low.endswith("menyusul", start, end):
        return ItemKind.NOTE
    if not named and _is_frame(body, low, start, deed=is_deed, letter=letter and not numbered):
        return ItemKind.NOTE
    if is_deed:
        return ItemKind.CLAIM
    return ItemKind.LINK if "." in body and _records("link").fullmatch(low, start, end) else ItemKind.DOCUMENT


def _is_frame(body: str, low: str, start: int, *, deed: bool, letter: bool) -> bool:
    """Tell what frames a letter: who, when and where; the name of the office in capitals, "Bogor, 4 Januari 2021"."""
    if letter and (body.isupper() or _PLACE_AND_DAY.match(body)):
        return True
    return _frame().match(low, start) is not None and not (deed and low.startswith("pada hari", start))


_PLACE_AND_DAY = re.compile(r"[A-Z][\w. -]{2,40}?\s?,\s{1,12}\d{1,2}\s{1,4}[A-Za-z]{3,12}\s{1,4}\d{4}\W*$")


def is_letter(text: str) -> bool:
    """Tell a letter by its labels ("Nomor : ...", "Hal : ..."), each at the head of a line."""
    if "\n" not in text or ":" not in text:
        return False
    return len(_labels(text)) > 1


def _labels(text: str) -> set[str]:
    return {match["label"].lower() for match in label_line().finditer(text)}


@cache
def label_line() -> re.Pattern[str]:
    """A line of a letterhead: "Perihal : ..."; "Yth." needs no colon."""
    labels = alternation(vocabulary().labels)
    return re.compile(rf"(?im)^[ \t]*(?P<label>{labels})(?:\.?[ \t]*:|(?<=yth)\.)")


def shown_by_labels(body: str) -> str | None:
    """The type that the labels of a letterhead show: who writes to whom is a note, day and hour an invitation."""
    labels = _labels(body)
    kinds = vocabulary().types.values()
    return next((kind.slug for kind in kinds if kind.labels and all(some & labels for some in kind.labels)), None)


def is_note(low: str, start: int, end: int) -> bool:
    return _note().match(low, start, end) is not None


@cache
def _claim_openers() -> tuple[str, ...]:
    return tuple(f"{word} " for word in vocabulary().claim)


@cache
def _frame() -> re.Pattern[str]:
    """Lines of a letter's frame ("Bogor, 4 Januari 2021", "Hari : Senin") that name no evidence."""
    return re.compile(rf"(?:{alternation(vocabulary().frame)})(?![a-z])|[a-z]{{3,20}},\s{{1,4}}\d{{1,2}}\s?[a-z]")
