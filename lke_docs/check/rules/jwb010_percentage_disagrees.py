"""JWB010."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from lke_docs.check.rule import NO_FORM, Dossier, Hit, Mark, Skip, rule
from lke_docs.check.sums import plain
from lke_docs.claim import Judge, claim_vocabulary
from lke_docs.claim.share import shares
from lke_docs.form import Counts, parse_number, value_of
from lke_docs.gap import Consequence, Gap, GapKind
from lke_docs.instrument import Compute
from lke_docs.model import Confidence, Entry, Level
from lke_docs.patterns import alternation, phrases
from lke_docs.wording import decimal, figure, quoted

_GAP = Gap(GapKind.COUNTS)
_NEAR = 1.0  # points of a percentage: 66,7 and 67 are one
_COUNTED = r"(?<![\d.,/-])(\d{1,5})\s+(?:dari|dr)\s+(\d{1,5})(?![.,/-]?\d)"
_SHARE = r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,6})?)\s?(?:%|persen\b)(?!\s?(?:atau lebih|ke atas))"
_BETWEEN = r"(?:\s[a-z]{3,20}){0,3}?\s?[(=:,]{1,2}\s?(?:atau\s|sebesar\s)?"  # "17 dari 20 kegiatan (85 %)"
_SIGN = re.compile(r"(?i)%|persen")  # of all that tells a share
_TOGETHER = re.compile(rf"(?i){_COUNTED}{_BETWEEN}{_SHARE}|{_SHARE}{_BETWEEN}{_COUNTED}")
_COUNT = re.compile(f"(?i){_COUNTED}")
_NOUN, _RISE = re.compile(r"\s[A-Za-z]{3}(?!hun)"), 24  # "23 SOP", not "85 tahun lalu"; characters before a rise
_OF_A_WHOLE = (Compute.SHARE, Compute.SHARE_FULL_AT_ZERO)


def _on_form(dossier: Dossier, _: Entry) -> Skip | None:
    return NO_FORM if dossier.form is None else None


@rule(
    "JWB010",
    "persentase tidak cocok dengan angkanya",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Hitung ulang dari dokumennya, lalu samakan persentase dan angkanya.",
    applies=_on_form,
    consequence=Consequence.CANNOT_TELL,
    contradicts=True,
)
def percentage_disagrees(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Persentase jawaban sama dengan hasil angka di bawahnya atau bagian yang disebut dalam isian; “200 dari 208”
    sama dengan angka yang diisikan; “19 dari 23 (82,6 %)” terhitung benar; bagian tidak lebih dari seluruhnya.
    Selisih sampai satu persen dianggap pembulatan. Rumus penurunan tidak diperiksa: ada aplikasi yang membaliknya.

    ## Mengapa
    Nilai dihitung dari angkanya. Pemeriksa menghitung ulang, dan angka yang berbeda tidak dapat dipakai.

    ## Contoh
    Buruk:
    ```
    A.1.3.A | Apakah seluruh kegiatan pembangunan telah dilaksanakan sesuai dengan rencana? | B | Laporan tanggal 5 Juli 2021: 19 dari 23 kegiatan (100 %)
    ```
    Baik:
    ```
    A.1.3.A | Apakah seluruh kegiatan pembangunan telah dilaksanakan sesuai dengan rencana? | B | Laporan tanggal 5 Juli 2021: 19 dari 23 kegiatan (82,6 %)
    ```

    ## Cara memperbaiki
    Ambil kedua angka dari register atau laporan yang sama, lalu hitung persentasenya.

    ## Dasar
    Rumus dalam instrumen; isi lembar itu sendiri.
    """  # noqa: E501 - a cell is one line
    form = dossier.form
    if form is None:
        return
    for entry in dossier.entries:
        yield from (*_beyond(entry), *_shares(entry))
        indicator = form.indicator(entry)
        group = form.counts.get(indicator.code) if indicator else None
        if group and group.is_complete and not group.fault:
            yield from (*_in_answer(entry, group), *_against_rows(entry, group))
        elif indicator and dossier.judge:
            yield from _against_cell(entry, indicator.compute, dossier.judge)
    for group in dossier.told():
        if form.indicator(group.rows[0]) is group.indicator and not group.fault:
            yield from _in_answer(group.rows[0], group)


def _shares(entry: Entry) -> Iterable[Hit]:
    return (*_in_words(entry), *_apart(entry)) if _SIGN.search(entry.evidence.text) else ()


def _in_words(entry: Entry) -> Iterator[Hit]:
    """ "19 dari 23 kegiatan (100 %)" in one breath."""
    for match in _TOGETHER.finditer(entry.evidence.text):
        part, whole, share = match.group(1, 2, 3) if match[1] else match.group(5, 6, 4)
        told, counted = float(share.replace(",", ".")), _percent(int(part), int(whole))
        if counted is not None and abs(counted - told) > _NEAR:
            yield Hit(
                entry,
                f"{quoted(match[0])}: {part} dari {whole} adalah {decimal(counted)} %.",
                key=(part, whole, share),
                marks=(Mark(entry, *match.span()),),
            )


