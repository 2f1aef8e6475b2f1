"""JWB005."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lke_docs.check.rule import NO_FORM, NOT_APPLICABLE, Dossier, Hit, Mark, Skip, rule
from lke_docs.check.sums import plain
from lke_docs.form import parse_number
from lke_docs.model import Confidence, Entry, Level
from lke_docs.moment import Unit
from lke_docs.patterns import phrases, question_pairs, rule_words
from lke_docs.wording import decimal, figure, period, quoted

_SCALE = 4.0  # of a survey index
_PER_POINT = 25.0  # points of the scale of 100 for one of the scale of 4
_NEAR = 0.02
_HUNDRED = re.compile(r"(?i)skala\s(?:0\s?[-–]\s?)?100(?!\d)")  # no value of a survey
_VALUE = re.compile(r"(?<![\d.,/])(\d{1,3}(?:[.,]\d{1,3})?)(?![\d/]|[.,]\d)")
_OF_HUNDRED = re.compile(
    r"(?i)(?<![\d.,/])(\d{2,3}(?:[.,]\d{1,3})?)\s*\(?\s*(?:pada |dalam |dari )?skala\s(?:0\s?[-–]\s?)?100(?!\d)"
    r"|skala\s(?:0\s?[-–]\s?)?100\)?\s?[:=]?\s(?:adalah |sebesar |yaitu |nilai )?(\d{2,3}(?:[.,]\d{1,3})?)(?![\d.,])"
)
_OF_PERIOD = re.compile(
    r"(?i)\s?(?:\([^()\n]{0,40}\)\s?)?[:=]?\s?(?:(?:adalah|sebesar|mencapai|menjadi|baru|hanya|bernilai|dengan|nilai|nilainya|skm|ikm|indeks)\s){0,3}"
    r"(\d{2,3}[.,]\d{1,3})(?![\d/%]|\s?%|[.,]\d)"
)
_ALL_REACHED = re.compile(
    r"(?i)(?<!\w)(?:semua|seluruh|setiap)\s(?:sasaran|target|indikator|iku|tujuan)(?:[^.;\n\d]|20\d\d){0,80}?100\s?%"
)
_AIM = 16  # characters before it in which an aim is told
_REACH = 60  # characters after the name of an index in which its value is looked for


def _on_numbers(dossier: Dossier, entry: Entry) -> Skip | None:
    if dossier.form is None:
        return NO_FORM
    return None if entry.row.answer.strip() else NOT_APPLICABLE


@rule(
    "JWB005",
    "dua isian saling bertentangan",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Periksa kedua isian terhadap dokumennya, lalu perbaiki yang keliru.",
    applies=_on_numbers,
    contradicts=True,
)
def answers_contradict(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Dua isian yang tidak mungkin benar bersama: tidak satu pun pengaduan selesai, tetapi hasilnya dijawab
    ditindaklanjuti seluruhnya; satu pertanyaan dijawab dengan huruf terendah, tetapi pertanyaan yang bertumpu
    padanya tidak (tanpa mutasi tidak ada mutasi yang dievaluasi); indeks survei (skala 4) tidak sama dengan
    nilai skala 100 yang disebut sebagai sumbernya (dibagi 25); satu periode survei bernilai dua; “semua sasaran
    melampaui 100 %” padahal angkanya tidak semua.

    ## Mengapa
    Pertentangan di dalam lembar sendiri membuat pemeriksa meragukan isian yang lain.

    ## Contoh
    Buruk:
    ```
    B.2.A | NILAI PERSEPSI KUALITAS PELAYANAN (SURVEY EKSTERNAL) | 4,00 | Hasil survei dengan IKM 87,65
    ```
    Baik:
    ```
    B.2.A | NILAI PERSEPSI KUALITAS PELAYANAN (SURVEY EKSTERNAL) | 3,51 | Hasil survei dengan IKM 87,65
    ```

    ## Cara memperbaiki
    Cari angka aslinya. Nilai skala 100 dibagi 25 menjadi indeks skala 4.

    ## Dasar
    Rumus dalam instrumen; isi lembar itu sendiri; pasangan pertanyaan dalam `patterns/topik.toml`.
    """
    yield from _nothing_finished(dossier)
    yield from (*_built_on_nothing(dossier), *_two_values(dossier), *_all_reached(dossier))
    for entry in dossier.entries:
        indicator = dossier.form.indicator(entry) if dossier.form else None
        number = parse_number(entry.row.answer) if indicator and indicator.answer == "index" else None
        if number is not None:
            yield from _wrong_scale(entry, number.value)


def _nothing_finished(dossier: Dossier) -> Iterator[Hit]:
    """No complaint is settled, yet a row beside the counts says that all were followed up."""
    form = dossier.form
    for group in form.counts.values() if form else ():
        if form is None or not group.is_of_work or not group.values[0] or group.values[2]:
            continue
        family = group.indicator.code.rpartition(".")[0]
        for entry in dossier.entries:
            option = form.choice(entry).option
            question = entry.row.question.casefold()
            if option is None or option.coverage != "all" or entry.code.rpartition(".")[0] != family:
                continue
            if any(word in question for word in rule_words().follow_up):
                yield Hit(
                    entry,
                    f"Jawaban {entry.row.answer.strip()} berarti seluruhnya ditindaklanjuti, padahal menurut "
                    f"{group.rows[-1].code} dari {figure(group.values[0])} pengaduan belum ada yang selesai.",
                    key=(group.indicator.code, "belum selesai"),
                    marks=tuple(Mark.of(entry, item) for item in entry.evidence.items[:1]),
                    related=tuple(other.code for other in group.rows),
                )


