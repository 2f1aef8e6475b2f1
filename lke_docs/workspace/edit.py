"""What people change in a sheet: answers and cells of evidence, put over the sheet as read; two people's side by side.

A row's evidence may stand in several cells ("Catatan" and "Bukti Dukung"), and one cell may speak for several rows
that it is merged over: each cell is a part of its own, and a change of it holds wherever it is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from lke_docs.errors import InputError
from lke_docs.instrument.written import written_choice
from lke_docs.model import Place, Row, Sheet, SourceText
from lke_docs.read.answer_kind import answer_kind
from lke_docs.read.content import chosen_option
from lke_docs.read.link import is_blank, is_pointer, links_in, readable
from lke_docs.text import clean
from lke_docs.tuples import NamedTuple

ANSWER, EVIDENCE = "answer", "evidence"
LONGEST = 32_767  # letters that a cell of Excel holds


class Edit(NamedTuple):
    """What a person wrote in the place of a part of a row: "answer", "evidence", "evidence-2" …"""

    code: str
    part: str
    text: str


class RowPart(NamedTuple):
    """One text of a row that can be changed: its answer, or one cell of its evidence. `place`: None where none is."""

    name: str
    text: str
    place: Place | None
    inner: tuple[tuple[int, Place], ...] = ()  # the places in it, by its own letters


class Clash(NamedTuple):
    """One part that two people changed differently: as both saw it, as it stands now, and what was written here."""

    edit: Edit
    seen: str
    now: str


def row_of(sheet: Sheet, code: str) -> Row | None:
    return next((row for row in sheet.rows if row.code == code), None)


def parts_of(row: Row) -> tuple[RowPart, ...]:
    """The answer and the cells of evidence of a row; one blank cell where it has none."""
    return (RowPart(ANSWER, row.answer, row.answer_place), *_cells(row))


def _cells(row: Row) -> Iterator[RowPart]:
    groups: list[list[tuple[int, Place]]] = []
    for start, place in row.segments:
        before = groups[-1][-1][1] if groups else None
        if before is None or (place.cell and (place.sheet, place.cell) != (before.sheet, before.cell)):
            groups.append([])
        groups[-1].append((start, place))
    if not groups:
        yield RowPart(EVIDENCE, row.evidence, None)
    for number, group in enumerate(groups, 1):
        start, place = group[0]
        end = groups[number][0][0] if number < len(groups) else None
        text = row.evidence[start:] if end is None else row.evidence[start:end].removesuffix("\n")
        name = EVIDENCE if number == 1 else f"{EVIDENCE}-{number}"
        yield RowPart(name, text, place, tuple((at - start, there) for at, there in group))


def tidied(part: str, text: str) -> str:
    """A text typed into a page as the reader of a file would give it: its own line breaks, nothing around it.

    What the reader takes for no evidence ("-", "Lihat") or for a letter ("A (1,00)") is that here too.
    """
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n"))
    if part == ANSWER:
        return chosen_option(text) or written_choice(text).choice or " ".join(text.split())
    return "" if is_blank(text) or is_pointer(text) else text.strip()


def apply_edits(sheet: Sheet, edits: Sequence[Edit]) -> Sheet:
    """The sheet as changed; the later of two changes of one part holds. Raises InputError for what cannot stand."""
    if not edits:
        return sheet
    rows = {row.code: row for row in reversed(sheet.rows)}
    new: dict[tuple[str, str], str] = {}
    places: dict[tuple[str | None, str, bool], str] = {}
    for edit in edits:
        part = (
            next((it for it in parts_of(rows[edit.code]) if it.name == edit.part), None) if edit.code in rows else None
        )
        if part is None:
            raise InputError(sheet.source, f"{edit.code} ({edit.part}) tidak ada pada lembar ini, jadi tidak diubah.")
        text = tidied(edit.part, edit.text)
        if len(text) > LONGEST:
            said = f"isian {edit.code} berisi {len(text)} huruf; satu sel memuat paling banyak {LONGEST}."
            raise InputError(sheet.source, said, remedy="Persingkat isiannya.")
        new[edit.code, edit.part] = text
        if part.place is not None and part.place.cell:
            places[part.place.sheet, part.place.cell, part.name == ANSWER] = text
    changed = tuple(_changed(row, new if rows[row.code] is row else {}, places) for row in sheet.rows)
    others = {row.code: row for before, row in zip(sheet.rows, changed, strict=True) if row is not before}
    clashes = tuple(left for clash in sheet.clashes if (left := _clash(clash, others.get(clash[0]))) is not None)
    marks = sheet.sha256 + json.dumps(edits_object(edits), sort_keys=True)
    return sheet._replace(rows=changed, sha256=sha256(marks.encode()).hexdigest(), clashes=clashes)


def _changed(row: Row, new: Mapping[tuple[str, str], str], places: Mapping[tuple[str | None, str, bool], str]) -> Row:
    parts = parts_of(row)
    texts = []
    for part in parts:
        shared = places.get((part.place.sheet, part.place.cell or "", part.name == ANSWER)) if part.place else None
        texts.append(new.get((row.code, part.name), part.text if shared is None else shared))
    if texts == [part.text for part in parts]:
        return row
    evidence = "\n".join(filter(None, texts[1:]))
    segments: list[tuple[int, Place]] = []
    at = 0
    for part, text in zip(parts[1:], texts[1:], strict=True):  # a cell that was emptied keeps its place, without width
        inner = part.inner if text == part.text and part.inner else ((0, part.place or row.place),)
        segments += [(at + offset, place) for offset, place in inner]
        at = min(at + len(text) + 1, len(evidence)) if text else at
    answer = texts[0]
    return row._replace(
        answer=answer,
        answer_kind=answer_kind(answer),
        evidence=evidence,
        segments=tuple(segments),
        links=_links(row, evidence),
        unread="" if answer and evidence else row.unread,
    )


def _links(row: Row, evidence: str) -> tuple[str, ...]:
    """The links of a row, less those that were taken out of its text, and those that were put in."""
    kept = [link for link in row.links if readable(link) in evidence or readable(link) not in row.evidence]
    told = " ".join(map(readable, kept))
    return tuple(dict.fromkeys([*kept, *(link for link in links_in(evidence) if link not in told)]))


def _clash(clash: tuple[str, SourceText, SourceText], row: Row | None) -> tuple[str, SourceText, SourceText] | None:
    """What two worksheets say of a row, after its change: nothing where they now say the same."""
    code, used, left = clash
    if row is None:
        return clash
    is_answer = used.place == row.answer_place
    text = row.answer if is_answer else row.evidence
    return None if text.split() == left.text.split() else (code, used._replace(text=text), left)


# --- kept, and put together -------------------------------------------------------------------------------


def edits_object(edits: Iterable[Edit]) -> dict[str, dict[str, str]]:
    """Edits to be kept as JSON: one for each part, the last of it, by code."""
    kept: dict[str, dict[str, str]] = {}
    for edit in edits:
        kept.setdefault(edit.code, {})[edit.part] = edit.text
    return kept


def edits_in(kept: Mapping[str, Mapping[str, str]]) -> tuple[Edit, ...]:
    """What `edits_object` gave."""
    return tuple(Edit(code, part, text) for code, parts in kept.items() for part, text in parts.items())


def text_of(sheet: Sheet, code: str, part: str) -> str:
    """What stands in a part of a row; "" where there is none."""
    row = row_of(sheet, code)
    return next((it.text for it in parts_of(row) if it.name == part), "") if row else ""


def put_together(seen: Sheet, now: Sheet, edits: Sequence[Edit]) -> tuple[tuple[Edit, ...], tuple[Clash, ...]]:
    """A person's changes of the sheet `seen`, for the sheet as it stands `now`: what holds, and what clashes.

    What nobody else touched holds; what another wrote just so is done already.
    """
    held, clashes = [], []
    for edit in edits:
        was, is_now = (tidied(edit.part, text_of(sheet, edit.code, edit.part)) for sheet in (seen, now))
        wanted = tidied(edit.part, edit.text)
        if wanted in (was, is_now):
            continue
        if was == is_now:
            held.append(edit._replace(text=wanted))
        else:
            clashes.append(Clash(edit._replace(text=wanted), was, is_now))
    return tuple(held), tuple(clashes)
