"""Draft, still to be filled in or finished: for DOCX and PDF, ours and others'; and what `finalize` does."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from openxml_audit import OpenXmlValidator

from lke_docs.draft import is_draft
from lke_docs.draft.document import make_draft
from lke_docs.draft.finalize import check_draft, finalize
from lke_docs.draft.library import find_template, template_names
from lke_docs.draft.marks import MARK_STYLE, set_properties, text_parts
from lke_docs.draft.package import W, faults
from lke_docs.draft.rendering import finish_only
from lke_docs.draft.status import DocumentStatus, document_status
from lke_docs.draft.unfilled import open_fields
from lke_docs.errors import InputError
from lke_docs.files.identify import identify
from lke_docs.files.office_pages import read_word_file
from lke_docs.office.limits import Limits
from tests.draft.conftest import filled_values

DONE = date(2021, 9, 2)
DRAFT, UNFILLED, FINISHED = DocumentStatus.DRAFT, DocumentStatus.UNFILLED, DocumentStatus.FINISHED


def read_draft(path: Path) -> bytes:
    """The bytes of a draft, looked at as `finalize` does."""
    data = path.read_bytes()
    check_draft(path, data)
    return data


def _file(folder: Path, name: str, made: date, *, filled: bool = True) -> Path:
    template = find_template(name)
    values = filled_values(template.schema) if filled else {}
    path = folder / f"DRAF_{name}.docx"
    path.write_bytes(make_draft(template, values, made=made).data)
    return path


@pytest.mark.parametrize("filled", [True, False])
@pytest.mark.parametrize("name", ["notula", "surat_keputusan", "laporan_kegiatan", "daftar_hadir"])
def test_every_draft_is_known(name: str, filled: bool, made: date, tmp_path: Path) -> None:
    path = _file(tmp_path, name, made, filled=filled)

    assert document_status(path).status is DRAFT
    assert is_draft(path)


MARKS = {
    "property": ("docProps/custom.xml", b"draf<", b"x<"),
    "keyword": ("docProps/core.xml", b"draf lke-docs", b""),
    "footer": ("word/footer", b"belum disahkan", b"x"),
    "header": ("word/header", b"belum disahkan", b"x"),
    "watermark": ("word/header", b"lke-docs-draf", b"x"),
}


def _keep_only(data: bytes, kept: str) -> bytes:
    """The draft with every mark but one blotted out, as people do who tidy up by hand."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            content = content.replace(b'w:val="TandaDraf"', b'w:val="Normal"').replace(b"Tanda air DRAF", b"x")
            for mark, (part, found, instead) in MARKS.items():
                if mark != kept and name.startswith(part):
                    content = content.replace(found, instead)
            new.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("kept", list(MARKS))
def test_one_mark_is_enough(kept: str, made: date, tmp_path: Path) -> None:
    path = _file(tmp_path, "notula", made)
    path.write_bytes(_keep_only(path.read_bytes(), kept))

    verdict = document_status(path)

    assert verdict.status is DRAFT
    assert len(verdict.reasons) == 1


@pytest.mark.parametrize("name", ["notula", "surat_keputusan", "laporan_kegiatan"])
def test_finalize_takes_every_mark_off(name: str, made: date, tmp_path: Path) -> None:
    draft = _file(tmp_path, name, made)
    path = tmp_path / f"{name}.docx"

    path.write_bytes(finalize(read_draft(draft), done=DONE))

    assert document_status(path) == (FINISHED, ())
    assert not is_draft(path)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    traces = (b"DRAF", b"IsianKosong", b"TandaDraf", b"lke-docs-draf", b"draf lke-docs")
    assert not {(part, trace) for part, content in parts.items() for trace in traces if trace in content}
    assert b"selesai" in parts["docProps/custom.xml"]
    assert b"2021-09-02" in parts["docProps/custom.xml"]
    assert b"2 tanda air" in parts["docProps/custom.xml"]


