"""The claims of a letter, and the test of each on the evidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cached_property

from lke_docs.claim.about import Shared, shared_by
from lke_docs.claim.cadence import judge_cadence
from lke_docs.claim.condition import ConditionState, read_conditions
from lke_docs.claim.coverage import judge_coverage
from lke_docs.claim.ground import ELSEWHERE, NO_EVIDENCE, UNPROVEN, judge_ground, shared_pieces
from lke_docs.claim.model import Claim, ClaimKind, Context, Judgement, Verdict, quote
from lke_docs.claim.proof import Astray, Pieces, astray, named_only, papers, unproving, why_not, wordings
from lke_docs.claim.requirement import judge_requirement
from lke_docs.claim.share import yearly_shares
from lke_docs.claim.vocabulary import ClaimVocabulary, WordsOrTypes
from lke_docs.extract import extract
from lke_docs.extract.span import Taken, mask, merged, places
from lke_docs.form import is_prescribed
from lke_docs.instrument import Option
from lke_docs.model import DocDate, Entry, EvidenceItem, ItemKind
from lke_docs.wording import figure, quoted

_PERCENT = re.compile(
    r"(?<![\d.,<>≤≥])(?<![<>≤≥] )(?<![<>]=)(?<![<>]= )(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|persen\b)", re.IGNORECASE
)
_BOUND = 24  # characters before a percentage in which a word tells what it is


class Judge:
    """Judges the letters of one sheet. Rules and score ask for the same ones: each is judged once a row."""

    def __init__(self, context: Context, vocabulary: ClaimVocabulary) -> None:
        self.context, self.vocabulary = context, vocabulary
        self._judged: dict[tuple[int, str], tuple[Judgement, ...]] = {}
        self._without: dict[tuple[int, frozenset[tuple[int, int]]], Entry] = {}
        self._proving: dict[tuple[int, frozenset[tuple[int, int]]], Entry] = {}
        self._astray: dict[int, Astray] = {}
        self._there: dict[int, list[EvidenceItem]] = {}

    @cached_property
    def _copied(self) -> frozenset[str]:
        """Pieces that stand under many questions."""
        return shared_pieces(self.context.form.homes)

    @cached_property
    def _common(self) -> tuple[frozenset[str], Shared]:
        """Wordings of pieces under too many questions, and what many questions ask alike."""
        return wordings(self.context.form.homes), shared_by(self.context.form, self.context.unit)

    @cached_property
    def conditions(self) -> tuple[ConditionState, ...]:
        """What the sheet says of each condition of a proposal."""
        return read_conditions(self.context)

    def ground(self, entry: Entry) -> Judgement:
        """What the cell stands on: every letter above the lowest claims that there is evidence."""
        key = (id(entry.evidence), "")
        if key not in self._judged:
            self._judged[key] = (self._ground(entry),)
        return self._judged[key][0]

    def _ground(self, entry: Entry) -> Judgement:
        form = self.context.form
        indicator = form.indicator(entry)
        home = form.homes.get(indicator.code, entry) if indicator else entry
        if home.row.unread:
            return Judgement(ELSEWHERE, Verdict.CANNOT_TELL, home.row.unread)
        if is_prescribed(home):  # not `entry`: what findings took all pieces from is blank as well
            return Judgement(ELSEWHERE, Verdict.CANNOT_TELL, "isian hanya berisi daftar yang diminta formulir")
        sources = [entry.row.question, *(option.criterion for option in form.options(entry))]
        told = judge_ground(entry, sources, self._copied, self.vocabulary)
        is_taken = told.reason == NO_EVIDENCE and home.evidence.text.strip()  # there is some, which shows nothing
        return told._replace(reason=UNPROVEN) if is_taken else told

    def option(self, option: Option, entry: Entry) -> tuple[Judgement, ...]:
        """Every claim of an option of the row's question, that it has evidence first."""
        key = (id(entry.evidence), option.letter)
        if key not in self._judged:
            tested = judge_option(option, entry, self.context, vocabulary=self.vocabulary)
            if listed := self._with_list(entry) if any(it.verdict is Verdict.NOT_SHOWN for it in tested) else None:
                asked = judge_option(option, listed, self.context, vocabulary=self.vocabulary)
                tested = tuple(map(_on_list, tested, asked))
            ground = self.ground(entry)
            self._judged[key] = tuple(_on_ground(judgement, ground) for judgement in tested)
        return self._judged[key]

    def _with_list(self, entry: Entry) -> Entry | None:
        """The row with the lines that only name what the form asks for, where its cell has such beside its own."""
        indicator = self.context.form.indicator(entry)
        home = self.context.form.homes.get(indicator.code, entry) if indicator else entry
        if home.evidence.text == home.row.evidence or is_prescribed(home):
            return None
        return entry._replace(evidence=extract(home.row.evidence))

    def without(self, entry: Entry, pieces: frozenset[tuple[int, int]]) -> Entry:
        """The row without what stands in these pieces of its cell; offsets stay as they are. The same one each time."""
        if not pieces:
            return entry
        key = (id(entry.evidence), pieces)
        if key not in self._without:
            self._without[key] = _without(entry, pieces)
        return self._without[key]

    def proving(self, entry: Entry, doubted: Pieces = frozenset()) -> Entry:
        """The row with what shows something in it, without what is doubted."""
        key = (id(entry.evidence), doubted)
        if key not in self._proving:
            empty = unproving(entry, self.context, self._papers(entry), self._common[1])
            self._proving[key] = named_only(self.without(entry, doubted | empty))
        return self._proving[key]

    def astray(self, entry: Entry) -> Astray:
        """What the papers of a row are, where not one of them shows what is asked."""
        key = id(entry.evidence)
        if key not in self._astray:
            self._astray[key] = astray(entry, self.context, self._papers(entry), self._common[1])
        return self._astray[key]

    def _papers(self, entry: Entry) -> list[EvidenceItem]:
        key = id(entry.evidence)
        if key not in self._there:
            self._there[key] = papers(entry, self.context, self._common[0])
        return self._there[key]

    def unproven(
        self, entry: Entry, told: Iterable[Judgement], proven: Iterable[Judgement], *, refuted: bool = False
    ) -> tuple[Judgement, ...]:
        """Why what a row says, as `told`, is not `proven` by what is left of it: each reason once, none that is not
        known. `refuted`: findings took away what is not left."""
        lacking = {it.claim for it in proven if it.verdict is not Verdict.SHOWN}
        evidence = () if refuted else (ClaimKind.EVIDENCE,)
        sure = (it for it in told if it.verdict is Verdict.SHOWN or it.claim.kind in evidence)
        shown = (it for it in sure if it.claim in lacking)
        reasons = {reason: it for it in shown if (reason := self._why_not(entry, it, refuted=refuted))}
        return tuple(it._replace(verdict=Verdict.CANNOT_TELL, reason=reason) for reason, it in reasons.items())

    def _why_not(self, entry: Entry, told: Judgement, *, refuted: bool) -> str:
        starts = Taken((mark.start, mark.start + 1) for mark in told.quotes if mark.code == entry.code)
        listed = (item for item in entry.evidence.items if item.kind is not ItemKind.HEADING)
        items = [item for item in listed if starts.overlaps(item.start, item.end)]
        there = self._papers(entry)
        reasons = ((why_not(item, entry, self.context, there, *self._common), item) for item in items)
        if known := next(((reason, item) for reason, item in reasons if reason), None):
            return known[0].format(quoted(known[1].text))
        if not told.quotes or any(map(str.isdigit, told.quotes[0].text)):
            return ""
        said = quoted(told.quotes[0].text)
        if refuted:
            return f"{said} ada pada naskah yang gugur oleh temuan"
        if told.claim.kind is ClaimKind.COVERAGE:
            return f"{said} dinyatakan, tetapi tidak disebut berapa dari berapa"
        return f"{said} dinyatakan, tetapi bukan dalam nama dokumennya"

    def answer(self, entry: Entry) -> tuple[Judgement, ...]:
        """Every claim of the letter that the row answers; nothing where it answers none."""
        option = self.context.form.choice(entry).option
        return self.option(option, entry) if option else ()


