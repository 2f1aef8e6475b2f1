"""Numbers that a sheet gives below a computed question: complaints to settle, being settled, settled."""

from __future__ import annotations

import re
from typing import NamedTuple

from lke_docs.check.rule import Dossier
from lke_docs.instrument import Indicator
from lke_docs.model import Entry

_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,4})?")


class Counts(NamedTuple):
    """The numbers of one computed question, by slug, and the rows that hold them."""

    indicator: Indicator
    numbers: dict[str, float]
    rows: tuple[Entry, ...]

    @property
    def is_complete(self) -> bool:
        return len(self.numbers) == len(self.indicator.inputs)

    @property
    def is_of_work(self) -> bool:
        """To be done = being done + done."""
        return self.is_complete and len(self.numbers) == 3 and self.indicator.compute == "share_full_at_zero"

    @property
    def values(self) -> list[float]:
        """The numbers in the order of the form."""
        return [self.numbers[given.slug] for given in self.indicator.inputs]


def counts(dossier: Dossier) -> list[Counts]:
    """Gather the numbers of each computed question that are given in rows with a code below its own."""
    found: dict[str, Counts] = {}
    for entry in dossier.entries:
        counted = dossier.form.counted(entry) if dossier.form else None
        number = parse(entry.row.answer) if counted else None
        if counted and number is not None:
            indicator, slug = counted
            old = found.get(indicator.code, Counts(indicator, {}, ()))
            found[indicator.code] = Counts(indicator, {**old.numbers, slug: number}, (*old.rows, entry))
    return list(found.values())


def parse(text: str) -> float | None:
    """A number that stands alone, with comma or point."""
    written = text.strip().rstrip("%").strip()
    return float(written.replace(",", ".")) if _NUMBER.fullmatch(written) else None
