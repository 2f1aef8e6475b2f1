"""Rounds of monitoring that the question after them does not follow up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from lke_docs.claim import Judge, Verdict
from lke_docs.form import Form
from lke_docs.model import Entry, EvidenceItem
from lke_docs.moment import Moment, Unit
from lke_docs.patterns import is_fine, phrases, rule_words
from lke_docs.series import Horizon, occurrences
from lke_docs.series.filing import main_type
from lke_docs.series.sameness import canonical, code_order, item_key
from lke_docs.tuples import NamedTuple
from lke_docs.wording import day, period


class Round(NamedTuple):
    """One monitoring or follow-up: the months it stands for, its day where it has one, and the items that tell it."""

    first: Moment
    last: Moment
    on: date | None
    told: tuple[EvidenceItem, ...]

    @property
    def words(self) -> str:
        if self.on:
            return day(self.on)
        units = (Unit.MONTH, Unit.QUARTER, Unit.SEMESTER)
        whole = next((unit for unit in units if self.first + (unit - 1) == self.last), None)
        if whole and (named := self.first.in_unit(whole)).month == self.first.month:
            return period(named)
        return f"{period(self.first)} s.d. {period(self.last)}"

    @property
    def end(self) -> date:
        return self.on or self.last.last_day or date.max

    @property
    def begin(self) -> date:
        return self.on or self.first.first_day or date.min

    @property
    def known(self) -> date:
        """From when on it can be followed up: its end, or the day of the paper that tells it."""
        signed = [on for item in self.told if len(item.dates) == 1 and (on := item.dates[0].full)]
        return max([self.end, *signed])

    @property
    def answers_all(self) -> bool:
        """ "Laporan Tindak Lanjut Seluruh Hasil Evaluasi": it answers every round before it."""
        return any(phrases("event", "answers").search(item.text) for item in self.told)


class Unanswered(NamedTuple):
    """The rounds of a row of monitoring that the row after it leaves open, and what that row offers."""

    monitoring: Entry
    follow_up: Entry
    rounds: tuple[Round, ...]
    replies: tuple[Round, ...]
    watched: tuple[EvidenceItem, ...]
    answers: tuple[EvidenceItem, ...]

    @property
    def months(self) -> tuple[Moment, ...]:
        """The last month of each open round, each once."""
        return tuple(dict.fromkeys(it.last for it in self.rounds))


def find_unanswered(
    entries: Iterable[Entry], horizon: Horizon, form: Form | None, judge: Judge | None
) -> Iterator[Unanswered]:
    """Compare each question on follow-up with the question on monitoring before it, in one sub-area."""
    families: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: code_order(e.code)):
        families.setdefault(entry.code.rpartition(".")[0], []).append(entry)
    for family in families.values():
        monitoring = None
        for entry in family:
            if _asks_monitoring(entry):
                monitoring = entry
            elif monitoring and entry.evidence.text.strip() and asks_follow_up(entry):
                unanswered = _compare(monitoring, entry, horizon, form, judge)
                if unanswered.rounds:
                    yield unanswered


def asks_follow_up(entry: Entry) -> bool:
    """Whether the question of a row is what followed from monitoring."""
    question = entry.row.question.casefold()
    return any(word in question for word in rule_words().follow_up) and _speaks_of_monitoring(question)


def _asks_monitoring(entry: Entry) -> bool:
    question = entry.row.question.casefold()
    return _speaks_of_monitoring(question) and not any(word in question for word in rule_words().follow_up)


def _speaks_of_monitoring(text: str) -> bool:
    return not set(rule_words().monitoring).isdisjoint(canonical(text).split())


def _compare(
    monitoring: Entry, follow_up: Entry, horizon: Horizon, form: Form | None, judge: Judge | None
) -> Unanswered:
    told = {item_key(item) for item in monitoring.evidence.items}
    watched = [item for item in _documents(monitoring) if not _is_follow_up(item)]
    answers = [item for item in _documents(follow_up) if item_key(item) not in told]
    told_of = [item for item in follow_up.evidence.items if not item.is_offered and item.periods and _affirms(item)]
    replies = _rounds([*answers, *told_of], follow_up, horizon)
    step = min((it.last.month_count - it.first.month_count + 1 for it in replies), default=1)
    rounds = [r for r in _rounds(watched, monitoring, horizon) if horizon.is_answerable(r.known, step)]
    if (judge and _says_nothing_done(follow_up, judge)) or (form and _claims_no_more(follow_up, rounds, replies, form)):
        left = []
    else:
        left = _left_open(rounds, replies)
    return Unanswered(monitoring, follow_up, tuple(left), tuple(replies), tuple(watched), tuple(answers))


def _says_nothing_done(follow_up: Entry, judge: Judge) -> bool:
    """Its own words say that nothing was done: told by a rule of its own."""
    return any(it.verdict is Verdict.CONTRADICTED for it in judge.answer(follow_up))


def _claims_no_more(follow_up: Entry, rounds: Sequence[Round], replies: Sequence[Round], form: Form) -> bool:
    """A letter for a part of the results is held by one reply to any round; the lowest letter by none."""
    if form.is_lowest(follow_up):
        return True
    option = form.choice(follow_up).option
    if option is None or option.coverage in (None, "all"):
        return False
    return any(reply.end >= it.begin for reply in replies for it in rounds[:1])


def _documents(entry: Entry) -> list[EvidenceItem]:
    """The documents of a row; photographs and lists beside them only where there is nothing else."""
    beside = rule_words().paper["accompanying"]
    items = [item for item in entry.evidence.items if item.is_offered]
    return [item for item in items if main_type(item) not in beside] or items


def _affirms(item: EvidenceItem) -> bool:
    """ "Rekomendasi 4 (Tw I), 3 (Tw II), 2 (Tw III), semuanya sudah dikerjakan", "Tw IV tidak ada rekomendasi"."""
    denied = phrases("denial", "negation").search(item.text)
    return not denied or is_fine(item.text)


def _is_follow_up(item: EvidenceItem) -> bool:
    return any(word in item.text.casefold() for word in rule_words().follow_up)


def _rounds(items: Sequence[EvidenceItem], entry: Entry, horizon: Horizon) -> list[Round]:
    """Return the rounds that items tell, in order, each once."""
    by_time: dict[tuple[int, int, date | None], Round] = {}
    for item in items:
        days = {} if item.periods else _days(item)
        told = list(occurrences(item, entry, horizon))
        whole = {(it.first, it.last) for it in told if not it.is_range}  # "TW III (Juli s.d. September)" is one
        rounds = (it for it in told if not it.is_range or (it.first, it.last) not in whole)
        for occurrence in (single for it in rounds for single in it.split()):
            for on in days.get(occurrence.last, [None]):
                made = Round(Moment.at(occurrence.first), Moment.at(occurrence.last), on, (item,))
                key = (occurrence.first, occurrence.last, on)
                old = by_time.setdefault(key, made)
                if old is not made:
                    by_time[key] = old._replace(told=old.told + made.told)
    return [by_time[key] for key in sorted(by_time, key=lambda k: (k[1], k[2] or date.min, k[0]))]


def _days(item: EvidenceItem) -> Mapping[int, list[date | None]]:
    days: dict[int, list[date | None]] = {}
    for written in item.dates:
        if on := written.full:
            days.setdefault(Moment.of_day(on).month_count, []).append(on)
    return days


def _left_open(rounds: Sequence[Round], replies: Sequence[Round]) -> list[Round]:
    """Pair each round with a reply: one for its very period, else the first unused one dated later."""
    covered = {
        month
        for reply in replies
        if reply.on is None
        for month in range(reply.first.month_count, reply.last.month_count + 1)
    }
    free = sorted(reply.on for reply in replies if reply.on)
    whole = max((reply.end for reply in replies if reply.answers_all), default=date.min)
    left = []
    for round_ in rounds:
        if round_.last.month_count in covered or round_.begin <= whole:
            continue
        at = bisect_left(free, round_.begin)
        if at == len(free):
            left.append(round_)
        else:
            free.pop(at)
    return left
