# ruff: noqa: E501 - a case is one line
"""A place whose mark was taken off without an answer is as open as before; a paper that is filled in has none."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from lke_docs.draft.child import finalize_apart
from lke_docs.draft.document import make_draft
from lke_docs.draft.library import find_template, template_names
from lke_docs.draft.package import W, paragraph_text, read_text_parts
from lke_docs.draft.rendering import finish_only
from lke_docs.draft.unfilled import emptied_fields, open_fields
from tests.draft.conftest import filled_values

MADE = date(2021, 6, 7)
OTHERS = ("catatan_evaluasi", "laporan_pemeriksaan", "daftar_draf", "daftar_hadir")  # the program's own, and by hand

# A template, a paragraph of its filled sample, what people leave of it, and what is said.
EMPTIED = [
    ("surat_keputusan", "NOMOR KEP-07/K.1.02/Um.1/06/2021", "NOMOR ", "NOMOR kosong"),
    ("surat_keputusan", "NOMOR KEP-07/K.1.02/Um.1/06/2021", "NOMOR KEP-/K.1.02/Um.1/06/2021", "ada bagian nomor yang kosong"),
    ("surat_keputusan", "NOMOR KEP-07/K.1.02/Um.1/06/2021", "NOMOR KEP-07/K.1.02//06/2021", "ada bagian nomor yang kosong"),
    ("surat_keputusan", "Membentuk Tim Kerja sebagaimana tercantum dalam lampiran.", "", "KESATU kosong"),
    ("surat_keputusan", "Membentuk Tim Kerja sebagaimana tercantum dalam lampiran.", "......", "KESATU kosong"),
    ("surat_keputusan", "Membentuk Tim Kerja sebagaimana tercantum dalam lampiran.", "-", "KESATU kosong"),
    ("surat_keputusan", "bahwa pembangunan zona integritas memerlukan tim kerja;", "", "Menimbang kosong"),
    ("surat_keputusan", "bahwa untuk itu perlu menetapkan keputusan;", "", "baris b. belum lengkap"),
    ("surat_keputusan", "pada tanggal 30 Juni 2021", "pada tanggal", "pada tanggal kosong"),
    ("surat_keputusan", "pada tanggal 30 Juni 2021", "pada tanggal ......", "pada tanggal kosong"),
    ("surat_keputusan", "Kepala Seksi Contoh", "", "baris 1. Ani Sukamaju – Ketua belum lengkap"),
    ("notula", "Ruang rapat lantai 2", "", "Tempat kosong"),
    ("notula", "Senin, 7 Juni 2021", "-", "Hari, tanggal kosong"),
    ("notula", "1. Daftar hadir terlampir", "1. ", "butir 1. kosong"),
    ("notula", "1. Contoh keputusan rapat.", "1. -", "butir 1. kosong"),
    ("notula", "1. Contoh keputusan rapat.", "", "bagian “D. Keputusan” kosong"),
    ("notula", "Contoh uraian pembahasan.", "", "baris 1. Contoh pokok belum lengkap"),
    ("notula", "NIP 19800101 200501 1 001", "NIP ", "NIP kosong"),
    ("notula", "Nama Pimpinan Contoh", "(Nama Jelas)", "Nama Jelas kosong"),
    ("notula", "Nama Notulis Contoh", "XXX", "Notulis : XXX"),
    ("notula", "Contoh uraian pembahasan.", "-", "baris 1. Contoh pokok belum lengkap"),
]  # fmt: skip
KEPT = [("undangan", "Biasa", "-"), ("surat_keputusan", "1. Arsip", "1. Arsip -")]


def _edited(name: str, old: str, new: str) -> bytes:
    template = find_template(name)
    data = make_draft(template, filled_values(template.schema), made=MADE).data

    def finish(document: docx.document.Document) -> None:
        nodes = [node for node in document.element.iter(f"{W}p") if paragraph_text(node) == old]
        for text in [text for node in nodes for text in node.iter(f"{W}t")]:
            text.text = ""
        next(nodes[0].iter(f"{W}t")).text = new

    return finish_only(data, finish)


@pytest.mark.parametrize("name, old, new, reason", EMPTIED, ids=[f"{row[3]}: {row[2]}" for row in EMPTIED])
def test_a_place_that_was_emptied_is_named_with_its_paragraph(name: str, old: str, new: str, reason: str) -> None:
    data = _edited(name, old, new)
    fields = emptied_fields(data)

    assert any(reason in field.text and field.paragraph for field in fields), fields


@pytest.mark.parametrize("name, old, new", KEPT)
def test_what_says_that_there_is_none_is_an_answer(name: str, old: str, new: str) -> None:
    assert emptied_fields(_edited(name, old, new)) == []


@pytest.mark.parametrize("name", [name for name in template_names() if name not in OTHERS])
@pytest.mark.parametrize("kind", ["filled", "without what may lack", "open"])
def test_no_draft_has_any_before_it_is_edited(name: str, kind: str) -> None:
    template = find_template(name)
    values = filled_values(template.schema) if kind != "open" else {}
    if kind == "without what may lack":
        optional = {field.name for field in template.schema.fields if field.optional}
        values = {key: value._replace(content=[]) if key in optional else value for key, value in values.items()}

    data = make_draft(template, values, made=MADE).data
    assert emptied_fields(data) == []
    assert kind == "open" or open_fields(data) == []


def test_a_column_to_sign_by_hand_is_not_asked_for_where_the_head_is_no_head_to_word() -> None:
    document = docx.Document()
    for row in (("No.", "Pembahasan", "Paraf"), ("1.", "Alur permohonan", ""), ("2.", "", "")):
        cells = document.add_table(1, 3).rows[0].cells if not document.tables else document.tables[0].add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)

    assert [field.text for field in emptied_fields(stream.getvalue())] == ["baris 2. belum lengkap"]


def test_a_list_whose_rows_were_deleted_is_named() -> None:
    template = find_template("notula")
    data = make_draft(template, filled_values(template.schema), made=MADE).data

    def finish(document: docx.document.Document) -> None:
        for table in document.tables:
            for row in table.rows[1:] if table.rows[0].cells[-1].text == "Uraian" else ():
                table._tbl.remove(row._tr)

    fields = emptied_fields(finish_only(data, finish))
    assert [field.text for field in fields] == ["tabel “No., Pokok bahasan, Uraian” kosong"]
    assert all(field.paragraph for field in fields)


def test_other_documents_are_read_without_a_fault() -> None:
    stream = io.BytesIO()
    docx.Document().save(stream)
    assert emptied_fields(stream.getvalue()) == []
    assert list(read_text_parts(stream.getvalue()))


def test_finishing_is_refused_while_a_place_is_empty(tmp_path: Path) -> None:
    name, old, new, reason = EMPTIED[0]

    left, wrong, made = finalize_apart(
        tmp_path / "DRAF.docx", _edited(name, old, new), {}, done=date(2021, 6, 30), may_rest=True
    )

    assert {field.text for field in left} == {reason}
    assert (wrong, made) == ([], b"")


def test_a_list_that_is_signed_by_hand_stays_empty(tmp_path: Path) -> None:
    template = find_template("daftar_hadir")
    data = make_draft(template, filled_values(template.schema), made=MADE).data

    assert finalize_apart(tmp_path / "DRAF.docx", data, {}, done=MADE, may_rest=True)[:2] == ([], [])
