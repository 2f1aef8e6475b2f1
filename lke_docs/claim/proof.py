"""Which pieces of a cell show something: documents of the unit, numbered or dated, about what the question asks.

"Laporan evaluasi SOP Triwulan I 2021" shows under a question on SOP. What is only named ("Laporan evaluasi SOP"),
not yet there ("sedang disusun"), a rule that the unit did not write ("PermenPANRB Nomor 10 Tahun 2019"), a blank paper
or an example, about something else, or one wording with other numbers under many questions leaves the letter untold.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, takewhile
from typing import NamedTuple

from lke_docs.claim.bundle import Bundle
from lke_docs.claim.model import Context
from lke_docs.claim.vocabulary import claim_vocabulary
from lke_docs.extract.bind import moment_of
from lke_docs.extract.continued import is_bare
from lke_docs.extract.mention import lead_regex
from lke_docs.extract.sentence import names_paper
from lke_docs.extract.span import Spanned, mask, places
from lke_docs.form import Form
from lke_docs.instrument import Indicator
from lke_docs.model import Entry, EvidenceItem, ItemKind, ReferenceKind, TypeMention
from lke_docs.patterns import number_grammar, rule_words, vocabulary
from lke_docs.series import Horizon
from lke_docs.series.filing import deciding_types

_WORD = re.compile(r"[^\W\d_]{2,}")
_ROOT = 5  # letters that two words of one root share ("pembangunan", "membangun")
_AFFIX = re.compile(r"^(?:(?:pe|me)(?:ng|ny|[mnr])?|[bt]er|di|ke|se)(?=\w{4})|(?<=\w{4})(?:kan|an|nya|i)$")
_FEW = 3  # words: a name so short cannot help repeating the question
_COPIED, _ADDED = 0.9, 2  # share of the words of a question that its copy has, and how many of its own
_YEARS = 4  # before the window: a plan for five years, a procedure still in use
_HEAD = 24  # characters before the kind of a document at the head of a piece
_LONG, _ALIKE = 6, 0.7  # words of a wording that may be of one making with others, and the share they then have
_MOST_QUESTIONS = 3  # questions that pieces of one wording may answer
_MANY_AREAS = 4  # areas of a form whose questions share a word: it tells none of them from the others

Pieces = frozenset[tuple[int, int]]


def unproving(entry: Entry, context: Context, repeated: Collection[str], shared: Shared) -> Pieces:
    """The pieces of a row that show nothing. `repeated`: wordings under too many questions, as of `wordings`;
    `shared`: what many questions ask alike."""
    pieces = places(item for item in entry.evidence.items if item.kind is not ItemKind.HEADING)
    return frozenset(pieces).difference(places(_showing(entry, context, repeated, shared)))


def _showing(entry: Entry, context: Context, repeated: Collection[str], shared: Shared) -> list[EvidenceItem]:
    """The pieces that show something; what the question is about is asked last, for it costs most."""
    names = frozenset(_WORD.findall(context.unit.casefold()))
    bundle = Bundle(entry)
    papers = [
        item
        for item in entry.evidence.items
        if _is_there(item, bundle)
        and _is_in_time(item, context.horizon)
        and not (repeated and wording(item) in repeated)
        and not _is_of_another(item, names)
    ]
    if not papers:
        return []
    asked = _asked(context.form.indicator(entry), entry.row.question, shared)
    if asked.is_copied(entry.evidence.items) or all(map(_is_beside, papers)):
        return []
    return [item for item in papers if asked.is_met(item, bundle.heading(item)) and not asked.is_copied((item,))]


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
    """The kind of document stands at the head ("Laporan ...", "Dokumen Training Need Analysis"), or in a sentence."""
    first = next((mention for mention in item.mentions if mention.offered), None)
    lead = lead_regex().match(item.text.lower())
    at_head = (first is not None and first.start - item.start <= _HEAD) or (lead is not None and lead.end() > 0)
    return at_head or names_paper(item) or (is_bare(item) and item.subject is not None)


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


# --- what a piece is about --------------------------------------------------------------------------------


class _Asked(NamedTuple):
    """What a question is about: words, pieces of words, and kinds of documents that belong to it alone.

    `matter`: the words that tell it from other questions; `roots`: pieces of them.
    """

    words: frozenset[str]
    kinds: frozenset[str]
    expects: frozenset[str]
    sources: tuple[frozenset[str], ...]  # the words of the question, and of each of its options
    matter: frozenset[str]
    roots: frozenset[str]
    shared: Shared

    def is_met(self, item: EvidenceItem, heading: EvidenceItem | None) -> bool:
        """Whether a piece is about it, by itself or under its heading: by a word of its matter, or by any of its words
        where no other matter is named ("Laporan evaluasi Triwulan I", and not "Laporan evaluasi kendaraan dinas")."""
        planned = claim_vocabulary().terms["proof.planned"]
        ahead = planned.find(item.text) if (self.words | self.expects).isdisjoint(planned.words) else ()
        if ahead and ahead[0][0] == 0:
            return False
        if not self.words or any(mention.slug in self.kinds for mention in item.mentions):
            return True
        above = _content(_untimed(heading, dropped=())) if heading else frozenset[str]()
        above |= _content(item.subject or "") if is_bare(item) else frozenset()
        general = [it for it in item.mentions if it.slug in _common_kinds() and _is_bare(it)]
        told = (_content(_untimed(item, dropped=general)) | above) - _dropped()
        whole = _content(_untimed(item, dropped=())) | above
        if not (self.matter.isdisjoint(_alike(whole)) and self.roots.isdisjoint(_roots(told))):
            return True
        known = _dropped() | rule_words().generic | self.words | self.shared.words
        other = _content(_untimed(item, dropped=item.mentions)) - known
        alike = _roots(self.words) if other else ()
        return not self.words.isdisjoint(_alike(told)) and all(_roots((word,)).intersection(alike) for word in other)

    def is_copied(self, items: Iterable[EvidenceItem]) -> bool:
        """Whether pieces say the question or one of its options again, and hardly anything else."""
        words = frozenset[str]().union(*(_content(_untimed(item, dropped=())) for item in items))
        long = [it for it in self.sources if len(it) >= _FEW]
        return any(len(words & it) >= _COPIED * len(it) and len(words - it) <= _ADDED for it in long)


def _is_bare(mention: TypeMention) -> bool:
    """Only the kind itself is named ("tangkapan layar"), nothing of what it is about ("laporan kinerja")."""
    kind = vocabulary().types.get(mention.slug)
    return kind is None or mention.raw.casefold() in (kind.title.casefold(), kind.slug, *kind.names[:1])


def _asked(indicator: Indicator | None, question: str, shared: Shared) -> _Asked:
    if indicator is None:
        return _about((), (), question, shared)
    told = (indicator.label, *indicator.keywords)
    options = tuple((it.criterion, it.requires) for it in indicator.options)
    return _about(options, (told, indicator.expects), question, shared)


@lru_cache(maxsize=256)
def _about(
    options: tuple[tuple[str, tuple[str, ...]], ...],
    told: tuple[tuple[str, ...], ...],
    question: str,
    shared: Shared,
) -> _Asked:
    sources = [question.casefold().replace("apakah", ""), *(criterion for criterion, _ in options)]
    labels, expects = told or ((), ())
    slugs = {slug for _, requires in options for slug in requires}
    title, own, asked, lone = map(
        _words, ((question, *labels), (*sources, *labels), _needed(slugs), _needed(slugs - shared.slugs))
    )
    matter = (title | (lone - shared.titles)) - shared.words or own - shared.words or own | asked
    return _Asked(
        words=own | asked,
        expects=frozenset(expects),
        kinds=frozenset(expects) - _common_kinds() - shared.kinds,
        sources=tuple(map(_content, sources)),
        matter=matter,
        roots=_roots(matter) - _roots(shared.words | _dropped()),
        shared=shared,
    )


def _needed(slugs: Iterable[str]) -> Iterator[str]:
    """The words by which requirements are shown."""
    needs = claim_vocabulary().needs
    for need in (needs[slug] for slug in slugs if slug in needs):
        yield from (word.rstrip("*") for terms in (*need.need, need.maybe) for word in terms.words)


def _words(texts: Iterable[str]) -> frozenset[str]:
    return _alike(frozenset(_WORD.findall(" ".join(texts).casefold())) - _dropped())


class Shared(NamedTuple):
    """What questions of many areas ask alike ("evaluasi", "tindak lanjut", "inovasi"): it tells of no matter.

    `slugs`: requirements; `kinds`: of documents. `titles`: all words that name questions, so the matter of some.
    """

    words: frozenset[str]
    slugs: frozenset[str]
    kinds: frozenset[str]
    titles: frozenset[str]


def shared_by(form: Form) -> Shared:
    """What the questions of a form have in common."""
    words, slugs, kinds = (defaultdict[str, set[str]](set) for _ in range(3))
    titles = set[str]()
    for code, indicator in form.instrument.indicators.items():
        home, area = form.homes.get(code), form.instrument.area_of(code)
        name = area.name if area else ""
        title = _words((home.row.question if home else "", indicator.label, *chain(*indicator.wordings)))
        titles |= title
        for word in title | _words(option.criterion for option in indicator.options):
            words[word].add(name)
        for slug in chain(*(option.requires for option in indicator.options)):
            slugs[slug].add(name)
        for kind in indicator.expects:
            kinds[kind].add(name)
    many = _of_many_areas(slugs)
    named = _words(slug.replace("_", " ") for slug in many)
    return Shared(_of_many_areas(words) | named, many, _of_many_areas(kinds), frozenset(titles))


def _of_many_areas(areas: Mapping[str, set[str]]) -> frozenset[str]:
    return frozenset(it for it, names in areas.items() if len(names) >= _MANY_AREAS)


def _content(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - rule_words().empty


def _roots(words: Iterable[str]) -> frozenset[str]:
    bare = [_AFFIX.sub("", word) for word in words]
    return frozenset(word[at : at + _ROOT] for word in bare for at in range(len(word) - _ROOT + 1))


def _alike(words: frozenset[str]) -> frozenset[str]:
    """The words with those that are said for them ("monev", "evaluasi")."""
    same = claim_vocabulary().same
    return words.union(*(group for group in same if not group.isdisjoint(words)))


@cache
def _dropped() -> frozenset[str]:
    """Words that stand under any question."""
    words = rule_words()
    return words.empty | words.issuer | claim_vocabulary().filler | claim_vocabulary().anywhere


@cache
def _common_kinds() -> frozenset[str]:
    """Kinds of documents that are about anything."""
    paper = rule_words().paper
    general = paper["of_activity"] | paper["of_moment"] | paper["numbered"] | paper["lasting"]
    return general | deciding_types() | {"peraturan", "jadwal", "lainnya"}


def _untimed(item: EvidenceItem, *, dropped: Sequence[Spanned]) -> str:
    """A piece in lower case without its numbers and times, and without more that is dropped."""
    spans = places((*dropped, *item.references, *item.dates, *item.periods))
    return mask(item.text, [(start - item.start, end - item.start) for start, end in spans], " ").casefold()


def wording(item: EvidenceItem) -> str:
    """A piece without its numbers and times: what many pieces of one making have in common."""
    kinds = " ".join(dict.fromkeys(mention.slug for mention in item.mentions))
    return f"{kinds} {' '.join(_WORD.findall(_untimed(item, dropped=item.mentions)))}"


def wordings(homes: Mapping[str, Entry]) -> frozenset[str]:
    """Wordings that stand under more questions than pieces of one making can answer, as they are or but for a word."""
    cells = [dict.fromkeys(wording(it) for it in entry.evidence.items if it.is_offered) for entry in homes.values()]
    seen = Counter(text for cell in cells for text in cell)  # in their order: the first of a making gathers the others
    makings: list[tuple[frozenset[str], set[str]]] = []
    for text in seen:
        words = frozenset(text.split()) - _dropped()
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