def test_the_notice_goes_where_it_has_lost_its_style(
    made: date, tmp_path: Path, text_of: Callable[[bytes], str]
) -> None:
    def clear(document: Any) -> None:
        for part in text_parts(document, "document", "header", "footer"):
            for style in [style for style in part.element.iter(f"{W}pStyle") if style.get(f"{W}val") == MARK_STYLE]:
                style.getparent().remove(style)

    template = find_template("maklumat_pelayanan")
    draft = finish_only(make_draft(template, filled_values(template.schema), made=made).data, clear)

    assert "DRAF" in text_of(draft)
    assert "DRAF" not in text_of(finalize(draft, done=DONE))


def test_text_is_the_same_after_finalize(made: date, tmp_path: Path, text_of: Callable[[bytes], str]) -> None:
    draft = _file(tmp_path, "surat_keputusan", made).read_bytes()

    before = [line for line in text_of(draft).splitlines() if line and not line.startswith("DRAF")]
    after = [line for line in text_of(finalize(draft, done=DONE)).splitlines() if line]

    assert after == before


def test_open_field_refuses_also_where_word_has_split_it(made: date, tmp_path: Path) -> None:
    path = _file(tmp_path, "notula", made)
    document = docx.Document(path)
    paragraph = document.add_paragraph("Tempat: [I")
    paragraph.add_run("SI: ruang").bold = True
    paragraph.add_run(" rapat]")
    document.save(path)

    left = open_fields(path.read_bytes())

    assert [(field.part, field.text) for field in left] == [("word/document.xml", "[ISI: ruang rapat]")]
    with pytest.raises(ValueError, match="open"):
        finalize(path.read_bytes(), done=DONE)


def test_finalize_is_for_drafts_only(tmp_path: Path, made: date) -> None:
    path = tmp_path / "surat.docx"
    docx.Document().save(path)
    with pytest.raises(InputError, match="tidak bertanda draf"):
        read_draft(path)

    draft = _file(tmp_path, "notula", made)
    stream = io.BytesIO(draft.read_bytes())
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(draft, "w") as new:
        for name in old.namelist():
            tracked = b'<w:body><w:p><w:ins w:id="1" w:author="x"/></w:p>'
            new.writestr(name, old.read(name).replace(b"<w:body>", tracked))
    with pytest.raises(InputError, match="perubahan terlacak"):
        read_draft(draft)


def test_every_open_field_is_counted(made: date, tmp_path: Path, text_of: Callable[[bytes], str]) -> None:
    data = _file(tmp_path, "notula", made, filled=False).read_bytes()

    assert len(open_fields(data)) == text_of(data).count("[ISI:")


@pytest.mark.parametrize(
    "name", sorted({*template_names()} - {"catatan_evaluasi", "daftar_draf", "laporan_pemeriksaan"})
)
def test_a_label_whose_brackets_were_taken_off_is_as_open_as_before(name: str, made: date) -> None:
    def bare(document: Any) -> None:
        for text in [
            text for part in text_parts(document, "document", "header") for text in part.element.iter(f"{W}t")
        ]:
            text.text = re.sub(r"\[ISI: ([^\]]*)\]", r"\1", text.text or "")

    data = make_draft(find_template(name), {}, made=made).data
    places = {(field.part, field.paragraph) for field in open_fields(data)}

    assert {(field.part, field.paragraph) for field in open_fields(finish_only(data, bare))} == places


def test_a_label_of_the_users_own_template_is_known_by_the_file_beside_the_draft(made: date, tmp_path: Path) -> None:
    path = _file(tmp_path, "notula", made)
    document = docx.Document(path)
    document.add_paragraph("2. Ani Sukamaju, warna map")
    document.add_paragraph("3. warna map")
    document.save(path)

    note = {"fields": [{"label": "map", "value": ["[ISI: warna map]"]}]}
    assert [field.text for field in open_fields(path.read_bytes(), note)] == ["3. warna map"]
    assert open_fields(path.read_bytes()) == []


