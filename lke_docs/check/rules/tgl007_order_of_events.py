"""TGL007."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from lke_docs.check.rule import Dossier, Hit, Mark, on_time, rule
from lke_docs.extract.bind import own_dates
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, DocDate, Entry, EvidenceItem, ItemKind, Level, Period
from lke_docs.moment import Moment, Unit, When
from lke_docs.patterns import phrases, rule_words
from lke_docs.series.filing import deciding_types, main_type
from lke_docs.series.sameness import code_order, is_same_subject, subject_words
from lke_docs.wording import day, period, quoted

_MOST = 50  # documents of one cell that are compared with each other
_WORD = re.compile(r"\w+")
_NOT_LONG = timedelta(days=31)  # from a meeting to an invitation that may still be to it
_ENDING = (Unit.MONTH, Unit.QUARTER, Unit.SEMESTER)  # not years, nor a meeting that took three days
_SHORT = timedelta(days=10)  # so soon after an appointment its month cannot be evaluated


@rule(
    "TGL007",
    "urutan tanggal tidak masuk akal",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Cocokkan tanggal kedua dokumen dengan aslinya, lalu perbaiki yang keliru.",
    applies=on_time,
    consequence=Consequence.CANNOT_TELL,
    contradicts=True,
)
def order_of_events(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Evaluasi atas suatu tindakan tidak bertanggal sama dengan, atau sebelum, keputusan atau perintahnya;
    keputusan atau surat tugas tidak bertanggal sesudah kegiatan yang didasarkan padanya, dan keputusan tim tidak
    sebelum anggotanya dipilih;
    undangan tidak bertanggal sesudah rapatnya, dan tindak lanjut atau hasil perbaikan tidak sebelum evaluasinya;
    laporan tidak bertanggal sebelum periodenya berakhir. Rencana kerja yang bertanggal sama dengan pembentukan timnya
    hanya ditanyakan.

    ## Mengapa
    Dampak suatu tindakan baru dapat dilihat sesudahnya. Urutan yang terbalik berarti tanggalnya keliru atau
    dokumennya dibuat di belakang hari.

    ## Contoh
    Buruk: `Laporan Pengaduan Triwulan I Tahun 2021 tanggal 15 Maret 2021`
    Baik: `Laporan Pengaduan Triwulan I Tahun 2021 tanggal 5 April 2021`

    ## Cara memperbaiki
    Salin tanggal dari dokumen asli. Jangan memundurkan atau memajukan tanggal. Jika
    keduanya benar, biarkan dan beri catatan.

    ## Dasar
    Kebiasaan pemeriksaan.
    """
    families: dict[str, list[Entry]] = {}
    for entry in sorted(dossier.entries, key=lambda e: code_order(e.code)):
        families.setdefault(entry.code.rpartition(".")[0], []).append(entry)
        for item in entry.evidence.items:
            yield from _too_early(entry, item)
            yield from _followed_before(entry, item)
            yield from _ordered_after(entry, item)
        yield from _mended_before(entry)
        yield from _rests_on(entry, dossier)
        yield from _invited_after(entry, dossier.sheet.unit)
    for family in families.values():
        yield from _evaluated_at_once(family)
        yield from _chosen_after(family)
    yield from _planned_at_once(dossier)


# --- a report before its period ended -------------------------------------------------------------------


def _too_early(entry: Entry, item: EvidenceItem) -> Iterator[Hit]:
    """ "Laporan Semester II (Juli s.d. Desember 2023) tanggal 4 September 2023": early by each of its periods."""
    if "laporan" not in item.document_types or len(item.dates) != 1:
        return
    on = item.dates[0].full
    told = [when for time in item.periods if (when := time.when) and when.last.unit in _ENDING]
    is_apart = len(item.periods) > 1 and item.periods[-1].start > item.dates[0].start  # perhaps of another report
    if on and told and not is_apart and all(_is_early(on, when) for when in told):
        yield Hit(
            entry,
            f"Laporan {period(told[0])} bertanggal {day(on)}, sebelum periodenya berakhir.",
            key=("laporan", told[0].value, on.isoformat()),
            marks=(Mark.of(entry, item),),
        )


def _is_early(on: date, when: When) -> bool:
    """Signed before the end; without a year only inside the period, for it may be that of the year before."""
    days = when.with_year(on.year).days
    if days is None or (not when.has_year and when == when.first and when.first.unit is Unit.MONTH):
        return False  # "laporan 3 Juni 2025 (B06)" names the month in which it is due
    return on <= days[1] - timedelta(days=6) if when.has_year else days[0] <= on <= days[1] - timedelta(days=14)


