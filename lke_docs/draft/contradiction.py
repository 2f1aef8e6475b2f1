"""What in a filled draft speaks against itself, its facts or the calendar: the last look before its marks come off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from lke_docs import wording
from lke_docs.draft.faults import Contradiction
from lke_docs.draft.honesty import Dates, GapState, judge_dates, judge_held, judge_period
from lke_docs.draft.lines import SHORT, DatedLine, PaperLine, line_words, lines_of, meetings, own_dates
from lke_docs.draft.making import PERIOD, DraftMaking
from lke_docs.moment import parse_moment
from lke_docs.patterns.paper_frame import noticed

if TYPE_CHECKING:
    from lke_docs.model import Reference

_TIME = re.compile(r"(?<![\w.,:/-])(\d{1,2})[.:](\d{2})(?![\w%]|[.,:/-]\d)")
_HEAD = 6  # lines of an annex that give title, number and day of its letter


def contradictions(data: bytes, making: DraftMaking, *, done: date) -> list[Contradiction]:
    """All that speaks against the document of a draft; what cannot be looked at speaks against it too."""
    lines = lines_of(data)
    own, meeting = own_dates(lines), meetings(lines)
    wrong = [*_by_rules(lines), *_number(lines, own), *_several(own), *_future(lines, making, done)]
    wrong += [*_in_brackets(lines), *_effective(lines, own, making), *_hours(lines)]
    first = (own[0] if own else None, meeting[0] if meeting else None)
    wrong += [*_periods(lines), *_in_annex(lines, first[0]), *_beside_meeting(lines, first[1])]
    wrong += _against_facts(lines, *first, making, done=done)
    wrong += [*_without_record(first[1], making), *_undated(lines, *first, making)]
    for line, day in [(it.line, day) for it in (*own, *meeting) for day in dict.fromkeys((it.day, it.last))]:
        is_meeting = any(line is it.line for it in meeting)
        dates = Dates(meeting=day) if is_meeting else Dates(document=day)
        for warning in judge_dates(dates, state=GapState.PLANNED, made=day).warnings:
            wrong.append(_says(line, warning.rstrip("."), is_day_off=True))
    return list(dict.fromkeys(wrong))


def _says(line: PaperLine, reason: str, *, is_day_off: bool = False) -> Contradiction:
    return Contradiction(line.part, line.paragraph, line.text.strip(), reason, is_day_off)


def _by_rules(lines: Sequence[PaperLine]) -> Iterator[Contradiction]:
    """The rules of the audit that need nothing but a text: days that are none, weekdays, numbers with a date."""
    from lke_docs.check.rule import Dossier
    from lke_docs.check.rules.nom004_month_disagrees import month_disagrees
    from lke_docs.check.rules.tgl003_impossible_date import impossible_date
    from lke_docs.check.rules.tgl008_wrong_weekday import wrong_weekday
    from lke_docs.model import Sheet, Window
    from lke_docs.patterns import vocabulary
    from lke_docs.series.horizon import Horizon

    never = Horizon(Window(date.min, date.min, "", is_known=False), date.min, 0)
    home = {line.entry.code: line for line in lines}
    dossier = Dossier(Sheet("", "", "docx", ()), tuple(line.entry for line in lines), never, vocabulary())
    for rule in (impossible_date, wrong_weekday, month_disagrees):
        for hit in rule.check(dossier):
            if hit.entry:
                yield _says(home[hit.entry.code], hit.message)


def _own_number(line: PaperLine) -> Reference | None:
    """The number that a line gives its letter: "NOMOR KEP-07/…"; a cell is read with its label."""
    from lke_docs.extract import extract

    label = line.begins("number")
    numbers = line.entry.evidence.references
    if label and line.label and not numbers:
        numbers = extract(f"{label.group()} {line.text}").references
    is_own = numbers and label and len(line.text[: numbers[0].start]) <= SHORT // 3
    return numbers[0] if is_own else None


def _number(lines: Sequence[PaperLine], own: Sequence[DatedLine]) -> Iterator[Contradiction]:
    """Month and year in the letter's own number against its own date."""
    from lke_docs.extract.bind import moment_of, month_of, year_of

    line, number = next(((line, number) for line in lines if (number := _own_number(line))), (None, None))
    if not line or not number or not own:
        return
    month, year, stamp = month_of(number), year_of(number), moment_of(number)
    if (month and month != own[0].day.month) or (year and year != own[0].day.year):
        inside = wording.period(stamp) if stamp else str(year)
        day = wording.day(own[0].day)
        yield _says(line, f"nomor memuat {inside}, tetapi naskah bertanggal {day} ({own[0].line.text.strip()})")


