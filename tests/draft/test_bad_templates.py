# ruff: noqa: E501 - a case is one line
"""Templates that people (or attackers) hand in: each bad one refused with its place, each good one works."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

import pytest

from lke_docs.draft.document import make_draft
from lke_docs.draft.library import Template
from lke_docs.draft.template_check import check_template
from lke_docs.errors import TemplateError
from tests.draft.conftest import filled_values

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Build = Callable[..., bytes]
Own = Callable[..., Template]


def p(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tr(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def tbl(*rows: str) -> str:
    return "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>" + "".join(rows) + "</w:tbl>"


def field(code: str) -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code[:4]}</w:instrText></w:r><w:r><w:instrText>{code[4:]}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


class Bad(NamedTuple):
    """Body of a notula, the paragraph (0: none) and a piece of the reason that must be reported."""

    name: str
    body: str
    paragraph: int
    reason: str


GOOD = p("{{ judul }}")
BAD = [
    Bad("typo in a field", GOOD + p("{{ pimpinan_nma }}"), 2, "mungkin maksudnya “pimpinan_nama”"),
    Bad(
        "typo in a column",
        p("{%p for b in tindak_lanjut %}") + p("{{ b.urain }}") + p("{%p endfor %}"),
        2,
        "kolom",
    ),
    Bad("loop not closed", GOOD + p("{%p for b in agenda %}") + p("{{ b }}"), 2, "tidak ditutup"),
    Bad("end without a loop", p("{%p endfor %}"), 1, "tanpa “for”"),
    Bad("loop over no list", p("{%p for b in judul %}") + p("{{ b }}") + p("{%p endfor %}"), 1, "bukan daftar"),
    Bad(
        "loop variable hides a field",
        p("{%p for judul in agenda %}") + p("x") + p("{%p endfor %}"),
        1,
        "nama lain",
    ),
    Bad(
        "blank after brace",
        tbl(tr("{% tr for b in agenda %}"), tr("{{ b }}"), tr("{%tr endfor %}")),
        1,
        "tanpa spasi",
    ),
    Bad(
        "row tag outside a table",
        p("{%tr for b in agenda %}") + p("{{ b }}") + p("{%tr endfor %}"),
        1,
        "baris tabel",
    ),
    Bad(
        "paragraph tag with other text",
        p("Agenda: {%p for b in agenda %}") + p("{{ b }}") + p("{%p endfor %}"),
        1,
        "sendirian",
    ),
    Bad("two paragraph tags in one", p("{%p for b in agenda %}{%p endfor %}"), 1, "sendirian"),
    Bad(
        "opened by row, closed by paragraph",
        tbl(tr("{%tr for b in agenda %}"), tr("{{ b }}")) + p("{%p endfor %}"),
        3,
        "sama bentuknya",
    ),
    Bad("tag cut by a paragraph", p("{{ judul") + p("}}"), 1, "tidak lengkap"),
    Bad(
        "shell through cycler",
        p("{{ cycler.__init__.__globals__.os.popen('id').read() }}"),
        1,
        "tidak boleh dipakai",
    ),
    Bad("class walk", p("{{ ''.__class__.__mro__ }}"), 1, "titik"),
    Bad("attribute of a field", p("{{ judul.__class__ }}"), 1, "tidak punya bagian"),
    Bad("call of a method", p("{{ agenda.append(1) }}"), 1, "tidak boleh dipakai"),
    Bad("endless range", p("{%p for x in range(99999999) %}") + p("x") + p("{%p endfor %}"), 1, "bukan daftar"),
    Bad("huge product", p("{{ 'A' * 3000000000 }}"), 1, "tidak boleh dipakai"),
    Bad("lipsum", p("{{ lipsum(n=100000) }}"), 1, "tidak boleh dipakai"),
    Bad("include", p("{% include '/etc/passwd' %}"), 1, "tidak dipakai di templat"),
    Bad("set", p("{% set x = 1 %}"), 1, "tidak dipakai di templat"),
    Bad("unknown filter", p("{{ judul | safe }}"), 1, "saringan “safe” tidak ada"),
    Bad("raw run tag", p("{{r judul }}"), 1, "tanpa huruf r"),
    Bad(
        "three nested loops",
        p("{%p for a in agenda %}") * 3 + p("{%p endfor %}") * 3,
        3,
        "paling banyak 2 perulangan",
    ),
    Bad(
        "tracked insertion",
        '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>baru</w:t></w:r></w:ins></w:p>',
        1,
        "terlacak",
    ),
    Bad(
        "tracked deletion",
        '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>',
        1,
        "terlacak",
    ),
    Bad("INCLUDETEXT split over runs", GOOD + field("INCLUDETEXT /etc/passwd"), 2, "INCLUDETEXT"),
    Bad("DDE", field("DDEAUTO cmd"), 1, "DDEAUTO"),
    Bad(
        "tag in a text box",
        f"<w:p><w:r><w:pict><w:txbxContent>{p('{{ judul }}')}</w:txbxContent></w:pict></w:r></w:p>",
        2,
        "kotak teks",
    ),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_bad_body_is_refused_with_its_place(bad: Bad, with_body: Build, own_template: Own, made: date) -> None:
    template = own_template(with_body(bad.body))

    found = check_template(template)

    assert any(fault.paragraph == bad.paragraph and bad.reason in fault.reason for fault in found), found
    assert all(fault.part == "word/document.xml" for fault in found)
    with pytest.raises(TemplateError) as caught:
        make_draft(template, {}, made=made)
    assert bad.reason in str(caught.value)


RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}" TargetMode="External"/></Relationships>'
)
PARTS = [
    ("macro", {"word/vbaProject.bin": b"x"}, "makro"),
    ("embedded object", {"word/embeddings/oleObject1.bin": b"x"}, "objek tertanam"),
    ("other document", {"word/afchunk.docx": b"x"}, "altChunk"),
    ("external picture", {"word/_rels/header1.xml.rels": RELS.format(kind="image", target="http://example.org/a.png").encode()}, "dari luar"),
    ("local picture", {"word/_rels/header1.xml.rels": RELS.format(kind="image", target="file:///etc/a.png").encode()}, "dari luar"),
    ("script link", {"word/_rels/header1.xml.rels": RELS.format(kind="hyperlink", target="javascript:x").encode()}, "tautan"),
    ("attached template", {"word/_rels/settings.xml.rels": RELS.format(kind="attachedTemplate", target="http://example.org/a.dotm").encode()}, "menempel"),
    ("entity", {"word/header1.xml": b'<!DOCTYPE x [<!ENTITY a "aaa">]><x>&a;</x>'}, "DOCTYPE"),
    ("broken part", {"word/header1.xml": b"<w:hdr>"}, "rusak"),
    ("path outside", {"../evil.xml": b"<x/>"}, "ke luar"),
    ("bomb", {"word/media/big.bin": b"\0" * (2 * 1024 * 1024)}, "bom zip"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "reason"), [case[1:] for case in PARTS], ids=[case[0] for case in PARTS])
def test_bad_part_is_refused(
    changes: Mapping[str, bytes], reason: str, with_body: Build, own_template: Own, made: date
) -> None:
    template = own_template(with_body(GOOD, changes))

    found = check_template(template)

    assert any(reason in fault.reason and fault.part for fault in found), found
    with pytest.raises(TemplateError):
        make_draft(template, {}, made=made)


def test_macro_document_type_is_refused(
    rewrite: Callable[[bytes, Mapping[str, bytes]], bytes], with_body: Build, own_template: Own
) -> None:
    data = with_body(GOOD)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml")
    macro = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )

    found = check_template(own_template(rewrite(data, {"[Content_Types].xml": macro})))

    assert any("tanpa makro" in fault.reason for fault in found)


def test_garbage_and_draft_as_template_are_refused(own_template: Own, made: date) -> None:
    from lke_docs.draft.library import find_template

    draft = make_draft(find_template("notula"), {}, made=made)

    assert "bukan berkas Word" in check_template(own_template(b"bukan zip"))[0].reason
    assert any("hasil draf" in fault.reason for fault in check_template(own_template(draft.data)))


def test_entry_that_is_there_twice_is_refused(with_body: Build, own_template: Own) -> None:
    stream = io.BytesIO(with_body(GOOD))
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<x/>")

    assert any("dua kali" in fault.reason for fault in check_template(own_template(stream.getvalue())))


def test_all_faults_are_reported_at_once(with_body: Build, own_template: Own) -> None:
    body = p("{{ salah_satu }}") + p("{%p for b in agenda %}") + p("{{ b.x }}") + p("{{ judul | safe }}")

    found = check_template(own_template(with_body(body)))

    assert [fault.paragraph for fault in found] == [1, 3, 4, 2]


@pytest.mark.parametrize(
    "tag", ["{ { judul } }", "{ judul }", "{judul}", "{ {judul}}", "{b.uraian}", "{ % if judul % }"]
)
def test_a_mistyped_tag_is_named(tag: str, with_body: Build, own_template: Own) -> None:
    faults = check_template(own_template(with_body(p("{{ judul }}") + p(f"Rapat {tag}"))))

    assert {fault.paragraph for fault in faults} == {2}
    assert any("bukan tag yang utuh" in fault.reason for fault in faults)
    assert not any("bukan tag lke-docs" in fault.reason for fault in faults)


@pytest.mark.parametrize("tag", ["[NAMA]", "[tanggal rapat]", "{nama}", "{NAMA_PEGAWAI}", "%nama%", "$nama", "«Nama»"])
def test_a_tag_of_another_program_is_named_once(tag: str, with_body: Build, own_template: Own) -> None:
    faults = check_template(own_template(with_body(p("{{ judul }}") + p(f"Rapat {tag}"))))

    assert [(fault.paragraph, fault.reason.split(" bukan tag lke-docs")[0]) for fault in faults] == [(2, tag)]


@pytest.mark.parametrize("text", ["{satu} dan {dua}", "{a, b}", "{{ judul }} {1}", "menuju [WBK]", "Nomor: [...]/SK"])
def test_braces_that_are_no_tag_are_text(text: str, with_body: Build, own_template: Own) -> None:
    assert check_template(own_template(with_body(p("{{ judul }}") + p(text)))) == []


def test_tag_in_a_header_is_checked(
    with_body: Build, own_template: Own, rewrite: Callable[[bytes, Mapping[str, bytes]], bytes]
) -> None:
    header = f"<w:hdr {NS}>{p('{{ kop_unti }}')}</w:hdr>".encode()

    found = check_template(own_template(with_body(GOOD, {"word/header1.xml": header})))

    assert [(fault.part, fault.paragraph) for fault in found] == [("word/header1.xml", 1)]


# --- five templates as a Word user makes them ---------------------------------------------------------

SPLIT = (
    '<w:p><w:r><w:t>{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>{ ju</w:t></w:r>'
    '<w:r><w:t>dul }</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r><w:t>}</w:t></w:r></w:p>'
)
BOLD = '<w:p><w:r><w:t xml:space="preserve">Rapat: </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{{ judul }}</w:t></w:r></w:p>'
ROWS = tbl(tr("{%tr for b in tindak_lanjut %}", ""), tr("{{ loop.index }}. {{ b.uraian }}", "{{ b.batas_waktu }}"), tr("{%tr endfor %}", ""))  # fmt: skip
LANDSCAPE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
)
HAND_MADE = {
    "runs split by the spelling checker": (SPLIT, "", "Rapat Evaluasi SOP"),
    "bold inside a line": (BOLD, "", "Rapat: Rapat Evaluasi SOP"),
    "rows of a table": (ROWS, "", "1. Contoh tindak lanjut"),
    "condition": (p("{% if judul %}Ada: {{ judul | kapital }}{% endif %}"), "", "Ada: RAPAT EVALUASI SOP"),
    "landscape": (p("{{ judul }}"), LANDSCAPE, "Rapat Evaluasi SOP"),
}


@pytest.mark.parametrize("case", HAND_MADE.values(), ids=HAND_MADE.keys())
def test_template_made_by_hand_works(
    case: tuple[str, str, str],
    with_body: Build,
    own_template: Own,
    made: date,
    text_of: Callable[[bytes], str],
) -> None:
    body, section, expected = case
    template = own_template(with_body(body, section=section))

    draft = make_draft(template, filled_values(template.schema), made=made)

    assert check_template(template) == []
    assert expected in text_of(draft.data)
    assert "DRAF – belum disahkan" in text_of(draft.data)


def test_header_of_a_hand_made_template_is_filled_and_marked(
    with_body: Build, own_template: Own, made: date, text_of: Callable[[bytes], str]
) -> None:
    header = f"<w:hdr {NS}>{p('{{ kop_unit }}')}</w:hdr>".encode()
    template = own_template(with_body(p("{{ judul }}"), {"word/header1.xml": header}))

    empty = make_draft(template, {}, made=made)

    assert "[ISI: nama kantor pada kop surat]" in text_of(empty.data)
    with zipfile.ZipFile(io.BytesIO(empty.data)) as archive:
        assert b"lke-docs-draf" in archive.read("word/header1.xml")
        assert b"IsianKosong" in archive.read("word/header1.xml")