def _without(entry: Entry, pieces: frozenset[tuple[int, int]]) -> Entry:
    evidence, taken = entry.evidence, Taken(merged(pieces))
    doubted = [(item, doubted_days(item, pieces)) for item in evidence.items if taken.overlaps(item.start, item.end)]
    gone = [place for item, days in doubted for place in places(days or (item,))]
    rest = {item.start: tuple(day for day in item.dates if day not in days) for item, days in doubted if days}
    lost = Taken(merged(places(item for item, days in doubted if not days)))
    left = (item for item in evidence.items if not lost.overlaps(item.start, item.end))
    items = [item._replace(dates=rest.get(item.start, item.dates)) for item in left]
    return entry._replace(
        evidence=evidence._replace(
            text=mask(evidence.text, gone, " "),
            items=tuple(items),
            references=tuple(reference for item in items for reference in item.references),
            dates=tuple(day for item in items for day in item.dates),
            periods=tuple(period for item in items for period in item.periods),
            document_types=tuple(slug for item in items for slug in item.document_types),
        )
    )


def doubted_days(item: EvidenceItem, spans: Collection[tuple[int, int]]) -> tuple[DocDate, ...]:
    """The days that are doubted of a row of them ("28 Maret 2024, 27 Juni 2024, dan 20 Desember 2021"), where nothing
    else of the piece is; each of the others stands for a round of its own."""
    days = tuple(day for day in item.dates if (day.start, day.end) in spans)
    inside = [span for span in spans if span[0] < item.end and item.start < span[1]]
    is_row = not item.references and len(days) == len(inside) < len(item.dates)
    return days if is_row else ()


