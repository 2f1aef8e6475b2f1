"""JWB004."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import chain

from lke_docs.check.person import persons
from lke_docs.check.rule import NO_FORM, NOT_APPLICABLE, Dossier, Hit, Mark, Skip, rule
from lke_docs.check.sums import Difference, Persons, more_than_all, parts_that_differ, persons_in, plain, staff_of
from lke_docs.extract.span import mask, places
from lke_docs.form import CountFault, Counts, is_prescribed, parse_number
from lke_docs.gap import Consequence, Gap, GapKind
from lke_docs.instrument import Compute
from lke_docs.model import Confidence, Entry, EvidenceItem, Level
from lke_docs.moment import Unit
from lke_docs.patterns import alternation, nothing_happened, phrases
from lke_docs.series.filing import deciding_types
from lke_docs.wording import day, figure, quoted

_WORDY = re.compile(r"[A-Z][a-z]{3,}")  # a name without a degree
_NEAR = 25  # characters behind "tidak ada pengaduan" in which its time is named
_GAP = Gap(GapKind.COUNTS)


def _on_counts(dossier: Dossier, entry: Entry) -> Skip | None:
    if dossier.form is None:
        return NO_FORM
    return None if dossier.form.count_of(entry) else NOT_APPLICABLE


@rule(
    "JWB004",
    "angka jumlah tidak cocok",
    level=Level.WAJIB,
    confidence=Confidence.TINGGI,
    remedy="Hitung ulang dari buku register, lalu perbaiki angka atau isiannya.",
    applies=_on_counts,
    consequence=Consequence.CANNOT_TELL,
    contradicts=True,
)
def counts_do_not_add_up(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Pada penanganan pengaduan, jumlah yang harus ditindaklanjuti sama dengan yang sedang diproses ditambah
    yang selesai; bagian tidak melebihi keseluruhan; rincian berjumlah sama dengan angkanya; angka yang diminta
    dua pernyataan, dan jumlah agen dalam isian, ditulis sama; tidak ada angka negatif; isian “tidak ada
    pengaduan” tidak berdampingan dengan angka lebih dari nol. Angka dibaca dari kolom jawaban, lalu dari bukti.
    Rincian dalam satu isian berjumlah sama dengan keseluruhannya, dan yang hadir tidak melebihi pegawai yang ada.

    ## Mengapa
    Nilai indikator ini dihitung dari angkanya. Angka yang tidak cocok membuat nilainya tidak dapat dihitung.

    ## Contoh
    Buruk:
    ```
    A.5.3.B.1 | Jumlah pengaduan masyarakat yang harus ditindaklanjuti | 6 |
    A.5.3.B.2 | Jumlah pengaduan masyarakat yang sedang diproses | 1 |
    A.5.3.B.3 | Jumlah pengaduan masyarakat yang selesai ditindaklanjuti | 4 |
    ```
    Baik:
    ```
    A.5.3.B.1 | Jumlah pengaduan masyarakat yang harus ditindaklanjuti | 5 |
    A.5.3.B.2 | Jumlah pengaduan masyarakat yang sedang diproses | 1 |
    A.5.3.B.3 | Jumlah pengaduan masyarakat yang selesai ditindaklanjuti | 4 |
    ```

    ## Cara memperbaiki
    Cocokkan dengan register pengaduan pada tanggal yang sama untuk ketiga angka.

    ## Dasar
    Aturan jumlah dalam instrumen.
    """
    yield from chain(_same_number(dossier), _against_rows(dossier))
    yield from chain(_told(dossier), _stock(dossier), _in_words(dossier), _of_one_decree(dossier))
    for group in dossier.form.counts.values() if dossier.form else ():
        first, others = group.rows[0], tuple(entry.code for entry in group.rows[1:])
        if fault := _fault(group):
            yield Hit(first, f"{fault}.", key=(group.indicator.code, "jumlah"), related=others, gap=_GAP)
        yield from _details(dossier, group)
        yield from _denied(dossier, group)


