"""Which pieces of a cell show something: documents of the unit, numbered or dated, about what the question asks.

"Laporan evaluasi SOP Triwulan I 2021" shows under a question on SOP. What is only named ("Laporan evaluasi SOP"),
not yet there ("sedang disusun"), a rule that the unit did not write ("PermenPANRB Nomor 10 Tahun 2019"), a blank paper
or an example, about something else, or one wording with other numbers under many questions leaves the letter untold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from itertools import chain, takewhile

from lke_docs.claim.about import Shared, around, asked_of, empty_words, untimed
from lke_docs.claim.bundle import Bundle
from lke_docs.claim.model import Context
from lke_docs.claim.share import shares
from lke_docs.claim.vocabulary import claim_vocabulary
from lke_docs.extract.bind import moment_of
from lke_docs.extract.continued import is_bare
from lke_docs.extract.mention import lead_regex
from lke_docs.extract.sentence import names_paper
from lke_docs.extract.span import Spanned, Taken, mask, merged, places
from lke_docs.model import Entry, EvidenceItem, ItemKind, ReferenceKind
from lke_docs.moment import Range
from lke_docs.patterns import number_grammar, rule_words
from lke_docs.series import Horizon
from lke_docs.series.filing import deciding_types
from lke_docs.tuples import NamedTuple

_WORD = re.compile(r"[^\W\d_]{2,}")
_YEARS = 4  # before the window: a plan for five years, a procedure still in use
_HEAD = 24  # characters before the kind of a document at the head of a piece
_LONG, _ALIKE = 6, 0.7  # words of a wording that may be of one making with others, and the share they then have
_MOST_QUESTIONS = 3  # questions that pieces of one wording may answer

Pieces = frozenset[tuple[int, int]]


def unproving(entry: Entry, context: Context, there: Sequence[EvidenceItem], shared: Shared) -> Pieces:
    """The pieces of a row that show nothing. `there`: its papers, as of `papers`; `shared`: what many questions ask
    alike."""
    pieces = places(item for item in entry.evidence.items if item.kind is not ItemKind.HEADING)
    return frozenset(pieces).difference(places(_showing(entry, context, there, shared)))


def _showing(entry: Entry, context: Context, there: Sequence[EvidenceItem], shared: Shared) -> list[EvidenceItem]:
    """The pieces that show something; what the question is about is asked last, for it costs most."""
    if not there:
        return []
    asked, bundle = asked_of(context.form.indicator(entry), entry.row.question, shared), Bundle(entry)
    if asked.is_copied(entry.evidence.items) or all(map(_is_beside, there)):
        return []
    return [item for item in there if asked.is_met(item, bundle.heading(item)) and not asked.is_copied((item,))]


def papers(entry: Entry, context: Context, repeated: Collection[str]) -> list[EvidenceItem]:
    """The pieces that would show something under a question that they are about. `repeated`: wordings under too many
    questions, as of `wordings`."""
    tests = _tests(entry, context, repeated)
    return [item for item in entry.evidence.items if all(test(item) for _, test in tests)]


def _tests(
    entry: Entry, context: Context, repeated: Collection[str]
) -> Sequence[tuple[str, Callable[[EvidenceItem], bool]]]:
    """What a piece must be to show something, and what is said of it where it is not (Indonesian)."""
    names, bundle = frozenset(_WORD.findall(context.unit.casefold())), Bundle(entry)
    return (
        ("{} disebut tanpa nomor, tanggal, atau periode", lambda it: _is_pinned(it, bundle)),
        ("{} belum tentu dokumen: jenisnya tidak dikenali", lambda it: it.kind is ItemKind.DOCUMENT and _is_named(it)),
        ("{} belum tentu dokumen unit yang sudah ada", _is_there),
        ("{} menyebut waktu di luar masa penilaian", lambda it: _is_in_time(it, context.horizon)),
        ("{} berbunyi sama dengan isian pada pernyataan lain", lambda it: not repeated or wording(it) not in repeated),
        ("{} mungkin dari instansi lain", lambda it: not _is_of_another(it, names)),
    )


def why_not(
    item: EvidenceItem,
    entry: Entry,
    context: Context,
    there: Sequence[EvidenceItem],
    repeated: Collection[str],
    shared: Shared,
) -> str:
    """Why a piece shows nothing (Indonesian); empty where it does. `there`: the papers of its row, as of `papers`."""
    asked = asked_of(context.form.indicator(entry), entry.row.question, shared)
    heading, is_copied = Bundle(entry).heading(item), asked.is_copied(entry.evidence.items)
    tests = (
        *_tests(entry, context, repeated),
        ("{} hanya mengulang bunyi pertanyaan atau pilihannya", lambda it: not (is_copied or asked.is_copied((it,)))),
        ("{} ada sebelum kegiatannya", lambda _: not all(map(_is_beside, there))),
        ("kata-kata {} belum menunjukkan kaitannya dengan pertanyaan ini", lambda it: asked.is_met(it, heading)),
    )
    return next((said for said, test in tests if not test(item)), "")


class Astray(NamedTuple):
    """The papers of a row, where not one shows what is asked: they are `ahead` of it, or about `other` matters."""

    ahead: Sequence[EvidenceItem] = ()
    other: Sequence[EvidenceItem] = ()


def astray(entry: Entry, context: Context, there: Sequence[EvidenceItem], shared: Shared) -> Astray:
    """What the papers of a row are instead, where its words can tell: nothing in the cell is about the question or,
    for other matters, about any question of its sub-area."""
    indicator = context.form.indicator(entry)
    if indicator is None or not there:
        return Astray()
    asked, bundle = asked_of(indicator, entry.row.question, shared), Bundle(entry)
    ahead = [item for item in there if asked.is_ahead(item) or _is_beside(item)]
    rest = [item for item in entry.evidence.items if item not in ahead]
    if len(ahead) == len(there):
        is_met = any(asked.is_met(item, bundle.heading(item)) for item in rest if item.kind is not ItemKind.HEADING)
        return Astray() if is_met else Astray(ahead=ahead)
    if asked.matter.isdisjoint(_WORD.findall(entry.row.question.casefold())):
        return Astray()
    near = chain((asked,), around(indicator, context, shared))
    if any(it.is_met(item, None) for it in near for item in rest):
        return Astray()
    other = [item for item in there if item not in ahead]
    return Astray(other=other) if all(map(asked.is_other, other)) else Astray()


def _is_beside(item: EvidenceItem) -> bool:
    """A paper from before a meeting, which shows with its minutes that it was held, and alone nothing ("Undangan")."""
    paper = rule_words().paper
    return bool(item.document_types) and (paper["bundle"] & paper["ahead"]).issuperset(item.document_types)


def _is_pinned(item: EvidenceItem, bundle: Bundle) -> bool:
    """Whether a piece has a number or a time of its own, or that of the papers beside it."""
    return bool(_has_number(item) or item.dates or item.periods or bundle.dates(item))


def _has_number(item: EvidenceItem) -> bool:
    return any(reference.kind is ReferenceKind.LETTER for reference in item.references)


def _is_there(item: EvidenceItem) -> bool:
    """A document that the unit wrote and that is not still to come."""
    is_rule = not _has_number(item) and _governs(item)
    return not (item.state or is_rule or claim_vocabulary().terms["proof.unproven"].find(item.text))


def _is_named(item: EvidenceItem) -> bool:
    """The kind of document stands at the head ("Laporan ...") or, of "Dokumen" and "Berkas", what it is before its
    time: "Dokumen kegiatan tanggal 7 Maret 2024 hasil penilaian kinerja" only says again what was asked."""
    first = next((mention for mention in item.mentions if mention.offered), None)
    lead = lead_regex().match(item.text.lower())
    led = lead.end() if lead else 0
    if first is not None and first.start - item.start <= _HEAD and not (led and first.slug == "lainnya"):
        return True
    if names_paper(item) or (is_bare(item) and item.subject is not None):
        return True
    times: tuple[Spanned, ...] = (*item.dates, *item.periods)
    timed = min((it.start for it in times), default=item.end) - item.start
    said = frozenset(_WORD.findall(item.text[led:timed].casefold())) - empty_words()
    return led > 0 and bool(item.references or said)


def _is_in_time(item: EvidenceItem, horizon: Horizon) -> bool:
    """Neither later than what is assessed, nor so old that it says nothing of it.

    A paper with a day of its own is as late as that, whatever it tells of ("..., sisanya tahun 2025").
    """
    if not horizon.window.is_known:
        return True
    periods = [when for when in (period.when for period in item.periods) if when]
    own = [Range(stamp, stamp) for stamp in map(moment_of, item.references) if stamp]
    own += [Range(day.when, day.when) for day in item.dates if day.full and day.when]
    times = [*own, *periods]
    late = any(when.first_day and when.first_day > horizon.window.end for when in own or periods)
    ends = [when.last_day for when in times if when.last_day]
    return not late and (not ends or max(ends).year >= horizon.window.start.year - _YEARS)


def _is_of_another(item: EvidenceItem, unit: frozenset[str]) -> bool:
    """Another office is named with its place ("Laporan Pengadilan Negeri Padangjaya"), and not as a partner."""
    office, words = rule_words().office, item.text.split()
    common, partner = office["kind"] | office["plain"], claim_vocabulary().partner
    for at, word in enumerate(words):
        if not unit or word.casefold() not in office["kind"] or (at and words[at - 1].casefold() in partner):
            continue
        name = [it.strip(",.;()").casefold() for it in takewhile(lambda it: it[:1].isupper(), words[at:])]
        name = list(takewhile(lambda it: it not in office["label"], name))
        if set(name) - common and not (unit - common).intersection(name) and not office["higher"].intersection(name):
            return True
    return False


def _governs(item: EvidenceItem) -> bool:
    """A law or a rule of the ministry: by its number, or by the words before it ("Surat Edaran Menteri ...")."""
    first = next((mention for mention in item.mentions if mention.offered), None)
    by_number = any(reference.kind is ReferenceKind.REGULATION for reference in item.references)
    by_words = bool(claim_vocabulary().terms["proof.rules"].find(item.text))
    if first is None:
        return by_number or by_words
    text = item.text[first.start - item.start :].casefold()
    if _regulation().match(text):
        return True
    paper = rule_words().paper
    if by_words and first.slug not in paper["of_activity"] | paper["of_moment"]:
        return True
    return by_number and first.slug in deciding_types() | {"peraturan", "surat_edaran"}


@cache
def _regulation() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, number_grammar().regulation_words))})\b")


def named_only(entry: Entry) -> Entry:
    """The row without what its documents are only said to be ("..., yang mencakup seluruh kegiatan"), and without
    words of coverage behind a time ("tanggal 5 Mei 2021 (seluruh pegawai)") that no title goes on with. What is
    counted stays ("..., mencakup 13 dari 16 layanan")."""
    text, terms = entry.evidence.text, claim_vocabulary().terms
    asserted: list[tuple[int, int]] = []
    for item in entry.evidence.items:
        if item.kind is ItemKind.HEADING:
            asserted += terms["coverage.all"].find(text, item.start, item.end)
        if item.kind is not ItemKind.DOCUMENT:
            continue
        asserted += [
            (at, item.end) for at, _ in terms["proof.asserting"].find(text, item.start, item.end) if at > item.start
        ]
        times: tuple[Spanned, ...] = (*item.dates, *item.periods)
        timed = max((it.end for it in times), default=item.end)
        covering = terms["coverage.all"].find(text, timed, item.end)
        if covering and not terms["proof.title"].find(text, timed, item.end):
            asserted += covering
    if not asserted:
        return entry
    counted = Taken(merged((it.start, it.end) for it in shares(text, claim_vocabulary())))
    asserted = [span for start, end in asserted for span in counted.free(start, end)]
    left = mask(text, asserted, " ")
    return entry if left == text else entry._replace(evidence=entry.evidence._replace(text=left))


def wording(item: EvidenceItem) -> str:
    """A piece without its numbers and times: what many pieces of one making have in common."""
    kinds = " ".join(dict.fromkeys(mention.slug for mention in item.mentions))
    return f"{kinds} {' '.join(_WORD.findall(untimed(item, dropped=item.mentions)))}"


def wordings(homes: Mapping[str, Entry]) -> frozenset[str]:
    """Wordings that stand under more questions than pieces of one making can answer, as they are or but for a word."""
    cells = [dict.fromkeys(wording(it) for it in entry.evidence.items if it.is_offered) for entry in homes.values()]
    seen = Counter(text for cell in cells for text in cell)  # in their order: the first of a making gathers the others
    makings: list[tuple[frozenset[str], set[str]]] = []
    for text in seen:
        words = frozenset(text.split()) - empty_words()
        if len(words) >= _LONG:
            alike = (texts for known, texts in makings if len(words & known) >= _ALIKE * len(words | known))
            texts = next(alike, None)
            if texts is None:
                makings.append((words, {text}))
            else:
                texts.add(text)
    for _, texts in makings:
        if len(texts) > 1 and sum(not texts.isdisjoint(cell) for cell in cells) > _MOST_QUESTIONS:
            seen.update(dict.fromkeys(texts, _MOST_QUESTIONS))
    return frozenset(text for text, count in seen.items() if count > _MOST_QUESTIONS)
