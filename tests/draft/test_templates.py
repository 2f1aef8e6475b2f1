"""Shipped templates: mirrored, sound, complete, in each state of filling."""

from __future__ import annotations

import importlib.util
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import pytest
from openxml_audit import OpenXmlValidator

from lke_docs.draft.document import Draft, Look, make_draft
from lke_docs.draft.fields import USER, Field, shipped_folder
from lke_docs.draft.library import find_template, template_names
from lke_docs.draft.template_check import check_template
from lke_docs.draft.values import Value
from lke_docs.draft.workshop import sample_values

ROOT = Path(__file__).resolve().parents[2]
NAMES = template_names()
FOLDER = shipped_folder()
HOSTILE = "<b>tebal</b> & \"kutip\" 'tunggal' 😀 \u200fRTL\u200f ]]> ${x} “—” " + "panjang " * 1200


@pytest.fixture(scope="module")
def mirror() -> ModuleType:
    """tools/mirror_templates.py as a module."""
    script = ROOT / "tools" / "mirror_templates.py"
    spec = importlib.util.spec_from_file_location("mirror_templates", script)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_template_has_its_fields_and_its_text_and_nothing_lies_about() -> None:
    expected = {"umum.toml", *(f"{name}.{kind}" for name in NAMES for kind in ("docx", "toml", "txt"))}

    assert {path.name for path in FOLDER.iterdir()} == expected


