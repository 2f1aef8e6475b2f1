"""The form of 2021 filled in by an invented office, laid out in any order under any titles: cells without a file."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lke_docs.model import Sheet
from lke_docs.read import read_sheet
from lke_docs.read.door import interpret
from lke_docs.read.grid import Cell, Document, Grid

FORM = Path(__file__).resolve().parents[2] / "samples" / "formulir_kosong_zi_2021.xlsx"
AREAS = ("A.I.1.", "A.I.2.")
TITLES = {
    "question": ("Penilaian", "Indikator", "Butir yang dinilai", "PERNYATAAN", ""),
    "weight": ("Bobot", "Poin", ""),
    "rubric": ("Kriteria Nilai", "Penjelasan", "Ketentuan", ""),
    "options": ("Pilihan Jawaban", "Opsi", "Rentang", ""),
    "answer": ("Jawaban", "Jwbn kami", "Capaian unit", "Hasil", ""),
    "evidence": ("Bukti Dukung", "Dakung", "Berkas yang disiapkan", "Keterangan", ""),
    "link": ("Link", "Hyperlink", "Alamat berkas", ""),
    "serial": ("No", "Urut", ""),
}


class Wanted(NamedTuple):
    """What a row of the form was filled with."""

    code: str
    mark: str
    question: str
    answer: str
    evidence: str
    link: str


class Layout(NamedTuple):
    """The columns from left to right, with their titles."""

    columns: tuple[str, ...]
    titles: tuple[str, ...]
    is_split: bool  # marks in a column of their own


@cache
def wanted() -> tuple[Wanted, ...]:
    """Thirty-odd rows with letters, or Ya, and evidence of an office that is not."""
    rows = [row for row in read_sheet(FORM).rows if row.code.startswith(AREAS)]
    papers = ("SK Kepala Loka Nomor {n}/LUC/OT.01/2023", "Notula rapat ke-{n} tanggal {d} Maret 2023",
              "Laporan monitoring ke-{n}; daftar hadir tanggal {d} April 2023")  # fmt: skip
    return tuple(
        Wanted(
            row.code, f"{row.code[-1]}.", row.question, ("Ya", "A", "B", "C")[n % 4],
            papers[n % 3].format(n=n + 1, d=n % 28 + 1), f"https://arsip.loka-contoh.example/{n}",
        )
        for n, row in enumerate(rows)
    )  # fmt: skip


def random_layout(seed: int) -> Layout:
    """An order of columns and titles; question, answer and evidence are always there."""
    chance = random.Random(seed)
    optional = [name for name in ("weight", "rubric", "options", "link", "serial") if chance.random() < 0.6]
    columns = ["question", "answer", "evidence", *optional]
    chance.shuffle(columns)
    titles = tuple(chance.choice(TITLES[name]) for name in columns)
    return Layout(tuple(columns), titles, chance.random() < 0.5)


def cells_of(layout: Layout) -> list[list[str]]:
    """The rows of a table in that layout, titles first."""
    head: list[str] = []
    for name, title in zip(layout.columns, layout.titles, strict=True):
        head += ["", title] if name == "question" and layout.is_split else [title]
    table = [head]
    area = ""
    for number, row in enumerate(wanted(), 1):
        if row.code.rpartition(".")[0] != area:
            area = row.code.rpartition(".")[0]
            table.append(_row(layout, {"question": f"Sub area {area}"}, "", number))
        table.append(_row(layout, row._asdict(), row.mark, number))
    return table


NOTES = (
    "catatan tercecer {n} dari bagian umum", "konfirmasi ulang {n} ke arsip", "https://arsip.loka-contoh.example/x{n}",
    "SK Nomor {n}/LUC/2023 tertinggal di sini", "map {n} berwarna hijau", "sudah beres {n}",
)  # fmt: skip


def strewn(table: Sequence[Sequence[str]], seed: int) -> list[list[str]]:
    """The table with a dozen notes in cells that were blank, beside and below it too."""
    chance = random.Random(seed)
    title = [["LKE ZI Loka Uji Contoh 2023"], [""]] if chance.random() < 0.5 else []
    width = max(map(len, table)) + 3
    wide = [[*line, *[""] * (width - len(line))] for line in [*title, *table, [], []]]
    for number in range(100, 112):
        row, column = chance.randrange(len(wide)), chance.randrange(width)
        if not wide[row][column]:
            wide[row][column] = chance.choice(NOTES).format(n=number)
    return wide


def _row(layout: Layout, given: dict[str, str], mark: str, number: int) -> list[str]:
    texts = {
        "weight": "0.5", "rubric": "a. Jika seluruhnya terpenuhi\nb. Jika sebagian\nc. Jika belum", "options": "A/B/C",
        "serial": str(number), **given,
    }  # fmt: skip
    if "answer" not in given:
        texts |= {"rubric": "", "options": ""}
    line: list[str] = []
    for name in layout.columns:
        text = texts.get(name, "")
        if name != "question":
            line.append(text)
        elif layout.is_split:
            line += [mark, text]
        else:
            line.append(f"{mark} {text}".strip())
    return line


def document_of(table: Sequence[Sequence[str]]) -> Document:
    """A worksheet with these rows."""
    cells = (
        Cell(row, column, text, "LKE") for row, line in enumerate(table) for column, text in enumerate(line) if text
    )
    return Document("xlsx", (Grid("LKE", tuple(cells)),))


def read_layout(layout: Layout) -> tuple[Document, Sheet]:
    """The cells of a layout and what is read of them."""
    document = document_of(cells_of(layout))
    return document, interpret(document, b"", "uji.xlsx")


def wrong_rows(layout: Layout, sheet: Sheet) -> list[Wanted]:
    """Rows of which answer or evidence is not what was written."""
    rows = {row.code: row for row in sheet.rows}
    has_link = "link" in layout.columns
    wrong = []
    for row in wanted():
        proofs = {row.evidence, *([row.link] if has_link else [])}
        found = rows.get(row.code)
        if found is None or found.answer != row.answer or set(found.evidence.split("\n")) != proofs:
            wrong.append(row)
    return wrong
