"""TGL004."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from lke_docs.check.reason import says
from lke_docs.check.rule import Dossier, Hit, Mark, on_time, rule
from lke_docs.extract.span import Taken
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, DocDate, Entry, EvidenceItem, Level, Period, ReferenceKind
from lke_docs.moment import Moment, Range, Unit
from lke_docs.patterns import alternation, phrases, rule_words
from lke_docs.tuples import NamedTuple
from lke_docs.wording import day, listed, period, quoted

_REACH = 40  # characters behind "berlaku" in which its days begin
_TERM = 200  # characters around "berlaku selama 2 tahun" in which its decree is dated, or made to last longer
_UNTIL = re.compile(r"(?i)\b(?:s\.?\s?[/.]?\s?d\.?|sampai|hingga)(?!\w)|[–-]")
_SENTENCE = re.compile(r"[^.;\n]*")
_NEAR = timedelta(days=31)  # just before or after the window: perhaps its preparation, or a report on its end


@rule(
    "TGL004",
    "bukti di luar masa penilaian",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Ganti dengan dokumen dari masa penilaian; pada keputusan yang masih berlaku, tulis demikian.",
    applies=on_time,
    needs_window=True,
    consequence=Consequence.NOT_SHOWN,
)
def outside_window(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Tanggal dokumen, atau bulan dan triwulan yang dicakupnya, terletak dalam masa penilaian. Peraturan
    boleh dari tahun mana pun. Dokumen perencanaan boleh dibuat pada tahun sebelumnya, dan laporan tahunan
    boleh mencakup tahun sebelumnya. Untuk keputusan, SOP, dan aplikasi dari tahun lalu hanya ditanyakan
    apakah masih berlaku. Ditanyakan pula rencana beberapa tahun yang sudah berakhir, berkas tautan yang namanya
    menyebut tahun lain daripada isiannya, penugasan yang masa berlakunya habis sebelum masa penilaian selesai, dan
    SKP, rencana, atau register tahun lalu tanpa yang baru di sampingnya.

    ## Mengapa
    Yang dinilai adalah pelaksanaan dalam masa penilaian. Kegiatan tahun lain tidak menunjukkannya.

    ## Contoh
    Buruk: `Laporan Kegiatan Pelatihan Pelayanan Prima tanggal 15 September 2020`
    Baik: `Laporan Kegiatan Pelatihan Pelayanan Prima tanggal 15 April 2021`

    ## Cara memperbaiki
    Tunjukkan kegiatan sejenis dari masa penilaian. Keputusan tahun sebelumnya yang masih dipakai diberi
    keterangan “masih berlaku”. Jika masa penilaian yang dipakai di sini tidak tepat, tetapkan dengan
    `--window`.

    ## Dasar
    Kebiasaan pemeriksaan. Masa penilaian disebut pada laporan, beserta asalnya.
    """
    for entry in dossier.entries:
        yield from (*_ran_out(dossier, entry), *_other_file(entry), *_expired(dossier, entry), *_term(dossier, entry))
        hits = [
            hit
            for item in entry.evidence.items
            if item.is_offered and (item.dates or item.periods) and not _is_exempt(item)
            for when in _moments(item)
            for hit in _judge(dossier, entry, item, when)
        ]
        yield from hits or _of_other_year(dossier, entry)


def _ran_out(dossier: Dossier, entry: Entry) -> Iterator[Hit]:
    """ "Renstra 2015-2019" in a sheet of 2023, where no plan for that year stands beside it."""
    plans = [
        (plan, plan.when.last.year)
        for item in entry.evidence.items
        if item.is_offered and "laporan" not in item.document_types and phrases("paper", "of_years").search(item.text)
        for plan in item.periods
        if isinstance(plan.when, Range) and plan.when.last.unit is Unit.YEAR and plan.when.last.year
    ]
    year = dossier.window.start.year
    if plans and all(last < year for _, last in plans):
        plan = plans[-1][0]
        yield Hit(
            entry,
            f"Rencana {quoted(plan.raw)} berakhir sebelum masa penilaian {year}. Apakah ada rencana yang berlaku?",
            key=("rencana", plan.value or ""),
            marks=(Mark.of(entry, plan),),
            confidence=Confidence.SEDANG,
            consequence=Consequence.CANNOT_TELL,
            remedy="Tunjukkan rencana yang mencakup masa penilaian.",
        )


