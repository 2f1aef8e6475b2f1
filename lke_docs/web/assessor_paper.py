"""An assessor's papers in Word: rows of verdicts for "Catatan Evaluasi", and the letter that asks for what is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lke_docs.draft.facts import Facts
from lke_docs.draft.library import find_template
from lke_docs.draft.single import make_single
from lke_docs.errors import ConfigError
from lke_docs.report.model import Report
from lke_docs.web.assessment import (
    LEVELS,
    IndicatorStanding,
    by_words,
    latest_verdicts,
    name_of,
    open_questions,
    standings,
)
from lke_docs.web.models import LevelVerdict, Version, WorkUnit
from lke_docs.wording import and_more, quoted

_TEMPLATE = "nota_dinas"
_MOST = 200  # lines of a letter that somebody still reads
_LONG = 300
_NONE = "–"


def verdict_rows(unit: WorkUnit, version: Version, report: Report) -> tuple[dict[str, str], ...]:
    """The verdicts by indicator, each level's letter in its column."""
    given = latest_verdicts(unit, version)
    rows = []
    for card in report.cards:
        if verdicts := given.get(card.row.code):
            holds, old = by_words(verdicts, version)
            letters = {level.lower(): holds[level].letter if level in holds else _NONE for level in LEVELS}
            reasons = [f"{it.level}: {it.reason} ({name_of(it.by)})" for it in holds.values()]
            reasons += [f"{it.level}: {it.letter} atas isian sebelumnya, perlu dinilai lagi" for it in old.values()]
            said = {"indikator": card.row.code, "jawaban": card.row.answer or _NONE, "alasan": "\n".join(reasons)}
            rows.append(said | letters)
    return tuple(rows)


def letter(unit: WorkUnit, version: Version, report: Report, *, made: date) -> bytes:
    """The draft of a letter to a unit: its open questions, and the letters that an assessor set lower.

    Number, names and signatures stay open, as in every draft. Raises ConfigError where nothing is open.
    """
    rows = standings(unit, version, report)
    codes = [it.row.code for it in rows if it.questions or _lower(it)]
    if not codes:
        raise ConfigError(
            "Tidak ada pertanyaan yang terbuka dan tidak ada putusan yang berbeda, jadi tidak ada yang diminta."
        )
    points = [f"{it.code}: {' '.join(it.text.split())}" for it in open_questions(unit)]
    facts = Facts(
        {
            "indikator": ", ".join(codes[:12]) + and_more(len(codes), 12),
            "perihal": f"Permintaan kelengkapan bukti dukung LKE {unit.name}",
            "isi": points[:_MOST] or ["Putusan penilai pada indikator di bawah berbeda dari jawaban unit."],
            "rincian": list(_differences(rows))[:_MOST],
        },
        origin="pengguna:penilai",
    )
    draft, _ = make_single(find_template(_TEMPLATE), facts, made=made)
    return draft.data


def _lower(standing: IndicatorStanding) -> LevelVerdict | None:
    """The verdict of the highest level that gave one, where it is not what the unit answered."""
    last = next((standing.verdicts[level] for level in reversed(LEVELS) if level in standing.verdicts), None)
    return last if last and last.letter.upper() != standing.row.answer.strip().upper() else None


def _differences(rows: tuple[IndicatorStanding, ...]) -> Iterator[dict[str, str]]:
    for standing in rows:
        if last := _lower(standing):
            yield {
                "uraian": f"{standing.row.code} {quoted(standing.row.question, _LONG)}",
                "tertulis": standing.row.answer or _NONE,
                "seharusnya": f"{last.letter} ({last.level}: {last.reason[:_LONG]})",
            }