def claims_of(option: Option) -> tuple[Claim, ...]:
    """Everything the letter of this option claims; empty where it claims nothing."""
    claims = []
    if option.cadence:
        claims.append(Claim(ClaimKind.CADENCE, option.cadence))
    if option.coverage:
        claims.append(Claim(ClaimKind.COVERAGE, option.coverage))
    claims += [Claim(ClaimKind.REQUIREMENT, slug) for slug in option.requires]
    if option.gap_percent:
        claims.append(Claim(ClaimKind.GAP, "percent", *option.gap_percent))
    if option.achieved_percent_min is not None or option.achieved_percent_max is not None:
        claims.append(Claim(ClaimKind.ACHIEVED, "percent", option.achieved_percent_min, option.achieved_percent_max))
    if option.maturity:
        claims.append(Claim(ClaimKind.MATURITY, str(option.maturity)))
    return tuple(claims)


def judge_option(
    option: Option, entry: Entry, context: Context, *, vocabulary: ClaimVocabulary
) -> tuple[Judgement, ...]:
    """Judge every claim of a letter on this entry's evidence, in the order of `claims_of`."""
    return tuple(judge(claim, entry, context, vocabulary=vocabulary) for claim in claims_of(option))


def judge(claim: Claim, entry: Entry, context: Context, *, vocabulary: ClaimVocabulary) -> Judgement:
    """Judge one claim by what the cell says."""
    if not entry.evidence.items:
        return _without_evidence(claim)
    if claim.kind is ClaimKind.CADENCE:
        return judge_cadence(claim, entry, context, vocabulary)
    if claim.kind is ClaimKind.COVERAGE:
        return judge_coverage(claim, entry, context, vocabulary)
    if claim.kind is ClaimKind.REQUIREMENT:
        return judge_requirement(claim, entry, context, vocabulary)
    if claim.kind in (ClaimKind.GAP, ClaimKind.ACHIEVED):
        return _percent(claim, entry, vocabulary)
    return Judgement(claim, Verdict.CANNOT_TELL, f"tingkat {claim.value} tidak dapat dinilai dari isian")


