"""Does the evidence show what a letter requires: a leader, a follow-up, a named innovation, a document?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from lke_docs.claim.activity import names_document
from lke_docs.claim.model import Claim, Context, Judgement, Quote, Verdict, quote
from lke_docs.claim.share import yearly_shares
from lke_docs.claim.trend import trends
from lke_docs.claim.vocabulary import ClaimVocabulary, Need, WordsOrTypes
from lke_docs.extract import extract
from lke_docs.extract.span import Taken
from lke_docs.model import DocDate, Entry, EvidenceItem, ItemKind, PieceState
from lke_docs.moment import Moment, Unit
from lke_docs.patterns import nothing_happened, phrases

_Test = Callable[[Claim, Entry, Context, ClaimVocabulary], Judgement]

_QUOTED = re.compile(r"[“”\"‘’']([^“”\"‘’'\n]{3,60})[“”\"‘’']")
_CAPITALS = re.compile(r"(?<![\w/.-])(?:[A-Z]{2,4}\s)?[A-Z][A-Z-]{2,}[A-Za-z0-9]*(?![\w/])")
_TITLE = re.compile(r"(?:[A-Z][a-z]+)(?:\s+(?:[A-Z][A-Za-z]+)){1,5}")
_ASIDE = re.compile(r"\([^()]*$|[A-Z\"”],\s+$")  # "X (antar dokumen, inovasi", "X, inovasi"
_COLON = re.compile(r":\s*|(?:yaitu|yakni|berupa)\s+")
_DENIAL_REACH = 16  # characters before a word in which its negation ends
NO_INNOVATION = "inovasi dinyatakan tidak ada"
_LIMIT_REACH = 32  # characters between "batas waktu" and its day
_AHEAD_REACH = 20  # characters before a deed in which it is said to be still ahead
_QUOTE = 60  # characters of a piece that a reason quotes
_NEAR = 40  # characters before and behind "inovasi" in which it is denied, or before it named
_CLAUSE = re.compile(r"[^.;,\n]*")
_SHARE = re.compile(r"(?<![\d.,])(\d{1,3})\s?%")
_WHOLE = 100  # percent
_NAME_REACH = 160  # characters after "inovasi" in which its name is looked for


def judge_requirement(claim: Claim, entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> Judgement:
    """Test one requirement by its entry in the vocabulary; an unknown one cannot be told."""
    need = vocabulary.needs.get(claim.value)
    if need is None:
        return Judgement(claim, Verdict.CANNOT_TELL, f"{meaning(claim, context)}: harus dilihat pada dokumennya")
    against = [mark for mark in _find(entry, need.against) if not _is_past(entry, mark)]
    if against and (need.test != "innovation" or _innovation(claim, entry, context, vocabulary).is_missing):
        return Judgement(claim, Verdict.CONTRADICTED, f"bukti menyebut “{against[0].text}”", tuple(against))
    told = trends(entry.evidence.text, vocabulary) if need.aim else ()
    if worse := next((it for it in told if need.is_missed(it.before, it.after)), None):
        mark = quote(entry, worse.start, worse.end)
        reason = f"seharusnya {'turun' if need.aim == 'down' else 'naik'}, tetapi bukti menyebut “{mark.text}”"
        return Judgement(claim, Verdict.CONTRADICTED, reason, (mark,))
    return _TESTS[need.test](claim, entry, context, vocabulary)


def meaning(claim: Claim, context: Context) -> str:
    """What the requirement asks to be shown, in words."""
    return context.instrument.requirements.get(claim.value, claim.value.replace("_", " "))


def _items(entry: Entry) -> Iterable[EvidenceItem]:
    return (item for item in entry.evidence.items if item.kind not in (ItemKind.NOTE, ItemKind.PLACEHOLDER))


def _find(entry: Entry, terms: WordsOrTypes) -> list[Quote]:
    """Quotes of words and document types in what the unit offers (not in notes or placeholders)."""
    quotes = []
    for item in _items(entry):
        quotes += [quote(entry, *span) for span in terms.find(entry.evidence.text, item.start, item.end)]
        quotes += [
            quote(entry, mention.start, mention.end)
            for mention in item.mentions
            if mention.slug in terms.types and mention.offered
        ]
        if not item.mentions and terms.types & set(item.document_types):
            quotes.append(quote(entry, item.start, item.end))
    return quotes


def _is_denied(entry: Entry, mark: Quote) -> bool:
    """ "belum direplikasi" shows no replication."""
    before = entry.evidence.text[max(0, mark.start - _DENIAL_REACH) : mark.start].rstrip()
    return any(match.end() == len(before) for match in phrases("denial", "negation").finditer(before))


def _is_past(entry: Entry, mark: Quote) -> bool:
    """ "Semula masih berdiri sendiri, kini terhubung"."""
    return phrases("denial", "once").search(entry.evidence.text[max(0, mark.start - _NEAR) : mark.start]) is not None


def _is_behind(text: str, start: int, words: WordsOrTypes) -> bool:
    """Whether one of these words stands right before a place."""
    return any(end >= start - 1 for _, end in words.find(text, max(0, start - _AHEAD_REACH), start))


def _is_to_come(entry: Entry, mark: Quote, vocabulary: ClaimVocabulary) -> bool:
    """ "4 SOP yang perlu direvisi" shows no revision."""
    return _is_behind(entry.evidence.text, mark.start, vocabulary.terms["deed.ahead"])


def _silent(claim: Claim, entry: Entry, context: Context, need: Need) -> Judgement:
    maybe, weights = _find(entry, need.maybe), _weights(entry) if need.weighed else ()
    asked = meaning(claim, context)
    if weights:
        reason = f"{asked}: bobot yang disebut sudah genap 100 % tanpa itu"
        return Judgement(claim, Verdict.NOT_SHOWN, reason, weights)
    if maybe:
        where = maybe[0].text.strip().casefold()
        reason = f"{asked}: mungkin termuat dalam {where}, tetapi tidak ditulis dalam isian"
        return Judgement(claim, Verdict.CANNOT_TELL, reason, (maybe[0],))
    if need.silent == "cannot_tell":
        return Judgement(claim, Verdict.CANNOT_TELL, f"{asked}: harus dilihat pada dokumennya")
    unsettled = (it for it in entry.evidence.items if it.state in (PieceState.DRAFT, PieceState.PLANNED))
    for note in unsettled:  # "Konsep SK Kompensasi (menunggu paraf)"
        if need.need and all(
            terms.find(note.text) or terms.types.intersection(note.document_types) for terms in need.need
        ):
            reason = f"{asked}: yang ada baru “{_short(note.text)}”"
            return Judgement(claim, Verdict.NOT_SHOWN, reason, (quote(entry, note.start, note.end),))
    return Judgement(claim, Verdict.NOT_SHOWN, f"tidak tampak: {asked}")


def _weights(entry: Entry) -> tuple[Quote, ...]:
    """ "kedisiplinan 50%, capaian kinerja 50%": weights of all there is."""
    told = [(int(match[1]), match.span()) for match in _SHARE.finditer(entry.evidence.text)]
    is_all = len(told) > 1 and sum(share for share, _ in told) == _WHOLE
    return tuple(quote(entry, *span) for _, span in told) if is_all else ()


def _growth(claim: Claim, entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> Judgement:
    """What was reached in the last year that the cell tells against the year before."""
    text = entry.evidence.text
    years = (it.when.year for it in entry.evidence.periods if isinstance(it.when, Moment) and it.when.unit is Unit.YEAR)
    told = yearly_shares(text, next(years, None))
    last = max(told, default=0)
    if last - 1 not in told:
        return _by_words(claim, entry, context, vocabulary)
    (now, here), (before, there) = told[last], told[last - 1]
    marks = (quote(entry, *here), quote(entry, *there))
    if now > before:
        return Judgement(claim, Verdict.SHOWN, f"bukti menyebut “{marks[0].text}”", marks)
    told_so = f"“{marks[0].text}” dan “{marks[1].text}”"
    reason = f"seharusnya lebih baik daripada tahun sebelumnya, tetapi bukti menyebut {told_so}"
    return Judgement(claim, Verdict.CONTRADICTED, reason, marks)


def _by_words(claim: Claim, entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> Judgement:
    need = vocabulary.needs[claim.value]
    is_deed = bool(need.act) and need.act == vocabulary.needs["tindak_lanjut"].act
    groups = [
        [
            mark
            for mark in _find(entry, terms)
            if not _is_denied(entry, mark) and not (is_deed and _is_to_come(entry, mark, vocabulary))
        ]
        for terms in need.need
    ]
    if not any(groups):
        return _silent(claim, entry, context, need)
    absent = [terms for terms, group in zip(need.need, groups, strict=True) if not group]
    marks = tuple(group[0] for group in groups if group)
    if absent:
        lacking = ", ".join(terms.words[0].rstrip("*") for terms in absent if terms.words)
        told = ", ".join(f"“{_short(mark.text)}”" for mark in marks)
        reason = f"{meaning(claim, context)} (sudah disebut {told}; belum disebut, misalnya, {lacking})"
        verdict = Verdict.NOT_SHOWN if need.silent == "not_shown" or len(need.need) > 2 else Verdict.CANNOT_TELL
        return Judgement(claim, verdict, reason, marks)
    starts = Taken((mark.start, mark.start + 1) for group in groups for mark in group)
    carriers = [item for item in _items(entry) if starts.overlaps(item.start, item.end)]
    if need.document and not any(map(names_document, carriers)):
        named = any(mention.offered and mention.slug != "lainnya" for item in carriers for mention in item.mentions)
        verdict = Verdict.CANNOT_TELL if named else Verdict.NOT_SHOWN  # "... dan hasilnya dituangkan dalam laporan"
        return Judgement(claim, verdict, f"{meaning(claim, context)}: hanya dinyatakan, tanpa dokumen", marks)
    if need.dated and not any(item.dates or item.periods for item in (*carriers, *_led_in(entry, carriers))):
        return Judgement(claim, Verdict.CANNOT_TELL, f"{meaning(claim, context)}: dokumennya tidak bertanggal", marks)
    return Judgement(claim, Verdict.SHOWN, f"bukti menyebut “{marks[0].text}”", marks)


def _led_in(entry: Entry, carriers: list[EvidenceItem]) -> Iterable[EvidenceItem]:
    """The sentences before a document: "Rapat diadakan 25 Juni 2024. Laporan monev terlampir"."""
    carrying = {item.start for item in carriers}
    pairs = pairwise(_items(entry))
    return (before for before, item in pairs if item.start in carrying and before.kind is ItemKind.CLAIM)


def _short(text: str) -> str:
    """A piece as a reason quotes it."""
    return text if len(text) <= _QUOTE else text[:_QUOTE].rsplit(None, 1)[0] + " …"


def _leader(claim: Claim, entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> Judgement:
    """A leader named as taking part; not the office in the title of a decree ("Keputusan Kepala ...")."""
    marks, away = [], []
    text, absent = entry.evidence.text, vocabulary.terms["leader.absent"]
    for item in _items(entry):
        if item.references or set(item.document_types) & {
            "sk",
            "surat_perintah",
            "surat_edaran",
            "peraturan",
        }:
            continue
        others = vocabulary.terms["leader.except"].find(entry.evidence.text, item.start, item.end)
        spans = vocabulary.terms["leader.words"].find(entry.evidence.text, item.start, item.end)
        starts = {start for start, _ in others}
        for start, end in (span for span in spans if span[0] not in starts):
            clause = _CLAUSE.match(text, end, min(item.end, end + _NEAR))
            gone = absent.find(text, end, clause.end()) if clause else []
            if gone:
                away.append(quote(entry, start, gone[-1][1]))
            elif not _is_behind(text, start, vocabulary.terms["leader.instead"]):
                marks.append(quote(entry, start, end))
    if away and not marks:
        return Judgement(claim, Verdict.CONTRADICTED, f"bukti menyebut “{away[0].text}”", tuple(away))
    if marks:
        return Judgement(claim, Verdict.SHOWN, f"bukti menyebut “{marks[0].text}”", tuple(marks))
    if by := vocabulary.terms["leader.led_by_part"].find(text):
        mark = quote(entry, *by[0])
        reason = f"{meaning(claim, context)}: bukti menyebut “{mark.text.strip()}”"
        return Judgement(claim, Verdict.NOT_SHOWN, reason, (mark,))
    return _silent(claim, entry, context, vocabulary.needs[claim.value])


def _follow_up(claim: Claim, entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> Judgement:
    """A follow-up of its own: the words lead the item; after "evaluasi ... yang" they only assert."""
    need = vocabulary.needs[claim.value]
    monitoring = vocabulary.needs["monev"].need[0]
    own: list[Quote] = []
    asserted: list[Quote] = []
    for item in _items(entry):
        spans = [span for terms in need.need for span in terms.find(entry.evidence.text, item.start, item.end)]
        told = [(span, quote(entry, *span)) for span in spans]
        spans = [it for it, mark in told if not _is_denied(entry, mark) and not _is_to_come(entry, mark, vocabulary)]
        if not spans:
            continue
        rounds = WordsOrTypes(monitoring.words, frozenset()).find(entry.evidence.text, item.start, item.end)
        first = min(spans)
        leads = not rounds or first[0] < rounds[0][0] or bool(item.references)
        (own if leads and item.kind is ItemKind.DOCUMENT else asserted).append(quote(entry, *first))
    if own:
        return Judgement(claim, Verdict.SHOWN, f"bukti menyebut “{own[0].text}”", tuple(own))
    if asserted:
        reason = f"{meaning(claim, context)}: dinyatakan, tetapi dokumennya tidak disebut"
        return Judgement(claim, Verdict.CANNOT_TELL, reason, tuple(asserted))
    text = entry.evidence.text
    if nothing := nothing_happened("complaint", "fault").search(text) or phrases("nothing", "alone").search(text):
        mark = quote(entry, *nothing.span())
        reason = f"teks menyebut “{mark.text}”: tidak ada yang perlu dikerjakan"
        return Judgement(claim, Verdict.CANNOT_TELL, reason, (mark,))
    return _silent(claim, entry, context, need)


def _innovation(claim: Claim, entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> Judgement:
    """An innovation with a name; described without one, it cannot be told; otherwise it is not shown."""
    text = entry.evidence.text
    described: list[Quote] = []
    bare: list[Quote] = []
    denied = vocabulary.terms["coverage.none"]
    for item in _items(entry):
        for start, end in vocabulary.terms["innovation.words"].find(text, item.start, item.end):
            if denied.find(text, max(item.start, start - _NEAR), min(item.end, end + _NEAR)):
                return Judgement(claim, Verdict.NOT_SHOWN, NO_INNOVATION, (quote(entry, item.start, item.end),))
            before = _named_before(text[item.start : start], vocabulary)
            if before is not None:
                marks = (quote(entry, item.start + before[0], end),)
                return Judgement(claim, Verdict.SHOWN, f"inovasi bernama “{before[2]}”", marks)
            reach = min(item.end, end + _NAME_REACH)
            name = _name(text[end:reach], vocabulary)
            if name:
                marks = (quote(entry, start, end + name[1]),)
                return Judgement(claim, Verdict.SHOWN, f"inovasi bernama “{name[2]}”", marks)
            known = vocabulary.terms["innovation.described"].find(text, end, reach)
            (described if known else bare).append(quote(entry, start, known[0][1] if known else reach))
    if own := _made_here(entry, vocabulary):
        return Judgement(claim, Verdict.SHOWN, f"buatan unit sendiri: “{own.text}”", (own,))
    if described:
        reason = "inovasi diuraikan, tetapi nama inovasinya tidak ditulis"
        return Judgement(claim, Verdict.CANNOT_TELL, reason, tuple(described))
    if bare:
        reason = "nama inovasinya tidak ditulis"
        return Judgement(claim, Verdict.NOT_SHOWN, reason, tuple(bare))
    return _silent(claim, entry, context, vocabulary.needs[claim.value])


def _made_here(entry: Entry, vocabulary: ClaimVocabulary) -> Quote | None:
    """A thing with a name that the unit says it made itself: "antrean online SI TEPAT buatan sendiri"."""
    text = entry.evidence.text
    for item in _items(entry):
        for start, end in vocabulary.terms["innovation.own"].find(text, item.start, item.end):
            near = max(item.start, start - _NEAR)
            names = [*_CAPITALS.finditer(text, near, min(item.end, end + _NEAR)), *_QUOTED.finditer(text, near, start)]
            kept = [it for it in names if (it[1] if it.re is _QUOTED else it[0]).upper() not in vocabulary.not_names]
            negated = vocabulary.terms["coverage.negation"].find(text, near, start)
            if kept and not any(stop >= start - 1 for _, stop in negated):
                return quote(entry, min(kept[-1].start(), start), max(kept[-1].end(), end))
    return None


def _named_before(text: str, vocabulary: ClaimVocabulary) -> tuple[int, int, str] | None:
    """A name that the word explains: "Chatbot "SAPA" (inovasi)", "SIGAP, inovasi kami", "SIGAP merupakan inovasi"."""
    if aside := _ASIDE.search(text):
        text = text[: aside.start() + 1]
    bringing = vocabulary.terms["innovation.bringing"].find(text, max(0, len(text) - _NEAR))
    lead = text[: bringing[-1][0]] if bringing else text.rstrip()
    if not bringing and not aside:
        return None
    near = max(0, len(lead) - _NEAR)
    quoted = list(_QUOTED.finditer(lead, near))
    capitals = [it for it in _CAPITALS.finditer(lead, near) if it[0].upper() not in vocabulary.not_names]
    if quoted:
        return (*quoted[-1].span(), quoted[-1][1])
    return (*capitals[-1].span(), capitals[-1][0]) if capitals else None


def _name(text: str, vocabulary: ClaimVocabulary) -> tuple[int, int, str] | None:
    """Span and text of a name: quoted, in capitals, or after "bernama"."""
    quoted = _QUOTED.search(text)
    if quoted:
        return (*quoted.span(), quoted[1])
    for match in _CAPITALS.finditer(text):
        words = match[0].split()
        if not all(word.upper() in vocabulary.not_names for word in words):
            return (*match.span(), match[0])
    for _, end in vocabulary.terms["innovation.naming"].find(text):
        title = re.match(r"\s+(\w[^;,.()]{2,50})", text[end:])
        if title:
            return end, end + title.end(), title[1]
    for start in (len(text) - len(text.lstrip()), *(colon.end() for colon in _COLON.finditer(text))):
        opening = _TITLE.match(text, start)
        if opening and opening[0].split()[0] not in vocabulary.not_title:
            return (*opening.span(), opening[0])
    return None


def _on_time(claim: Claim, entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> Judgement:
    """A yearly report dated after its year ended and before the deadline: the cell's own, else ours."""
    words, sent = vocabulary.terms["on_time.words"], vocabulary.terms["on_time.sent"]
    dated = [item for item in _items(entry) if words.find(entry.evidence.text, item.start, item.end)]
    given = [item for item in _items(entry) if sent.find(entry.evidence.text, item.start, item.end)]
    limits = _limits(entry, vocabulary)
    days = [it for item in given for it in item.dates if it.full and it.start not in limits]
    if days and limits and (late := _too_late(claim, entry, days[-1], limits)):
        return late
    days = [it for item in dated for it in item.dates if it.full and it.start not in limits] or days
    if not days:
        need = vocabulary.needs[claim.value]
        if dated:
            return Judgement(claim, Verdict.NOT_SHOWN, "laporan disebut tanpa tanggal", (_whole(entry, dated[0]),))
        return _silent(claim, entry, context, need)
    day = days[0]
    mark = quote(entry, day.start, day.end)
    full = day.full
    named = [period.when for item in dated for period in item.periods]
    years = [when.year for when in named if isinstance(when, Moment) and when.unit is Unit.YEAR and when.year]
    if full and years and full.year <= max(years):
        reason = f"laporan {max(years)} bertanggal {mark.text}, sebelum tahunnya berakhir"
        return Judgement(claim, Verdict.CONTRADICTED, reason, (mark,))
    if full and full.month <= vocabulary.last_month:
        return Judgement(claim, Verdict.SHOWN, f"bertanggal {mark.text}", (mark,))
    reason = f"bertanggal {mark.text}, sesudah bulan ke-{vocabulary.last_month} (batas uji alat ini)"
    return Judgement(claim, Verdict.NOT_SHOWN, reason, (mark,))