def _told(dossier: Dossier) -> Iterator[Hit]:
    """Numbers that a cell tells in words."""
    for group in dossier.told():
        if fault := _fault(group):
            yield Hit(group.rows[0], f"{fault}.", key=(group.indicator.code, "isian"), level=Level.PERLU, gap=_GAP)
        if group.is_of_work:
            yield from _denied(dossier, group)


def _in_words(dossier: Dossier) -> Iterator[Hit]:
    """ "61 SOP tetap, 19 direvisi dan 4 dicabut" of 86; 46 present of 40."""
    staff = staff_of(dossier.sheet.header)
    for entry in dossier.entries:
        if not entry.row.evidence or is_prescribed(entry):
            continue
        text, told = entry.evidence.text, plain(entry)
        if not re.search(r"\d", told):
            continue
        for fault in parts_that_differ(told):
            yield _asked(
                entry,
                fault,
                f"Rincian {quoted(text[fault.start : fault.end], 120)} berjumlah {fault.counted}, padahal "
                f"keseluruhannya ditulis {fault.told}. Mana yang benar?",
            )
        for fault in more_than_all(told, staff):
            yield _asked(
                entry,
                fault,
                f"{quoted(text[fault.start : fault.end], 120)}: yang hadir {fault.counted}, padahal seluruhnya "
                f"{fault.told}. Apakah tamu atau orang yang sama ikut terhitung?",
            )


def _asked(entry: Entry, fault: Difference, message: str) -> Hit:
    key = ("isian", str(fault.told), str(fault.counted))
    marks = (Mark(entry, fault.start, fault.end),)
    return Hit(entry, message, key=key, marks=marks, level=Level.PERLU, confidence=Confidence.SEDANG, gap=_GAP)


def _details(dossier: Dossier, group: Counts) -> Iterator[Hit]:
    """The rows between two numbers of a question are parts of the first."""
    form = dossier.form
    parts: dict[str, list[tuple[Entry, float]]] = {}
    here: Entry | None = None
    for entry in dossier.entries if form else ():
        if form is None or not entry.code.casefold().startswith(f"{group.indicator.code.casefold()}."):
            continue
        number = parse_number(entry.row.answer)
        if form.count_of(entry):
            here = entry
        elif here and number:
            parts.setdefault(here.code, []).append((entry, number.value))
    for whole in group.rows:
        told, count = parts.get(whole.code, []), form.count_of(whole) if form else None
        total = sum(value for _, value in told)
        if len(told) > 1 and count and count.value is not None and total != count.value:
            yield Hit(
                whole,
                f"{whole.row.question.strip(' -')} ditulis {figure(count.value)}, tetapi rinciannya berjumlah "
                f"{figure(total)}.",
                key=(group.indicator.code, "rincian"),
                related=tuple(entry.code for entry, _ in told),
                gap=_GAP,
            )


def _same_number(dossier: Dossier) -> Iterator[Hit]:
    """One number that two questions ask for, such as the changes that the agents of change made."""
    seen: dict[str, tuple[Entry, float]] = {}
    form = dossier.form
    for entry in dossier.entries if form else ():
        count = form.count_of(entry) if form else None
        if count is None or count.value is None:
            continue
        first, value = seen.setdefault(count.slug, (entry, count.value))
        if value != count.value:
            yield Hit(
                entry,
                f"{entry.row.question.strip(' -')} ditulis {figure(count.value)}, padahal {first.code} "
                f"menyebut {figure(value)} untuk hal yang sama.",
                key=(count.slug, "dua angka"),
                related=(first.code,),
                gap=_GAP,
            )


def _against_rows(dossier: Dossier) -> Iterator[Hit]:
    yield from _against_row(dossier, "agen_perubahan", "agen perubahan", _agents)
    yield from _against_row(dossier, "layanan_terdaftar", "layanan", _services)


def _sure(hit: Hit) -> Hit:
    return hit._replace(level=Level.PERLU, confidence=Confidence.SEDANG, consequence=Consequence.NOTHING)