@pytest.mark.parametrize("name", NAMES)
def test_text_beside_a_template_is_what_stands_in_it(mirror: ModuleType, name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")

    assert text == mirror.dump(find_template(name).data), "run: python tools/mirror_templates.py"


@pytest.mark.parametrize("name", NAMES)
def test_no_editor_is_named_in_a_template(mirror: ModuleType, name: str) -> None:
    assert mirror.people(find_template(name).data) == [], "run: python tools/mirror_templates.py"


def test_edited_template_is_mirrored_and_its_editor_forgotten(
    mirror: ModuleType, tmp_path: Path, text_of: Callable[[bytes], str]
) -> None:
    document = docx.Document(FOLDER / "notula.docx")
    document.core_properties.author = document.core_properties.last_modified_by = "Sekretaris Contoh"
    document.paragraphs[-1].add_run("Demikian notula ini dibuat.")
    document.add_comment(document.paragraphs[0].runs[0], text="Perlu?", author="Sekretaris Contoh")
    document.save(tmp_path / "notula.docx")
    before = text_of((tmp_path / "notula.docx").read_bytes())

    assert mirror.mirror(tmp_path) == []

    data = (tmp_path / "notula.docx").read_bytes()
    assert text_of(data) == before
    assert "Demikian notula ini dibuat." in (tmp_path / "notula.txt").read_text(encoding="utf-8")
    assert b"Sekretaris Contoh" not in b"".join(
        part.blob for part in docx.Document(io.BytesIO(data)).part.package.iter_parts()
    )
    assert mirror.mirror(tmp_path) == []
    assert (tmp_path / "notula.docx").read_bytes() == data


def test_faults_of_an_edited_template_are_told(
    mirror: ModuleType, with_body: Callable[..., bytes], tmp_path: Path
) -> None:
    (tmp_path / "notula.docx").write_bytes(with_body("<w:p><w:r><w:t>{{ judull }}</w:t></w:r></w:p>"))

    (problem,) = mirror.mirror(tmp_path)

    assert problem.startswith("notula.docx: ")
    assert "judull" in problem
    assert not (tmp_path / "notula.txt").exists()


@pytest.mark.parametrize("name", NAMES)
def test_template_has_no_fault(name: str) -> None:
    assert check_template(find_template(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_field_stands_in_the_template(name: str) -> None:
    template = find_template(name)
    dump = template.path.with_suffix(".txt").read_text(encoding="utf-8")

    unused = [field.name for field in template.schema.fields if not re.search(rf"\b{field.name}\b", dump)]

    assert unused == []


def _hostile(field: Field) -> Any:
    if "tanggal" in field.kind:
        return date(2021, 9, 30)
    if field.kind == "daftar":
        return [{column.name: HOSTILE for column in field.columns} if field.columns else HOSTILE] * 2
    return HOSTILE


def _make(name: str, filling: str, made: date, look: Look | None = None) -> Draft:
    template = find_template(name)
    values: dict[str, Value] = {}
    if filling == "filled":
        values = sample_values(template.schema)
    if filling == "hostile":
        fields = [field for field in template.schema.fields if USER in field.sources]
        values = {field.name: Value(_hostile(field), "pengguna:uji") for field in fields}
    return make_draft(template, values, made=made, look=look)


@pytest.mark.parametrize("filling", ["empty", "filled", "hostile"])
@pytest.mark.parametrize("name", NAMES)
def test_output_is_sound(name: str, filling: str, made: date, tmp_path: Path, text_of: Callable[[bytes], str]) -> None:
    draft = _make(name, filling, made)
    path = tmp_path / "draf.docx"
    path.write_bytes(draft.data)

    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert docx.Document(io.BytesIO(draft.data)).paragraphs
    text = text_of(draft.data)
    assert not re.search(r"\{\{|\{%|\}\}|%\}", text)
    for record in draft.filled.open_fields:
        assert record.status == "sebagian" or f"[ISI: {record.label}" in text or "[ISI: " in str(record.value)
    if filling == "hostile":
        assert HOSTILE.strip() in text


@pytest.mark.parametrize("name", NAMES)
def test_open_fields_are_counted_and_yellow(name: str, made: date, text_of: Callable[[bytes], str]) -> None:
    from lke_docs.draft.marks import OPEN_STYLE
    from lke_docs.draft.package import W, read_text_parts

    draft = _make(name, "empty", made)
    marks = text_of(draft.data).count("[ISI: ")
    yellow = [
        run
        for _, root in read_text_parts(draft.data)
        for run in root.iter(f"{W}r")
        if (style := run.find(f"{W}rPr/{W}rStyle")) is not None and style.get(f"{W}val") == OPEN_STYLE
    ]

    assert len(yellow) == marks > 0
    assert all(re.fullmatch(r"\[ISI: [^\[\]]+\]", "".join(run.itertext())) for run in yellow)
    assert {record.name for record in draft.filled.records if record.status == "terbuka"} == set(
        draft.record["open"]  # type: ignore[call-overload]
    )


@pytest.mark.parametrize("name", ["notula", "surat_keputusan", "daftar_hadir"])
def test_two_renders_have_equal_bytes(name: str, made: date) -> None:
    assert _make(name, "filled", made).data == _make(name, "filled", made).data


@pytest.mark.parametrize(("paper", "size"), [("A4", (210, 297)), ("F4", (215, 330))])
def test_paper_keeps_the_width_of_the_text(paper: str, size: tuple[int, int], made: date) -> None:
    document = docx.Document(io.BytesIO(_make("notula", "filled", made, Look(paper=paper)).data))
    section = document.sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == size
    assert round((section.page_width - section.left_margin - section.right_margin) / 36000) == 160


def test_font_of_the_unit_is_used(made: date) -> None:
    document = docx.Document(io.BytesIO(_make("notula", "filled", made, Look(font="Tahoma")).data))

    assert b'w:ascii="Tahoma"' in document.styles.element.xml.encode()


def test_logo_has_alternative_text_and_stays_valid(made: date, tmp_path: Path) -> None:
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    logo = tmp_path / "logo.png"
    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" + b"\xff\x00\x00" * 2 + b"\x00" + b"\xff\x00\x00" * 2)
    logo.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
    draft = _make("notula", "filled", made, Look(logo=logo))
    path = tmp_path / "draf.docx"
    path.write_bytes(draft.data)

    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    headers = docx.Document(path).sections[0].first_page_header
    assert 'descr="Logo kantor"' in headers._element.xml


def test_language_styles_and_repeated_table_heads(made: date) -> None:
    document = docx.Document(io.BytesIO(_make("laporan_monev_bulanan", "filled", made).data))
    xml = document.element.xml

    assert 'w:val="id-ID"' in document.styles.element.xml
    assert {"Title", "Heading 1", "Heading 2"} <= {paragraph.style.name for paragraph in document.paragraphs}
    assert "w:tblHeader" in xml
    assert xml.count("<w:tr>") == xml.count("w:cantSplit")


def test_annex_of_a_decree_goes_only_where_people_say_that_there_is_none(
    made: date, text_of: Callable[[bytes], str]
) -> None:
    template = find_template("surat_keputusan")
    without = make_draft(template, {"anggota": Value([], "pengguna:uji")}, made=made)

    assert "LAMPIRAN" in text_of(_make("surat_keputusan", "empty", made).data)
    assert "LAMPIRAN" not in text_of(without.data)
    assert "[ISI: nama]" not in text_of(without.data)
    assert "judul_lampiran" not in {record.name for record in without.filled.open_fields}


@pytest.mark.parametrize(
    "title", ["a.n. Kepala Kantor Contoh, Sekretaris", "Plt. Kepala Kantor Contoh", "Kepala Kantor Contoh"]
)
def test_a_decree_is_headed_by_the_office_for_which_it_is_signed(
    title: str, made: date, text_of: Callable[[bytes], str]
) -> None:
    template = find_template("surat_keputusan")
    values = sample_values(template.schema)
    values["penandatangan_jabatan"] = values["penandatangan_jabatan"]._replace(content=title)
    lines = text_of(make_draft(template, values, made=made).data).splitlines()

    assert lines.count("KEPUTUSAN KEPALA KANTOR CONTOH") == 2
    assert lines.count(f"{title},") == 2
    assert "TANGGAL 30 JUNI 2021" in lines


def test_wide_pages_stay_in_the_middle_of_f4(made: date) -> None:
    document = docx.Document(io.BytesIO(_make("matriks_tindak_lanjut", "filled", made, Look(paper="F4")).data))
    (section,) = document.sections

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (330, 215)
    assert abs(section.left_margin.mm - section.right_margin.mm) < 0.2