def _several(own: Sequence[DatedLine]) -> Iterator[Contradiction]:
    for dated in own[1:]:
        if dated.day != own[0].day:
            yield _says(dated.line, f"tanggal naskah di sini berbeda dari {wording.day(own[0].day)} di tempat lain")


def _periods(lines: Sequence[PaperLine]) -> Iterator[Contradiction]:
    """ "PERIODE MEI 2021" as a title, and a row "Periode" with another one."""
    told = [line for line in lines if line.begins("period") and line.entry.evidence.periods and len(line.text) <= SHORT]
    title = next((line for line in told if not line.label), None)
    for line in [line for line in told if line.label and title]:
        if title and _months(line) != _months(title):
            yield _says(line, f"judulnya menyebut {title.text.strip()}")


def _months(line: PaperLine) -> set[str | None]:
    return {period.value for period in line.entry.evidence.periods}


def _in_annex(lines: Sequence[PaperLine], own: DatedLine | None) -> Iterator[Contradiction]:
    """The head of an annex repeats number and day of its letter."""
    starts = [at for at, line in enumerate(lines) if _heads_annex(line)]
    numbers = [number.normalized for line in lines[: starts[0] if starts else 0] if (number := _own_number(line))]
    for line in [line for at in starts for line in lines[at : at + _HEAD]]:
        if numbers and (other := _own_number(line)) and other.normalized != numbers[0]:
            yield _says(line, f"lampiran menyebut nomor {other.normalized}, padahal nomor naskahnya {numbers[0]}")
        for _, day in line.full_dates if line.begins("dated") or line.begins("number") else ():
            if own and day != own.day:
                yield _says(line, f"lampiran bertanggal {wording.day(day)}, padahal naskahnya {wording.day(own.day)}")


def _heads_annex(line: PaperLine) -> bool:
    """ "LAMPIRAN I", never "Lampiran : 1 berkas" or "Lampiran: daftar hadir" of a letter."""
    begins = line_words("annex").match(line.text.strip())
    return begins is not None and not line.label and ":" not in line.text[: begins.end() + 2]


def _beside_meeting(lines: Sequence[PaperLine], meeting: DatedLine | None) -> Iterator[Contradiction]:
    """An invitation or order that a meeting rests on comes before it, and "Rapat diadakan pada" names its day."""
    for line in lines if meeting else ():
        for _, day in line.full_dates:
            if meeting and line.begins("basis") and day > meeting.day:
                reason = f"yang menjadi dasarnya bertanggal {wording.day(day)}, sesudah kegiatan"
                yield _says(line, f"{reason} {wording.day(meeting.day)}")
            elif meeting and _tells_of_itself(line) and not meeting.day <= day <= meeting.last:
                yield _says(line, f"kegiatannya disebut {wording.day(day)}, di tempat lain {wording.day(meeting.day)}")


def _tells_of_itself(line: PaperLine) -> bool:
    text = line.text.strip()
    begins = line_words("gathering").match(text)
    return begins is not None and line_words("took_place").match(text[begins.end() :].strip()) is not None


def _future(lines: Sequence[PaperLine], making: DraftMaking, done: date) -> Iterator[Contradiction]:
    """“telah dilaksanakan pada 9 September” before the ninth of September; a report on a period that has not begun."""
    is_report = PERIOD in making.dates
    for line in lines:
        is_done = is_report and line_words("finished").fullmatch(line.head)
        for days in line.days if is_done or line_words("held").search(line.text) else ():
            if days.last > done:
                yield _says(line, f"disebut sudah terjadi, padahal {wording.day(days.last)} belum tiba")
        if is_report and line.begins("period") and len(line.text) <= SHORT:
            for reason in judge_period(line.text, made=done):
                yield _says(line, reason.rstrip("."))


