"""What a question is about, and whether a piece of evidence is about it: by words, their pieces, and kinds of papers.

"Laporan evaluasi SOP" is about a question on SOP; "Laporan evaluasi kendaraan dinas" shares with it only what
questions of many areas ask alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain

from lke_docs.claim.model import Context
from lke_docs.claim.vocabulary import claim_vocabulary
from lke_docs.extract.continued import is_bare
from lke_docs.extract.span import Spanned, mask, places
from lke_docs.form import Form
from lke_docs.instrument import Indicator
from lke_docs.model import EvidenceItem, TypeMention
from lke_docs.patterns import rule_words, vocabulary
from lke_docs.series.filing import deciding_types
from lke_docs.tuples import NamedTuple

_WORD = re.compile(r"[^\W\d_]{2,}")
_ROOT = 5  # letters that two words of one root share ("pembangunan", "membangun")
_AFFIX = re.compile(r"^(?:(?:pe|me)(?:ng|ny|[mnr])?|[bt]er|di|ke|se)(?=\w{4})|(?<=\w{4})(?:kan|an|nya|i)$")
_ASIDE, _QUOTED = re.compile(r"\([^()\n]*\)"), re.compile(r"[“\"][^”\"\n]*[”\"]")
_SHORT = re.compile(r"(?<![^\W_])[A-Z]{2,6}(?![^\W_])")  # "SKPJ"
_TELLING = ("proof.telling", "proof.asserting", "on_time.sent")
_GAP = re.compile(r"[\s,)]*")
_TITLE_END = re.compile(r"[:,]")
_FEW = 3  # words: a name so short cannot help repeating the question
_COPIED, _ADDED = 0.9, 2  # share of the words of a question that its copy has, and how many of its own
_MANY_AREAS = 4  # areas of a form whose questions share a word: it tells none of them from the others


class Concern(NamedTuple):
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
        if self.is_ahead(item):
            return False
        if not self.words or any(mention.slug in self.kinds for mention in item.mentions):
            return True
        above = _content(untimed(heading, dropped=())) if heading else frozenset[str]()
        above |= _content(item.subject or "") if is_bare(item) else frozenset()
        general = [it for it in item.mentions if it.slug in _common_kinds() and _is_kind_alone(it)]
        told = (_content(untimed(item, dropped=general)) | above) - empty_words()
        whole = _content(untimed(item, dropped=())) | above
        if not (self.matter.isdisjoint(_alike(whole)) and self.roots.isdisjoint(_roots(told))):
            return True
        other = self.others(item)
        alike = _roots(self.words) if other else ()
        return not self.words.isdisjoint(_alike(told)) and all(_roots((word,)).intersection(alike) for word in other)

    def is_ahead(self, item: EvidenceItem) -> bool:
        """Whether a piece says at its head that the thing is still to come, under a question that asks for no plan."""
        planned = claim_vocabulary().terms["proof.planned"]
        ahead = planned.find(item.text)
        return bool(ahead) and ahead[0][0] == 0 and (self.words | self.expects).isdisjoint(planned.words)

    def others(self, item: EvidenceItem) -> frozenset[str]:
        """The words of a piece that name another matter; what stands in parentheses only tells of it."""
        known = empty_words() | rule_words().generic | self.words | self.shared.words | self.shared.names
        end = _title_end(item)
        told = [it for it in item.mentions if it.start - item.start < end]
        return _content(_ASIDE.sub(" ", untimed(item, dropped=told)[:end])) - known

    def is_other(self, item: EvidenceItem) -> bool:
        """Whether the title of a piece names another matter, as far as words can tell: "Laporan SKPJ" may fit any."""
        text = _QUOTED.sub(" ", item.text)
        short = {word.casefold() for word in _SHORT.findall(text)} if not text.isupper() else set[str]()
        first = next((it.start - item.start for it in item.mentions if it.offered), 0)  # behind what a sentence says
        others, title = self.others(item), _WORD.findall(_TITLE_END.split(item.text[first:].casefold())[0])
        kinds = (_content(it.raw) for it in item.mentions if not _is_kind_alone(it))  # "LKjIP" is asked for
        is_of_kind = any(not self.words.isdisjoint(_alike(kind)) for kind in kinds)
        return not (is_of_kind or others.isdisjoint(title)) and others.isdisjoint(short - self.shared.titles)

    def is_copied(self, items: Iterable[EvidenceItem]) -> bool:
        """Whether pieces say the question or one of its options again, and hardly anything else."""
        words = frozenset[str]().union(*(_content(untimed(item, dropped=())) for item in items))
        long = [it for it in self.sources if len(it) >= _FEW]
        return any(len(words & it) >= _COPIED * len(it) and len(words - it) <= _ADDED for it in long)


def _title_end(item: EvidenceItem) -> int:
    """Where the title of a paper ends: before what is told of it behind its time, "LKjIP 2023 memuat ..."."""
    terms = claim_vocabulary().terms
    telling = {span for key in _TELLING for span in terms[key].find(item.text)}
    starts = frozenset(start for start, _ in telling)
    times: tuple[Spanned, ...] = (*item.references, *item.dates, *item.periods) if starts else ()
    ends = sorted(it.end - item.start for it in times)
    return next((end for end in ends if (gap := _GAP.match(item.text, end)) and gap.end() in starts), len(item.text))


def _is_kind_alone(mention: TypeMention) -> bool:
    """Only the kind itself is named ("tangkapan layar"), nothing of what it is about ("laporan kinerja")."""
    kind = vocabulary().types.get(mention.slug)
    return kind is None or mention.raw.casefold() in (kind.title.casefold(), kind.slug, *kind.names[:1])


def asked_of(indicator: Indicator | None, question: str, shared: Shared) -> Concern:
    """What a row's question is about, by its own words and those of the form."""
    if indicator is None:
        return _about((), (), question, shared)
    told = (indicator.label, *indicator.keywords)
    options = tuple((it.criterion, it.requires) for it in indicator.options)
    return _about(options, (told, indicator.expects), question, shared)