def _beyond(entry: Entry) -> Iterator[Hit]:
    """ "29 dari 23 SOP diterapkan": a part of more than there are, and not "naik menjadi 90 dari 85"."""
    for match in _COUNT.finditer(entry.evidence.text):
        part, whole, text = int(match[1]), int(match[2]), entry.evidence.text
        is_rise = claim_vocabulary().terms["trend.to"].find(text, max(0, match.start() - _RISE), match.start())
        if part > whole > 0 and not is_rise and _NOUN.match(text, match.end()):
            yield Hit(
                entry,
                f"{quoted(match[0])}: bagiannya lebih besar daripada keseluruhannya.",
                key=(match[1], match[2]),
                marks=(Mark(entry, *match.span()),),
            )


def _apart(entry: Entry) -> Iterator[Hit]:
    """ "Pegawai diukur 64, belum memenuhi standar 21. Kesenjangan = 18 %": of the two numbers or of what is left."""
    for match in _two_counts().finditer(plain(entry)):
        part, whole = sorted((int(match[1]), int(match[2])))
        told, counted = float(match[3].replace(",", ".")), _percent(part, whole)
        if counted is not None and part and min(abs(counted - told), abs(100 - counted - told)) > _NEAR:
            yield Hit(
                entry,
                f"{quoted(entry.evidence.text[slice(*match.span())], 120)}: {part} dari {whole} adalah "
                f"{decimal(counted)} %. Mana yang benar?",
                key=(str(part), str(whole), match[3]),
                marks=(Mark(entry, *match.span()),),
            )


@cache
def _two_counts() -> re.Pattern[str]:
    named = alternation(phrases("counts", "percentage").words)
    number, words = r"(?<![\w.,/-])(\d{1,4})(?![\w%/-]|[.,]\d|\s%)", r"[^\d%;\n\x00]{0,60}?"
    return re.compile(
        rf"(?i){number}{words}{number}{words}(?<![\w<>]){named}(?:\s[a-z]{{3,20}}){{0,2}}\s*[:=]?\s*{_SHARE}"
    )


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _in_answer(entry: Entry, group: Counts) -> Iterator[Hit]:
    """The percentage answered against the numbers below; one beyond the whole may be written as it is.

    Without its sign it may be a share ("0,75") as well, and a number from below is no percentage.
    """
    number = parse_number(entry.row.answer)
    value, how = value_of(group)
    if number is None or value is None:
        return
    if not number.is_percent and number.value in group.values:
        return
    whole, part = group.values[0], group.values[-1]
    if group.indicator.compute is Compute.DECREASE:
        part = abs(whole - group.values[1])  # some agencies' applications turn the formula round
    raw = 100 * part / whole if whole else 100 * value
    told = (number.value,) if number.is_percent else (number.value, 100 * number.value)
    if min(abs(each - right) for each in told for right in (100 * value, raw)) > _NEAR:
        yield Hit(
            entry,
            f"Persentase dijawab {entry.row.answer.strip()}, padahal {how} adalah {decimal(100 * value)} %.",
            key=(group.indicator.code, "persentase"),
            related=tuple(row.code for row in group.rows),
            gap=_GAP,
        )


def _against_cell(entry: Entry, compute: Compute, judge: Judge) -> Iterator[Hit]:
    """100 % answered, and "6 temuan, 4 ditindaklanjuti" in the cell, where no rows give the numbers."""
    number = parse_number(entry.row.answer) if compute in _OF_A_WHOLE else None
    told = list(shares(entry.evidence.text, judge.vocabulary)) if number and number.is_percent else []
    counted = 100 * told[-1].part / told[-1].whole if told else 0
    if number and told and abs(counted - number.value) > _NEAR:
        yield Hit(
            entry,
            f"Persentase dijawab {entry.row.answer.strip()}, padahal isian menyebut {told[-1].part} dari "
            f"{told[-1].whole}, yaitu {decimal(counted)} %.",
            key=("isian",),
            marks=(Mark(entry, told[-1].start, told[-1].end),),
            gap=_GAP,
        )


def _against_rows(entry: Entry, group: Counts) -> Iterator[Hit]:
    """ "200 dari 208" or "9 pengaduan, 4 selesai" in the cell, other numbers in the rows: where one of the two agrees,
    it is the same count."""
    text, whole, part = entry.evidence.text, group.values[0], group.values[-1]
    told = list(shares(text, claim_vocabulary())) if group.indicator.compute in _OF_A_WHOLE else []
    alike = [it for it in told if whole == it.whole or part == it.part]
    if alike and not any(whole == it.whole and part == it.part for it in alike):
        share = alike[0]
        yield Hit(
            entry,
            f"Isian menyebut {quoted(text[share.start : share.end])}, padahal angkanya diisi {figure(part)} "
            f"dari {figure(whole)}.",
            key=(group.indicator.code, "isian"),
            marks=(Mark(entry, share.start, share.end),),
            related=tuple(row.code for row in group.rows),
            gap=_GAP,
        )
