"""What assessors said of a unit's sheet: levels side by side, every verdict kept, last year's notes, questions.

The machine's letter stands beside a verdict only where it doubts the unit's own; it fills in none and approves none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from lke_docs.errors import ConfigError, InputError
from lke_docs.model import Row
from lke_docs.report.model import Card, Report
from lke_docs.report.side_by_side import CellPart, marked
from lke_docs.text import clean
from lke_docs.tuples import NamedTuple
from lke_docs.web.account import record
from lke_docs.web.models import AssessorLevel, LevelVerdict, UnitQuestion, UnitReply, Version, WorkUnit
from lke_docs.web.version_reading import sheet_of
from lke_docs.workspace.edit import row_of

LEVELS = tuple(AssessorLevel.values)
_LONGEST = 5_000  # letters of a reason, a question or a reply
_LETTER = 20


class Doubt(NamedTuple):
    """Why the machine doubts the letter of a unit: what the evidence shows instead ("": nothing), and the reasons."""

    shown: str
    reasons: tuple[str, ...]
    findings: tuple[str, ...]


class IndicatorStanding(NamedTuple):
    """One indicator: the unit's answer, beside it the latest verdict of each level; `old`: those on other words."""

    row: Row
    doubt: Doubt | None
    verdicts: Mapping[str, LevelVerdict]
    old: Mapping[str, LevelVerdict]
    questions: int = 0  # without a reply

    @property
    def is_split(self) -> bool:
        """Whether those who judged do not all say what the unit says."""
        return len({self.row.answer.strip().upper(), *(it.letter.upper() for it in self.verdicts.values())}) > 1


class PastNote(NamedTuple):
    """What was noted on an indicator before, and whether the sheet shows that something was done about it since."""

    year: int | None
    who: str
    letter: str
    note: str
    since: str


def doubt_of(card: Card) -> Doubt | None:
    """What speaks against a unit's letter; None where the machine has nothing to say, which is no approval."""
    lost = card.stake.lost if card.stake else 0.0
    told = tuple(f"{line.listed.level_said}: {line.listed.finding.message}" for line in card.lines)
    if lost <= 0 and not told:
        return None
    return Doubt(card.carried[0] if lost > 0 else "", card.reasons, told)


def standings(unit: WorkUnit, version: Version, report: Report) -> tuple[IndicatorStanding, ...]:
    """All indicators in the order of the sheet."""
    verdicts = latest_verdicts(unit, version)
    asked = Counter(open_questions(unit).values_list("code", flat=True))
    return tuple(
        IndicatorStanding(
            card.row, doubt_of(card), *by_words(verdicts.get(card.row.code, {}), version), asked[card.row.code]
        )
        for card in report.cards
    )


def open_questions(unit: WorkUnit) -> QuerySet[UnitQuestion]:
    """Those without a reply."""
    return unit.questions.filter(replies=None)


def latest_verdicts(unit: WorkUnit, version: Version) -> dict[str, dict[str, LevelVerdict]]:
    """By indicator and level, those of the year of a version."""
    by_code: dict[str, dict[str, LevelVerdict]] = {}
    for verdict in unit.verdicts.filter(version__year=version.year).select_related("by", "version__unit"):
        by_code.setdefault(verdict.code, {})[verdict.level] = verdict
    return by_code


class CellChange(NamedTuple):
    """What became of an indicator since a person opened its page: answer and evidence, then and now."""

    now: Version
    answers: tuple[str, str]
    evidence: tuple[Sequence[CellPart], Sequence[CellPart]]


def change_since(read: Version, now: Version, code: str) -> CellChange | None:
    """None where an indicator says in both versions the same, word for word."""
    if is_alike(read, now, code):
        return None
    (was, old), (is_now, new) = written_in(read, code), written_in(now, code)
    return CellChange(now, (was, is_now), marked(old, new)[:2])


def is_alike(one_version: Version, other: Version, code: str) -> bool:
    """Whether two versions say the same of an indicator."""
    if (one_version.file, one_version.edits) == (other.file, other.edits):
        return True
    texts = (written_in(it, code) for it in (one_version, other))
    return len({tuple(" ".join(text.split()) for text in both) for both in texts}) == 1


def by_words(
    verdicts: Mapping[str, LevelVerdict], version: Version
) -> tuple[dict[str, LevelVerdict], dict[str, LevelVerdict]]:
    """The verdicts on an indicator as a version words it, and those on other words, which hold no more."""
    holds: dict[str, LevelVerdict] = {}
    old: dict[str, LevelVerdict] = {}
    for level, verdict in verdicts.items():
        try:
            is_same = is_alike(verdict.version, version, verdict.code)
        except InputError:  # the file of that version is gone: nobody can tell
            is_same = False
        (holds if is_same else old)[level] = verdict
    return holds, old


def written_in(version: Version, code: str) -> tuple[str, str]:
    """Answer and evidence of an indicator in a version; blank where it has none."""
    row = row_of(sheet_of(version), code)
    return (row.answer, row.evidence) if row else ("", "")