_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar)\b", re.IGNORECASE)
_FILE = re.compile(rf"(?<!\S)(?:\S{{0,300}}[/\\])?(?P<name>[^\s/\\]{{1,200}}{_ENDING.pattern})", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _other_file(entry: Entry) -> Iterator[Hit]:
    """A file whose name bears a year, "SK_IKU_2018.pdf", beside words of another year."""
    files = list(_FILE.finditer(entry.evidence.text)) if _ENDING.search(entry.evidence.text) else []
    told = _years_told(entry, Taken(match.span() for match in files)) if files else frozenset()
    timeless = Taken((it.start, it.end) for it in entry.evidence.items if _is_timeless(it)) if told else Taken()
    for match in files:
        if timeless.overlaps(*match.span("name")):
            continue  # "UU_No_14_Tahun_2008.pdf"
        named = sorted(map(int, _YEAR.findall(match["name"])))
        years = range(named[0], named[-1] + 1) if named else range(0)
        if told and years and told.isdisjoint(years):
            is_near = min(abs(year - other) for year in named for other in told) == 1  # sent in the year after
            yield Hit(
                entry,
                f"Berkas {quoted(match['name'], 60)} bertahun {named[-1]}, sedangkan isian menyebut "
                f"{listed([str(year) for year in sorted(told)])}. Apakah berkas yang ditautkan benar?",
                key=("berkas", match["name"].casefold()),
                marks=(Mark(entry, *match.span("name")),),
                level=Level.SARAN if is_near else None,
                confidence=Confidence.RENDAH if is_near else Confidence.SEDANG,
                consequence=Consequence.CANNOT_TELL,
                remedy="Buka berkasnya; tautkan berkas dari dokumen yang disebut, atau perbaiki nama berkasnya.",
            )


def _years_told(entry: Entry, files: Taken) -> frozenset[int]:
    """The years of a cell outside the names of files, those between "2020-2024" among them."""
    years = {int(match[0]) for match in _YEAR.finditer(entry.evidence.text) if not files.overlaps(*match.span())}
    for time in entry.evidence.periods:
        first, last = (time.when.first.year, time.when.last.year) if time.when else (None, None)
        if first and last and not files.overlaps(time.start, time.end):
            years.update(range(first, last + 1))
    return frozenset(years)


def _expired(dossier: Dossier, entry: Entry) -> Iterator[Hit]:
    """ "Surat tugas ..., berlaku 2 Januari s.d. 30 Juni 2025": nobody is assigned for the rest of the window."""
    text, evidence = entry.evidence.text, entry.evidence
    until = min(dossier.window.end, dossier.as_of)
    times: list[DocDate | Period] = sorted((*evidence.dates, *evidence.periods), key=lambda it: it.start)
    for said in phrases("deadline", "valid").finditer(text):
        first = bisect_left(times, said.end(), key=lambda it: it.start)
        behind = [it for it in times[first : first + _REACH] if it.start <= said.end() + _REACH]
        time = max(behind, key=lambda it: it.end, default=None)
        days = time.when.days if time and time.when and time.when.first.unit is Unit.DAY else None
        if time is None or days is None or not _UNTIL.search(text, said.start(), time.end):
            continue
        rest = _SENTENCE.match(text, time.end)
        longer = phrases("deadline", "longer").search(rest[0]) if rest else None
        is_denied = bool(rest and longer and phrases("denial", "negation").search(rest[0][: longer.start()]))
        if days[1] >= until or "\n" in text[said.end() : time.start] or (longer and not is_denied):
            continue
        yield Hit(
            entry,
            f"{quoted(text[said.start() : time.end])} berakhir sebelum masa penilaian selesai. Apakah sudah "
            "diperpanjang atau diganti?",
            key=("masa berlaku", days[1].isoformat()),
            marks=(Mark(entry, said.start(), time.end),),
            level=None if is_denied else Level.SARAN,
            confidence=Confidence.SEDANG,
            consequence=Consequence.CANNOT_TELL if is_denied else Consequence.NOTHING,
        )
        return


def _term(dossier: Dossier, entry: Entry) -> Iterator[Hit]:
    """ "SK ... tanggal 3 Januari 2022, berlaku selama 2 (dua) tahun" in a sheet of 2024."""
    text, until = entry.evidence.text, min(dossier.window.end, dossier.as_of)
    made = sorted((it.start, it.full) for it in entry.evidence.dates if it.full)
    for said in _lasts().finditer(text) if made else ():
        before = bisect_left(made, said.start(), key=lambda it: it[0]) - 1
        start = made[before][1] if before >= 0 and made[before][0] >= said.start() - _TERM else None
        if start is None or phrases("deadline", "longer").search(text[said.start() : said.end() + _TERM]):
            continue
        months = int(said[1]) * (Unit.MONTH if said[2].casefold() == "bulan" else Unit.YEAR)
        month = Moment.at(Moment.of_day(start).month_count + months)
        if (over := month.first_day) and over < until:
            yield Hit(
                entry,
                f"Naskah {day(start)} {quoted(said[0])}, jadi habis pada {period(month)}, sebelum masa penilaian "
                "selesai. Apakah sudah diperpanjang atau diganti?",
                key=("masa berlaku", start.isoformat(), said[1]),
                marks=(Mark(entry, *said.span()),),
                level=None if over <= dossier.window.start + _NEAR else Level.SARAN,
                confidence=Confidence.SEDANG,
                consequence=Consequence.CANNOT_TELL,
            )


@cache
def _lasts() -> re.Pattern[str]:
    valid = alternation(phrases("deadline", "valid").words)
    return re.compile(
        rf"(?i)\b(?:{valid})\s(?:(?:selama|untuk|paling lama|adalah|:)\s){{0,2}}(\d{{1,2}})"
        r"\s?(?:\([a-z ]{3,20}\)\s?)?(tahun|thn|bulan)\b"
    )


def _of_other_year(dossier: Dossier, entry: Entry) -> Iterator[Hit]:
    """ "SKP Tahun 2022" in a sheet of 2024, where none for a later year stands beside it."""
    year, text = dossier.window.end.year, entry.evidence.text
    told: dict[str, list[re.Match[str]]] = {}
    for match in _yearly().finditer(text):
        told.setdefault(match[1].casefold(), []).append(match)
    for matches in told.values():
        last = max(matches, key=lambda match: int(match[2]))
        gap = year - int(last[2])
        if gap < 1 or phrases("paper", "compared").search(text) or _is_of_last_year(entry):
            continue
        yield Hit(
            entry,
            f"{quoted(last[0])} bukan untuk masa penilaian {year}. Apakah ada yang untuk tahun {year}?",
            key=("tahun", last[1].casefold(), last[2]),
            marks=(Mark(entry, *last.span()),),
            level=None if gap > 1 else Level.SARAN,
            confidence=Confidence.SEDANG if gap > 1 else Confidence.RENDAH,
        )
        return


def _is_of_last_year(entry: Entry) -> bool:
    """The question itself looks back."""
    return phrases("paper", "compared").search(entry.row.question) is not None


@cache
def _yearly() -> re.Pattern[str]:
    papers = alternation(phrases("paper", "of_one_year").words)
    return re.compile(
        rf"(?i)(?<!\w)({papers})\s(?:(?:[a-z]+\s){{0,3}}(?:tahun|thn|th\.?)\s)?(20\d\d)"
        r"(?![\d/.-]|\s?(?:[-–]|s\.?d\b|sampai)\s?\d)"
    )


class _When(NamedTuple):
    """The days that a date or a period covers."""

    first: date
    last: date
    time: DocDate | Period


def _is_timeless(item: EvidenceItem) -> bool:
    return not rule_words().paper["timeless"].isdisjoint(item.document_types) or any(
        reference.kind is ReferenceKind.REGULATION for reference in item.references
    )


def _is_exempt(item: EvidenceItem) -> bool:
    paper = rule_words().paper
    words = set(re.findall(r"[\w-]+", item.text.casefold()))
    return _is_timeless(item) or bool(
        paper["strategic"].intersection(item.document_types) or paper["planning_words"] & words
    )


def _moments(item: EvidenceItem) -> Iterator[_When]:
    dated: list[DocDate | Period] = [*item.dates, *item.periods]
    for time in dated:
        when = time.when
        if isinstance(when, Moment) and when.unit is not Unit.YEAR and (days := when.days):
            yield _When(*days, time)


def _judge(dossier: Dossier, entry: Entry, item: EvidenceItem, when: _When) -> Iterator[Hit]:
    window = dossier.window
    early, late = when.last < window.start, window.end < when.first <= dossier.as_of
    if not (early or late) or (early and _looks_back(item, when, window.start)):
        return
    lasting = bool(rule_words().paper["lasting"].intersection(item.document_types))
    if early and lasting and says(entry, item, "in_force"):
        return
    side = "sebelum" if early else "sesudah"
    period = f"{day(window.start)} s.d. {day(window.end)}"
    message = f"{quoted(when.time.raw)} terletak {side} masa penilaian ({period})."
    level: Level | None = None
    confidence: Confidence | None = None if early else Confidence.SEDANG
    if early and lasting:
        message += " Apakah dokumen ini masih berlaku dalam masa penilaian?"
        level, confidence = Level.SARAN, Confidence.RENDAH
    elif (window.start - when.last if early else when.first - window.end) <= _NEAR:
        message += " Apakah memang dimaksudkan untuk masa penilaian ini?"
        level, confidence = Level.SARAN, Confidence.RENDAH
    yield Hit(
        entry,
        message,
        key=(when.time.value or "", *sorted(item.document_types)),
        marks=(Mark.of(entry, when.time),),
        level=level,
        confidence=confidence,
    )


def _looks_back(item: EvidenceItem, when: _When, start: date) -> bool:
    """Tell plans made in the year before, and yearly reports that cover it."""
    paper = rule_words().paper
    if when.first.year != start.year - 1:
        return False
    if re.search(rf"\b(?:untuk|utk|guna|bagi)\s+(?:\w+\s+){{0,3}}{start.year}\b", item.text.casefold()):
        return True  # "dimutakhirkan November 2023 untuk dipakai tahun 2024"
    if paper["planning"].intersection(item.document_types):
        return True
    yearly = paper["yearly_words"].intersection(re.findall(r"\w+", item.text.casefold()))
    is_year_end = isinstance(when.time, Period) or when.first.month == 12
    return "laporan" in item.document_types and bool(yearly) and is_year_end
