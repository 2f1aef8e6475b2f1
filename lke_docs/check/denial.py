"""Words of a row that deny what its letter claims: "belum melibatkan pemangku kepentingan" under A.

Only what the letter says without a negation of its own can be denied: B may say "tanpa inovasi".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from lke_docs.check.restated import copied_option
from lke_docs.check.rule import Dossier, on_letter
from lke_docs.claim import ClaimKind, Verdict, WordsOrTypes, claim_vocabulary
from lke_docs.claim.share import shares
from lke_docs.extract.state import without_state
from lke_docs.instrument import Option
from lke_docs.model import DocDate, Entry, EvidenceItem, ItemKind, Period, PieceState, Window
from lke_docs.patterns import is_fine, phrases, rule_words
from lke_docs.tuples import NamedTuple

_WORD = re.compile(r"[^\W\d_]{2,}")
_CLAUSE = re.compile(r"[^.;,()\n:]+")
_PIECE = re.compile(r"[.;]\s")
_ASIDE = re.compile(r"\([^()\n]*\)")
_BEGIN = 5  # letters by which two words are taken for forms of one
_REACH = 4  # words behind a negation that it may deny
_MOST = 0.6  # share of the words of a denied clause that a question holds

_NOT_THERE = (PieceState.ABSENT, PieceState.PLANNED)
_PARTS = ("most", "part", "few")  # what was not done may be told beside what was: "8 dari 11; belum dinilai: ..."
_PERCENT = re.compile(r"\d\s?(?:%|persen\b)")


class Denial(NamedTuple):
    """A clause of the evidence, by its offsets in the cell, that denies what the letter claims.

    `is_soft`: it tells of a part, a plan or a draft, which an explanation may settle.
    """

    start: int
    end: int
    is_soft: bool = False


def denials_of(dossier: Dossier, entry: Entry) -> tuple[Option, list[Denial]] | None:
    """The option that a row answers, and the clauses that deny it; None where there are none."""
    option = dossier.form.choice(entry).option if dossier.form and not on_letter(dossier, entry) else None
    indicator = dossier.form.indicator(entry) if dossier.form else None
    if option is None or indicator is None or option.value <= 0:
        return None
    clauses: list[Denial] = []
    is_none = any(it.state in _NOT_THERE for it in entry.evidence.items)
    if is_none or any(phrases("denial", it).may_stand_in(entry.evidence.text) for it in ("negation", "coming")):
        clauses += denials(entry, option, f"{entry.row.question} {indicator.label}", _required(dossier, entry))
    if option.coverage in _PARTS and _tells_share(entry):
        clauses = [it for it in clauses if not phrases("denial", "yet").match(entry.evidence.text[it.start : it.end])]
    clauses = clauses or list(_none_done(entry))
    clauses = clauses or list(_unfinished(entry, option, dossier.window)) or _ahead(dossier, entry)
    if any(copied_option(dossier, entry, item) for item in entry.evidence.items if clauses):
        return None  # a rule of its own says that
    return (option, clauses) if clauses else None


def _ahead(dossier: Dossier, entry: Entry) -> list[Denial]:
    """All papers of a row are from before what it claims: "Rencana Public Campaign", "Undangan Rapat Monev"."""
    papers = dossier.judge.astray(entry).ahead if dossier.judge else ()
    return [Denial(it.start, it.end, is_soft=True) for it in papers]


def _none_done(entry: Entry) -> Iterator[Denial]:
    """ "12 aduan, 0 ditindaklanjuti": none of them all, and no other share is told."""
    told = list(shares(entry.evidence.text, claim_vocabulary()))
    return (Denial(it.start, it.end) for it in told if not any(other.part for other in told))


def _tells_share(entry: Entry) -> bool:
    text = entry.evidence.text
    return _PERCENT.search(text) is not None or any(shares(text, claim_vocabulary()))


def _required(dossier: Dossier, entry: Entry) -> list[WordsOrTypes]:
    """The words of what the letter requires and the cell does not show."""
    judge = dossier.judge
    judged = judge.answer(entry) if judge else ()
    claims = [it.claim for it in judged if it.claim.kind is ClaimKind.REQUIREMENT and it.verdict is not Verdict.SHOWN]
    needs = [judge.vocabulary.needs.get(claim.value) for claim in claims] if judge else []
    return [terms for need in needs if need for terms in need.need]


def denials(entry: Entry, option: Option, asked: str, required: Sequence[WordsOrTypes] = ()) -> Iterator[Denial]:
    """Yield the clauses that deny an option.

    `asked`: the question and its heading, for options Ya and Tidak. `required`: the words of what the option
    requires that the cell does not show elsewhere.
    """
    denied = _denied(option.criterion) | _denied(asked)
    claim = _Claim(option, _claimed(option.criterion), _begins(asked), denied, required)
    text, items = entry.evidence.text, entry.evidence.items
    has_none = claim.is_bare and all(it.state in _NOT_THERE or it.kind is ItemKind.HEADING for it in items)
    has_none = has_none and not is_fine(text)
    is_alone = all(it.kind is ItemKind.HEADING or it.state or _says_state(it.text) for it in items)
    for item in items:
        if not item.is_offered and item.kind is not ItemKind.NOTE:  # "Monev penempatan belum ada" is a note
            continue
        if has_none:
            yield Denial(item.start, item.end, is_soft=item.state is PieceState.PLANNED)
            continue
        for clause in _CLAUSE.finditer(text, item.start, item.end):
            alone = _is_all(clause, entry.evidence.text) or (is_alone and _is_all(clause, item.text))
            coming = phrases("denial", "coming").search(clause[0]) if alone or is_alone else None
            negation = phrases("denial", "negation").search(clause[0]) or coming
            if negation is None or is_fine(clause[0]) or claim.says_itself(clause[0][negation.end() :]):
                continue
            rest, led = _without_reason(clause[0][negation.end() :]), clause[0][: negation.start()]
            label = _label(text, clause, ":(" if is_alone else ":") if not led.strip(" ->") else ""
            before = _words(label or led)
            is_yet = negation is coming or phrases("denial", "yet").search(clause[0]) is not None
            whole = not before and not _words(rest) and (alone or bool(label and claim.is_whole))
            if _requires(claim, label or led, rest) or (
                claim.is_bare and is_yet
                if whole
                else _denies(claim, before, _words(rest)[:_REACH], alone=alone and is_yet)
            ):
                start = clause.start() + len(clause[0]) - len(clause[0].lstrip())
                yield Denial(start, clause.end(), is_soft=negation is coming)


def _unfinished(entry: Entry, option: Option, window: Window) -> Iterator[Denial]:
    """Clauses that leave open what the letter claims: "belum bisa kami kerjakan", "akan dilaksanakan pada 2025"."""
    text, items = entry.evidence.text, entry.evidence.items
    negation = phrases("denial", "negation")
    is_whole = option.coverage == "all" and negation.may_stand_in(text) and not negation.search(option.criterion)
    plans = _Plans.of(entry, option, window)
    drafts = phrases("denial", "draft")
    may_be_draft = drafts.may_stand_in(text)
    if not (is_whole or plans or may_be_draft):
        return
    papers = [it for it in items if it.is_offered and (it.dates or it.references or it.periods)][:2]
    for item in items:
        has_paper = bool(item.references) or any(paper is not item for paper in papers)
        for clause in _CLAUSE.finditer(text, item.start, item.end) if item.is_offered or item.state else ():
            word = is_whole and _leaves_undone(clause[0])
            word = word or (plans and plans.only_planned(clause, item))
            word = word or (may_be_draft and not has_paper and drafts.search(clause[0]))
            if word:
                led = clause[0][: word.start()].split()
                start = word.start() - len(" ".join(led[-_REACH:])) - 1 if len(led) > _REACH else 0
                start += len(clause[0][start:]) - len(clause[0][start:].lstrip())
                yield Denial(clause.start() + start, clause.end(), is_soft=True)


def _leaves_undone(clause: str) -> re.Match[str] | None:
    """The negation of what was to be done wholly, unless it is settled by now."""
    negation = phrases("denial", "negation").search(clause)
    if negation is None or is_fine(clause) or phrases("denial", "resolved").search(clause):
        return None
    before, after = _WORD.findall(clause[: negation.start()]), _WORD.findall(clause[negation.end() :])[:_REACH]
    is_undone = before[-1:] not in (["yang"], ["yg"]) and phrases("denial", "undone").search(" ".join(after))
    return negation if is_undone else None


class _Plans(NamedTuple):
    """What a cell plans for a time after the window. `held`: it tells of a time inside it as well.

    `is_due`: the letter asks for a follow-up, whose plan stands beside the monitoring of the window.
    """

    window: Window
    held: bool
    is_due: bool

    @classmethod
    def of(cls, entry: Entry, option: Option, window: Window) -> _Plans | None:
        if not window.is_known or not phrases("denial", "planned").search(entry.evidence.text):
            return None
        days = _days((*entry.evidence.dates, *entry.evidence.periods))
        held = any(first <= window.end and last >= window.start for first, last in days)
        return cls(window, held, "tindak_lanjut" in option.requires)

    def only_planned(self, clause: re.Match[str], item: EvidenceItem) -> re.Match[str] | None:
        """The words of a plan, where the times of the clause lie after the window and nothing was held."""
        said = phrases("denial", "planned").search(clause[0])
        times: tuple[DocDate | Period, ...] = (*item.dates, *item.periods)
        here = (it for it in times if said and clause.start() <= it.start < clause.end())
        if not any(first > self.window.end for first, _ in _days(here)):
            return None
        is_follow_up = self.is_due and any(word in clause[0].casefold() for word in rule_words().follow_up)
        return said if is_follow_up or not self.held else None


def _days(times: Iterable[DocDate | Period]) -> Iterator[tuple[date, date]]:
    return (days for it in times if it.when and (days := it.when.days))


class _Claim(NamedTuple):
    """What an option claims, as its words begin."""

    option: Option
    claimed: frozenset[str]
    asked: frozenset[str]
    denied: frozenset[str]  # the words behind a negation, in either
    required: Sequence[WordsOrTypes]

    def says_itself(self, behind: str) -> bool:
        """Whether question or option deny what is denied: "kompensasi bila layanan tidak sesuai standar" is copied."""
        word = _WORD.search(behind)
        return word is not None and word[0].casefold() in self.denied

    @property
    def is_yes(self) -> bool:
        return self.option.letter == "YA"

    @property
    def is_bare(self) -> bool:
        """Whether a cell denies it that only says that there is nothing, or not yet."""
        return self.is_yes or self.option.coverage is None or self.is_whole

    @property
    def is_whole(self) -> bool:
        """Whether it claims all of something, so that one thing not done denies it."""
        return self.option.coverage == "all" or bool(self.option.cadence)


def _label(text: str, clause: re.Match[str], marks: str) -> str:
    """What stands before a mark: "Inovasi disiplin (jika ada) : tdk ada", "TW II (belum)"."""
    line = text[text.rfind("\n", 0, clause.start()) + 1 : clause.start()].rstrip()
    return _ASIDE.sub(" ", _PIECE.split(line[:-1])[-1]) if line.endswith(tuple(marks)) else ""


def _without_reason(text: str) -> str:
    """ "ditindaklanjuti karena menunggu anggaran" -> "ditindaklanjuti"."""
    reason = phrases("denial", "reason").search(text)
    return text[: reason.start()] if reason else text


def _requires(claim: _Claim, before: str, after: str) -> bool:
    """Whether a clause denies what is required: "belum direplikasi", "Inovasi SOP --> belum ada"."""
    said = [after]
    if not _words(after) and len(_words(before)) <= _REACH:
        said.append(before)
    return any(
        (spans := terms.find(text)) and not _words(text[: spans[0][0]]) for terms in claim.required for text in said
    )


def _denies(claim: _Claim, before: list[str], after: list[str], *, alone: bool) -> bool:
    topic = claim.claimed | claim.asked
    if alone and claim.is_bare and _is_about(before + after, topic, least=1):
        return True  # "TNA belum disusun", and nothing else
    if claim.is_whole and len(before) > 1 and all(word[:_BEGIN] in topic for word in before + after):
        return True  # all of what is asked, beside another paper
    if claim.is_yes:
        return _is_about(before, topic, least=2) or (not before and _is_about(after[:2], topic, least=1))
    about = topic if not before and after and after[0][:_BEGIN] in claim.claimed else claim.claimed
    return bool(after) and all(word[:_BEGIN] in about for word in after)


def _says_state(text: str) -> bool:
    return without_state(text) != text.strip(" ,;:.-–")


def _is_all(clause: re.Match[str], text: str) -> bool:
    """Whether a text says nothing else: "Belum dilaksanakan."."""
    return clause[0].strip() == text.strip(" .\n\t")


def _is_about(words: list[str], topic: frozenset[str], *, least: int) -> bool:
    known = sum(word[:_BEGIN] in topic for word in words)
    return known >= least and known >= _MOST * len(words)


@lru_cache(maxsize=1024)
def _claimed(criterion: str) -> frozenset[str]:
    """How the words begin that a criterion says without denying them."""
    stems: set[str] = set()
    for clause in _CLAUSE.finditer(criterion):
        negation = phrases("denial", "negation").search(clause[0])
        stems |= _begins(clause[0][: negation.start()] if negation else clause[0])
    return frozenset(stems)


@lru_cache(maxsize=1024)
def _denied(text: str) -> frozenset[str]:
    """The words right behind a negation."""
    behind = (_WORD.search(text, negation.end()) for negation in phrases("denial", "negation").finditer(text))
    return frozenset(word[0].casefold() for word in behind if word)


@lru_cache(maxsize=1024)
def _begins(text: str) -> frozenset[str]:
    return frozenset(word[:_BEGIN] for word in _words(text))


def _words(text: str) -> list[str]:
    dropped = rule_words().empty | rule_words().denial_empty
    return [word for word in _WORD.findall(text.casefold()) if word not in dropped]
