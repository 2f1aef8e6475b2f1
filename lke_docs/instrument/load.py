"""patterns/instruments/*.toml -> Instrument. Wrong files are refused with file, key and reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lke_docs.errors import ConfigError, PatternFileError
from lke_docs.instrument.model import (
    COMPUTED,
    Area,
    Certainty,
    Compute,
    Indicator,
    InputField,
    Instrument,
    OlderReading,
    Option,
    Quirk,
    Rubric,
    SubArea,
    Threshold,
)
from lke_docs.kept import shipped
from lke_docs.office.door import is_file
from lke_docs.records import (
    DAY,
    LISTS,
    NUMBER,
    NUMBERS,
    TABLE,
    TABLES,
    TEXT,
    TEXTS,
    WHOLE,
    WORD,
    WORDS,
    Record,
    Schema,
    load_record,
    may,
    need,
    shipped_record,
)
from lke_docs.resources import data_dir

_EMPTY: Mapping[str, Any] = MappingProxyType({})

_PARTS = ("pengungkit", "pemenuhan", "reform", "hasil")
COVERAGES = ("all", "most", "part", "few", "none")
CADENCES = (
    "monthly", "quarterly", "semiannual", "annual", "periodic", "irregular", "on_change",
    *(f"times_per_year_{n}" for n in range(1, 13)),
)  # fmt: skip
CONFIDENCES = ("", "seen", "type_proves_it", "inferred", "low", "only_option", "unverified")

_TOP: Schema = {
    **dict.fromkeys(("id", "title", "regulation"), need(TEXT)), "valid_from": need(DAY), "valid_to": may(DAY),
    "max_total": may(NUMBER), "scale": need(TABLE), "threshold": may(TABLES), "area": need(TABLES),
    "sub_area": need(TABLES), "indicator": need(TABLES), "quirk": may(TABLES), "requirement": may(TABLE),
    "certainty": may(TABLES), "result": may(TABLE),
}  # fmt: skip
_AREA: Schema = {"code": need(TEXT), "name": need(TEXT), "weight": need(NUMBER), "part": need(TEXT, _PARTS)}
_SUB_AREA: Schema = {"code": need(TEXT), "name": need(TEXT), "weight": need(NUMBER)}
_THRESHOLD: Schema = {
    "predicate": need(TEXT), "regulation": may(TEXT), "confidence": need(TEXT, CONFIDENCES), "source": need(TEXT),
    "prerequisite": may(TEXT), "total": need(NUMBER),
    **dict.fromkeys(
        ("pengungkit", "area_percent", "bersih", "ipak", "ipak_index", "tlhp", "kinerja", "pelayanan", "ipkp_index"),
        may(NUMBER)),
}  # fmt: skip
_INDICATOR: Schema = {
    "code": need(TEXT), "label": need(TEXT), "answer": need(TEXT), "weight": need(NUMBER), "keywords": need(WORDS),
    "expects": need(WORDS), "option": may(TABLE), "answer_alias": may(TABLE), "inputs": may(TABLES),
    "compute": may(TEXT, tuple(Compute)), "rubric_confidence": may(TEXT, CONFIDENCES), "option_52_2014": may(TABLE),
    "also": may(LISTS),
    **dict.fromkeys(
        ("formula", "consistency", "note", "rubric", "maps_to", "maps_relation", "answer_52_2014"), may(TEXT)),
}  # fmt: skip
_OPTION: Schema = {
    "criterion": need(WORD), "coverage": may(TEXT, COVERAGES), "cadence": may(TEXT, CADENCES),
    "requires": may(TEXTS), "gap_percent": may(NUMBERS), "achieved_percent_min": may(NUMBER),
    "achieved_percent_max": may(NUMBER), "maturity": may(WHOLE),
}  # fmt: skip
_INPUT: Schema = {"slug": need(TEXT), "label": need(TEXT), "code": may(TEXT)}
_QUIRK: Schema = {"code": need(TEXT), "note": need(TEXT)}
_CERTAINTY: Schema = {"fact": need(TEXT), "status": need(TEXT), "basis": need(TEXT)}


@shipped
def instrument_ids() -> tuple[str, ...]:
    """Ids of the instruments that come with the program."""
    return tuple(sorted(path.stem for path in (data_dir("patterns") / "instruments").glob("*.toml")))


def load_instrument(id_or_path: str | Path, *, reading: str = "") -> Instrument:
    """Load an instrument by id, or a user's own file by path (which is checked in full).

    `reading` "52/2014" takes the older wording of the options where the file holds it.
    """
    shipped = data_dir("patterns") / "instruments" / f"{id_or_path}.toml"
    own = not (isinstance(id_or_path, str) and id_or_path in instrument_ids())
    path = Path(id_or_path) if own else shipped
    if own and not is_file(path):
        known = ", ".join(instrument_ids())
        raise ConfigError(f"Instrumen {str(id_or_path)!r} tidak dikenal dan bukan berkas. Yang ada: {known}.")
    instrument = parse_instrument(load_record(path)) if own else _shipped(path)
    if own:
        _refuse_broken(instrument, path)
    return in_reading(instrument, reading)


def shipped_instrument(id: str) -> Instrument | None:
    """The instrument of this id that comes with the program; None where the form is somebody's own."""
    return load_instrument(id) if id in instrument_ids() else None