# --- a follow-up before what it follows, an invitation after its meeting -----------------------------------
def _followed_before(entry: Entry, item: EvidenceItem) -> Iterator[Hit]:
    """ "Tindak lanjut tanggal 10 Maret 2023 (monev dilaksanakan 31 Maret 2023)" in one piece."""
    if len(item.dates) != 2:
        return
    first, second = item.dates
    done, seen = first.full, second.full
    led, between = (
        entry.evidence.text[start:end].casefold()
        for start, end in ((item.start, first.start), (first.end, second.start))
    )
    rests = between.lstrip().startswith("(") or not rule_words().paper["resting"].isdisjoint(_WORD.findall(between))
    is_follow_up = any(word in led for word in rule_words().follow_up)
    if done and seen and done < seen and rests and is_follow_up and any(w in between for w in rule_words().monitoring):
        yield Hit(
            entry,
            f"Tindak lanjut bertanggal {day(done)}, lebih awal daripada yang ditindaklanjuti ({day(seen)}).",
            key=("tindak lanjut", done.isoformat(), seen.isoformat()),
            marks=(Mark.of(entry, item),),
        )


def _mended_before(entry: Entry) -> Iterator[Hit]:
    """ "Laporan evaluasi SOP 14 Agustus 2023; 11 SOP hasil perbaikan yang disahkan 3 Februari 2023"."""
    judged: list[date] = []
    mended: list[tuple[date, EvidenceItem]] = []
    for item in entry.evidence.items:
        days = [on for it in item.dates if (on := it.full)]
        if days and phrases("event", "result").search(item.text):
            if not item.periods:  # "tindak lanjut semester I" is of an earlier round
                mended.append((max(days), item))
        elif days and item.is_offered and phrases("event", "evaluated").search(item.text):
            judged += days
    if judged and mended and max(on for on, _ in mended) < min(judged):
        on, item = mended[-1]
        yield Hit(
            entry,
            f"{quoted(item.text, 60)} bertanggal {day(on)}, lebih awal daripada evaluasinya ({day(min(judged))}).",
            key=("hasil", on.isoformat(), min(judged).isoformat()),
            marks=(Mark.of(entry, item),),
        )


def _invited_after(entry: Entry, unit: str) -> Iterator[Hit]:
    """An invitation dated after the meeting named behind it, where no later one that may be its own is in the cell."""
    dated = [
        (item, on, _matter(item, unit)) for item in entry.evidence.items if item.dates and (on := item.dates[0].full)
    ]
    for item, sent, words in dated[:_MOST]:
        if main_type(item) != "undangan" or len(item.dates) > 1:
            continue
        others = [it for it in dated if it[0] is not item and (not words or not it[2] or is_same_subject(it[2], words))]
        behind = [it for it in others if it[0].start > item.start and it[0].is_offered][: None if words else 1]
        behind = behind or [it for it in others if words and it[2] and it[0].is_offered]
        follower, held, _ = next((it for it in behind if main_type(it[0]) != "undangan"), (item, sent, words))
        if not held < sent <= held + _NOT_LONG:
            continue
        if not any(sent <= day_ for other, *_ in others for it in other.dates if (day_ := it.full)):
            yield Hit(
                entry,
                f"Undangan bertanggal {day(sent)}, sesudah kegiatannya ({day(held)}).",
                key=("undangan", sent.isoformat(), held.isoformat()),
                marks=(Mark.of(entry, item), Mark.of(entry, follower)),
            )


# --- a decree after what rests on it --------------------------------------------------------------------


