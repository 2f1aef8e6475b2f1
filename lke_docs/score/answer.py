"""The value of each answer: a letter by its scale, a number by the formula of the instrument."""

from __future__ import annotations

from lke_docs.form import CountFault, Counts, Form, Number, parse_number, value_of
from lke_docs.instrument import Compute, Indicator
from lke_docs.model import Entry
from lke_docs.score.model import Answer
from lke_docs.wording import decimal, figure

_FULL_INDEX = 4.0
_LEAST_OF_100 = 25.0  # the lowest index of a survey on the scale of 100; between the scales a number is a slip


def read_answers(form: Form) -> tuple[Answer, ...]:
    """The answer of every indicator of the form, in its order; what is missing is open, never guessed."""
    return tuple(
        _answer(indicator, form.homes.get(code), form) for code, indicator in form.instrument.indicators.items()
    )


def _answer(indicator: Indicator, entry: Entry | None, form: Form) -> Answer:
    code = indicator.code
    if indicator.is_computed:
        written = entry.row.answer.strip() if entry else ""
        return _computed(indicator, written, form.counts.get(code), has_shares=_has_shares(form))
    if entry is None:
        return Answer(code, "", "", None, "tidak ada barisnya di lembar")
    written, chosen = entry.row.answer, form.choice(entry)
    if not written.strip():
        return Answer(code, "", "", None, "belum dijawab")
    if chosen.option is None:
        return Answer(code, written, "", None, f"“{written}” bukan pilihan ({'/'.join(indicator.letters)})")
    alias = f"“{written.strip()}” dihitung {chosen.letter} (simpulan)" if chosen.is_alias else ""
    return Answer(code, written, chosen.letter, chosen.option.value, alias)


def _has_shares(form: Form) -> bool:
    """Tell a sheet whose percentages stand as fractions, as a workbook keeps 95 % as 0.95: its 1 is 100 %."""
    asked = [code for code, indicator in form.instrument.indicators.items() if indicator.answer == "percent"]
    numbers = (parse_number(form.homes[code].row.answer) for code in asked if code in form.homes)
    return any(number is not None and not number.is_percent and 0 < number.value < 1 for number in numbers)


def _computed(indicator: Indicator, written: str, counts: Counts | None, *, has_shares: bool) -> Answer:
    own = parse_number(written)
    if own is None and counts is None and any(map(str.isdigit, written)):
        return Answer(indicator.code, written, "", None, f"“{written}” tidak terbaca sebagai angka")
    if indicator.compute is Compute.INDEX:
        return _index(indicator, own, written)
    if counts is not None and counts.is_complete:
        value, note = value_of(counts)
        written = " / ".join(f"{figure(v)}" for v in counts.values)
        return Answer(indicator.code, written, "", value, _fault(counts) or note)
    if own is not None and own.is_percent:
        return Answer(indicator.code, written, "", min(own.value / 100, 1.0), "persentase seperti yang tertulis")
    if own is not None and indicator.answer == "percent" and counts is None and 0 <= own.value <= 100:
        if own.value == 1 and not has_shares:
            note = f"“{written}” dapat berarti 1 % atau 100 %: tulis dengan tanda %"
            return Answer(indicator.code, written, "", None, note)
        share = own.value if own.value <= 1 else own.value / 100  # a workbook keeps 95 % as 0.95
        return Answer(indicator.code, written, "", share, f"{figure(own.value)} dibaca {figure(100 * share)} %")
    missing = [given.label for given in indicator.inputs if counts is None or given.slug not in counts.numbers]
    return Answer(indicator.code, "", "", None, f"angka belum diisi: {'; '.join(missing)}")


def _index(indicator: Indicator, own: Number | None, written: str) -> Answer:
    if own is None:
        return Answer(indicator.code, "", "", None, "indeks survei belum diisi")
    number, percent = own
    if 0 <= number <= _FULL_INDEX and not percent:
        return Answer(indicator.code, written, "", number / _FULL_INDEX, f"indeks {figure(number)} dari 4")
    if _LEAST_OF_100 <= number <= 100:
        on_four = number / 25
        note = f"{figure(number)} berskala 100, dibaca {decimal(on_four)} dari 4"
        return Answer(indicator.code, written, "", number / 100, note)
    return Answer(indicator.code, written, "", None, f"{figure(number)} di luar skala 0 sampai 4")


def _fault(counts: Counts) -> str:
    """Why the numbers cannot be; "" where they can."""
    values = counts.values
    match counts.fault:
        case CountFault.NEGATIVE:
            return "ada angka negatif"
        case CountFault.SUM:
            return f"angka tidak cocok: {figure(values[0])} bukan {figure(values[1])} + {figure(values[2])}"
        case CountFault.PART:
            return f"angka tidak cocok: {figure(values[-1])} dari {figure(values[0])}"
    return ""