def test_a_comment_is_asked_about_and_never_taken_off_unsaid(made: date, tmp_path: Path) -> None:
    path = _file(tmp_path, "notula", made)
    document = docx.Document(path)
    document.add_comment(document.paragraphs[0].runs, text="Sudah pasti?", author="Sekretaris Contoh")
    document.save(path)

    assert [field.text for field in open_fields(path.read_bytes())] == [
        "komentar “Sudah pasti?”: jawab, lalu hapus di Word"
    ]


def test_printed_attendance_list_stays_a_form_until_it_is_filled(made: date, tmp_path: Path) -> None:
    draft = _file(tmp_path, "daftar_hadir", made)
    path = tmp_path / "daftar_hadir.docx"
    path.write_bytes(finalize(read_draft(draft), done=DONE))
    assert document_status(path).status is UNFILLED

    document = docx.Document(path)
    document.tables[1].rows[1].cells[1].text = "Seseorang"
    document.save(path)
    assert document_status(path).status is FINISHED


OTHERS = [
    ("plain letter", ["Notula Rapat", "Hari: Senin, 7 Juni 2021", "Keputusan: SOP diperbaiki."], FINISHED),
    ("contents with leader dots", ["Bab I ........ 1", "Bab II ....... 3", "Lampiran ..... 9"], FINISHED),
    ("blank paper", ["Nama : ..........", "Jabatan : ..........", "Tanggal : ____________"], UNFILLED),
    ("open mark", ["Tempat: [ISI: tempat rapat]"], UNFILLED),
    ("template", ["Rapat {{ judul }}"], UNFILLED),
    ("draft notice in text", ["DRAF - belum disahkan, bukan bukti dukung"], DRAFT),
    ("empty row of a list", ["Tim:", "1. Budi Contoh (Ketua)", "2. .............."], UNFILLED),
    ("rows to sign", ["1. Budi Contoh", "1. ..........", "2. Ani Contoh", "2. .........."], FINISHED),
    ("word draf in a sentence", ["Draf SOP dibahas pada rapat."], FINISHED),
]


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in OTHERS], ids=[case[0] for case in OTHERS])
def test_documents_of_others(lines: list[str], expected: DocumentStatus, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(path)

    assert document_status(path).status is expected


def _pdf(*pages: list[str]) -> bytes:
    """A PDF with one line of text after another, written by hand."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        text = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 11 Tf 50 780 Td {text}ET".encode("latin-1")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % content
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


ROWS = ["DAFTAR HADIR", "No. Nama Jabatan Tanda tangan"]
PDFS = [
    ("finished", [["Notula", "Hari: Senin"]], FINISHED),
    ("draft", [["Notula"], ["DRAF - belum disahkan, bukan bukti dukung."]], DRAFT),
    ("open", [["Tempat: [ISI: tempat rapat]"]], UNFILLED),
    ("empty list", [[*ROWS, "1.", "2.", "3.", "4."]], UNFILLED),
    ("filled list", [[*ROWS, "1. Ani Sukamaju Staf", "2.", "3.", "4."]], FINISHED),
    ("scanned", [[]], DocumentStatus.UNKNOWN),
]


@pytest.mark.parametrize(("pages", "expected"), [case[1:] for case in PDFS], ids=[case[0] for case in PDFS])
def test_pdf(pages: list[list[str]], expected: DocumentStatus, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(_pdf(*pages))

    assert document_status(path).status is expected
    assert is_draft(path) is (expected in (DRAFT, UNFILLED))


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_damage_inside_a_part_is_said(share: float, made: date, tmp_path: Path) -> None:
    path = _file(tmp_path, "notula", made)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("word/document.xml")
    # Behind the local header of 30 bytes and the name.
    at = info.header_offset + 30 + len(info.filename) + int(share * info.compress_size)
    data[at : at + 8] = bytes(byte ^ 0xFF for byte in data[at : at + 8])
    path.write_bytes(data)

    with pytest.raises(InputError, match=r"utuh|rusak"):
        document_status(path)
    assert any("utuh" in fault.reason for fault in faults(bytes(data)))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rusak", b"%PDF-1.4 rusak", b"teks saja"])
def test_unreadable_file_is_an_input_error(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(content)

    with pytest.raises(InputError):
        document_status(path)


def test_other_kinds_of_file_are_no_drafts(tmp_path: Path) -> None:
    path = tmp_path / "foto.jpg"
    path.write_bytes(b"\xff\xd8")

    assert not is_draft(path)


def test_watermark_written_anew_by_another_program_is_known_and_removed(made: date, tmp_path: Path) -> None:
    """Word processors give shapes new names and keep an older twin beside the drawing."""
    draft = _file(tmp_path, "notula", made)
    stream = io.BytesIO(draft.read_bytes())
    shapes = b'<v:shape id="Shape 1" alt="Tanda air DRAF"/><v:shape id="Shape 2" alt="Tanda air DRAF"/>'
    twin = b"<w:r><w:pict>" + shapes + b"</w:pict></w:r>"
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(draft, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"lke-docs-draf", b"Shape 3")
            new.writestr(name, content.replace(b"<w:r><w:rPr><w:noProof/>", twin + b"<w:r><w:rPr><w:noProof/>"))

    assert "tanda air DRAF" in document_status(draft).reasons
    path = tmp_path / "notula.docx"
    path.write_bytes(finalize(read_draft(draft), done=DONE))
    assert document_status(path).status is FINISHED
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if b"Tanda air" in archive.read(name)]


@pytest.mark.parametrize("left", ["", "nama notulis", "Usulan: Ani", "[NAMA]", "[DASAR]"])
def test_what_an_older_program_let_pass_is_no_finished_paper(left: str, made: date, tmp_path: Path) -> None:
    done = finalize(read_draft(_file(tmp_path, "notula", made)), done=DONE)

    def spoil(document: Any) -> None:
        for text in document.element.iter(f"{W}t"):
            text.text = (text.text or "").replace("Nama Notulis Contoh", left)

    path = tmp_path / "notula.docx"
    path.write_bytes(finish_only(done, spoil))

    assert document_status(path).status is UNFILLED
    assert document_status(path).reasons


def test_list_that_was_signed_in_part_is_finished(made: date, tmp_path: Path) -> None:
    done = finalize(read_draft(_file(tmp_path, "daftar_hadir", made)), done=DONE)

    def fill_in(document: Any) -> None:
        set_properties(document, {"status": "selesai"})  # all that an older program left
        row = next(row for table in document.tables for row in table.rows if row.cells[0].text.startswith("1"))
        row.cells[1].text, row.cells[2].text = "Ani Contoh", "Kepala Seksi"

    path = tmp_path / "daftar_hadir.docx"
    path.write_bytes(finish_only(done, fill_in))

    assert document_status(path).status is FINISHED


def test_text_copied_out_of_a_draft_keeps_its_style(made: date, tmp_path: Path) -> None:
    copied = docx.Document()
    copied.styles.add_style("Isian Kosong", WD_STYLE_TYPE.CHARACTER)
    copied.add_paragraph("NOTULA Rapat Evaluasi SOP di ").add_run("Aula", style="Isian Kosong")
    path = tmp_path / "notula.docx"
    copied.save(path)

    assert document_status(path).status is DRAFT
    assert identify(read_word_file(path.read_bytes(), Limits())).parts[0].is_draft
    copied.paragraphs[0].runs[1].style = None
    copied.save(path)
    assert document_status(path).status is FINISHED
    assert not identify(read_word_file(path.read_bytes(), Limits())).parts[0].is_draft