def _in_brackets(lines: Sequence[PaperLine]) -> Iterator[Contradiction]:
    """ "tanggal satu bulan Juni … (02-06-2021)": the day in brackets repeats the one before them."""
    for line in lines:
        for day, again in pairwise(line.days):
            is_again = line.text[day.end : again.start].strip() == "(" and line.text[again.end :].lstrip()[:1] == ")"
            if is_again and day.first != again.first:
                yield _says(line, f"tanggal di dalam kurung bukan {wording.day(day.first)}")


def _hours(lines: Sequence[PaperLine]) -> Iterator[Contradiction]:
    """ "Pukul : 09.00 s.d. 25.00": an hour behind 24, a minute behind 59."""
    for line in lines:
        named = line.begins("hour") or line_words("hour").search(line.text) or line_words("zone").search(line.text)
        for hour, minute in _TIME.findall(line.text) if named else ():
            if int(minute) > 59 or int(hour) * 60 + int(minute) > 24 * 60:
                yield _says(line, f"jam {hour}.{minute} tidak ada")


def _effective(lines: Sequence[PaperLine], own: Sequence[DatedLine], making: DraftMaking) -> Iterator[Contradiction]:
    """What is in force from a day before it was made."""
    start = own[0].day if own else making.made
    for line in lines:
        for _, day in line.full_dates if line.begins("effective") else ():
            if day < start:
                yield _says(line, f"berlaku sebelum {wording.day(start)}, hari naskahnya dibuat")


def _against_facts(
    lines: Sequence[PaperLine], own: DatedLine | None, meeting: DatedLine | None, making: DraftMaking, *, done: date
) -> Iterator[Contradiction]:
    """The days of the letter against each other, the day of the draft, its period and what was said of the event."""
    is_beforehand = making.is_beforehand
    if meeting and not is_beforehand and meeting.last > done:
        yield _says(meeting.line, f"kegiatan {wording.day(meeting.last)} belum terjadi, jadi belum dapat dicatat")
    if meeting and is_beforehand and meeting.day < done:
        day = wording.day(meeting.day)
        yield _says(meeting.line, f"kegiatan {day} sudah lewat; undangannya tidak dapat disusulkan")
    late = any(line_words("late").search(line.text) for line in lines)
    period = parse_moment(making.held_within)
    for held in (meeting.day, meeting.last) if meeting else (None,):
        dates = Dates(held, own.day if own else None, period, making.made.year, late)
        for reason in judge_dates(dates, state=_state(making), made=making.made, is_beforehand=is_beforehand).refusals:
            dated = meeting if reason.startswith("Kegiatan") else own
            if dated:
                yield _says(dated.line, reason.rstrip("."))


def _state(making: DraftMaking) -> GapState:
    """What was said of the event; of what nobody called held it is not known that it was."""
    is_told = not making.is_beforehand and making.state in (GapState.HELD, GapState.NOT_HELD)
    return GapState(making.state) if is_told else GapState.PLANNED


def _without_record(meeting: DatedLine | None, making: DraftMaking) -> Iterator[Contradiction]:
    """What was said to have been held: on which day, and what recorded it."""
    if meeting is None or _state(making) is not GapState.HELD:
        return
    for reason in judge_held(meeting=meeting.day, record=making.record):
        yield _says(meeting.line, reason.rstrip("."))
    if making.held_on and making.held_on not in (meeting.day, meeting.last):
        told = wording.day(making.held_on)
        yield _says(meeting.line, f"yang dinyatakan sudah dilaksanakan, dengan catatannya, ialah kegiatan {told}")


def _undated(
    lines: Sequence[PaperLine], own: DatedLine | None, meeting: DatedLine | None, making: DraftMaking
) -> Iterator[Contradiction]:
    """A day for which the paper has a place, and which is not there or cannot be read."""
    free = [line for line in lines if not line.label and not noticed().match(line.text)]
    is_dated = own or any(day >= making.made for line in free for _, day in line.full_dates)
    if "tanggal_dokumen" in making.dates and not is_dated:
        yield Contradiction("", 0, "tanggal naskah", "tidak terbaca; tulis misalnya “Sukamaju, 7 Juni 2021”")
    if "tanggal_kegiatan" in making.dates and meeting is None:
        yield Contradiction(
            "", 0, "hari kegiatan", "tidak terbaca; tulis misalnya “Hari, tanggal : Senin, 7 Juni 2021”"
        )
