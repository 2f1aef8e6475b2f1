"""What the letters of a sheet claim, judged: for the rules that report it."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Mark, on_letter
from lke_docs.claim import ClaimKind, Judgement, Quote, Verdict
from lke_docs.form import is_prescribed
from lke_docs.model import Entry, ItemKind, PieceState
from lke_docs.patterns import phrases

ON_TIME = "tepat_waktu"  # judged by a rule of its own


def judged(dossier: Dossier, *kinds: ClaimKind) -> Iterator[tuple[Entry, list[Judgement]]]:
    """Yield the rows that answer with a letter, with the judgements of these kinds of claims."""
    for entry in dossier.entries:
        answer = dossier.judge.answer(entry) if dossier.judge else ()
        judgements = [it for it in answer if it.claim.kind in kinds]
        if judgements and not on_letter(dossier, entry):
            yield entry, judgements


def contradicted(dossier: Dossier, entry: Entry) -> Iterator[Quote]:
    """What a row says against its letter, as a rule of its own tells."""
    judged = dossier.judge.answer(entry) if dossier.judge and not on_letter(dossier, entry) else ()
    yield from (mark for it in judged if it.verdict is Verdict.CONTRADICTED for mark in it.quotes)


def promises_only(entry: Entry) -> bool:
    """A cell that says nothing but that its evidence will come: "menyusul"."""
    said = entry.evidence.text.strip(" \t\n.,;:()-")
    match = phrases("left", "pending").match(said)
    return match is not None and match.end() == len(said)


def shows_something(entry: Entry) -> bool:
    """Whether a cell holds more than placeholders and promises; one with a list that a form asks for may."""
    if is_prescribed(entry):
        return True  # said once for the whole sheet
    kinds = (ItemKind.PLACEHOLDER, ItemKind.HEADING)
    items = [it for it in entry.evidence.items if it.kind not in kinds and it.state is not PieceState.PLANNED]
    return not promises_only(entry) and bool(items)


def marks_of(dossier: Dossier, entry: Entry, judgements: list[Judgement]) -> tuple[Mark, ...]:
    """The pieces that judgements of a row rest on, each once."""
    marks = {}
    for judgement in judgements:
        for quote in judgement.quotes:
            home = entry if quote.code == entry.code else dossier.by_code.get(quote.code)
            if home:
                marks[quote.code, quote.start, quote.end] = Mark.of(home, quote)
    return tuple(marks.values())