def in_reading(instrument: Instrument, reading: str) -> Instrument:
    """The same form, its letters read by a rubric; "" for the one of its file. Raises ConfigError."""
    if not reading:
        return instrument
    try:
        return instrument.read_as(Rubric(reading))
    except ValueError as error:
        raise ConfigError(f"Rubrik {reading!r} tidak dikenal. Pilihan: {', '.join(Rubric)}.") from error


@shipped
def _shipped(path: Path) -> Instrument:
    """A file of ours is read once; an instrument never changes. It is asked for by the name of its file."""
    record = shipped_record(path, str(path))
    if record.table.get("id") != path.stem:
        raise record.fail(f"id harus nama berkasnya, “{path.stem}”", "id")
    return parse_instrument(record)


def _refuse_broken(instrument: Instrument, path: Path) -> None:
    from lke_docs.instrument.invariant import problems

    for entry, reason in problems(instrument):
        raise PatternFileError(path, entry, reason)


def parse_instrument(record: Record) -> Instrument:
    """Make an Instrument of the tables of a file. Raises PatternFileError with line, entry and key."""
    top = record.read(_TOP)
    scales = {name: _scale(table) for name, table in record.named("scale")}
    return Instrument(
        id=top["id"],
        title=top["title"],
        regulation=top["regulation"],
        valid_from=top["valid_from"],
        valid_to=top.get("valid_to"),
        max_total=float(top.get("max_total", 100)),
        scales=MappingProxyType(scales),
        thresholds=tuple(
            Threshold(**{"regulation": top["regulation"], **threshold.read(_THRESHOLD)})
            for threshold in record.each("threshold", title="predicate")
        ),
        areas=tuple(area.make(_area, _AREA) for area in record.each("area", title="code")),
        sub_areas=tuple(sub_area.make(_sub_area, _SUB_AREA) for sub_area in record.each("sub_area", title="code")),
        indicators=_indicators(record, scales),
        quirks=tuple(quirk.make(Quirk, _QUIRK) for quirk in record.each("quirk", title="code")),
        requirements=MappingProxyType(record.under("requirement").read_all(need(WORD))),
        certainties=tuple(certainty.make(Certainty, _CERTAINTY) for certainty in record.each("certainty")),
        results=MappingProxyType(record.under("result").read_all(need(WORD))),
        source=record.file.shown,
    )


def _scale(record: Record) -> Mapping[str, float]:
    values = record.read_all(need(NUMBER))
    if not values:
        raise record.fail("skala harus memuat huruf dan nilainya")
    for letter, value in values.items():
        if not 0 <= value <= 1:
            raise record.fail(f"nilai “{letter}” harus antara 0 dan 1, bukan {value}", letter)
    return MappingProxyType({letter: float(value) for letter, value in values.items()})


def _area(*, code: str, name: str, weight: float, part: str) -> Area:
    return Area(code, name, float(weight), part)


def _sub_area(*, code: str, name: str, weight: float) -> SubArea:
    return SubArea(code, name, float(weight))


def _indicators(record: Record, scales: Mapping[str, Mapping[str, float]]) -> Mapping[str, Indicator]:
    indicators: dict[str, Indicator] = {}
    for entry in record.each("indicator", title="code"):
        indicator = _indicator(entry, scales)
        if indicator.code in indicators:
            raise entry.fail("kode ini sudah ada")
        indicators[indicator.code] = indicator
    return MappingProxyType(indicators)


def _indicator(record: Record, scales: Mapping[str, Mapping[str, float]]) -> Indicator:
    values = record.read(_INDICATOR)
    answer, older_answer = values["answer"], values.pop("answer_52_2014", values["answer"])
    older = None
    if values.pop("option_52_2014", None) is not None:
        older_scale = _scale_of(older_answer, scales, record)
        older = OlderReading(older_answer, _options(record, "option_52_2014", older_scale), older_scale)
    scale = _scale_of(answer, scales, record)
    values.pop("option", None)
    values["compute"] = Compute(values.get("compute", ""))
    values["weight"] = float(values["weight"])
    values["also"] = tuple(map(tuple, values.get("also", ())))
    values["inputs"] = tuple(entry.make(InputField, _INPUT) for entry in record.each("inputs"))
    values["aliases"] = record.under("answer_alias").read_all(need(WORD)) if values.pop("answer_alias", 0) else _EMPTY
    return Indicator(**values, scale=scale, by_letter=_options(record, "option", scale), older=older)


def _scale_of(answer: str, scales: Mapping[str, Mapping[str, float]], record: Record) -> Mapping[str, float]:
    if answer in COMPUTED:
        return _EMPTY
    if answer not in scales:
        raise record.fail(f"jenis jawaban “{answer}” tidak punya skala", "answer")
    return scales[answer]


def _options(record: Record, name: str, scale: Mapping[str, float]) -> Mapping[str, Option]:
    options = record.under(name)
    if options.table.keys() != scale.keys():
        letters = ", ".join(options.table) or "-"
        raise record.fail(f"pilihan {letters} tidak sesuai skala {', '.join(scale) or '-'}", name)
    by_letter = {}
    for letter, option in record.named(name):
        here = option._replace(entry=f"{record.entry} pilihan {letter}")
        claims = here.read(_OPTION)
        if "gap_percent" in claims:
            if len(claims["gap_percent"]) != 2:
                raise here.fail("gap_percent harus dua angka", "gap_percent")
            claims["gap_percent"] = tuple(map(float, claims["gap_percent"]))
        by_letter[letter] = Option(letter, scale[letter], **claims)
    return by_letter
