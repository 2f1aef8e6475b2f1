"""What the door loads, and that content decides and not the name."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lke_docs.errors import ConfigError, InputError
from lke_docs.model import Place, SourceText
from lke_docs.office.cell_address import cell_name, cell_position, column_name
from lke_docs.office.limits import parse_limit
from lke_docs.read import read_sheet
from lke_docs.read.grid import Cell, Document, Grid, from_json, to_json
from tests.read.test_formats import SAMPLES, TEXT, WRITERS, content

HEAVY = (
    "lxml",
    "openpyxl",
    "docx",
    "pypdfium2",
    "pdfplumber",
    "rapidfuzz",
    "spacy",
    "zipfile",
    "csv",
    "subprocess",
)


def test_reading_text_loads_no_office_library() -> None:
    code = (
        "import sys, json\n"
        "from lke_docs.read import read_sheet\n"
        "read_sheet(sys.argv[1])\n"
        f"print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"
    )
    path = SAMPLES / "kejari_bantaeng_2021.txt"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=SAMPLES.parent,
    )

    assert json.loads(done.stdout) == []


@pytest.mark.parametrize(
    ("format", "name"),
    [("docx", "surat.doc"), ("html", "lke.xls"), ("xlsx", "lke.pdf"), ("html", "tanpa_akhiran")],
)
def test_content_decides_and_not_the_name(format: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(WRITERS[format](TEXT))
    sheet = read_sheet(path)

    assert sheet.format == format
    assert content(sheet.rows) == content(TEXT.rows)
    assert sheet.source == str(path)
    assert len(sheet.sha256) == 64


def test_an_archive_that_holds_a_pdf_is_none(tmp_path: Path) -> None:
    path = tmp_path / "bukti.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("SK.pdf", b"%PDF-1.7")
    with pytest.raises(InputError, match="arsip ZIP tidak dibaca"):
        read_sheet(path)


def test_document_crosses_the_pipe_whole() -> None:
    place = Place(page=2, box=(1.0, 2.0, 3.5, 4.0))
    cell = Cell(3, 1, "teks “ﬁ” \U0001f642", None, 2, 3, ((0, place), (5, Place(sheet="LKE", cell="B4"))))
    document = Document(
        "pdf", (Grid("LKE", (cell,), True),), (SourceText("a", place),), (SourceText("b", Place(line=1)),)
    )

    assert from_json(json.loads(json.dumps(to_json(document)))) == document


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_column_name(index: int, name: str) -> None:
    assert column_name(index) == name
    assert cell_name(4, index) == f"{name}5"
    assert cell_position(f"{name}5") == cell_position(f"${name}$5") == (4, index)


def test_limit_of_nothing_is_refused() -> None:
    with pytest.raises(ConfigError, match="pages"):
        parse_limit("pages", 0)