def _on_ground(judgement: Judgement, ground: Judgement) -> Judgement:
    """What the ground of a cell makes of a judgement.

    What a cell lacks that only points elsewhere cannot be told; beside a described document a pointer is nothing.
    A described document shows that a part, at least, was done, where the text does not say how much.
    """
    if judgement.verdict is Verdict.NOT_SHOWN and ground.claim is ELSEWHERE:
        said = ground.reason if judgement.reason == NO_EVIDENCE else f"{judgement.reason}; {ground.reason}"
        return judgement._replace(verdict=Verdict.CANNOT_TELL, reason=said)
    is_least = judgement.claim.kind is ClaimKind.COVERAGE and judgement.claim.value in ("few", "part")
    if is_least and judgement.verdict is Verdict.CANNOT_TELL and ground.verdict is Verdict.SHOWN:
        return judgement._replace(verdict=Verdict.SHOWN, reason=ground.reason, quotes=ground.quotes)
    return judgement


def _on_list(own: Judgement, listed: Judgement) -> Judgement:
    """What only the list in the cell names may be there, or may not."""
    if own.verdict is not Verdict.NOT_SHOWN or listed.verdict is Verdict.NOT_SHOWN:
        return own
    return own._replace(verdict=Verdict.CANNOT_TELL, reason=f"{own.reason}; hanya disebut dalam daftar yang diminta")


def _without_evidence(claim: Claim) -> Judgement:
    if claim.kind is ClaimKind.COVERAGE and claim.value == "none":
        return Judgement(claim, Verdict.SHOWN, "huruf ini tidak menuntut bukti")
    return Judgement(claim, Verdict.NOT_SHOWN, NO_EVIDENCE)


def _percent(claim: Claim, entry: Entry, vocabulary: ClaimVocabulary) -> Judgement:
    """A percentage in the text against the bounds of the letter; only where exactly one stands there.

    The bound that the form names ("Capaian target (>80 %)") is none.
    """
    word = "kesenjangan" if claim.kind is ClaimKind.GAP else "capaian"
    text, terms = entry.evidence.text, vocabulary.terms
    shares = [(float(m[1].replace(",", ".")), m.span()) for m in _PERCENT.finditer(text)]
    shares = [it for it in shares if not _is_behind(text, it[1][0], terms["percent.bound"])]
    if len(shares) > 1 and claim.kind is ClaimKind.ACHIEVED:
        told = yearly_shares(text)  # "capaian 2023 98,70%, capaian 2022 97,20%"
        named = [it for it in shares if _is_behind(text, it[1][0], terms["percent.reached"])]
        shares = [told[max(told)]] if told else named or shares
    if len(shares) != 1:
        reason = (
            f"persentase {word} tidak disebut" if not shares else f"ada beberapa persentase; mana {word}nya tidak jelas"
        )
        return Judgement(claim, Verdict.CANNOT_TELL, reason)
    value, span = shares[0]
    mark = quote(entry, *span)
    low, high = claim.low, claim.high
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = " sampai ".join(f"{figure(end)}" for end in (low, high) if end is not None)
        reason = f"seharusnya {word} {bounds} %, tetapi bukti menyebut {mark.text}"
        return Judgement(claim, Verdict.CONTRADICTED, reason, (mark,))
    return Judgement(claim, Verdict.SHOWN, f"bukti menyebut {mark.text}", (mark,))


def _is_behind(text: str, start: int, words: WordsOrTypes) -> bool:
    return any(end >= start - 1 for _, end in words.find(text, max(0, start - _BOUND), start))
