"""Parts of office files are found by what leads to them; nobody is accused of what could not be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from lke_docs import audit, cli
from lke_docs.model import State
from lke_docs.read import read_bytes
from tests.read.bad_files import HEADER, LKE, ROW, archive, workbook, xlsx

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def relations(*pairs: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def types(**parts: str) -> str:
    inner = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{inner}</Types>'


def shared(index: int) -> str:
    """The table of the LKE, its cells by number; the evidence is the text `index`."""
    numbers = [0, 1, 2, 3, 4, 5, 6, index]
    cells = "".join(
        f'<c r="{"ABCD"[n % 4]}{n // 4 + 1}" t="s"><v>{number}</v></c>' + ('</row><row r="2">' if n == 3 else "")
        for n, number in enumerate(numbers)
    )
    return f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'


def book(index: int = 7) -> bytes:
    """A workbook none of whose parts has its usual name."""
    texts = "".join(f"<si><t>{text}</t></si>" for text in (*HEADER, *ROW))
    return archive(
        {
            "[Content_Types].xml": types(**{"buku/utama.xml": "spreadsheetml.sheet.main"}),
            "_rels/.rels": relations(("officeDocument", "buku/utama.xml")),
            "buku/utama.xml": workbook("LKE"),
            "buku/_rels/utama.xml.rels": relations(("worksheet", "satu.xml"), ("sharedStrings", "/kata/teks%201.xml")),
            "buku/satu.xml": shared(index),
            "kata/teks 1.xml": f'<sst xmlns="{_MAIN}">{texts}</sst>',
        }
    )


def letter() -> bytes:
    """A letter whose text an online editor keeps in `document2.xml`."""
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in texts) + "</w:tr>"
        for texts in (HEADER, ROW)
    )
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{word}"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>'
    return archive(
        {
            "[Content_Types].xml": types(**{"word/document2.xml": "wordprocessingml.document.main"}),
            "_rels/.rels": relations(("officeDocument", "word/document2.xml")),
            "word/document2.xml": body,
        }
    )


@pytest.mark.parametrize("data", [book(), letter(), xlsx(LKE)], ids=["buku", "naskah", "nama_biasa"])
def test_parts_are_found_whatever_they_are_called(data: bytes) -> None:
    (row,) = read_bytes(data, "lke").rows
    assert (row.code, row.answer, row.evidence, row.unread) == ("A.1.1.A", "YA", "SK Tim Kerja", "")


FORMULA = LKE.replace('<c r="D2" t="inlineStr"><is><t>SK Tim Kerja</t></is></c>', '<c r="D2"><f>X1</f></c>')


ERROR = FORMULA.replace('<c r="D2"><f>X1</f></c>', '<c r="D2" t="e"><f>#REF!X1</f><v>#REF!</v></c>')


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (book(99), "menunjuk teks yang tidak ada"),
        (xlsx(FORMULA), "belum punya nilai tersimpan"),
        (xlsx(ERROR), "1 sel berisi galat rumus, bukan nilainya, dan tidak terbaca: lembar “LKE” sel D2 “#REF!”."),
    ],
    ids=["teks_hilang", "rumus_tanpa_nilai", "galat_rumus"],
)
def test_cell_that_could_not_be_read_accuses_nobody(
    data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = read_bytes(data, "lke.xlsx")
    assert sheet.rows[0].unread == "lembar “LKE” sel D2 tidak terbaca"
    assert any(said in notice.text for notice in sheet.notices)

    found = audit(sheet)
    assert [finding for finding in found.findings if finding.indicator == "A.1.1.A"] == []
    assert {state.state for state in found.states} == {State.NOT_CHECKED}

    (tmp_path / "lke.xlsx").write_bytes(data)
    assert cli.run(["audit", str(tmp_path / "lke.xlsx")]) == 3
    assert "sel D2 tidak terbaca" in capsys.readouterr().out


def test_macros_and_objects_are_told_by_what_leads_to_them() -> None:
    data = archive(
        {
            "[Content_Types].xml": types(**{"word/document2.xml": "wordprocessingml.document.main"}),
            "_rels/.rels": relations(("officeDocument", "word/document2.xml")),
            "word/_rels/document2.xml.rels": relations(("vbaProject", "aneh.bin"), ("aFChunk", "lain.htm")),
            "word/document2.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:body><w:p><w:r><w:t>a. Apakah unit kerja telah membentuk tim? A.1.1.A</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>YA</w:t></w:r></w:p></w:body></w:document>",
        }
    )
    said = " ".join(notice.text for notice in read_bytes(data, "lke.docx").notices)
    assert "makro" in said
    assert "diimpor" in said