def _built_on_nothing(dossier: Dossier) -> Iterator[Hit]:
    """The lowest letter under a question, and more under one that builds on it."""
    form = dossier.form
    if form is None:
        return
    homes: dict[str, Entry] = {}
    for code, entry in form.homes.items():
        mapped = form.instrument.indicators[code].maps_to.rpartition(":")[2]
        homes.setdefault(mapped or code, entry)  # one table for the older form too
    for pair in question_pairs():
        base = homes.get(pair.base)
        none = form.choice(base).option if base else None
        for code in pair.built if base and none and none.value == 0 else ():
            built = homes.get(code)
            other = form.choice(built).option if built else None
            if base and none and built and other and other.value > 0:
                yield Hit(
                    built,
                    f"Dijawab {other.letter} (“{other.criterion}”), padahal {base.code} dijawab {none.letter} "
                    f"(“{none.criterion}”): {pair.reason}. Mana yang benar?",
                    key=(pair.base, code),
                    related=(base.code,),
                )


def _two_values(dossier: Dossier) -> Iterator[Hit]:
    """The survey of one period with two values: "TW IV 89,31", and "triwulan IV 2024 mencapai 91,75" elsewhere."""
    seen: dict[tuple[str, str], tuple[Entry, str]] = {}
    for entry in dossier.entries:
        text = entry.evidence.text
        if not (phrases("counts", "index").search(entry.row.question) or phrases("counts", "index").search(text)):
            continue
        for time in entry.evidence.periods:
            value = _OF_PERIOD.match(text, time.end) if time.when and time.when.last.unit is not Unit.YEAR else None
            if value is None or time.when is None:
                continue
            key = (entry.code.rpartition(".")[0], time.when.with_year(dossier.window.start.year).value)
            first, before = seen.setdefault(key, (entry, value[1]))
            if first is not entry and before != value[1]:
                yield Hit(
                    entry,
                    f"Nilai survei {period(time.when)} ditulis {value[1]}, padahal {first.code} menyebut {before}. "
                    "Mana yang benar?",
                    key=("nilai survei", key[1]),
                    marks=(Mark(entry, time.start, value.end()),),
                    related=(first.code,),
                )


def _all_reached(dossier: Dossier) -> Iterator[Hit]:
    """ "Semua sasaran melampaui 100 %" where the row of their numbers counts fewer than all."""
    form = dossier.form
    groups = (it for it in (form.counts.values() if form else ()) if "sasaran_tercapai_100" in it.numbers)
    fewer = next(
        (it for it in groups if it.numbers["sasaran_tercapai_100"] < it.numbers.get("jumlah_sasaran", 0)), None
    )
    for entry in dossier.entries if form and fewer else ():
        option = form.choice(entry).option if form else None
        said = _ALL_REACHED.search(entry.evidence.text) if option and option.achieved_percent_min else None
        if said and fewer:
            part, whole = fewer.numbers["sasaran_tercapai_100"], fewer.numbers["jumlah_sasaran"]
            yield Hit(
                entry,
                f"Isian menyebut {quoted(said[0])}, padahal menurut {fewer.rows[0].code} baru {figure(part)} dari "
                f"{figure(whole)} sasaran yang mencapai 100 %. Mana yang benar?",
                key=(fewer.indicator.code, "semua sasaran"),
                marks=(Mark(entry, *said.span()),),
                related=tuple(row.code for row in fewer.rows),
            )


def _names(text: str) -> Iterator[re.Match[str]]:
    return phrases("counts", "index").finditer(text)


def _wrong_scale(entry: Entry, value: float) -> Iterator[Hit]:
    if value > _SCALE:
        meant = f" Apakah maksudnya nilai skala 100, yaitu indeks {decimal(value / _PER_POINT)}?"
        yield Hit(
            entry,
            f"Indeks ditulis {entry.row.answer.strip()}, di luar skala 4.{meant if value >= _PER_POINT else ''}",
            key=("skala",),
        )
        return
    text = plain(entry, filler=" ")  # "hasil SPAK tgl 27 Agustus" tells no value
    bare = _HUNDRED.sub(lambda match: " " * len(match[0]), text)
    told = [
        (named.start(), _VALUE.search(bare, named.end(), named.end() + _REACH))
        for named in (*_names(text), *phrases("counts", "equal").finditer(text))
    ]
    matches = [(start, match, match[1]) for start, match in told if match]
    matches += [(it.start(), it, it[1] or it[2]) for it in _OF_HUNDRED.finditer(text)]
    is_told = any(abs(_index(written) - value) <= _NEAR for *_, written in matches)
    for start, match, written in matches:
        said, index = entry.evidence.text[start : match.end()], _index(written)
        is_other = float(written.replace(",", ".")) <= _SCALE  # "target indeks 3,60" is of the same scale
        if is_other and (is_told or phrases("counts", "aim").search(text[max(0, start - _AIM) : match.end()])):
            continue
        if 1 <= index <= _SCALE and abs(index - value) > _NEAR:
            same = "disebut dalam isian" if is_other else f"sama dengan indeks {decimal(index)} pada skala 4"
            yield Hit(
                entry,
                f"Indeks dijawab {entry.row.answer.strip()}, tetapi {quoted(said)} {same}.",
                key=("indeks", written),
                marks=(Mark(entry, start, match.end()),),
            )
            return


def _index(written: str) -> float:
    """A value on the scale of 4; 0 for a number that is none of either scale, such as a bare "3"."""
    value = float(written.replace(",", "."))
    if value > _PER_POINT:
        return value / _PER_POINT
    return value if value <= _SCALE and not written.isdecimal() else 0
