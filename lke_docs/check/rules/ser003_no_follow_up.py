"""SER003."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from lke_docs.check.rule import NOT_APPLICABLE, Dossier, Hit, Mark, Skip, rule
from lke_docs.check.sameness import canonical, code_order, item_key
from lke_docs.check.series import main_type, name, occurrences
from lke_docs.check.wording import span
from lke_docs.model import Confidence, Entry, EvidenceItem, Gap, GapKind, Level
from lke_docs.patterns import rule_words
from lke_docs.wording import day, listed

_DUE = timedelta(days=30)  # a round so young need not be followed up yet


def _on_follow_up(dossier: Dossier, entry: Entry) -> Skip | None:
    return None if entry.row.evidence and _asks_follow_up(entry) else NOT_APPLICABLE


@rule(
    "SER003",
    "pemantauan tanpa tindak lanjut",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Sebut dokumen tindak lanjut untuk setiap pemantauan, atau turunkan jawabannya.",
    applies=_on_follow_up,
    needs_window=True,
)
def no_follow_up(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Jika suatu indikator menanyakan tindak lanjut atas hasil monitoring dan evaluasi, setiap pemantauan yang
    disebut pada indikator sebelumnya diikuti tindak lanjut: pada periode yang sama, atau dengan tanggal
    sesudahnya. Pemantauan dalam 30 hari terakhir tidak diperiksa. Dokumen pemantauan yang disalin ke
    indikator tindak lanjut tidak dihitung sebagai tindak lanjut.

    ## Mengapa
    Jawaban “semua ditindaklanjuti” memerlukan tindak lanjut untuk setiap pemantauan.

    ## Contoh
    Buruk:
    ```
    A.1.3.B | Apakah ada monitoring dan evaluasi? | A | Notula Monev tanggal 1 Maret 2021; Notula Monev tanggal 3 Mei 2021
    A.1.3.C | Apakah hasil monitoring ditindaklanjuti? | A | Notula Tindak Lanjut tanggal 26 Maret 2021
    ```
    Baik:
    ```
    A.1.3.B | Apakah ada monitoring dan evaluasi? | A | Notula Monev tanggal 1 Maret 2021
    A.1.3.C | Apakah hasil monitoring ditindaklanjuti? | A | Notula Tindak Lanjut tanggal 26 Maret 2021
    ```

    ## Cara memperbaiki
    Tambahkan dokumen tindak lanjut yang memang ada. Jika suatu pemantauan tidak memerlukan tindak lanjut,
    katakan demikian dan tunjukkan notulanya.

    ## Dasar
    Pertanyaan indikator itu sendiri; kebiasaan pemeriksaan untuk pasangannya.
    """  # noqa: E501 - a cell is one line
    families: dict[str, list[Entry]] = {}
    for entry in sorted(dossier.entries, key=lambda e: code_order(e.code)):
        families.setdefault(entry.code.rpartition(".")[0], []).append(entry)
    for family in families.values():
        monitoring = None
        for entry in family:
            if _asks_monitoring(entry):
                monitoring = entry
            elif monitoring and entry.row.evidence and _asks_follow_up(entry):
                yield from _compare(monitoring, entry, dossier)


def _asks_follow_up(entry: Entry) -> bool:
    question = entry.row.question.casefold()
    return any(word in question for word in rule_words().follow_up) and _speaks_of_monitoring(question)


def _asks_monitoring(entry: Entry) -> bool:
    question = entry.row.question.casefold()
    return _speaks_of_monitoring(question) and not any(word in question for word in rule_words().follow_up)


def _speaks_of_monitoring(text: str) -> bool:
    return not set(rule_words().monitoring).isdisjoint(canonical(text).split())


class _Round(NamedTuple):
    """One monitoring or follow-up: the months it stands for, its day where it has one."""

    first: int
    last: int
    on: date | None
    marks: tuple[Mark, ...]

    @property
    def words(self) -> str:
        if self.on:
            return day(self.on)
        return " s.d. ".join(dict.fromkeys(span(name(month)) for month in (self.first, self.last)))


