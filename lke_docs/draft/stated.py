"""What a sheet itself says is not there yet: "SOP belum ada", "pakta integritas menyusul", "MoU akan dibuat"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lke_docs.check.fold import fingerprint
from lke_docs.draft.closing import Closer, closers
from lke_docs.draft.honesty import GapState
from lke_docs.extract.state import without_state
from lke_docs.gap import Gap, GapKind
from lke_docs.model import Confidence, Entry, EvidenceItem, Finding, Level, PieceState, Span
from lke_docs.patterns import title_words

STATED = "LKE"  # stands where other gaps name their rule: the cell says it, no rule does
_LAST = "nota_dinas"  # asks for a copy, which nobody has


def stated_gaps(entry: Entry, templates: Iterable[Closer]) -> Iterator[tuple[Finding, Gap]]:
    """The papers that a row says are absent or planned and that a template makes, as findings."""
    for item in entry.evidence.items:
        gap = _gap(item)
        makers = [name for name in closers(gap, GapState.NOT_MADE, templates) if name != _LAST] if gap else []
        if gap and makers:
            rule = f"{STATED}-{makers[0]}"
            yield (
                Finding(
                    fingerprint=fingerprint(rule, entry.code, item.text.casefold()),
                    rule=rule,
                    name="dinyatakan belum ada",
                    level=Level.SARAN,
                    confidence=Confidence.TINGGI,
                    indicator=entry.code,
                    message=f"LKE sendiri menyatakan belum ada: “{item.text}”.",
                    remedy="Buat naskahnya, lalu sebut pada LKE.",
                    spans=(Span(entry.code, entry.row.place, item.start, item.end, item.text),),
                    gap=gap,
                ),
                gap,
            )


def stated_topic(entry: Entry, finding: Finding) -> str:
    """What a paper that is not there is about: "SOP pelayanan tamu belum ada"; empty where that is no title."""
    quote = finding.spans[0]
    subject = without_state(quote.quote)
    start = quote.start + quote.quote.find(subject)
    ends = [mention.end for item in entry.evidence.items for mention in item.mentions if mention.start == start]
    words = title_words()
    rest = (
        re.sub(rf"^\W*(?:{words.about})\s", "", subject[max(ends) - start :], flags=re.I).strip(" ,;:.-–")
        if ends
        else ""
    )
    return "" if re.match(rf"(?:{words.joining})\b", rest, re.I) else rest[:1].upper() + rest[1:]


def _gap(item: EvidenceItem) -> Gap | None:
    """The paper at the head of a piece that is not there; what has a day, a number or a count is there in part:
    "Matriks Rencana Kerja per 30 Juni 2023: 40 kegiatan terlaksana, 12 kegiatan belum"."""
    if item.state not in (PieceState.ABSENT, PieceState.PLANNED) or any(map(str.isdigit, item.text)):
        return None
    subject = without_state(item.text)
    start = item.start + item.text.find(subject)
    types = tuple(mention.slug for mention in item.mentions if mention.start == start)
    return Gap(GapKind.DOCUMENT, types, subject) if subject else None