@transaction.atomic
def judge(
    version: Version, card: Card, *, level: str, letter: str, reason: str, seen: int, by: User,
    offered: Collection[str] = (),
) -> LevelVerdict:  # fmt: skip
    """Add a person's verdict; the one before stays. `seen`: the latest of this level that the person saw (0: none).

    Raises ConfigError where something is missing, where the letter is none of those `offered` (none: any may be), or
    where another verdict or version came meanwhile.
    """
    letter, reason = " ".join(clean(letter).split()), clean(reason).strip()
    if level not in LEVELS:
        raise ConfigError("Pilih tingkat penilai: Kanwil, TPI, atau TPN.")
    if not letter or len(letter) > _LETTER:
        raise ConfigError("Pilih nilai putusan.")
    if offered and letter not in offered:
        raise ConfigError(f"Nilai “{letter}” bukan pilihan soal ini. Pilih {', '.join(offered)}.")
    check_text(reason, "Alasan putusan")
    unit = WorkUnit.objects.select_for_update().get(pk=version.unit.pk)  # one after the other
    if unit.latest != version:
        raise ConfigError("Lembarnya baru saja diubah. Baca isiannya di bawah; kirim lagi bila putusan Anda tetap.")
    last = unit.verdicts.filter(code=card.row.code, level=level, version__year=version.year).last()
    if last and last.pk != seen:
        said = f"{name_of(last.by)} sudah memberi putusan {level} “{last.letter}” sesudah halaman ini Anda buka"
        raise ConfigError(f"{said}. Baca alasannya di bawah; kirim lagi bila putusan Anda tetap.")
    shown = card.carried[0] if card.stake else ""
    verdict = LevelVerdict.objects.create(
        unit=unit, version=version, code=card.row.code, level=level, letter=letter, reason=reason,
        machine=shown[:_LETTER], by=by,
    )  # fmt: skip
    record(by, "putusan", unit=unit, object=card.row.code, level=level, before=last.letter if last else "", now=letter)
    return verdict


@transaction.atomic
def ask(unit: WorkUnit, code: str, text: str, *, by: User) -> UnitQuestion:
    """Ask a unit about an indicator. Raises ConfigError."""
    question = UnitQuestion.objects.create(unit=unit, code=code, text=check_text(text, "Pertanyaan"), by=by)
    record(by, "pertanyaan", unit=unit, object=code)
    return question


@transaction.atomic
def reply(question: UnitQuestion, text: str, *, by: User) -> UnitReply:
    """Answer a question of an assessor. Raises ConfigError."""
    answer = UnitReply.objects.create(question=question, text=check_text(text, "Jawaban"), by=by)
    record(by, "jawaban", unit=question.unit, object=question.code)
    return answer


def check_text(text: str, what: str) -> str:
    text = clean(text.replace("\r\n", "\n")).strip()
    if not text or len(text) > _LONGEST:
        raise ConfigError(f"{what} harus diisi, paling panjang {_LONGEST} huruf.")
    return text


def name_of(user: User) -> str:
    return user.first_name or user.get_username()


def past_notes(unit: WorkUnit, version: Version, row: Row) -> tuple[PastNote, ...]:
    """What assessors wrote on an indicator in the years before, the latest year first; and in the sheet itself."""
    here = [PastNote(version.year, who, letter, note, "") for who, letter, note in row.reviews if letter or note]
    years = unit.versions.filter(year__lt=version.year or 0).order_by("-year", "-number")
    before = years.first()
    if before is None:
        return tuple(here)
    old = row_of(sheet_of(before), row.code)
    since = _since(old, row)
    given = unit.verdicts.filter(code=row.code, version__year__lt=version.year or 0).select_related("by", "version")
    notes = [PastNote(it.version.year, f"{it.level} ({name_of(it.by)})", it.letter, it.reason, since) for it in given]
    written = old.reviews if old else ()
    notes += [PastNote(before.year, who, letter, note, since) for who, letter, note in written if letter or note]
    return tuple(here + sorted(notes, key=lambda it: -(it.year or 0)))


def _since(old: Row | None, new: Row) -> str:
    """What became of the cell since: a fact for the reader, no judgement of it."""
    if old is None:
        return "indikator ini tidak ada pada lembar tahun itu"
    if old.evidence.split() == new.evidence.split():
        return "isian bukti sama kata demi kata: belum tampak ditindaklanjuti"
    return "isian bukti sudah berubah: lihat apakah catatannya dijawab"


def letters_of(report: Report, card: Card) -> tuple[tuple[str, str], ...]:
    """The letters that a question offers, with what each claims; none where it takes a number or is not known."""
    form = report.dossier.form if report.dossier else None
    if form is None:
        return ()
    entry = next((it for it in report.audit.entries if it.row is card.row), None)
    return tuple((it.letter, it.criterion) for it in form.options(entry)) if entry else ()


class TpiVerdicts(NamedTuple):
    """What the portal is told of the internal assessors: letter and reason by indicator. `left`: those that were given
    on other words than those of the version, and so are not of it."""

    told: Mapping[str, tuple[str, str]]
    left: tuple[str, ...]


def tpi_of(unit: WorkUnit, version: Version) -> TpiVerdicts:
    tpi = AssessorLevel.TPI
    given = {code: by_words(levels, version) for code, levels in latest_verdicts(unit, version).items()}
    told = {code: (holds[tpi].letter, holds[tpi].reason) for code, (holds, _) in given.items() if tpi in holds}
    return TpiVerdicts(told, tuple(sorted(code for code, (_, old) in given.items() if tpi in old)))