def _of_one_decree(dossier: Dossier) -> Iterator[Hit]:
    """ "SK mutasi 3 Maret 2025, 7 pegawai" in one row, "kesembilan pegawai dalam SK mutasi 3 Maret 2025" in another."""
    seen: dict[tuple[str, date], tuple[Entry, Persons]] = {}
    for entry in dossier.entries:
        for item in entry.evidence.items:
            decides = item.dates and deciding_types().intersection(item.document_types)
            count = persons_in(entry, item) if decides else None
            if count is None:
                continue
            for on in (when for it in item.dates if (when := it.full)):
                first, before = seen.setdefault((entry.code.rpartition(".")[0], on), (entry, count))
                if first is not entry and before.number != count.number:
                    yield _sure(
                        Hit(
                            entry,
                            f"Isian menyebut {quoted(entry.evidence.text[count.start : count.end])}, padahal "
                            f"{first.code} menyebut {before.number} untuk naskah {day(on)}. Mana yang benar?",
                            key=("naskah", on.isoformat()),
                            marks=(Mark(entry, count.start, count.end),),
                            related=(first.code,),
                            gap=_GAP,
                        )
                    )


def _against_row(
    dossier: Dossier, slug: str, noun: str, told: Callable[[Entry], tuple[int, int, int] | None]
) -> Iterator[Hit]:
    """What cells count against the number in the row that asks for it. `told`: the count of a cell and its place."""
    form = dossier.form
    rows = [count for group in (form.counts.values() if form else ()) for count in group.rows]
    asked = next((e for e in rows if form and (c := form.count_of(e)) and c.slug == slug), None)
    number = parse_number(asked.row.answer) if asked else None
    others = [
        (entry, counted)
        for entry in dossier.entries
        if asked and number and (counted := told(entry)) and counted[0] != number.value
    ]
    if not others or asked is None or number is None:
        return
    agreed = Counter(counted[0] for _, counted in others).most_common(1)[0][1] > 1
    entry, (count, start, end) = others[0]
    words = entry.evidence.text[start:end]
    hit = Hit(
        asked,
        f"Ditulis {figure(number.value)} {noun}, padahal {entry.code} menyebut {quoted(words)}"
        f"{'' if str(count) in words else f' ({count} nama)'}. Mana yang benar?",
        key=(slug, "isian"),
        marks=(Mark(entry, start, end),),
        related=tuple(code for code in (entry.code,) if code != asked.code),
        level=Level.SARAN,
        confidence=Confidence.RENDAH,
    )
    is_decree = any(it.start <= start < it.end and "sk" in it.document_types for it in entry.evidence.items)
    yield _sure(hit) if agreed or is_decree else hit


def _agents(entry: Entry) -> tuple[int, int, int] | None:
    """The agents of change that a cell counts: "SK agen perubahan 4 orang"."""
    evidence = entry.evidence
    if not phrases("counts", "agents").search(evidence.text):
        return None
    named = _counted_agents().search(mask(evidence.text, places((*evidence.references, *evidence.dates)), " "))
    if named is None:
        return next((agents for item in evidence.items if (agents := _named_agents(item))), None)
    return int(named[1] or named[2] or named[3]), named.start(3) if named[3] else named.start(), named.end()


def _named_agents(item: EvidenceItem) -> tuple[int, int, int] | None:
    """ "SK Agen Perubahan ... atas nama Aulia Zahrani, S.H. dan Dimas Pranoto, A.Md.": all with degrees."""
    head = phrases("counts", "agents").search(item.text)
    behind = item.text[head.end() :] if head and "sk" in item.document_types else ""
    told = phrases("counts", "named").search(behind)
    named = behind[told.end() :] if told else ""
    names = list(persons(named))
    if len(names) < 2 or _WORDY.search(mask(named, places(names), " ")):
        return None
    return len(names), item.end - len(named) + names[0].start, item.end


def _services(entry: Entry) -> tuple[int, int, int] | None:
    """The services that a decree on standards counts: "9 jenis layanan"."""
    match = _counted_services().search(entry.evidence.text)
    return (int(match[1]), *match.span()) if match else None


@cache
def _counted_services() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![\w./-])(\d{{1,3}})\s+(?:{alternation(phrases('counts', 'services').words)})(?!\w)")


