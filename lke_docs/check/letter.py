"""What the letters of a sheet claim, judged: for the rules that report it."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Mark, on_letter
from lke_docs.claim import Judgement
from lke_docs.model import Entry

ON_TIME = "tepat_waktu"  # judged by a rule of its own


def judged(dossier: Dossier, *kinds: str) -> Iterator[tuple[Entry, list[Judgement]]]:
    """Yield the rows that answer with a letter, with the judgements of these kinds of claims."""
    for entry in dossier.entries:
        if dossier.form is None or on_letter(dossier, entry):
            continue
        found = [it for it in dossier.form.judgements(entry) if it.claim.kind in kinds]
        if found:
            yield entry, found


def marks_of(dossier: Dossier, judgements: list[Judgement]) -> tuple[Mark, ...]:
    """The pieces that judgements rest on, each once."""
    if dossier.form is None:
        return ()
    homes = dossier.form.context.entries
    marks = {
        (quote.code, quote.start, quote.end): Mark(
            homes.get(quote.code) or dossier.by_code[quote.code], quote.start, quote.end
        )
        for judgement in judgements
        for quote in judgement.quotes
        if quote.code in homes or quote.code in dossier.by_code
    }
    return tuple(marks.values())