def _rests_on(entry: Entry, dossier: Dossier) -> Iterator[Hit]:
    """In one cell: an activity on the matter of a decree, dated before it; not what prepared the decree."""
    unit = dossier.sheet.unit
    decrees = [(item, on) for item in entry.evidence.items if (on := _decided(item) or _ordered(item))][:_MOST]
    acts = [(item, on) for item in entry.evidence.items if decrees and (on := _held(item))][:_MOST]
    for decree, decided in decrees:
        words = subject_words(decree.subject, unit=unit)
        asked, what = frozenset[str](), "keputusannya"
        if main_type(decree) in rule_words().paper["ordering"]:
            asked, what = rule_words().paper["ahead"], "perintahnya"  # after the invitation that it answers
        early = [(item, on) for item, on in acts if on < decided and _same_matter(item, words, unit)]
        if phrases("event", "changing").search(decree.text):
            early = [(item, on) for item, on in early if not phrases("event", "evaluated").search(item.text)]
        early = [(item, on) for item, on in early if main_type(item) not in asked]
        if early and not any(on >= decided and _same_matter(item, words, unit) for item, on in acts):
            item, on = early[0]
            yield Hit(
                entry,
                f"{quoted(item.text, 60)} ({day(on)}) lebih awal daripada {what} ({day(decided)}).",
                key=("dasar", on.isoformat(), decided.isoformat()),
                marks=(Mark.of(entry, item), Mark.of(entry, decree)),
            )


def _decided(item: EvidenceItem) -> date | None:
    """The day of a decree."""
    return _day_of(item, deciding_types())


def _ordered(item: EvidenceItem) -> date | None:
    """The day of an order that sends people to an activity."""
    return _day_of(item, rule_words().paper["ordering"])


def _day_of(item: EvidenceItem, types: Collection[str]) -> date | None:
    """The first day of a document of these types."""
    is_such = item.kind is ItemKind.DOCUMENT and main_type(item) in types
    return next((on for written in own_dates(item) if (on := written.full)), None) if is_such else None


def _ordered_after(entry: Entry, item: EvidenceItem) -> Iterator[Hit]:
    """ "Surat Tugas tanggal 24 Juni 2024 untuk mengikuti diklat pada tanggal 10 s.d. 12 Juni 2024" in one piece."""
    decided = _ordered(item)
    told: list[tuple[DocDate | Period, date]] = [(it, it.full) for it in item.dates[1:] if it.full]
    told += [(it, days[1]) for it in item.periods if it.when and (days := it.when.days)]
    if decided and told and max(end for _, end in told) < decided:
        held, end = told[0]
        between = entry.evidence.text[item.dates[0].end : held.start].casefold()
        if rule_words().paper["sending"].intersection(_WORD.findall(between)):
            yield Hit(
                entry,
                f"Perintah bertanggal {day(decided)}, sesudah kegiatannya ({day(end)}).",
                key=("perintah", decided.isoformat(), end.isoformat()),
                marks=(Mark.of(entry, item),),
            )


def _held(item: EvidenceItem) -> date | None:
    """The day of an activity; nothing where it prepares or founds."""
    if main_type(item) not in rule_words().paper["of_activity"] or phrases("event", "founding").search(item.text):
        return None
    return next((on for written in own_dates(item) if (on := written.full)), None)


def _same_matter(item: EvidenceItem, words: Sequence[str], unit: str) -> bool:
    subject = _matter(item, unit)
    told = [word for word in words if word not in rule_words().generic]
    return len(subject) >= 1 and len(told) >= 1 and is_same_subject(subject, told)


def _matter(item: EvidenceItem, unit: str) -> list[str]:
    return [word for word in subject_words(item.subject, unit=unit) if word not in rule_words().generic]


# --- evaluated on the day of the act --------------------------------------------------------------------


def _evaluated_at_once(family: Sequence[Entry]) -> Iterator[Hit]:
    """Compare each question on an evaluation with the decrees and orders of the questions before it."""
    acts: list[tuple[date, Entry, EvidenceItem]] = []
    for entry in family:
        if _asks_evaluation(entry):
            yield from _compared(entry, acts)
        else:
            acts += [(on, entry, item) for item in entry.evidence.items if (on := _decided(item))]


def _asks_evaluation(entry: Entry) -> bool:
    asked = entry.row.question.casefold()
    return any(word in asked for word in rule_words().monitoring)


