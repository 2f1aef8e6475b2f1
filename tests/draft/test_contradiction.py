# ruff: noqa: E501 - a case is one line
"""The last look before the marks come off: what contradicts itself, its facts or the calendar is refused with its place."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import docx
import pytest

from lke_docs.draft.child import finalize_apart
from lke_docs.draft.contradiction import contradictions
from lke_docs.draft.document import make_draft
from lke_docs.draft.library import find_template
from lke_docs.draft.making import CUSTOM, DraftMaking, making_of
from lke_docs.draft.package import W, paragraph_text
from lke_docs.draft.rendering import finish_only
from lke_docs.draft.status import DocumentStatus, document_status
from lke_docs.draft.unfilled import open_fields
from lke_docs.draft.values import Value
from lke_docs.errors import InputError
from tests.draft.conftest import filled_values

MADE, DONE = date(2021, 9, 1), date(2021, 9, 9)
Changes = Mapping[str, bytes]

# Lines (“label | value” is a row of a table), what its note says, whether it is an invitation, and what is refused.
WRONG = [
    (["NOMOR KEP-07/K.1.02/Um.1/08/2021", "pada tanggal 3 September 2021"], {}, False, "NOMOR KEP-07/K.1.02/Um.1/08/2021", "nomor memuat Agustus 2021"),
    (["Nomor | B-7/K.1.02/Um.1/IX/2020", "Sukamaju, 3 September 2021"], {}, True, "B-7/K.1.02/Um.1/IX/2020", "nomor memuat September 2020"),
    (["Nomor : B-7/K.1.02/Um.1/08/2021\tSukamaju, 3 September 2021"], {}, True, "Nomor : B-7/K.1.02/Um.1/08/2021\tSukamaju, 3 September 2021".replace("\t", " "), "nomor memuat Agustus 2021"),
    (["Sukamaju, 30 Agustus 2021"], {}, False, "Sukamaju, 30 Agustus 2021", "tanggal mundur"),
    (["Tanggal | 30 Agustus 2021"], {}, False, "30 Agustus 2021", "tanggal mundur"),
    (["Ditetapkan di Sukamaju", "pada tanggal 3 September 2021", "pada tanggal 6 September 2021"], {}, False, "pada tanggal 6 September 2021", "berbeda dari 3 September 2021"),
    (["Sukamaju, 4 September 2021"], {}, False, "Sukamaju, 4 September 2021", "akhir pekan"),
    (["Hari, tanggal | Sabtu, 4 September 2021"], {}, False, "Sabtu, 4 September 2021", "akhir pekan"),
    (["Hari/Tanggal : Senin, 7 September 2021"], {}, False, "Hari/Tanggal : Senin, 7 September 2021", "hari Selasa"),
    (["Hari, tanggal | Jumat, 31 September 2021"], {}, False, "Jumat, 31 September 2021", "tidak ada dalam kalender"),
    (["Hari, tanggal | Senin, 13 September 2021"], {}, False, "Senin, 13 September 2021", "belum terjadi"),
    (["Rapat telah dilaksanakan pada Senin, 13 September 2021."], {}, False, "Rapat telah dilaksanakan pada Senin, 13 September 2021.", "belum tiba"),
    (["Hari, tanggal | Rabu, 8 September 2021", "Sukamaju, 7 September 2021"], {}, False, "Rabu, 8 September 2021", "sesudah tanggal naskah"),
    (["hari, tanggal | Senin, 13 September 2021", "Sukamaju, 14 September 2021"], {}, True, "Sukamaju, 14 September 2021", "dibuat sesudah rapat"),
    (["hari, tanggal | Rabu, 8 September 2021"], {}, True, "Rabu, 8 September 2021", "tidak dapat disusulkan"),
    (["Hari, tanggal | Senin, 7 Juni 2021"], {"state": "akan_dilaksanakan"}, False, "Senin, 7 Juni 2021", "sudah lewat"),
    (["Hari, tanggal | Senin, 7 Juni 2021"], {"state": "sudah_dilaksanakan", "held_within": "2021-05"}, False, "Senin, 7 Juni 2021", "di luar periode Mei 2021"),
    (["Dasar : Undangan Nomor B-7/K.1.02/Um.1/08/2021 tanggal 3 September 2021"], {}, False, "Dasar : Undangan Nomor B-7/K.1.02/Um.1/08/2021 tanggal 3 September 2021", "bulan Agustus 2021"),
    (["Hari, tanggal | Rabu, 8 September 2021", "Dasar | Undangan Nomor B-7/K.1.02/Um.1/09/2021 tanggal 9 September 2021"], {}, False, "Undangan Nomor B-7/K.1.02/Um.1/09/2021 tanggal 9 September 2021", "sesudah kegiatan 8 September 2021"),
    (["Hari, tanggal | Rabu, 8 September 2021", "Rapat dilaksanakan pada Kamis, 9 September 2021."], {}, False, "Rapat dilaksanakan pada Kamis, 9 September 2021.", "di tempat lain 8 September 2021"),
    (["LAPORAN", "PERIODE MEI 2021", "Periode | Juni 2021"], {}, False, "Juni 2021", "judulnya menyebut PERIODE MEI 2021"),
    (["NOMOR KEP-32/K.1.02/Um.1/09/2021", "pada tanggal 3 September 2021", "LAMPIRAN", "KEPUTUSAN KEPALA KANTOR", "NOMOR KEP-31/K.1.02/Um.1/09/2021"], {}, False, "NOMOR KEP-31/K.1.02/Um.1/09/2021", "nomor naskahnya KEP-32"),
    (["NOMOR KEP-32/K.1.02/Um.1/09/2021", "pada tanggal 3 September 2021", "Lampiran I Keputusan Kepala Kantor", "Tanggal 6 September 2021"], {}, False, "Tanggal 6 September 2021", "padahal naskahnya 3 September 2021"),
    (["Pada hari ini Senin tanggal Tujuh bulan September tahun Dua Ribu Dua Puluh Satu"], {}, False, "Pada hari ini Senin tanggal Tujuh bulan September tahun Dua Ribu Dua Puluh Satu", "hari Selasa"),
    (["NOMOR KEP-21/KM.4/2020", "pada tanggal 3 September 2021"], {}, False, "NOMOR KEP-21/KM.4/2020", "nomor memuat tahun 2020"),
    (["NOMOR 21 TAHUN 2020", "pada tanggal 3 September 2021"], {}, False, "NOMOR 21 TAHUN 2020", "nomor memuat tahun 2020"),
    (["Nomor | 21 Tahun 2020", "pada tanggal 3 September 2021"], {}, False, "21 Tahun 2020", "nomor memuat tahun 2020"),
    (["Nomor SOP | 21 Tahun 2020", "pada tanggal 3 September 2021"], {}, False, "21 Tahun 2020", "nomor memuat tahun 2020"),
    (["Pukul | 09.00 s.d. 25.00 WITA"], {}, False, "09.00 s.d. 25.00 WITA", "jam 25.00 tidak ada"),
    (["Rapat dibuka pukul 09.75 dan ditutup pukul 11.00"], {}, False, "Rapat dibuka pukul 09.75 dan ditutup pukul 11.00", "jam 09.75 tidak ada"),
    (["Waktu | 09.00 - 24:30 WIB"], {}, False, "09.00 - 24:30 WIB", "jam 24.30 tidak ada"),
    (["NOMOR KEP-32/K.1.02/Um.1/09/2021", "pada tanggal 3 September 2021", "LAMPIRAN KEPUTUSAN", "NOMOR KEP-32/K.1.02/Um.1/09/2021 TANGGAL 6 September 2021"], {}, False, "NOMOR KEP-32/K.1.02/Um.1/09/2021 TANGGAL 6 September 2021", "padahal naskahnya 3 September 2021"),
    (["Hari, tanggal | Rabu, 8 September 2021 dan Senin, 13 September 2021"], {}, False, "Rabu, 8 September 2021 dan Senin, 13 September 2021", "kegiatan 13 September 2021 belum terjadi"),
    (["Hari, tanggal | 8 s.d. 9 September 2021", "Sukamaju, 8 September 2021"], {}, False, "8 s.d. 9 September 2021", "sesudah tanggal naskah"),
    (["Pada hari ini Rabu tanggal delapan bulan September tahun dua ribu dua puluh satu (09-09-2021)"], {}, False, "Pada hari ini Rabu tanggal delapan bulan September tahun dua ribu dua puluh satu (09-09-2021)", "di dalam kurung bukan 8 September 2021"),
    (["Tanggal pembuatan | 3 September 2021", "Tanggal efektif | 4 Januari 2021"], {}, False, "4 Januari 2021", "berlaku sebelum 3 September 2021"),
    (["PERIODE OKTOBER 2021"], {"dates": ("periode",)}, False, "PERIODE OKTOBER 2021", "Periode Oktober 2021 belum tiba"),
    (["Periode survei | Semester I 2022"], {"dates": ("periode",)}, False, "Semester I 2022", "belum tiba"),
]  # fmt: skip

RIGHT = [
    (["NOTULA", "Rapat Evaluasi SOP periode Juni 2021", "Hari, tanggal | Rabu, 8 September 2021", "Dasar : Undangan Nomor B-7/K.1.02/Um.1/09/2021 tanggal 3 September 2021", "Sukamaju, 9 September 2021"], {}, False),
    (["KEPUTUSAN KEPALA KANTOR", "NOMOR KEP-07/K.1.02/Um.1/IX/2021", "Mengingat : Peraturan Menteri Nomor 90 Tahun 2021;", "Ditetapkan di Sukamaju", "pada tanggal 3 September 2021"], {}, False),
    (["Hari, tanggal | Rabu, 8 September 2021", "Rapat sebelumnya dilaksanakan pada Jumat, 3 September 2021.", "Berdasarkan rencana, evaluasi berikutnya tanggal 20 September 2021.", "Dasar : Surat Perintah tanggal 3 September 2021", "Lampiran: daftar hadir", "Nomor SOP-1/K.1.02/Um.1/09/2021", "Sukamaju, 9 September 2021"], {}, False),
    (["PERIODE JUNI 2021", "Periode | Juni 2021", "Periode Mei 2021 lebih rendah.", "Rapat | Rapat Evaluasi periode Mei 2021"], {}, False),
    (["NOMOR KEP-07/K.1.02/Um.1/09/2021", "pada tanggal 3 September 2021", "LAMPIRAN KEPUTUSAN", "NOMOR KEP-07/K.1.02/Um.1/09/2021", "TANGGAL 3 September 2021", "Nama", "Jabatan", "Tugas", "Waktu", "Tanggal | 6 September 2021"], {}, False),
    (["Nomor | B-12/K.1.02/Um.1/09/2021", "Sukamaju, 9 September 2021", "hari, tanggal | Senin, 13 September 2021"], {}, True),
    (["Sukamaju, 3 September 2021", "Rapat periode Juni 2021 telah dilaksanakan pada tanggal 7 Juni 2021."], {}, False),
    (["Rapat Evaluasi periode Juni 2021 (susulan)", "Hari, tanggal | Rabu, 8 September 2021"], {"state": "akan_dilaksanakan", "held_within": "2021-06"}, False),
    (["Hari, tanggal | Senin, 7 Juni 2021", "Sukamaju, 3 September 2021"], {"state": "sudah_dilaksanakan", "held_within": "2021-06"}, False),
    (["Hari, tanggal | Selasa s.d. Rabu, 7 s.d. 8 September 2021", "Rapat dilaksanakan pada Rabu, 8 September 2021.", "Sukamaju, 9 September 2021"], {"dates": ("tanggal_kegiatan",)}, False),
    (["Pada hari ini Rabu tanggal delapan bulan September tahun dua ribu dua puluh satu (08-09-2021), diserahkan berkas untuk rapat tanggal 20 September 2021"], {}, False),
    (["Periode | September 2021", "Tanggal efektif | 4 Oktober 2021", "Tanggal pembuatan | 3 September 2021"], {"dates": ("periode",)}, False),
    (["Rapat Rencana Kerja periode Januari 2022", "PERIODE JANUARI 2022"], {}, False),
    (["Pukul | 09.00 s.d. 24.00 WITA", "Selesai 8 jam, biaya 25.000 atau 99.50%", "Jam layanan 08:00-16:00", "Anggaran 45.75 miliar"], {}, False),
    (["Nomor | 21 Tahun 2021", "pada tanggal 3 September 2021"], {}, False),
]  # fmt: skip


def _document(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        label, bar, value = line.partition(" | ")
        if bar:
            for cell, text in zip(document.add_table(1, 3).rows[0].cells, (label, ":", value), strict=True):
                cell.text = text
        else:
            document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _making(note: Mapping[str, str], is_beforehand: bool) -> DraftMaking:
    return DraftMaking(MADE, is_beforehand=is_beforehand, record="buku agenda")._replace(**note)


@pytest.mark.parametrize(
    "lines, note, is_beforehand, text, reason", WRONG, ids=[f"{one[4]}: {one[3]}" for one in WRONG]
)
def test_a_contradiction_is_named_with_its_place(
    lines: list[str], note: dict[str, str], is_beforehand: bool, text: str, reason: str
) -> None:
    found = contradictions(_document(lines), _making(note, is_beforehand), done=DONE)

    assert [one for one in found if one.text == text and reason in one.reason and one.paragraph], found
    assert {one.is_day_off for one in found if reason in one.reason} == {reason == "akhir pekan"}


@pytest.mark.parametrize("lines, note, is_beforehand", RIGHT, ids=[one[0][0] for one in RIGHT])
def test_what_agrees_passes(lines: list[str], note: dict[str, str], is_beforehand: bool) -> None:
    assert contradictions(_document(lines), _making(note, is_beforehand), done=DONE) == []


def test_an_action_that_is_to_come_is_not_done() -> None:
    template = find_template("laporan_tindak_lanjut")
    values = filled_values(template.schema)
    (row, *_), source = values["tindak_lanjut"]
    data = make_draft(
        template, {**values, "tindak_lanjut": Value([{**row, "selesai": "15 Januari 2022"}], source)}, made=MADE
    ).data
    making = making_of(data, {})

    assert making and making.dates == ("tanggal_dokumen", "periode")
    assert "15 Januari 2022" in [it.text for it in contradictions(data, making, done=DONE) if "belum tiba" in it.reason]


def test_a_draft_says_when_it_was_made() -> None:
    data = make_draft(find_template("notula"), {}, made=MADE).data

    assert making_of(data, {}) == DraftMaking(MADE, "notula", dates=("tanggal_dokumen", "tanggal_kegiatan"))
    assert making_of(_document([]), {}) is None


HELD = {"state": "sudah_dilaksanakan", "record_of_event": "buku agenda, halaman 12", "held_on": "2021-08-30"}
FACTS = [
    (HELD, "Senin, 30 Agustus 2021", ""),
    ({**HELD, "record_of_event": "-"}, "Senin, 30 Agustus 2021", "catatan_sumber"),
    (HELD, "Selasa, 24 Agustus 2021", "ialah kegiatan 30 Agustus 2021"),
    ({"state": "akan_dilaksanakan"}, "Senin, 30 Agustus 2021", "sudah lewat"),
    ({"state": "belum_dibuat"}, "Senin, 30 Agustus 2021", "sudah lewat"),
    ({"state": ""}, "Senin, 30 Agustus 2021", "sudah lewat"),
    ({**HELD, "held_within": "2021-09"}, "Senin, 30 Agustus 2021", "di luar periode"),
    (HELD, "minggu lalu", "hari kegiatan"),
]


def _held(about: Mapping[str, str], day: str, signed: str = "Sukamaju, 3 September 2021") -> bytes:
    template = find_template("notula")
    data = make_draft(template, filled_values(template.schema), made=MADE, about=about).data

    def finish(document: docx.document.Document) -> None:
        for old, new in (("Senin, 7 Juni 2021", day), ("Sukamaju, 8 Juni 2021", signed)):
            node = next(node for node in document.element.iter(f"{W}p") if paragraph_text(node) == old)
            first, *rest = node.iter(f"{W}t")
            first.text = new
            for text in rest:
                text.text = ""

    return finish_only(data, finish)


@pytest.mark.parametrize("about, day, reason", FACTS, ids=[f"{row[1]}: {row[2]}" for row in FACTS])
def test_what_was_said_of_an_event_goes_with_its_paper(about: dict[str, str], day: str, reason: str) -> None:
    path = Path("rapat (1).docx")  # moved, renamed, without the note that lay beside it
    left, wrong, made = finalize_apart(path, _held(about, day), {}, done=DONE, may_rest=True)

    assert left == []
    assert bool(made) is not bool(reason)
    assert any(reason in f"{it.text} {it.reason}" for it in wrong) is bool(reason), wrong


def test_a_paper_without_its_own_day_is_refused() -> None:
    left, wrong, _ = finalize_apart(
        Path("x.docx"), _held(HELD, "Senin, 30 Agustus 2021", "Sukamaju,"), {}, done=DONE, may_rest=True
    )

    assert (left, [it.text for it in wrong]) == ([], ["tanggal naskah"])


def test_a_draft_that_lost_what_it_carried_is_looked_at_by_its_note_or_not_at_all(
    rewrite: Callable[[bytes, Changes], bytes],
) -> None:
    data = _held(HELD, "Senin, 30 Agustus 2021")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        bare = rewrite(data, {CUSTOM: re.sub(rb"<property .*</property>", b"", archive.read(CUSTOM))})
    note = {"made": "2021-09-01", "template": {"name": "notula"}, **HELD}

    assert finalize_apart(Path("x.docx"), bare, note, done=DONE, may_rest=True)[:2] == ([], [])
    planned = {**note, "state": "akan_dilaksanakan"}
    assert "sudah lewat" in finalize_apart(Path("x.docx"), bare, planned, done=DONE, may_rest=True)[1][0].reason
    with pytest.raises(InputError, match=r"tidak ada \.sumber\.json"):
        finalize_apart(Path("x.docx"), bare, {}, done=DONE, may_rest=True)


def _control(content: str, mark: str = "") -> bytes:
    return f"<w:sdt><w:sdtPr>{mark}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>".encode()


EMPTY = b'<w:p><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t xml:space="preserve"> </w:t></w:r></w:sdtContent></w:sdt></w:p>'
HINT = _control("<w:p><w:r><w:t>Nama</w:t></w:r></w:p>", "<w:showingPlcHdr/>")
MERGE = b'<w:p><w:fldSimple w:instr=" MERGEFIELD Nama "><w:r><w:t>Budi</w:t></w:r></w:fldSimple></w:p>'
OPEN = b"<w:p><w:r><w:t>Nama : [NAMA PEGAWAI]</w:t></w:r></w:p>"
TICK = _control('<w:p><w:r><w:sym w:font="x" w:char="2610"/></w:r></w:p>')
UNFILLED = [
    ("empty control", EMPTY, 1),
    ("hint", HINT, 1),
    ("merge field", MERGE, 1),
    ("bracket", OPEN, 1),
    ("box to tick", TICK, 0),
]


@pytest.mark.parametrize("part", ["word/document.xml", "word/kop surat.xml", "isi/catatan2.bin"])
@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("name, xml, count", UNFILLED, ids=[one[0] for one in UNFILLED])
def test_what_is_still_to_be_filled_in_is_found_in_every_part_whatever_its_name(
    name: str,
    xml: bytes,
    count: int,
    strict: bool,
    part: str,
    rewrite: Callable[[bytes, Changes], bytes],
    tmp_path: Path,
) -> None:
    space = "http://purl.oclc.org/ooxml/wordprocessingml/main" if strict else W[1:-1]
    root = "document" if "document" in part else "hdr" if "kop" in part else "footnotes"
    body = b"<w:body>%s</w:body>" % xml if root == "document" else xml
    content = f'<w:{root} xmlns:w="{space}">'.encode() + body + f"</w:{root}>".encode()
    path = tmp_path / "surat.docx"
    path.write_bytes(rewrite(_document(["SURAT TUGAS"]), {part: content}))

    assert [one.part for one in open_fields(path.read_bytes())] == [part] * count
    assert document_status(path).status is (DocumentStatus.UNFILLED if count else DocumentStatus.FINISHED)


def test_a_place_to_sign_is_a_remark(tmp_path: Path) -> None:
    path = tmp_path / "surat.docx"
    path.write_bytes(_document(["Mengetahui,", "....................", "Tanda tangan : ..........", "1. ............"]))

    assert document_status(path) == (
        DocumentStatus.FINISHED,
        ("catatan: 3 tempat masih berupa titik-titik atau garis, biasanya untuk tanda tangan",),
    )


def test_what_the_program_proposed_is_open_until_somebody_takes_the_word_off(tmp_path: Path) -> None:
    values = filled_values(find_template("notula").schema)
    assert open_fields(make_draft(find_template("notula"), values, made=MADE).data) == []
    lines = ["1. Usulan: Evaluasi SOP", "Usulan pegawai dibahas.", "Ditetapkan di ISI: kota", "REKAPITULASI: isi"]
    assert [one.text for one in open_fields(_document(lines))] == [lines[0], lines[2]]
