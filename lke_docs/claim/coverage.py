"""Does the text carry the coverage word that a letter claims: seluruh, sebagian besar, sebagian kecil?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lke_docs.claim.activity import activities, names
from lke_docs.claim.model import Claim, Context, Judgement, Quote, Verdict, quote
from lke_docs.claim.share import shares
from lke_docs.claim.vocabulary import ClaimVocabulary
from lke_docs.extract.span import Taken, merged, places
from lke_docs.model import Entry, EvidenceItem, ItemKind
from lke_docs.moment import Moment
from lke_docs.series import Occurrence
from lke_docs.tuples import NamedTuple

_SAID = {
    "all": "seluruhnya",
    "most": "sebagian besar",
    "part": "sebagian",
    "few": "sebagian kecil",
    "none": "tidak ada",
}
#: For each claim, the words in a text that carry it and those that speak against it.
_CARRY = {
    "all": ("all",),
    "most": ("most", "all"),
    "part": ("part", "few", "most", "all"),
    "few": ("few", "part", "most", "all"),
}
_AGAINST = {"all": ("most", "part", "few"), "most": ("few",), "part": (), "few": ()}
_HALF = 0.5
_SENTENCE = re.compile(r"[^\n.;]+")
_REACH = 48  # characters after a coverage word in which a negation turns its meaning


def judge_coverage(claim: Claim, entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> Judgement:
    """Compare stated coverage with the claimed one; silence cannot be judged."""
    if claim.value == "none":
        return Judgement(claim, Verdict.SHOWN, "huruf ini tidak menuntut cakupan")
    by_level = stated(entry, vocabulary)
    nothing = _says_nothing(entry, vocabulary)
    if nothing:
        return Judgement(claim, Verdict.CONTRADICTED, f"bukti menyatakan “{nothing.text}”", (nothing,))
    count = _count(claim, entry, vocabulary)
    if count is not None and not count.carries:
        reason = f"seharusnya {_SAID[claim.value]}, tetapi bukti menyebut “{count.mark.text}”"
        return Judgement(claim, Verdict.CONTRADICTED, reason, (count.mark,))
    if aside := _aside(claim, entry, vocabulary):
        reason = f"seharusnya {_SAID[claim.value]}, tetapi bukti menyebut “{aside.text}”"
        return Judgement(claim, Verdict.CONTRADICTED, reason, (aside,))
    against = [mark for level in _AGAINST[claim.value] for mark in by_level.get(level, ())]
    carrying = [mark for level in _CARRY[claim.value] for mark in by_level.get(level, ())]
    is_left = claim.value == "all" and _turned(entry, against, vocabulary, "coverage.off")  # "sebagian lagi belum"
    if against and not carrying and (is_left or not _turned(entry, against, vocabulary)):
        reason = f"seharusnya {_SAID[claim.value]}, tetapi bukti menyebut “{against[0].text}”"
        return Judgement(claim, Verdict.CONTRADICTED, reason, tuple(against))
    lag = _lag(claim, entry, context, vocabulary)
    if lag is not None:
        return lag
    if against:
        told = " dan ".join(f"“{mark.text}”" for mark in (*carrying[:1], against[-1]))
        reason = f"bukti menyebut {told}; {'mana yang berlaku' if carrying else 'berapa yang sudah'} tidak pasti"
        return Judgement(claim, Verdict.CANNOT_TELL, reason, (*carrying, *against))
    if carrying and not _turned(entry, carrying, vocabulary):
        return Judgement(claim, Verdict.SHOWN, f"bukti menyebut “{carrying[0].text}”", tuple(carrying))
    if count is not None and not carrying:
        return Judgement(claim, Verdict.SHOWN, f"bukti menyebut “{count.mark.text}”", (count.mark,))
    return Judgement(claim, Verdict.CANNOT_TELL, f"bukti tidak menyebut apakah itu berlaku untuk {_SAID[claim.value]}")


def stated(entry: Entry, vocabulary: ClaimVocabulary) -> dict[str, list[Quote]]:
    """Coverage words of a cell by level; a longer word takes its place before a shorter one inside it."""
    text = entry.evidence.text
    taken: list[tuple[int, int]] = []
    by_level: dict[str, list[Quote]] = {}
    for level in ("most", "few", "part", "all"):
        for start, end in vocabulary.terms[f"coverage.{level}"].find(text):
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            if _in_judged_item(entry, start):
                by_level.setdefault(level, []).append(quote(entry, start, end))
    return by_level


def _judged(entry: Entry, *, noted: bool) -> Iterator[EvidenceItem]:
    """What the unit offers, its headings and, with `noted`, what it notes: "dari 52 kegiatan terlaksana 40"."""
    kinds = (ItemKind.HEADING, ItemKind.NOTE) if noted else (ItemKind.HEADING,)
    return (it for it in entry.evidence.items if it.is_offered or it.kind in kinds)


def _in_judged_item(entry: Entry, position: int, *, noted: bool = False) -> bool:
    return any(item.start <= position < item.end for item in _judged(entry, noted=noted))


def _turned(entry: Entry, marks: list[Quote], vocabulary: ClaimVocabulary, by: str = "coverage.negation") -> bool:
    """A negation follows: "sebagian kecil pegawai belum ..." speaks of the rest."""
    text, negation = entry.evidence.text, vocabulary.terms[by]
    return any(negation.find(text, mark.end, min(mark.end + _REACH, len(text))) for mark in marks)


class _Count(NamedTuple):
    mark: Quote
    carries: bool


def _count(claim: Claim, entry: Entry, vocabulary: ClaimVocabulary) -> _Count | None:
    """ "19 dari 23 kegiatan": not all of them, and "4 dari 23" not most; the last such count of the cell speaks."""
    times = Taken(merged(places((*entry.evidence.dates, *entry.evidence.periods))))
    counts = [
        share
        for share in shares(entry.evidence.text, vocabulary)
        if _in_judged_item(entry, share.start, noted=True) and not times.overlaps(share.start, share.end)
    ]
    if not counts or claim.value not in ("all", "most"):
        return None
    last = counts[-1]
    share = last.part / last.whole
    return _Count(quote(entry, last.start, last.end), share >= 1 or (claim.value == "most" and share > _HALF))


def _says_nothing(entry: Entry, vocabulary: ClaimVocabulary) -> Quote | None:
    """The whole evidence says that there is none: one item, and it begins so."""
    judged = list(_judged(entry, noted=True))
    if len(judged) != 1:
        return None
    item = judged[0]
    spans = vocabulary.terms["coverage.none"].find(entry.evidence.text, item.start, item.end)
    return quote(entry, *spans[0]) if spans and spans[0][0] == item.start else None


def _aside(claim: Claim, entry: Entry, vocabulary: ClaimVocabulary) -> Quote | None:
    """ "Tujuh soal layanan; tiga lainnya ikut agenda rutin": a part that serves another aim than the one asked for."""
    text, terms = entry.evidence.text, vocabulary.terms
    if claim.value != "all" or not terms["coverage.goal"].find(entry.row.question):
        return None
    for sentence in _SENTENCE.finditer(text):
        rest = terms["coverage.rest"].find(text, *sentence.span())
        off = terms["coverage.off"].find(text, rest[0][1], sentence.end()) if rest else []
        if off and _in_judged_item(entry, rest[0][0], noted=True):
            return quote(entry, rest[-1][0] if rest[-1][1] < off[0][0] else rest[0][0], off[0][1])
    return None


def _lag(claim: Claim, entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> Judgement | None:
    """ "Semua ditindaklanjuti", but later rounds in the monitoring question before have no follow-up here."""
    if claim.value != "all":
        return None
    before = monitored_by(entry, context, vocabulary)
    if before is None:
        return None
    rounds, follow_ups = _longest(before, context, vocabulary), _longest(entry, context, vocabulary)
    if not follow_ups or len(rounds) < 2:
        return None
    last, step = follow_ups[-1].last, min(o.step for o in follow_ups)
    late = [o for o in rounds if o.first > last and _is_due(o, step, context)]
    if not late:
        return None
    months = names(map(Moment.at, sorted({o.first for o in late})))
    reason = f"pemantauan {months} ({before.code}) belum ada tindak lanjutnya, jadi belum seluruhnya"
    marks = tuple(quote(before, o.start, o.end) for o in late)
    return Judgement(claim, Verdict.NOT_SHOWN, reason, marks)


def _is_due(o: Occurrence, step: int, context: Context) -> bool:
    end = Moment.at(o.last).last_day
    return end is not None and context.horizon.is_answerable(end, step)


def monitored_by(entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> Entry | None:
    """The entry whose monitoring this one follows up: the question just before, in the same sub-area."""
    indicator = context.instrument.indicators.get(entry.code)
    if indicator is None or not any("tindak_lanjut" in option.requires for option in indicator.options):
        return None
    codes = list(context.instrument.indicators)
    here = codes.index(entry.code)
    previous = context.instrument.indicators[codes[here - 1]] if here else None
    same = previous and context.instrument.sub_area_of(previous.code) == context.instrument.sub_area_of(entry.code)
    if not (previous and same and any(o.cadence for o in previous.options)):
        return None
    return context.entries.get(previous.code)


def _longest(entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> list[Occurrence]:
    groups = activities(entry, context, vocabulary)
    return groups[0] if groups else []