def _limits(entry: Entry, vocabulary: ClaimVocabulary) -> dict[int, DocDate]:
    """The days of a cell until which something had to be done, the form's own line among them, by their start."""
    text = entry.row.evidence or entry.evidence.text
    ends = [end for _, end in vocabulary.terms["on_time.limit"].find(text)]
    dates = extract(text).dates if ends else ()
    return {it.start: it for it in dates if it.day and any(0 <= it.start - end <= _LIMIT_REACH for end in ends)}


def _too_late(claim: Claim, entry: Entry, given: DocDate, limits: Mapping[int, DocDate]) -> Judgement | None:
    """Handed in after the day that the cell itself names; a day without a year is of the year of handing in."""
    for limit in limits.values():
        year = limit.year or given.year
        if given.valid and limit.valid and (given.year, given.month, given.day) > (year, limit.month, limit.day):
            reason = f"disampaikan {given.raw}, sesudah batas {limit.raw} yang ditulis dalam isian"
            return Judgement(claim, Verdict.CONTRADICTED, reason, (quote(entry, given.start, given.end),))
    return None


def _whole(entry: Entry, item: EvidenceItem) -> Quote:
    return quote(entry, item.start, item.end)


_TESTS: dict[str, _Test] = {
    "": _by_words,
    "innovation": _innovation,
    "follow_up": _follow_up,
    "on_time": _on_time,
    "leader": _leader,
    "growth": _growth,
}