def _stock(dossier: Dossier) -> Iterator[Hit]:
    """What a unit has a number of, counted by two questions of one sub-area: "92 SOP" and "seluruh 87 SOP"."""
    seen: dict[tuple[str, str], tuple[Entry, str]] = {}
    for entry in dossier.entries:
        for match in _counted_stock().finditer(entry.evidence.text):
            first, number = seen.setdefault((entry.code.rpartition(".")[0], match[2].casefold()), (entry, match[1]))
            if number != match[1] and first is not entry:
                yield Hit(
                    entry,
                    f"Isian menyebut {quoted(match[0])}, padahal {first.code} menyebut {number}. Mana yang benar?",
                    key=(match[2].casefold(), "isian"),
                    marks=(Mark(entry, *match.span()),),
                    related=(first.code,),
                    level=Level.SARAN,
                    confidence=Confidence.RENDAH,
                )
                break


@cache
def _counted_stock() -> re.Pattern[str]:
    counting, things = (alternation(phrases("counts", key).words) for key in ("counting", "stock"))
    return re.compile(rf"(?i)(?<![\w./-])(?:{counting})\s+(\d{{2,4}})\s+({things})(?!\w)")


@cache
def _counted_agents() -> re.Pattern[str]:
    agents, persons = (alternation(phrases("counts", key).words) for key in ("agents", "persons"))
    return re.compile(
        rf"(?i)(?<![\w./-])(\d{{1,3}})\s(?:(?:{persons})\s)?(?:{agents})(?!\w)"
        rf"|(?<!\w)(?:{agents})[\s,:(]{{1,3}}(\d{{1,3}})\s(?:{persons})(?!\w)"
        # "SK Agen Perubahan No. ... tgl 20 Januari 2025, 3 orang"
        rf"|(?<!\w)(?:sk|keputusan)\s[^.;:\n\d]{{0,20}}(?:{agents})(?:[^.;:()\n\d]|(?<=\bno)\.){{0,90}}?[,(]\s?(\d{{1,3}})\s(?:{persons})(?!\w)"
    )


def _fault(group: Counts) -> str:
    asked, values = group.indicator.inputs, group.values
    match group.fault:
        case CountFault.NEGATIVE:
            return f"Angka {figure(min(values))} kurang dari nol"
        case CountFault.SUM:
            total = values[1] + values[2]
            return (
                f"{asked[0].label} ditulis {figure(values[0])}, tetapi yang berjalan dan yang tuntas berjumlah "
                f"{figure(total)}"
            )
        case CountFault.PART:
            wholes = asked[:2] if group.indicator.compute is Compute.DECREASE else asked[:1]
            told = (f"{it.label[:1].lower()}{it.label[1:]} ({figure(group.numbers[it.slug])})" for it in wholes)
            return f"{asked[-1].label} ditulis {figure(values[-1])}, melebihi {' dan '.join(told)}"
    return ""


def _for_a_while(entry: Entry, position: int) -> bool:
    """Whether what ends here is said of a month or a quarter: "tidak ada pengaduan pada bulan Maret"."""
    near = (p.when for p in entry.evidence.periods if position <= p.start <= position + _NEAR)
    return any(when is not None and when.last.unit is not Unit.YEAR for when in near)


def _denied(dossier: Dossier, group: Counts) -> Iterator[Hit]:
    """ "Tidak ada pengaduan" in the rows of the counts, of their parent, or of the same sub-area.

    Of complaints anywhere; but for a part of the year there may be none: "Januari: tidak ada pengaduan".
    """
    family = group.indicator.code.rpartition(".")[0]
    for entry in dossier.entries if any(group.values) else ():
        is_near = entry.code.casefold().startswith(f"{family.casefold()}.")
        if not is_near and not group.is_of_work:
            continue
        said = nothing_happened("complaint").search(entry.evidence.text)
        if said and (is_near or not _for_a_while(entry, said.end())):
            largest = max(group.numbers.values())
            yield Hit(
                entry,
                f"Isian menyebut {quoted(said[0])}, padahal {group.rows[0].code} menyebut angka {figure(largest)}.",
                key=(group.indicator.code, "tidak ada"),
                marks=(Mark(entry, *said.span()),),
                related=tuple(other.code for other in group.rows if other is not entry),
                level=Level.PERLU,
                gap=_GAP,
            )
