"""Sheet -> JSON of the ministry's portal, by its master list of questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lke_docs.model import Row, Sheet
from lke_docs.read.portalrb import portal_questions
from lke_docs.text import dump_json

_UNIT_ID = "ID unit : "
_Verdicts = Mapping[str, tuple[str, str]]


def portalrb_json(sheet: Sheet) -> tuple[str, tuple[str, ...]]:
    """The answers that PortalRB fetches for one unit, and the codes of rows that its list does not ask for."""
    unit, left = portal_answers(sheet)
    return dump_json(unit, indent=2) + "\n", left


def portal_answers(
    sheet: Sheet, *, unit_id: str = "", name: str = "", year: int = 0, tpi: _Verdicts | None = None
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The same as values. `unit_id`, `name` and `year` go before what the sheet says of itself; `tpi`: letter and note
    of the internal assessors by code, in place of all that stand in the sheet, where anybody may have written them."""
    listed, questions = portal_questions()
    ids = {question.code: question.id for question in questions}
    rows = {ids[row.code]: row for row in sheet.rows if row.code in ids}
    stated = next((t.text.removeprefix(_UNIT_ID) for t in sheet.header if t.text.startswith(_UNIT_ID)), "")
    unit = {
        "unit_id": unit_id or stated,
        "nama_unit": name or sheet.unit,
        "tahun": year or (sheet.year.value if sheet.year else listed),
        "answers": [_answer(number, rows[number], tpi) for number in sorted(rows)],
    }
    left = tuple(row.code for row in sheet.rows if row.code not in ids and (row.answer or row.evidence))
    return unit, left


def _answer(number: int, row: Row, tpi: _Verdicts | None) -> dict[str, Any]:
    given = tpi.get(row.code) if tpi is not None else row.reviews[0][1:] if row.reviews else None
    answer, note = given or ("", "")
    return {
        "soal_id": number,
        "jawaban_unit": row.answer or None,
        "jawaban_tpi": answer or None,
        "catatan_unit": None,
        "bukti_dukung_unit": row.evidence or None,
        "catatan_tpi": note or None,
    }