def _compared(entry: Entry, acts: Sequence[tuple[date, Entry, EvidenceItem]]) -> Iterator[Hit]:
    if not acts:
        return
    decided, source, act = min(acts, key=lambda it: (it[0], it[1].code, it[2].start))
    items = [item for item in entry.evidence.items if main_type(item) in rule_words().paper["of_activity"]]
    days = [(on, item) for item in items for written in item.dates if (on := written.full)]
    later = [item for on, item in days if on > decided]  # "hasil rotasi 3 Juli 2023, tertanggal 16 Oktober 2023"
    early = [(on, item) for on, item in days if on <= decided and item not in later]
    if early:
        on, item = early[0]
        when = "pada hari yang sama dengan" if on == decided else "sebelum"
        yield Hit(
            entry,
            f"Evaluasi bertanggal {day(on)}, {when} tindakan yang dievaluasi: {quoted(act.text, 60)} ({source.code}).",
            key=("evaluasi", on.isoformat(), decided.isoformat()),
            marks=(Mark.of(entry, item), Mark.of(source, act)),
            related=(source.code,),
        )
        return
    soon = next((p for item in items for p in item.periods if _is_soon(p.when, decided)), None)
    if soon and soon.when:
        yield Hit(
            entry,
            f"Evaluasi untuk {period(soon.when)}, padahal {quoted(act.text, 60)} ({source.code}) baru bertanggal "
            f"{day(decided)}. Apakah tanggal keduanya benar?",
            key=("evaluasi", soon.when.value, decided.isoformat()),
            marks=(Mark.of(entry, soon), Mark.of(source, act)),
            related=(source.code,),
            level=Level.SARAN,
            confidence=Confidence.RENDAH,
        )


def _is_soon(when: When | None, decided: date) -> bool:
    """A month that was almost over, or wholly over, when the act was signed; without a year, the act's."""
    if not isinstance(when, Moment) or when.unit is not Unit.MONTH:
        return False
    last = when.with_year(decided.year).last_day
    return last is not None and last < decided + _SHORT


# --- members chosen after the decree that names them ------------------------------------------------------


def _chosen_after(family: Sequence[Entry]) -> Iterator[Hit]:
    """The choice of members dated after the decree on their team: "Wawancara calon anggota 13 Januari 2025"."""
    teams = [
        (on, entry, item)
        for entry in family
        for item in entry.evidence.items
        if item.kind is ItemKind.DOCUMENT and item.references and phrases("event", "team").search(item.text)
        for binding in item.bindings
        if (binding.document_type or "") in deciding_types() and binding.date and (on := binding.date.full)
    ]
    if not teams:
        return
    decided, source, decree = min(teams, key=lambda team: (team[0], team[1].code))
    for entry in family:
        asked = phrases("event", "choosing").search(entry.row.question)
        for item in entry.evidence.items if asked else ():
            told = phrases("event", "choosing").search(item.text)
            days = [on for it in item.dates if (on := it.full) and told and it.start - item.start > told.start()]
            if days and days[0] > decided:
                yield Hit(
                    entry,
                    f"Pemilihan anggota bertanggal {day(days[0])}, sesudah keputusan timnya ({day(decided)}, "
                    f"{source.code}).",
                    key=("pemilihan", days[0].isoformat(), decided.isoformat()),
                    marks=(Mark.of(entry, item), Mark.of(source, decree)),
                    related=tuple(code for code in (source.code,) if code != entry.code),
                )
                break


# --- planned on the day of the team ---------------------------------------------------------------------


def _planned_at_once(dossier: Dossier) -> Iterator[Hit]:
    """A plan dated on the very day of the decree that forms the team which should draft it."""
    teams: dict[tuple[tuple[str, ...], date], tuple[Entry, EvidenceItem]] = {}
    for entry in sorted(dossier.entries, key=lambda e: code_order(e.code)):
        for item in entry.evidence.items:
            on = _decided(item)
            if on and phrases("event", "team").search(item.text):
                teams.setdefault((_area(entry.code), on), (entry, item))
    for entry in dossier.entries:
        for item in entry.evidence.items:
            on = next((day_ for written in item.dates if (day_ := written.full)), None)
            team = teams.get((_area(entry.code), on)) if on and main_type(item) in ("rencana_kerja",) else None
            if on and team and not phrases("event", "team").search(item.text):
                source, decree = team
                yield Hit(
                    entry,
                    f"Rencana bertanggal {day(on)}, hari yang sama dengan pembentukan timnya "
                    f"({source.code}). Apakah tanggalnya benar?",
                    key=("rencana", on.isoformat()),
                    marks=(Mark.of(entry, item), Mark.of(source, decree)),
                    related=tuple(code for code in (source.code,) if code != entry.code),
                    level=Level.SARAN,
                    confidence=Confidence.RENDAH,
                )


def _area(code: str) -> tuple[str, ...]:
    """The first parts of a code: its area, in the older and the newer form."""
    parts = code.split(".")
    return tuple(parts[:3] if len(parts) > 1 and parts[1].isalpha() else parts[:2])
