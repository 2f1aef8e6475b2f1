"""Fill the blank form of 2021 in three layouts: as it is, rearranged, one sheet for each area."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import tomli
from openpyxl import Workbook, load_workbook

from tools.write_formats import repacked

ROOT = Path(__file__).resolve().parent.parent
FORM = ROOT / "samples" / "formulir_kosong_zi_2021.xlsx"
SHEET = "Jawaban"
_SECTIONS = (167, 172)  # rows that show "%" but are titles: their item stands below
_OPTIONS, _ANSWER, _NOTE, _EVIDENCE, _LINK, _REVIEW, _REVIEW_NOTE = 10, 11, 12, 13, 14, 15, 18
_LAST = 204


class Filling(NamedTuple):
    """What is written beside one question."""

    answer: str | float
    note: str = ""
    evidence: str = ""
    link: str = ""
    review: str = ""
    review_note: str = ""


def item_rows() -> dict[str, int]:
    """Row of each indicator in the form: both list them in one order, which needs no reading of texts."""
    page = load_form()[SHEET]
    rows = [
        row
        for row in range(2, _LAST + 1)
        if str(page.cell(row, _OPTIONS).value or "").strip() not in ("", "Jumlah") and row not in _SECTIONS
    ]
    path = ROOT / "patterns" / "instruments" / "zi-2021.toml"
    codes = [item["code"] for item in tomli.loads(path.read_text(encoding="utf-8"))["indicator"]]
    return dict(zip(codes, rows, strict=True))


def count_rows() -> list[int]:
    """Rows in which a number is asked for."""
    page = load_form()[SHEET]
    return [row for row in range(2, _LAST + 1) if str(page.cell(row, _OPTIONS).value or "") == "Jumlah"]


def plain_filling(code: str, row: int) -> Filling:
    """Something different for each row, so that a shifted cell is seen."""
    options = str(load_form()[SHEET].cell(row, _OPTIONS).value or "")
    if options == "Jumlah":
        return Filling(row)
    answer: str | float = ("Ya" if row % 3 else "Tidak") if options == "Ya/Tidak" else "ABC"[row % 3]
    if options == "%":
        answer = f"{row}%"
    elif options.startswith("Nilai"):
        answer = round(3 + row / 1000, 3)
    return Filling(answer, f"Penjelasan {code}", f"Notula {code} tanggal {row % 28 + 1} Maret 2022", f"tautan/{row}")


_cache: list[Any] = []


def load_form() -> Any:
    """The blank form, read once; callers that write take `load_workbook` themselves."""
    if not _cache:
        _cache.append(load_workbook(FORM))
    return _cache[0]


def as_it_is(fillings: Mapping[int, Filling], *, unit: str = "") -> bytes:
    """The workbook with its sheets, formulas and empty rows, filled in."""
    book = load_workbook(FORM)
    page = book[SHEET]
    for row, filling in fillings.items():
        for column, value in zip((_ANSWER, _NOTE, _EVIDENCE, _LINK, _REVIEW, _REVIEW_NOTE), filling, strict=True):
            if value != "":
                page.cell(row, column).value = value
    if unit:
        book["Unit"]["B1"] = unit
    return _saved(book)


def rearranged(fillings: Mapping[int, Filling]) -> bytes:
    """Another sheet name, hidden sheets, columns moved and renamed, one before and some after."""
    form = load_form()[SHEET]
    book = Workbook()
    note: Any = book.active
    note.title = "Petunjuk"
    note.sheet_state = "hidden"
    note.append(["Penilaian", "Jawaban", "Catatan"])
    old: Any = book.create_sheet("Arsip 2020")
    old.sheet_state = "veryHidden"
    page: Any = book.create_sheet("LKE ZI final (2)")
    page.append(["Nama Satker", "", "Balai Contoh Rekayasa"])
    page.append([])
    page.append(["Ket. internal", "Bobot", "Answer", "Pertanyaan", "", "", "", "", "", "Pilihan Jawaban",
                 "Link Google Drive", "Daftar Data Dukung", "Remarks", "PIC"])  # fmt: skip
    for row in range(2, _LAST + 1):
        marks = [form.cell(row, column).value for column in range(2, 8)]
        filling = fillings.get(row, Filling(""))
        page.append(["cek" if row % 5 == 0 else None, form.cell(row, 8).value, filling.answer or None, *marks,
                     form.cell(row, _OPTIONS).value, filling.link or None, filling.evidence or None,
                     filling.note or None, "Bagian Umum" if filling.note else None])  # fmt: skip
    page.column_dimensions["B"].hidden = True
    return _saved(book)


def by_area(fillings: Mapping[int, Filling]) -> bytes:
    """One sheet for each area, without the parts' titles, marks in a column "No"."""
    form = load_form()[SHEET]
    book = Workbook()
    book.remove(book.active)
    page: Any = None
    for row in range(4, _LAST + 1):
        marks = [form.cell(row, column).value for column in range(2, 8)]
        area = marks[2] if str(marks[2] or "").rstrip(".").isdigit() else None
        if area or marks[0] == "B.":
            page = book.create_sheet(f"{len(book.sheetnames) + 1} {str(marks[3] or marks[1])[:20]}".replace("/", " "))
            page.append(["No", "Indikator", "Jawaban Satker", "Penjelasan", "Bukti Dukung", "Tautan"])
            if area:
                continue
        filled = [str(value).strip() for value in marks if value is not None]
        filling = fillings.get(row, Filling(""))
        if len(filled) == 1 and not filled[0].startswith("-"):
            filled = ["", filled[0]]
        mark, text = (filled[0], " ".join(filled[1:])) if len(filled) > 1 else ("", "".join(filled))
        if mark or text:
            page.append([mark or None, text or None, filling.answer or None, filling.note or None,
                         filling.evidence or None, filling.link or None])  # fmt: skip
    return _saved(book)


LAYOUTS: Mapping[str, Callable[[Mapping[int, Filling]], bytes]] = {
    "apa_adanya": as_it_is, "diubah": rearranged, "per_area": by_area,
}  # fmt: skip


def _saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return repacked(stream.getvalue())