def _compare(monitoring: Entry, follow_up: Entry, dossier: Dossier) -> Iterator[Hit]:
    told = {item_key(item) for item in monitoring.evidence.items}
    watched = [item for item in _documents(monitoring) if not _is_follow_up(item)]
    answers = [item for item in _documents(follow_up) if item_key(item) not in told]
    rounds = [r for r in _rounds(watched, monitoring, dossier) if _end(r) + _DUE <= dossier.as_of]
    replies = _rounds(answers, follow_up, dossier)
    open_rounds = _unanswered(rounds, replies)
    if not open_rounds:
        return
    undated = bool(answers) and not replies
    months = tuple(dict.fromkeys(name(r.last) for r in open_rounds))
    words = listed(list(dict.fromkeys(r.words for r in open_rounds)))
    message = f"Pemantauan {words} ({monitoring.code}) tidak diikuti tindak lanjut yang disebut di sini."
    if undated:
        message = f"Tindak lanjut tidak bertanggal. Apakah mencakup pemantauan {words} ({monitoring.code})?"
    marks = [mark for r in (*replies, *open_rounds) for mark in r.marks]
    if not replies:
        marks = [*(Mark(follow_up, item.start, item.end) for item in answers), *marks]
    subject = next((item.subject for item in answers if item.subject), None)
    yield Hit(
        follow_up,
        message,
        key=(monitoring.code, *(r.on.isoformat() if r.on else name(r.last) for r in open_rounds)),
        marks=tuple({(mark.entry.code, mark.start, mark.end): mark for mark in marks}.values()),
        related=(monitoring.code,),
        level=Level.SARAN if undated else None,
        confidence=Confidence.RENDAH if undated else None,
        gap=Gap(
            GapKind.FOLLOW_UP,
            _types(replies, answers or follow_up.evidence.items),
            subject or f"Tindak lanjut {next((i.subject for i in watched if i.subject), 'pemantauan')}",
            months,
        ),
    )


def _types(replies: Sequence[_Round], items: Sequence[EvidenceItem]) -> tuple[str, ...]:
    """The document types by which the row tells its follow-ups: of the dated ones, else of all."""
    told = {(mark.start, mark.end) for reply in replies for mark in reply.marks}
    dated = [item for item in items if (item.start, item.end) in told]
    return tuple(dict.fromkeys(slug for item in dated or items for slug in item.document_types))


def _documents(entry: Entry) -> list[EvidenceItem]:
    """The documents of a row; photographs and lists beside them only where there is nothing else."""
    beside = rule_words().paper["accompanying"]
    items = [item for item in entry.evidence.items if item.is_offered]
    return [item for item in items if main_type(item) not in beside] or items


def _is_follow_up(item: EvidenceItem) -> bool:
    return any(word in item.text.casefold() for word in rule_words().follow_up)


def _rounds(items: Sequence[EvidenceItem], entry: Entry, dossier: Dossier) -> list[_Round]:
    """Return the rounds that items tell, in order, each once."""
    found: dict[tuple[int, int, date | None], _Round] = {}
    for item in items:
        days = {} if item.periods else _days(item)
        for occurrence in occurrences(item, entry, dossier.window):
            for on in days.get(occurrence.month, [None]):
                one = _Round(occurrence.month - occurrence.step + 1, occurrence.month, on, (occurrence.mark,))
                old = found.setdefault(one[:3], one)
                if old is not one:
                    found[one[:3]] = old._replace(marks=old.marks + one.marks)
    return sorted(found.values(), key=lambda r: (r.last, r.on or date.min, r.first))


def _days(item: EvidenceItem) -> Mapping[int, list[date | None]]:
    days: dict[int, list[date | None]] = {}
    for found in item.dates:
        if on := found.full:
            days.setdefault(on.year * 12 + on.month - 1, []).append(on)
    return days


def _end(one: _Round) -> date:
    year, month = divmod(one.last + 1, 12)
    return one.on or date(year, month + 1, 1) - timedelta(days=1)


def _unanswered(rounds: Sequence[_Round], replies: Sequence[_Round]) -> list[_Round]:
    """Pair each round with a reply: one for its very period, else the first unused one dated later."""
    spent: set[int] = set()
    left = []
    for one in rounds:
        if any(reply.on is None and reply.first <= one.last <= reply.last for reply in replies):
            continue
        begin = one.on or date(one.first // 12, one.first % 12 + 1, 1)
        later = (i for i, reply in enumerate(replies) if reply.on and i not in spent and reply.on >= begin)
        index = next(later, None)
        if index is None:
            left.append(one)
        else:
            spent.add(index)
    return left
