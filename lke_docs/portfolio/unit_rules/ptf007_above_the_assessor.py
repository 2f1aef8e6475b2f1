"""PTF007."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from statistics import median

from lke_docs.instrument import shipped_instrument
from lke_docs.model import Confidence, Level
from lke_docs.portfolio.unit_rule import Crowd, UnitHit, unit_rule
from lke_docs.wording import decimal

_ROWS = 10  # that an assessor answered
_PEERS = 8
_FAR, _LEAST = 4.0, 0.15  # times the usual distance from the middle, and of the value of a question at the least
_SPREAD = 1.4826


@unit_rule(
    "PTF007",
    "nilai mandiri jauh di atas nilai asesor",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Bahas indikator yang diturunkan bersama unit; perbaiki jawaban atau lengkapi buktinya.",
)
def above_the_assessor(crowd: Crowd) -> Iterator[UnitHit]:
    """
    ## Apa yang diperiksa
    Jawaban unit dibandingkan dengan jawaban asesor terakhir di lembar yang sama. Yang disebut hanya unit yang rata-rata
    diturunkan jauh lebih banyak daripada unit lain yang juga dinilai.

    ## Mengapa
    Asesor menurunkan beberapa jawaban hampir di setiap unit. Penurunan di mana-mana menandakan penilaian mandiri yang
    tidak jujur atau tidak paham.

    ## Contoh
    Buruk: asesor menurunkan 60 dari 85 jawaban A menjadi B atau C.
    Baik: asesor menurunkan 8 dari 85 jawaban.

    ## Cara memperbaiki
    Cocokkan tiap jawaban dengan bunyi pilihannya sebelum lembar diajukan.

    ## Dasar
    Penilaian mandiri diuji oleh TPI dan TPN atas bukti yang sama.
    """
    lowered = _lowered(crowd)
    drops = {unit: sum(drop for _, drop in rows) / len(rows) for unit, rows in lowered.items() if len(rows) >= _ROWS}
    if len(drops) < _PEERS:
        return
    middle = median(drops.values())
    distance = _SPREAD * median(abs(drop - middle) for drop in drops.values())
    for unit, drop in sorted(drops.items()):
        codes = tuple(code for code, value in lowered[unit] if value > 0)
        if drop > middle + max(_LEAST, _FAR * distance):
            yield UnitHit(
                unit,
                f"Asesor menurunkan {len(codes)} dari {len(lowered[unit])} jawaban, rata-rata "
                f"{decimal(100 * drop, 0)}% dari nilai pertanyaan; "
                f"tengah dari {len(drops)} unit yang dinilai {decimal(100 * middle, 0)}%.",
                codes=codes,
            )


def _lowered(crowd: Crowd) -> dict[str, list[tuple[str, float]]]:
    """Of each unit the rows that were assessed, with the value that each lost."""
    form_of = cache(shipped_instrument)
    by_unit: dict[str, list[tuple[str, float]]] = {}
    for unit, name, code, own, theirs in crowd.db.execute(_ASSESSED).fetchall():
        form = form_of(name)
        question = form.indicator(code) if form else None
        values = [question.option(question.letter_of(letter) or "") for letter in (own, theirs)] if question else []
        if len(values) == 2 and values[0] and values[1]:
            by_unit.setdefault(unit, []).append((code, values[0].value - values[1].value))
    return by_unit


_ASSESSED = """
SELECT unit, instrument, code, answer, assessor_answer FROM rows JOIN units USING (unit, key)
WHERE assessor_answer IS NOT NULL AND answer <> '' ORDER BY unit, code"""