def around(indicator: Indicator, context: Context, shared: Shared) -> Iterator[Concern]:
    """What the sub-area of a question is about, and each of its other questions."""
    form = context.instrument
    sub_area = form.sub_area_of(indicator.code)
    for it in form.by_sub_area()[sub_area.code] if sub_area else ():
        home = context.entries.get(it.code)
        yield asked_of(it, home.row.question if home else "", shared)
    if sub_area:
        yield _about((), ((sub_area.name,), ()), "", shared)


@lru_cache(maxsize=256)
def _about(
    options: tuple[tuple[str, tuple[str, ...]], ...],
    told: tuple[tuple[str, ...], ...],
    question: str,
    shared: Shared,
) -> Concern:
    sources = [question.casefold().replace("apakah", ""), *(criterion for criterion, _ in options)]
    labels, expects = told or ((), ())
    slugs = {slug for _, requires in options for slug in requires}
    title, own, asked, lone = map(
        _words, ((question, *labels), (*sources, *labels), _needed(slugs), _needed(slugs - shared.slugs))
    )
    matter = (title | (lone - shared.titles)) - shared.words or own - shared.words or own | asked
    return Concern(
        words=own | asked,
        expects=frozenset(expects),
        kinds=frozenset(expects) - _common_kinds() - shared.kinds,
        sources=tuple(map(_content, sources)),
        matter=matter,
        roots=_roots(matter) - shared.roots,
        shared=shared,
    )


def _needed(slugs: Iterable[str]) -> Iterator[str]:
    """The words by which requirements are shown."""
    needs = claim_vocabulary().needs
    for need in (needs[slug] for slug in slugs if slug in needs):
        yield from (word.rstrip("*") for terms in (*need.need, need.maybe) for word in terms.words)


def _words(texts: Iterable[str]) -> frozenset[str]:
    return _alike(frozenset[str]().union(*map(_said, texts)) - empty_words())


@lru_cache(maxsize=1024)  # questions and options, by themselves and among those of the form
def _said(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


class Shared(NamedTuple):
    """What questions of many areas ask alike ("evaluasi", "tindak lanjut", "inovasi"): it tells of no matter.

    `slugs`: requirements; `kinds`: of documents. `titles`: all words that name questions, so the matter of some.
    `names`: the words of the unit's own name, by which no paper is about another matter. `roots`: pieces of the words
    that tell of no matter.
    """

    words: frozenset[str]
    slugs: frozenset[str]
    kinds: frozenset[str]
    titles: frozenset[str]
    names: frozenset[str]
    roots: frozenset[str]


def shared_by(form: Form, unit: str) -> Shared:
    """What the questions of a form have in common, for a unit of this name."""
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
    named = _words(slug.replace("_", " ") for slug in many).union(claim_vocabulary().terms["proof.process"].words)
    told = _of_many_areas(words) | named
    roots = _roots(told | empty_words())
    return Shared(told, many, _of_many_areas(kinds), frozenset(titles), _names(unit), roots)


def _names(unit: str) -> frozenset[str]:
    """The words of a name, with its kind in short: "SMA Negeri 4" is "SMAN 4", "Fakultas Teknik" is "FT"."""
    row = _WORD.findall(unit.casefold())
    words = frozenset(row)
    initials = {
        "".join(word[0] for word in row[at : at + size]) for size in range(2, len(row) + 1) for at in range(len(row))
    }
    return words.union(
        initials, (it for it, whole in rule_words().office_short.items() if words.issuperset(whole.split()))
    )


def _of_many_areas(areas: Mapping[str, set[str]]) -> frozenset[str]:
    return frozenset(it for it, names in areas.items() if len(names) >= _MANY_AREAS)


def _content(text: str) -> frozenset[str]:
    return _said(text) - rule_words().empty


def _roots(words: Iterable[str]) -> frozenset[str]:
    bare = [_AFFIX.sub("", word) for word in words]
    return frozenset(word[at : at + _ROOT] for word in bare for at in range(len(word) - _ROOT + 1))


def _alike(words: frozenset[str]) -> frozenset[str]:
    """The words with those that are said for them ("monev", "evaluasi")."""
    same = claim_vocabulary().same
    return words.union(*(group for group in same if not group.isdisjoint(words)))


@cache
def empty_words() -> frozenset[str]:
    """Words that stand under any question."""
    words = rule_words()
    return words.empty | words.issuer | claim_vocabulary().filler | claim_vocabulary().anywhere


@cache
def _common_kinds() -> frozenset[str]:
    """Kinds of documents that are about anything."""
    paper = rule_words().paper
    general = paper["of_activity"] | paper["of_moment"] | paper["numbered"] | paper["lasting"]
    return general | deciding_types() | {"peraturan", "jadwal", "lainnya"}


def untimed(item: EvidenceItem, *, dropped: Sequence[Spanned]) -> str:
    """A piece in lower case without its numbers and times, and without more that is dropped."""
    spans = places((*dropped, *item.references, *item.dates, *item.periods))
    return mask(item.text, [(start - item.start, end - item.start) for start, end in spans], " ").casefold()
