"""patterns/instruments/*.toml -> Instrument. Wrong files are refused with file, key and reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

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
    Quirk,
    SubArea,
    Threshold,
)
from lke_docs.patterns import load_toml
from lke_docs.resources import data_dir

#: Older wordings that can be asked for. "90/2021" is how the files read as they stand.
READINGS = ("52/2014", "90/2021")

_EMPTY: Mapping[str, Any] = MappingProxyType({})
_NUMBER = (int, float)
_TOP = {
    "id": str, "title": str, "regulation": str, "valid_from": date, "valid_to": date, "max_total": _NUMBER,
    "scale": dict, "threshold": list, "area": list, "sub_area": list, "indicator": list, "quirk": list,
    "requirement": dict, "certainty": list, "result": dict,
}  # fmt: skip
_AREA = {"code": str, "name": str, "weight": _NUMBER, "part": str}
_SUB_AREA = {"code": str, "name": str, "weight": _NUMBER}
_THRESHOLD = {
    "predicate": str, "regulation": str, "confidence": str, "source": str, "prerequisite": str,
    **dict.fromkeys(
        ("total", "pengungkit", "area_percent", "bersih", "ipak", "ipak_index", "tlhp", "kinerja",
         "pelayanan", "ipkp_index"), _NUMBER),
}  # fmt: skip
_INDICATOR = {
    "code": str, "label": str, "answer": str, "weight": _NUMBER, "keywords": list, "expects": list,
    "option": dict, "answer_alias": dict, "inputs": list, "compute": str, "formula": str,
    "consistency": str, "note": str,
    "rubric": str, "rubric_confidence": str, "maps_to": str, "maps_relation": str, "answer_52_2014": str,
    "option_52_2014": dict,
}  # fmt: skip
_OPTION = {
    "criterion": str, "coverage": str, "cadence": str, "requires": list, "gap_percent": list,
    "achieved_percent_min": _NUMBER, "achieved_percent_max": _NUMBER, "maturity": int,
}  # fmt: skip
_INPUT = {"slug": str, "label": str, "code": str}
_QUIRK = {"code": str, "note": str}
_CERTAINTY = {"fact": str, "status": str, "basis": str}

_REQUIRED = ("id", "title", "regulation", "valid_from", "scale", "area", "sub_area", "indicator")

_PARTS = frozenset({"pengungkit", "pemenuhan", "reform", "hasil"})
COVERAGES = frozenset({"all", "most", "part", "few", "none"})
CADENCES = frozenset(
    {"monthly", "quarterly", "semiannual", "annual", "periodic", "irregular", "on_change"}
    | {f"times_per_year_{n}" for n in range(1, 13)}
)
CONFIDENCES = frozenset({"", "seen", "type_proves_it", "inferred", "low", "only_option", "unverified"})


class _Source(NamedTuple):
    """A file being read and the entry in it, for errors."""

    path: Path
    entry: str

    def at(self, entry: str) -> _Source:
        return _Source(self.path, entry)

    def fail(self, reason: str) -> PatternFileError:
        return PatternFileError(self.path, self.entry, reason)


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
    if own and not path.is_file():
        known = ", ".join(instrument_ids())
        raise ConfigError(f"Instrumen {str(id_or_path)!r} tidak dikenal dan bukan berkas. Yang ada: {known}.")
    instrument = parse_instrument(load_toml(path), path) if own else _shipped(path)
    if own:
        _refuse_broken(instrument, path)
    return in_reading(instrument, reading)


def in_reading(instrument: Instrument, reading: str) -> Instrument:
    """The same form, its letters read by a rubric; "" for the one of its file. Raises ConfigError."""
    if reading not in ("", *READINGS):
        raise ConfigError(f"Rubrik {reading!r} tidak dikenal. Pilihan: {', '.join(READINGS)}.")
    return instrument.read_as(reading) if reading == "52/2014" else instrument


@cache
def _shipped(path: Path) -> Instrument:
    """A file of ours is read once; an instrument never changes."""
    return parse_instrument(load_toml(path), path)


def _refuse_broken(instrument: Instrument, path: Path) -> None:
    from lke_docs.instrument.invariant import problems

    for entry, reason in problems(instrument):
        raise PatternFileError(path, entry, reason)


def parse_instrument(raw: Mapping[str, Any], path: Path) -> Instrument:
    """Make an Instrument of the tables of a file; `path` is for errors."""
    source = _Source(path, "berkas")
    _check(raw, _TOP, _REQUIRED, source)
    scales = {name: _scale(table, source.at(f"scale.{name}")) for name, table in raw["scale"].items()}
    return Instrument(
        id=raw["id"],
        title=raw["title"],
        regulation=raw["regulation"],
        valid_from=raw["valid_from"],
        valid_to=raw.get("valid_to"),
        max_total=float(raw.get("max_total", 100)),
        scales=MappingProxyType(scales),
        thresholds=tuple(_threshold(table, raw["regulation"], source) for table in raw.get("threshold", ())),
        areas=tuple(_area(table, source) for table in raw["area"]),
        sub_areas=tuple(_sub_area(table, source) for table in raw["sub_area"]),
        indicators=_indicators(raw["indicator"], scales, source),
        quirks=tuple(Quirk(**_record(table, _QUIRK, "quirk", source)) for table in raw.get("quirk", ())),
        requirements=MappingProxyType(_texts(raw.get("requirement", {}), source.at("requirement"))),
        certainties=tuple(
            Certainty(**_record(table, _CERTAINTY, "certainty", source)) for table in raw.get("certainty", ())
        ),
        results=MappingProxyType(_texts(raw.get("result", {}), source.at("result"))),
        source=str(path),
    )


def _check(raw: Any, known: Mapping[str, Any], required: tuple[str, ...], source: _Source) -> None:
    if not isinstance(raw, dict):
        raise source.fail("harus berupa tabel")
    for key, value in raw.items():
        kind = known.get(key)
        if kind is None:
            raise source.fail(f"kunci {key!r} tidak dikenal; yang dikenal: {', '.join(sorted(known))}")
        if not isinstance(value, kind) or isinstance(value, bool):
            raise source.fail(f"nilai kunci {key!r} salah jenis: {value!r}")
    for key in required:
        if key not in raw:
            raise source.fail(f"kunci {key!r} wajib ada")


def _record(raw: Any, known: Mapping[str, Any], name: str, source: _Source) -> dict[str, Any]:
    _check(raw, known, tuple(known), source.at(name))
    return dict(raw)


def _texts(raw: Mapping[str, Any], source: _Source) -> dict[str, str]:
    for key, value in raw.items():
        if not isinstance(value, str) or not value:
            raise source.fail(f"nilai kunci {key!r} harus teks")
    return dict(raw)


def _strings(raw: list[Any], key: str, source: _Source) -> tuple[str, ...]:
    for value in raw:
        if not isinstance(value, str) or not value:
            raise source.fail(f"isi kunci {key!r} harus teks: {value!r}")
    return tuple(raw)


def _scale(raw: Any, source: _Source) -> Mapping[str, float]:
    if not isinstance(raw, dict) or not raw:
        raise source.fail("skala harus memuat huruf dan nilainya")
    for letter, value in raw.items():
        if not isinstance(value, _NUMBER) or not 0 <= value <= 1:
            raise source.fail(f"nilai {letter!r} harus antara 0 dan 1: {value!r}")
    return MappingProxyType({letter: float(value) for letter, value in raw.items()})


def _area(raw: Any, source: _Source) -> Area:
    table = _record(raw, _AREA, f"area {_name(raw)}", source)
    if table["part"] not in _PARTS:
        raise source.at(f"area {table['code']}").fail(f"bagian {table['part']!r} tidak dikenal")
    return Area(table["code"], table["name"], float(table["weight"]), table["part"])


def _sub_area(raw: Any, source: _Source) -> SubArea:
    table = _record(raw, _SUB_AREA, f"sub_area {_name(raw)}", source)
    return SubArea(table["code"], table["name"], float(table["weight"]))


def _threshold(raw: Any, regulation: str, source: _Source) -> Threshold:
    here = source.at(f"threshold {raw.get('predicate', '?') if isinstance(raw, dict) else '?'}")
    _check(raw, _THRESHOLD, ("predicate", "total", "confidence", "source"), here)
    if raw["confidence"] not in CONFIDENCES:
        raise here.fail(f"tingkat kepastian {raw['confidence']!r} tidak dikenal")
    return Threshold(**{"regulation": regulation, **raw})


def _name(raw: Any) -> str:
    return str(raw.get("code", "?")) if isinstance(raw, dict) else "?"


def _indicators(
    tables: list[Any], scales: Mapping[str, Mapping[str, float]], source: _Source
) -> Mapping[str, Indicator]:
    found: dict[str, Indicator] = {}
    for raw in tables:
        here = source.at(f"indicator {_name(raw)}")
        indicator = _indicator(raw, scales, here)
        if indicator.code in found:
            raise here.fail("kode ini sudah ada")
        found[indicator.code] = indicator
    return MappingProxyType(found)


def _indicator(raw: Any, scales: Mapping[str, Mapping[str, float]], source: _Source) -> Indicator:
    _check(raw, _INDICATOR, ("code", "label", "answer", "weight", "keywords", "expects"), source)
    answer = raw["answer"]
    older = None
    if "option_52_2014" in raw:
        older_answer = raw.get("answer_52_2014", answer)
        older_scale = _scale_of(older_answer, scales, source)
        older = OlderReading(older_answer, _options(raw["option_52_2014"], older_scale, source), older_scale)
    scale = _scale_of(answer, scales, source)
    if raw.get("rubric_confidence", "") not in CONFIDENCES:
        raise source.fail(f"tingkat kepastian {raw['rubric_confidence']!r} tidak dikenal")
    return Indicator(
        code=raw["code"],
        label=raw["label"],
        answer=answer,
        weight=float(raw["weight"]),
        keywords=_strings(raw["keywords"], "keywords", source),
        expects=_strings(raw["expects"], "expects", source),
        scale=scale,
        raw_options=_options(raw.get("option", _EMPTY), scale, source),
        aliases=_texts(raw["answer_alias"], source) if "answer_alias" in raw else _EMPTY,
        inputs=tuple(_input(table, source) for table in raw.get("inputs", ())),
        compute=_compute(raw.get("compute", ""), source),
        formula=raw.get("formula", ""),
        consistency=raw.get("consistency", ""),
        note=raw.get("note", ""),
        rubric=raw.get("rubric", ""),
        rubric_confidence=raw.get("rubric_confidence", ""),
        maps_to=raw.get("maps_to", ""),
        maps_relation=raw.get("maps_relation", ""),
        older=older,
    )


def _scale_of(answer: str, scales: Mapping[str, Mapping[str, float]], source: _Source) -> Mapping[str, float]:
    if answer in COMPUTED:
        return _EMPTY
    if answer not in scales:
        raise source.fail(f"jenis jawaban {answer!r} tidak punya skala")
    return scales[answer]


def _compute(name: str, source: _Source) -> Compute:
    try:
        return Compute(name)
    except ValueError as error:
        known = ", ".join(sorted(Compute)[1:])
        raise source.fail(f"compute {name!r} tidak dikenal; pilihan: {known}") from error


def _input(raw: Any, source: _Source) -> InputField:
    _check(raw, _INPUT, ("slug", "label"), source)
    return InputField(**raw)


def _options(raw: Mapping[str, Any], scale: Mapping[str, float], source: _Source) -> Mapping[str, Mapping[str, Any]]:
    if raw.keys() != scale.keys():
        raise source.fail(f"pilihan {', '.join(raw) or '-'} tidak sesuai skala {', '.join(scale) or '-'}")
    for letter, option in raw.items():
        if not (option.keys() <= _OPTION.keys() and option.get("criterion")):
            _check(option, _OPTION, ("criterion",), source.at(f"{source.entry} pilihan {letter}"))
            raise source.at(f"{source.entry} pilihan {letter}").fail("kriteria kosong")
        _check_claims(option, letter, source)
    return raw


def _check_claims(option: Mapping[str, Any], letter: str, source: _Source) -> None:
    here = source.at(f"{source.entry} pilihan {letter}")
    if option.get("coverage", "all") not in COVERAGES:
        raise here.fail(f"cakupan {option['coverage']!r} tidak dikenal")
    if option.get("cadence", "annual") not in CADENCES:
        raise here.fail(f"frekuensi {option['cadence']!r} tidak dikenal")
    gap = option.get("gap_percent")
    if gap is not None and not (
        isinstance(gap, list) and len(gap) == 2 and all(isinstance(end, _NUMBER) for end in gap)
    ):
        raise here.fail(f"gap_percent harus dua angka: {gap!r}")
    requires = option.get("requires", [])
    if not isinstance(requires, list) or not all(isinstance(slug, str) for slug in requires):
        raise here.fail("requires harus daftar teks")
