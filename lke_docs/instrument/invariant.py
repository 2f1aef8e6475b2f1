"""What must hold across the entries of an instrument; one entry and one reason for each fault."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.instrument.model import Instrument
from lke_docs.wording import figure

_ROUNDING = 0.001  # weights of indicators are rounded shares: three times 0.3333


def problems(instrument: Instrument) -> Iterator[tuple[str, str]]:
    """Yield (entry, reason) for each broken invariant; nothing for a sound instrument."""
    yield from _weights(instrument)
    yield from _requirements(instrument)
    yield from _inputs(instrument)
    yield from _keywords(instrument)
    yield from _places(instrument)


def _weights(instrument: Instrument) -> Iterator[tuple[str, str]]:
    total = sum(area.weight for area in instrument.areas)
    if abs(total - instrument.max_total) > _ROUNDING:
        yield "area", f"jumlah bobot {figure(total)}, seharusnya {figure(instrument.max_total)}"
    for area in instrument.areas:
        owned = [part for part in instrument.sub_areas if instrument.area_of(part.code) == area]
        below = sum(part.weight for part in owned)
        if abs(below - area.weight) > _ROUNDING:
            yield (
                f"area {area.code}",
                f"bobot {figure(area.weight)}, tetapi jumlah sub-areanya {figure(below)}",
            )
    for code, members in instrument.by_sub_area().items():
        weight = next(part.weight for part in instrument.sub_areas if part.code == code)
        below = sum(indicator.weight for indicator in members)
        if not members:
            yield f"sub_area {code}", "tidak punya indikator"
        elif abs(below - weight) > _ROUNDING * len(members):
            yield f"sub_area {code}", f"bobot {figure(weight)}, tetapi jumlah indikatornya {figure(below)}"


def _places(instrument: Instrument) -> Iterator[tuple[str, str]]:
    for code in instrument.indicators:
        if instrument.sub_area_of(code) is None:
            yield f"indicator {code}", "tidak termasuk sub-area mana pun"
    for part in instrument.sub_areas:
        if instrument.area_of(part.code) is None:
            yield f"sub_area {part.code}", "tidak termasuk area mana pun"
    heads = {"*"} | {area.code for area in instrument.areas} | {part.code for part in instrument.sub_areas}
    for slug, code in instrument.results.items():
        if code not in heads and code not in instrument.indicators:
            yield f"result {slug}", f"kode {code!r} tidak dikenal"
    for quirk in instrument.quirks:
        inside = any(code.startswith(f"{quirk.code}.") for code in instrument.indicators)
        if not (quirk.code in heads or quirk.code in instrument.indicators or inside):
            yield f"quirk {quirk.code}", "kode tidak dikenal"


def _requirements(instrument: Instrument) -> Iterator[tuple[str, str]]:
    used: set[str] = set()
    for indicator in instrument.indicators.values():
        older = indicator.older.options.values() if indicator.older else ()
        for option in (*indicator.options, *older):
            used.update(option.requires)
    for slug in sorted(used - instrument.requirements.keys()):
        yield f"requirement {slug}", "dipakai, tetapi tidak dijelaskan"
    for slug in sorted(instrument.requirements.keys() - used):
        yield f"requirement {slug}", "dijelaskan, tetapi tidak dipakai"


def _inputs(instrument: Instrument) -> Iterator[tuple[str, str]]:
    for code, indicator in instrument.indicators.items():
        if indicator.is_computed and not (indicator.inputs and indicator.formula and indicator.compute):
            yield f"indicator {code}", "jawaban hitungan memerlukan inputs, compute, dan formula"
        if not indicator.is_computed and indicator.inputs:
            yield f"indicator {code}", "inputs hanya untuk jawaban hitungan"
        for target in indicator.aliases.values():
            if target not in indicator.by_letter:
                yield f"indicator {code}", f"answer_alias menunjuk {target!r} yang tidak ada"


def _keywords(instrument: Instrument) -> Iterator[tuple[str, str]]:
    """Two indicators with the same keywords could never be told apart by question."""
    seen: dict[tuple[str, ...], str] = {}
    for code, indicator in instrument.indicators.items():
        if not indicator.keywords:
            yield f"indicator {code}", "keywords kosong"
        same = seen.setdefault(tuple(sorted(word.casefold() for word in indicator.keywords)), code)
        if same != code:
            yield f"indicator {code}", f"keywords sama dengan {same}"
