"""The value of each answer: a letter by its scale, a number by the formula of the instrument."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from lke_docs.instrument import Indicator, Instrument, RowMatch, input_of
from lke_docs.model import Row
from lke_docs.score.model import Answer

_NUMBER = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s*(%?)\s*")
_FULL_INDEX = 4.0


def read_answers(matches: Sequence[RowMatch], instrument: Instrument) -> tuple[Answer, ...]:
    """The answer of every indicator of the form, in its order; what is missing is open, never guessed."""
    rows = {m.indicator.code: m.row for m in reversed(matches) if m.indicator and m.how != "hitungan"}
    numbers = _numbers(matches)
    return tuple(
        _answer(indicator, rows.get(code), numbers.get(code, {})) for code, indicator in instrument.indicators.items()
    )


def _answer(indicator: Indicator, row: Row | None, numbers: Mapping[str, float]) -> Answer:
    if indicator.is_computed:
        return _computed(indicator, row, numbers)
    if row is None:
        return Answer(indicator.code, "", "", None, "tidak ada barisnya di lembar")
    if not row.answer.strip():
        return Answer(indicator.code, "", "", None, "belum dijawab")
    letter = indicator.letter_of(row.answer)
    if letter is None:
        options = "/".join(indicator.letters)
        return Answer(indicator.code, row.answer, "", None, f"“{row.answer}” bukan pilihan ({options})")
    written = row.answer.strip()
    alias = "" if written.strip(".() ").upper() == letter else f"“{written}” dihitung {letter} (simpulan)"
    return Answer(indicator.code, row.answer, letter, indicator.scale[letter], alias)


def _computed(indicator: Indicator, row: Row | None, numbers: Mapping[str, float]) -> Answer:
    written = row.answer.strip() if row else ""
    own = _parse(written)
    if indicator.compute == "index":
        return _index(indicator, own, written)
    if len(numbers) == len(indicator.inputs):
        values = [numbers[given.slug] for given in indicator.inputs]
        value, note = _FORMULAS[indicator.compute](values)
        wrong = _contradiction(indicator, numbers)
        return Answer(indicator.code, " / ".join(f"{v:g}" for v in values), "", value, wrong or note)
    if own is not None and own[1]:
        return Answer(indicator.code, written, "", min(own[0] / 100, 1.0), "persentase seperti yang tertulis")
    missing = [given.label for given in indicator.inputs if given.slug not in numbers]
    return Answer(indicator.code, "", "", None, f"angka belum diisi: {'; '.join(missing)}")


def _index(indicator: Indicator, own: tuple[float, bool] | None, written: str) -> Answer:
    if own is None:
        return Answer(indicator.code, "", "", None, "indeks survei belum diisi")
    number, percent = own
    if 0 <= number <= _FULL_INDEX and not percent:
        return Answer(indicator.code, written, "", number / _FULL_INDEX, f"indeks {number:g} dari 4")
    if _FULL_INDEX < number <= 100:
        on_four = number / 25
        note = f"{number:g} berskala 100, dibaca {on_four:.2f} dari 4"
        return Answer(indicator.code, written, "", number / 100, note)
    return Answer(indicator.code, written, "", None, f"{number:g} di luar skala 0 sampai 4")


def _share(values: Sequence[float]) -> tuple[float | None, str]:
    whole, done = values[0], values[-1]
    if whole <= 0:
        return None, "pembaginya nol; nilainya tidak dapat dihitung"
    return min(done / whole, 1.0), f"{done:g} dari {whole:g}"


def _share_full_at_zero(values: Sequence[float]) -> tuple[float | None, str]:
    if values[0] == values[-1] == 0:
        return 1.0, "tidak ada yang harus dikerjakan, nilainya penuh"
    return _share(values)


def _decrease(values: Sequence[float]) -> tuple[float | None, str]:
    before, now = values[0], values[1]
    if now == 0:
        return 1.0, "tahun ini nol, nilainya penuh"
    if before == 0:
        return 0.0, "tahun lalu nol, tahun ini ada"
    return min(max((before - now) / before, 0.0), 1.0), f"dari {before:g} menjadi {now:g}"


_FORMULAS: dict[str, Callable[[Sequence[float]], tuple[float | None, str]]] = {
    "share": _share,
    "share_full_at_zero": _share_full_at_zero,
    "decrease": _decrease,
}


def _contradiction(indicator: Indicator, numbers: Mapping[str, float]) -> str:
    """Counts that cannot be: more done than there was, or a sum that does not add up."""
    values = [numbers[given.slug] for given in indicator.inputs]
    if any(value < 0 for value in values):
        return "ada angka negatif"
    if len(values) == 3 and indicator.compute == "share_full_at_zero" and values[0] != values[1] + values[2]:
        return f"angka tidak cocok: {values[0]:g} bukan {values[1]:g} + {values[2]:g}"
    return ""


def _numbers(matches: Sequence[RowMatch]) -> dict[str, dict[str, float]]:
    """Numbers of each computed indicator: rows with a code below its own, else the rows right below it."""
    found: dict[str, dict[str, float]] = {}
    for position, match in enumerate(matches):
        indicator = match.indicator
        if indicator is None or not indicator.inputs:
            continue
        if match.how == "hitungan":
            given = input_of(match.row.code, indicator)
            number = _parse(match.row.answer) or _parse(match.row.evidence)
            if given and number:
                found.setdefault(indicator.code, {})[given.slug] = number[0]
            continue
        below = _below(matches[position + 1 :])
        if len(below) == len(indicator.inputs):
            slugs = (given.slug for given in indicator.inputs)
            found[indicator.code] = dict(zip(slugs, below, strict=True))
    return found


def _below(matches: Sequence[RowMatch]) -> list[float]:
    """The numbers in the unmatched rows that follow, up to the next question."""
    values = []
    for match in matches:
        if match.indicator is not None:
            break
        number = _parse(match.row.answer)
        if number is not None:
            values.append(number[0])
    return values


def _parse(text: str) -> tuple[float, bool] | None:
    """A lone number and whether a percent sign follows it; a decimal comma counts."""
    match = _NUMBER.fullmatch(text)
    return (float(match[1].replace(",", ".")), bool(match[2])) if match else None
