"""What keeps a draft from becoming false evidence: states of a gap, and rules for dates.

No function here reads the clock. `made` is the day of making and comes from the command line.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from lke_docs import wording
from lke_docs.moment import When
from lke_docs.patterns import public_holidays
from lke_docs.text import is_filler
from lke_docs.tuples import NamedTuple


class GapState(StrEnum):
    """Whether what the gap asks for is there or took place. Only people know; the defaults promise nothing."""

    UNASKED = "belum_dijawab"  # of a paper: nobody has said whether it exists
    EXISTS = "ada"
    NOT_MADE = "belum_dibuat"
    HELD = "sudah_dilaksanakan"
    PLANNED = "akan_dilaksanakan"  # of an event
    NOT_HELD = "tidak_dilaksanakan"


class Dates(NamedTuple):
    """The dates a draft would carry. `late`: the meeting is held after the period it is about (susulan); `since`:
    from when the document bears its date, where that is not the day of making."""

    meeting: date | None = None
    document: date | None = None
    period: When | None = None
    year: int | None = None
    late: bool = False
    since: date | None = None


class Objections(NamedTuple):
    """Why a draft is refused, and what the user should look at."""

    refusals: tuple[str, ...]
    warnings: tuple[str, ...]


def judge_dates(dates: Dates, *, state: GapState, made: date, is_beforehand: bool = False) -> Objections:
    """Hold the dates of a draft against each other and against the day of making.

    `is_beforehand`: the document belongs before the event, such as an invitation.
    """
    refusals = [
        *_against_making(dates, state=state, made=made),
        *_against_each_other(dates, state=state, is_beforehand=is_beforehand),
        *_against_period(dates),
        *(_too_late(dates, state=state) if is_beforehand else ()),
    ]
    return Objections(tuple(refusals), tuple(_day_warnings(dates)))


def judge_held(*, meeting: date | None, record: str) -> tuple[str, ...]:
    """What a claim that something took place must bring: its date, and what recorded it at the time."""
    missing = []
    if meeting is None:
        missing.append("tanggal_kegiatan (hari kegiatan benar-benar diadakan)")
    if is_filler(record):
        missing.append("catatan_sumber (catatan yang dibuat pada waktu itu: buku agenda, rekaman, buku tamu)")
    if not missing:
        return ()
    return (
        f"Keadaan “{GapState.HELD}” memerlukan: {'; '.join(missing)}. Tanpa itu pakai “{GapState.PLANNED}” "
        f"atau “{GapState.NOT_HELD}”.",
    )


def _against_making(dates: Dates, *, state: GapState, made: date) -> list[str]:
    refusals = []
    if dates.document and dates.document < (dates.since or made):
        refusals.append(
            f"Tanggal naskah {wording.day(dates.document)} mendahului hari pembuatan draf "
            f"{wording.day(made)}; naskah tidak boleh diberi tanggal mundur."
        )
    if dates.meeting and state is GapState.HELD and dates.meeting > made:
        refusals.append(f"Kegiatan {wording.day(dates.meeting)} belum terjadi, jadi belum “{GapState.HELD}”.")
    if dates.meeting and state is GapState.PLANNED and dates.meeting < made:
        refusals.append(
            f"Kegiatan {wording.day(dates.meeting)} sudah lewat; bila benar diadakan, keadaannya "
            f"“{GapState.HELD}” dengan tanggal dan sumber catatannya."
        )
    if dates.meeting and state is GapState.NOT_HELD:
        refusals.append(f"Keadaan “{GapState.NOT_HELD}” tidak punya tanggal kegiatan.")
    return refusals


def _against_each_other(dates: Dates, *, state: GapState, is_beforehand: bool) -> list[str]:
    if not dates.meeting or not dates.document:
        return []
    if is_beforehand and dates.document > dates.meeting:
        return [f"Undangan {wording.day(dates.document)} dibuat sesudah rapat {wording.day(dates.meeting)}."]
    if not is_beforehand and dates.meeting > dates.document:
        return [
            f"Kegiatan {wording.day(dates.meeting)} sesudah tanggal naskah {wording.day(dates.document)}; "
            "naskah tidak dapat mencatat yang belum terjadi."
        ]
    return []


def _too_late(dates: Dates, *, state: GapState) -> list[str]:
    if state is not GapState.HELD:
        return []
    day = f" {wording.day(dates.meeting)}" if dates.meeting else ""
    return [f"Undangan dan daftar hadir tidak dapat dibuat untuk kegiatan{day} yang sudah lewat; cari dokumen aslinya."]


def judge_early(given: Iterable[str], *, state: GapState) -> tuple[str, ...]:
    """What cannot be known before an event: the labels of such fields that were filled nevertheless."""
    labels = list(given)
    if state is GapState.HELD or not labels:
        return ()
    return (
        f"Kegiatan belum diadakan, jadi belum dapat diisi: {', '.join(labels)}. Bila sudah, tulis "
        f'tanggal_kegiatan, catatan_sumber dan keadaan = "{GapState.HELD}".',
    )


def judge_period(text: str, *, made: date) -> tuple[str, ...]:
    """What cannot be reported yet: the periods of a text that have not begun on the day of making."""
    from lke_docs.extract import extract

    spans = [(it.when, it.when.days) for it in extract(text).periods if it.when]
    told = [wording.period(when) for when, days in spans if days and days[0] > made]
    return (f"Periode {wording.listed(told)} belum tiba, jadi belum dapat dilaporkan.",) if told else ()


def _against_period(dates: Dates) -> list[str]:
    whole = dates.period.with_year(dates.year) if dates.period else None
    if not dates.meeting or whole is None or whole.days is None or dates.meeting in whole:
        return []
    if dates.late and dates.meeting > whole.days[0]:
        return []
    if dates.late:
        return [
            f"Kegiatan {wording.day(dates.meeting)} mendahului periode {wording.period(whole)}, jadi bukan susulan."
        ]
    return [
        f"Kegiatan {wording.day(dates.meeting)} di luar periode {wording.period(whole)}. Bila memang rapat susulan, "
        "isi Susulan dengan ya (di berkas TOML: susulan = true); judulnya akan menyebut “susulan”."
    ]


def _day_warnings(dates: Dates) -> list[str]:
    warnings = []
    for label, value in (("Kegiatan", dates.meeting), ("Tanggal naskah", dates.document)):
        if value is None:
            continue
        named = f"{label} {wording.day_with_weekday(value)}"
        if value.weekday() >= 5:
            warnings.append(f"{named} jatuh pada akhir pekan; periksa kembali.")
        if name := public_holidays().get(value.isoformat()):
            warnings.append(f"{named} jatuh pada hari libur nasional ({name}); periksa kembali.")
    return warnings
