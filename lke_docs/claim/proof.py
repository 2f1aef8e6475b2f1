"""Which pieces of a cell show something: documents of the unit, numbered or dated, about what the question asks.

"Laporan evaluasi SOP Triwulan I 2021" shows under a question on SOP. What is only named ("Laporan evaluasi SOP"),
not yet there ("sedang disusun"), a rule that the unit did not write ("PermenPANRB Nomor 10 Tahun 2019"), a blank paper
or an example, about something else, or one wording with other numbers under many questions leaves the letter untold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import chain, takewhile

from lke_docs.claim.about import Shared, around, asked_of, empty_words, untimed
from lke_docs.claim.bundle import Bundle
from lke_docs.claim.model import Context
from lke_docs.claim.vocabulary import claim_vocabulary
from lke_docs.extract.bind import moment_of
from lke_docs.extract.continued import is_bare
from lke_docs.extract.mention import lead_regex
from lke_docs.extract.sentence import names_paper
from lke_docs.extract.span import Spanned, mask, places
from lke_docs.model import Entry, EvidenceItem, ItemKind, ReferenceKind
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
    names, bundle = frozenset(_WORD.findall(context.unit.casefold())), Bundle(entry)
    return [
        item
        for item in entry.evidence.items
        if _is_there(item, bundle)
        and _is_in_time(item, context.horizon)
        and not (repeated and wording(item) in repeated)
        and not _is_of_another(item, names)
    ]


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


def _is_there(item: EvidenceItem, bundle: Bundle) -> bool:
    """A document, with a number or a time of its own, that the unit wrote and that is not still to come."""
    if item.kind is not ItemKind.DOCUMENT or item.state or not _is_named(item):
        return False
    own = any(reference.kind is ReferenceKind.LETTER for reference in item.references)
    pinned = own or item.dates or item.periods or bundle.dates(item)
    if not pinned or (not own and _governs(item)):
        return False
    return not claim_vocabulary().terms["proof.unproven"].find(item.text)


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
    """Neither later than what is assessed, nor so old that it says nothing of it."""
    if not horizon.window.is_known:
        return True
    moments = [when.last_day for when in (period.when for period in item.periods) if when and when.last_day]
    starts = [when.first_day for when in (period.when for period in item.periods) if when and when.first_day]
    days = [day.full for day in item.dates if day.full]
    stamps = [stamp for stamp in map(moment_of, item.references) if stamp and stamp.first_day]
    starts += [*days, *(stamp.first_day for stamp in stamps if stamp.first_day)]
    moments += [*days, *(stamp.last_day for stamp in stamps if stamp.last_day)]
    late = any(day > horizon.window.end for day in starts)
    return not late and (not moments or max(moments).year >= horizon.window.start.year - _YEARS)


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
    words of coverage behind a time ("tanggal 5 Mei 2021 (seluruh pegawai)") that no title goes on with."""
    text, terms = entry.evidence.text, claim_vocabulary().terms
    asserted: list[tuple[int, int]] = []
    for item in entry.evidence.items:
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
