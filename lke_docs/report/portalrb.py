"""Sheet -> JSON of the ministry's portal, by its master list of questions."""

from __future__ import annotations

from typing import Any

from lke_docs.model import Row, Sheet
from lke_docs.read.portalrb import portal_questions
from lke_docs.text import dump_json

_UNIT_ID = "ID unit : "


def portalrb_json(sheet: Sheet) -> tuple[str, tuple[str, ...]]:
    """The answers that PortalRB fetches for one unit, and the codes of rows that its list does not ask for."""
    year, questions = portal_questions()
    ids = {question.code: question.id for question in questions}
    rows = {ids[row.code]: row for row in sheet.rows if row.code in ids}
    found = {
        "unit_id": next((t.text.removeprefix(_UNIT_ID) for t in sheet.header if t.text.startswith(_UNIT_ID)), ""),
        "nama_unit": sheet.unit,
        "tahun": sheet.year.value if sheet.year else year,
        "answers": [_answer(number, rows[number]) for number in sorted(rows)],
    }
    left = tuple(row.code for row in sheet.rows if row.code not in ids and (row.answer or row.evidence))
    return dump_json(found, indent=2) + "\n", left


def _answer(number: int, row: Row) -> dict[str, Any]:
    _, answer, note = row.reviews[0] if row.reviews else ("", "", "")
    return {
        "soal_id": number,
        "jawaban_unit": row.answer or None,
        "jawaban_tpi": answer or None,
        "catatan_unit": None,
        "bukti_dukung_unit": row.evidence or None,
        "catatan_tpi": note or None,
    }
