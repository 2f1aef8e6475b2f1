"""What is claimed, shown, untold and not shown: formulas, roll-up, thresholds, ranking of gaps, the schema."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random

import jsonschema
import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_docs.check import check_dossier, open_dossier
from lke_docs.instrument import Instrument, load_instrument
from lke_docs.model import Place, Row, Sheet, Window
from lke_docs.read.txt import read_txt
from lke_docs.report.score import score_json, score_text
from lke_docs.score import Score, score_sheet, tally

ROOT = Path(__file__).parent.parent.parent
WINDOW = Window(date(2021, 1, 1), date(2021, 8, 31), "uji")
OLD, NEW = load_instrument("zi-2019"), load_instrument("zi-2021")


def a_row(code: str, answer: str, evidence: str = "", *, question: str = "") -> Row:
    return Row(code, question, answer, "letter", evidence, Place())


def a_sheet(*rows: Row) -> Sheet:
    return Sheet("uji", "0" * 64, "txt", rows)


def scored(sheet: Sheet, instrument: Instrument = OLD) -> Score:
    judge = open_dossier(sheet, instrument=instrument, window=WINDOW).judge
    assert judge is not None
    return score_sheet(judge)


@pytest.fixture(scope="module")
def sample() -> Score:
    path = ROOT / "samples" / "kejari_bantaeng_2021.txt"
    return scored(read_txt(path.read_bytes(), path.name))


def test_sample_claims_what_its_workbook_says(sample: Score) -> None:
    points = {area.code: area.points for area in sample.claimed.areas}
    wanted = {
        "A.1": 4.78,
        "A.2": 5.0,
        "A.3": 13.758,
        "A.4": 10.0,
        "A.5": 12.75,
        "A.6": 7.852,
        "B.1": 0,
        "B.2": 0,
    }
    assert points == pytest.approx(wanted, abs=0.0005)
    assert {part.code: part.points for part in sample.claimed.parts} == pytest.approx({"pengungkit": 54.14, "hasil": 0})
    values = {answer.code: answer.value for answer in sample.answers}
    assert values["A.3.1.C"] == 1.0
    assert values["A.5.3.B"] == 0.0
    assert [values[code] for code in ("B.1.A", "B.1.B", "B.2.A")] == [None] * 3


def test_open_result_rows_are_said_and_keep_thresholds_open(sample: Score) -> None:
    assert sample.claimed.total.open == 40
    assert any("hasil" in notice and "belum terisi" in notice for notice in sample.notices)
    total = {result.regulation: result.criteria[0] for result in sample.thresholds if result.predicate == "WBK"}
    assert total["52/2014"].claimed_state == "open"


def test_supported_never_exceeds_claimed_and_each_loss_has_a_reason(sample: Score) -> None:
    for answer, support in zip(sample.answers, sample.supports, strict=True):
        assert answer.code == support.code
        assert (support.value is None) == (answer.value is None)
        if answer.value is not None and support.value is not None:
            assert support.value <= answer.value
            assert (support.value < answer.value) == bool(support.steps)
            assert support.shown_value is not None and support.shown_value <= support.value
            assert support.untold or support.shown_value == support.value
        assert all(judgement.reason for step in support.steps for judgement in step.lacking)
        assert all(step.lacking for step in support.steps)


def test_points_lost_are_all_in_the_ranking(sample: Score) -> None:
    lost = sample.claimed.total.points - sample.shown.total.points
    assert sum(mend.points for mend in sample.mend) == pytest.approx(lost, abs=1e-4)
    ranks = [mend.rank for mend in sample.mend]
    assert ranks == sorted(ranks, reverse=True)


def test_quotes_stand_where_they_say(sample: Score) -> None:
    path = ROOT / "samples" / "kejari_bantaeng_2021.txt"
    evidence = {row.code: row.evidence for row in read_txt(path.read_bytes(), path.name).rows}
    judgements = [j for support in sample.supports for step in support.steps for j in step.lacking]
    judgements += [j for support in sample.supports for j in support.untold]
    quotes = [quote for judgement in judgements for quote in judgement.quotes]
    assert quotes
    assert all(evidence[q.code][q.start : q.end] == q.text for q in quotes)


def test_json_keeps_the_published_schema(sample: Score) -> None:
    schema = json.loads((ROOT / "lke_docs" / "schema" / "score.schema.json").read_text("utf-8"))
    found = json.loads(json.dumps(score_json(sample, OLD)))
    jsonschema.validate(found, schema)
    assert {"instrument", "claimed", "shown", "cannot_tell", "not_shown", "supported", "thresholds"} <= found.keys()


def test_text_names_doubts_and_gaps(sample: Score) -> None:
    text = score_text(sample, OLD)
    for wanted in ("54,14", "terbuka", "belum diverifikasi", "keyakinan rendah", "uji alat ini", "A.3.1.A"):
        assert wanted in text


COMPUTED = [
    # instrument, rows, code, value, piece of the note
    (OLD, [("A.5.3.B.1", "1"), ("A.5.3.B.2", "1"), ("A.5.3.B.3", "0")], "A.5.3.B", 0.0, ""),
    (OLD, [("A.5.3.B.1", "4"), ("A.5.3.B.2", "1"), ("A.5.3.B.3", "3")], "A.5.3.B", 0.75, "3 dari 4"),
    (OLD, [("A.5.3.B.1", "0"), ("A.5.3.B.2", "0"), ("A.5.3.B.3", "0")], "A.5.3.B", 1.0, "penuh"),
    (OLD, [("A.5.3.B.1", "1"), ("A.5.3.B.2", "1"), ("A.5.3.B.3", "1")], "A.5.3.B", 1.0, "tidak cocok"),
    (OLD, [("A.5.3.B.1", "1")], "A.5.3.B", None, "belum diisi"),
    (OLD, [("B.1.A", "3,6")], "B.1.A", 0.9, "indeks 3,6"),
    (OLD, [("B.1.A", "87,65")], "B.1.A", 0.8765, "skala 100"),
    (OLD, [("B.1.A", "LAKUKAN SURVEI")], "B.1.A", None, "belum diisi"),
    (OLD, [("B.1.A", "120")], "B.1.A", None, "di luar skala"),
    (OLD, [("B.1.B", "80 %")], "B.1.B", 0.8, "tertulis"),
    (OLD, [("B.1.B", "80")], "B.1.B", 0.8, "80 dibaca 80 %"),
    (OLD, [("B.1.B", "0.95")], "B.1.B", 0.95, "dibaca 95 %"),
    (OLD, [("B.1.B", "1")], "B.1.B", None, "“1” dapat berarti 1 % atau 100 %"),
    (OLD, [("B.1.B", "100%")], "B.1.B", 1.0, "tertulis"),
    (NEW, [("A.II.1.i.a", "1"), ("A.II.1.i.b", "0.5")], "A.II.1.i.a", 1.0, "dibaca 100 %"),
    (NEW, [("A.II.1.i.a", "1"), ("A.II.1.i.b", "60")], "A.II.1.i.a", None, "dapat berarti 1 % atau 100 %"),
    (OLD, [("B.1.B", "180")], "B.1.B", None, "belum diisi"),
    (OLD, [("B.1.A", "3,60 / 4")], "B.1.A", 0.9, "indeks 3,6"),
    (OLD, [("B.1.A", "IPAK 3,6 2")], "B.1.A", None, "“IPAK 3,6 2” tidak terbaca sebagai angka"),
    (NEW, [("A.II.3.iii.a", ""), ("", "4"), ("", "1"), ("", "1")], "A.II.3.iii.a", 0.75, "dari 4 menjadi 1"),
    (NEW, [("A.II.3.iii.a", ""), ("", "0"), ("", "2"), ("", "0")], "A.II.3.iii.a", 0.0, "tahun lalu nol"),
    (NEW, [("A.II.3.iii.a", ""), ("", "3"), ("", "0"), ("", "0")], "A.II.3.iii.a", 1.0, "penuh"),
    (NEW, [("A.II.3.iii.a", ""), ("", "2"), ("", "5"), ("", "0")], "A.II.3.iii.a", 0.0, ""),
    (NEW, [("A.II.1.i.a", ""), ("", "2"), ("", "3")], "A.II.1.i.a", 1.0, ""),
    (NEW, [("A.II.1.i.a", ""), ("", "0"), ("", "3")], "A.II.1.i.a", None, "nol"),
    (NEW, [("A.II.1.i.a", ""), ("", "2"), ("A.II.1.ii", "A")], "A.II.1.i.a", None, "belum diisi"),
    (NEW, [("A.II.4.i.1", "4"), ("A.II.4.i.2", "3")], "A.II.4.i", 0.75, "3 dari 4"),
    (
        NEW,
        [("A.II.5.iii.a.1", "4"), ("A.II.5.iii.a.1.2", "9"), ("A.II.5.iii.a.2", "2")],
        "A.II.5.iii.a",
        0.5,
        "",
    ),
    (OLD, [("A.1.1.A", "ya")], "A.1.1.A", 1.0, ""),
    (OLD, [("A.1.1.A", "C")], "A.1.1.A", None, "bukan pilihan"),
    (OLD, [("A.1.1.A", "")], "A.1.1.A", None, "belum dijawab"),
    (OLD, [], "A.1.1.A", None, "tidak ada barisnya"),
    (OLD, [("A.3.1.C", "A")], "A.3.1.C", 1.0, "dihitung YA"),
    (OLD, [("A.3.1.C", "B")], "A.3.1.C", None, "bukan pilihan"),
]


@pytest.mark.parametrize(("instrument", "rows", "code", "value", "note"), COMPUTED)
def test_value_of_an_answer(
    instrument: Instrument, rows: list[tuple[str, str]], code: str, value: float | None, note: str
) -> None:
    sheet = a_sheet(*(a_row(*row) for row in rows))
    found = {answer.code: answer for answer in scored(sheet, instrument).answers}
    assert found[code].value == (pytest.approx(value) if value is not None else None)
    assert note in found[code].note


SUPPORTED = [
    # code, answer, evidence, supported letter, piece of the reason
    ("A.1.1.A", "YA", "", "TIDAK", "tidak ada bukti"),
    (
        "A.1.1.A",
        "YA",
        "Keputusan Kepala Nomor KEP-01/X.1/02/2021 tanggal 16 Februari 2021 tentang Tim ZI",
        "YA",
        "",
    ),
    ("A.1.1.A", "TIDAK", "", "TIDAK", ""),
    ("A.3.1.A", "YA", "Dokumen peta jabatan; Hasil analisis beban kerja tahun 2021", "YA", ""),
    ("A.3.1.A", "YA", "Dokumen peta jabatan", "TIDAK", "beban kerja"),
    ("A.1.3.A", "B", "Laporan Rencana Kerja ZI: sebagian kecil kegiatan dilaksanakan", "C", "sebagian kecil"),
    ("A.1.3.A", "B", "Sebagian kecil kegiatan sudah dilaksanakan sesuai rencana", "D", "tidak ada dokumen"),
    ("A.5.1.A", "A", "Dokumentasi kampanye antigratifikasi sewaktu-waktu", "B", "sewaktu-waktu"),
    ("A.2.1.B", "A", "Buku SOP Pelayanan; Seluruh SOP diterapkan dengan inovasi “SI RAPI”", "A", ""),
    ("A.2.1.B", "A", "Buku SOP Pelayanan; Seluruh SOP diterapkan", "B", "inovasi"),
    ("A.3.3.C", "A", "Laporan asesmen: kesenjangan 40 %", "B", "40 %"),
    ("A.5.1.A", "A", "Bukti kampanye terlampir pada tautan https://contoh.go.id/zi", "A", ""),
]


@pytest.mark.parametrize(("code", "answer", "evidence", "letter", "reason"), SUPPORTED)
def test_supported_letter(code: str, answer: str, evidence: str, letter: str, reason: str) -> None:
    found = scored(a_sheet(a_row(code, answer, evidence)))
    support = next(support for support in found.supports if support.code == code)
    assert support.letter == letter
    said = " ".join(judgement.reason for step in support.steps for judgement in step.lacking)
    assert reason in said.casefold()
    assert bool(said) == (letter != answer)


TWICE = "{0} tanggal 8 April 2021; {0} tanggal 8 Juli 2021"
SHOWN = [
    # form, code, answer, evidence, letter that is shown
    (NEW, "A.I.5.v.d", "A", TWICE.format("Laporan Evaluasi Katering Rapat"), "C"),
    (NEW, "A.I.5.v.d", "A", TWICE.format("Laporan Evaluasi Benturan Kepentingan"), "A"),
    (NEW, "A.I.5.v.d", "A", TWICE.format("Laporan Evaluasi"), "A"),  # no other matter is named
    (NEW, "A.I.5.iv.b", "A", TWICE.format("Laporan Evaluasi Kendaraan Dinas"), "C"),
    (NEW, "A.I.5.iii.c", "A", TWICE.format("Laporan Monev Kebersihan Gedung"), "C"),
    (NEW, "A.I.5.iii.c", "A", TWICE.format("Laporan Monev Dumas"), "A"),
    (NEW, "A.I.6.iii.c", "A", TWICE.format("Laporan Evaluasi Penanganan Hama Gedung"), "C"),
    (NEW, "A.I.6.iii.c", "A", TWICE.format("Laporan Evaluasi Penanganan"), "A"),
    (NEW, "A.I.1.iii.c", "A", "Laporan tindak lanjut hasil monev (9 dari 9 saran selesai) tanggal 8 Juli 2021", "A"),
    (OLD, "A.3.4.D", "YA", "Dokumen kegiatan 34 tanggal 7 Maret 2021 hasil penilaian kinerja individu reward", "TIDAK"),
    (OLD, "A.1.2.A", "YA", "Dokumen Rencana Kerja Zona Integritas tanggal 8 Februari 2021", "YA"),
    (NEW, "A.I.1.iii.b", "A", TWICE.format("Notula Monev Kebersihan Gedung dipimpin Ketua"), "D"),
    (NEW, "A.I.1.iii.b", "A", TWICE.format("Notula Rapat Monev dipimpin Ketua"), "A"),
    (NEW, "A.I.1.iii.c", "A", "Laporan Tindak Lanjut Seluruh Rekomendasi Rapat Parkir tanggal 24 Juni 2021", "D"),
    (NEW, "A.I.5.iii.a", "A", "Laporan Seluruh Kegiatan Lomba Masak, inovasi “SEDAP-KU” tanggal 8 April 2021", "C"),
    (NEW, "A.I.5.iii.a", "A", "Laporan Seluruh Aduan, inovasi “LAPOR-KU” tanggal 8 April 2021", "A"),
    (NEW, "A.I.5.v.b", "A", "Laporan In House Training Seluruh Pegawai tanggal 24 Juni 2021", "D"),
    (NEW, "A.I.2.i.b", "B", "Laporan Penerapan Seluruh 42 SOP tanggal 24 Juni 2021", "B"),
    (NEW, "A.I.5.i.a", "A", TWICE.format("Rencana Public Campaign Gratifikasi"), "C"),  # still ahead
    (NEW, "A.I.6.ii.e", "A", "Usulan Pembangunan Ruang Layanan Terpadu bagi Seluruh Layanan tanggal 8 Juli 2021", "D"),
    (NEW, "A.I.1.ii.a", "YA", "Rencana Kerja Pembangunan Zona Integritas tanggal 8 Februari 2021", "YA"),
    (NEW, "A.I.3.ii.c", "YA", "Undangan Monev Mutasi dan Dampak terhadap Kinerja tanggal 8 Juli 2021", "TIDAK"),
    (NEW, "A.I.3.ii.c", "YA", "Undangan; Notula Monev Mutasi dan Dampak terhadap Kinerja tanggal 8 Juli 2021", "YA"),
    (NEW, "A.I.3.iv.c", "A", "Laporan Kinerja Individu Januari s.d. Agustus 2021 tanggal 31 Agustus 2021", "D"),
    (NEW, "A.I.3.iv.c", "A", "Laporan Kinerja Individu bulan Januari s.d. Agustus 2021", "A"),
    (NEW, "A.I.6.iv.a", "A", "Laporan SKM Triwulan I s.d. II 2021 tanggal 31 Juli 2021", "C"),
    (
        NEW,
        "B.I.b",
        "A",
        "LKjIP 2020 tanggal 22 Januari 2021: capaian kinerja 104,2%, tahun lalu 99,8%, nasional 101%",
        "A",
    ),
    (OLD, "A.2.3.B", "A", TWICE.format("Laporan Monev PPID"), "B"),
    # a sentence that names its dated or numbered paper
    (
        OLD,
        "A.3.5.A",
        "B",
        "Seluruh aturan disiplin telah diterapkan menurut Laporan Disiplin tanggal 8 Juli 2021.",
        "B",
    ),
    (OLD, "A.3.5.A", "B", "Seluruh aturan disiplin telah diterapkan (Laporan Disiplin Semester I 2021)", "B"),
    (OLD, "A.3.5.A", "B", "Seluruh aturan disiplin dalam SOP telah diterapkan pada 8 Juli 2021", "D"),
    (OLD, "A.5.2.B", "B", "Seluruh kebijakan telah dinilai risikonya dalam Dokumen Penilaian Risiko Tahun 2021", "B"),
    (OLD, "A.3.3.C", "A", "Kesenjangan kompetensi 8% menurut Laporan Kesenjangan Kompetensi tanggal 8 Juli 2021", "A"),
    (
        OLD,
        "A.6.1.A",
        "B",
        "Standar pelayanan ditetapkan dengan SK Nomor 28/KDM/SK/II/2021 tanggal 3 Februari 2021",
        "B",
    ),
    # what tells only when goes on with the paper before it
    (
        OLD,
        "A.5.1.A",
        "A",
        "Laporan public campaign gratifikasi TW I 2021 tanggal 5 April 2021; TW II 2021 tanggal 5 Juli 2021",
        "A",
    ),
    (
        OLD,
        "A.6.3.A",
        "A",
        "Laporan Survei Kepuasan:\nTW I 2021 tanggal 5 April 2021\nTW II 2021 tanggal 5 Juli 2021",
        "A",
    ),
    # one line of a table is one document
    (
        OLD,
        "A.3.2.C",
        "YA",
        "LAP-44/KPP.03/2021 | 12-07-2021 | Monev mutasi internal, dampak: waktu layanan turun 18%",
        "YA",
    ),
    # everyday names
    (OLD, "A.4.2.E", "YA", "LAKIP 2020 tanggal 20 Januari 2021", "YA"),
    (OLD, "A.4.2.G", "YA", "Surat Tugas Nomor 131/KDM/KP.05/III/2021 tanggal 8 Maret 2021 untuk Bimtek SAKIP", "YA"),
    (OLD, "A.3.2.A", "YA", "SK Rotasi Jabatan Nomor 12/KDM/SK/II/2021 tanggal 8 Februari 2021", "YA"),
    (
        OLD,
        "A.2.3.B",
        "A",
        "Laporan monev KIP tanggal 8 Juli 2021; Laporan tindak lanjut monev KIP tanggal 22 Juli 2021",
        "A",
    ),
    (
        OLD,
        "A.4.1.B",
        "A",
        "Kadilmil memimpin seluruh tahapan sebagaimana Notula Penyusunan Perjanjian Kinerja tanggal 5 Januari 2021",
        "A",
    ),
    (OLD, "A.3.3.D", "A", "Matriks diklat 42/42 pegawai tanggal 30 Juli 2021", "A"),
    (NEW, "A.II.1.ii", "A", "Laporan capaian target ZI (18 dari 20 target = 90%), 8 Juli 2021", "A"),
    # what is told of a paper behind its time is no other matter, and what is counted there counts
    (
        NEW,
        "A.I.4.ii.e",
        "YA",
        "Laporan kinerja 2020 tanggal 12 Januari 2021, diterima Dinas Kesehatan 18 Januari",
        "YA",
    ),
    (NEW, "A.I.4.ii.f", "A", "LKjIP 2020 tanggal 12 Januari 2021 memuat informasi kinerja untuk semua sasaran", "B"),
    (
        NEW,
        "A.I.1.iii.c",
        "B",
        "Laporan tindak lanjut monev ZI tanggal 3 Mei 2021: 15 dari 18 rekomendasi selesai, sisanya tahun 2022",
        "B",
    ),
    (NEW, "A.I.6.i.b", "B", "Foto maklumat pelayanan di website tanggal 8 Juli 2021, mencakup 13 dari 16 layanan", "B"),
    (NEW, "A.I.3.iv.c", "A", "Cetak e-Kinerja penilaian seluruh pegawai, bulan Januari s.d. Agustus 2021", "A"),
    # the year of a list of kinds is no time of what stands before it
    (OLD, "A.1.2.A", "YA", "Seluruh dokumen rencana kerja, laporan, notula, SK, dokumentasi tahun 2021", "TIDAK"),
]


@pytest.mark.parametrize(("instrument", "code", "answer", "evidence", "letter"), SHOWN)
def test_shown_letter(instrument: Instrument, code: str, answer: str, evidence: str, letter: str) -> None:
    found = scored(a_sheet(a_row(code, answer, evidence)), instrument)
    support = next(support for support in found.supports if support.code == code)
    assert support.shown_letter == letter


@pytest.mark.parametrize(
    ("days", "letter"), [("8 Maret, 10 Mei, dan 8 Juli 2021, 9 Juli 2018", "A"), ("9 Juli 2018", "D")]
)
def test_a_wrong_day_takes_no_other_of_its_row(days: str, letter: str) -> None:
    sheet = a_sheet(a_row("A.I.1.iii.b", "A", f"Notula rapat monev ZI dipimpin Ketua tanggal {days}"))
    dossier = open_dossier(sheet, instrument=NEW, window=WINDOW)
    findings = check_dossier(dossier).findings
    assert "TGL004" in {finding.rule for finding in findings}
    assert dossier.judge is not None
    supports = score_sheet(dossier.judge, findings).supports
    assert [it.shown_letter for it in supports if it.code == "A.I.1.iii.b"] == [letter]


WHY = [
    # code, answer, evidence, why it is not shown
    (
        "A.I.1.iii.a",
        "A",
        "Laporan pelaksanaan rencana kerja ZI, 8 Juli 2021: seluruh 21 kegiatan",
        "berapa dari berapa",
    ),
    (
        "A.I.5.v.e",
        "A",
        "Laporan tindak lanjut benturan kepentingan, 8 Juli 2021; semua selesai",
        "“semua selesai” disebut",
    ),
    ("A.I.5.ii.d", "A", "Sosialisasi SPIP kepada semua pegawai: daftar hadir, foto 8 Juli 2021", "berapa dari berapa"),
    ("A.I.2.i.a", "A", "Daftar 38 SOP, 8 Juli 2021, seluruhnya merujuk", "jenisnya tidak dikenali"),
    ("A.I.1.iii.b", "A", "Notula Lomba Masak dipimpin Ketua, 8 Maret, 8 Mei, 8 Juli 2021", "kata-kata “Notula Lomba"),
    ("A.I.3.ii.c", "YA", "Undangan Monev Mutasi dan Dampak terhadap Kinerja tanggal 8 Juli 2021", "ada sebelum"),
    ("A.I.3.ii.c", "YA", "Laporan Monev Mutasi dan Kinerja tanggal 8 Juli 2015", "di luar masa penilaian"),
]


@pytest.mark.parametrize(("code", "answer", "evidence", "why"), WHY)
def test_why_a_letter_is_not_shown(code: str, answer: str, evidence: str, why: str) -> None:
    found = scored(a_sheet(a_row(code, answer, evidence)), NEW)
    untold = next(support.untold for support in found.supports if support.code == code)
    assert any(why in it.reason for it in untold), untold


NAMED = [
    ("SMA Negeri 4 Bukit Sari", "SMAN 4 Bukit Sari", "YA"),
    ("SMA Negeri 2 Muara Jati", "SMAN 4 Bukit Sari", "TIDAK"),
    ("Fakultas Teknik Universitas Muara Jati", "FT", "YA"),
    ("Fakultas Hukum Universitas Muara Jati", "FT", "TIDAK"),
]


@pytest.mark.parametrize(("unit", "name", "letter"), NAMED)
def test_the_name_of_the_unit_is_no_other_matter(unit: str, name: str, letter: str) -> None:
    sheet = a_sheet(a_row("A.I.4.ii.e", "YA", f"LKj {name} Tahun 2020, 18 Januari 2021"))._replace(unit=unit)
    assert [it.shown_letter for it in scored(sheet, NEW).supports if it.code == "A.I.4.ii.e"] == [letter]


def test_a_title_with_the_words_of_its_question_is_no_copy() -> None:
    question = "Dilakukan tindak lanjut atas hasil survei kepuasan masyarakat"
    title = "Laporan Tindak Lanjut Seluruh Hasil Survei Kepuasan Masyarakat tanggal 25 Juni 2021"
    found = scored(a_sheet(a_row("A.I.6.iv.c", "A", title, question=question)), NEW)
    assert [it.shown_letter for it in found.supports if it.code == "A.I.6.iv.c"] == ["A"]


def test_evidence_that_shows_nothing_is_not_said_to_be_none() -> None:
    rows = [("A.II.6.i.b", "100%", "Seluruh layanan telah dipermudah"), ("", "11", ""), ("", "11", "")]
    found = scored(a_sheet(*(a_row(*row) for row in rows)), NEW)
    (untold,) = next(it.untold for it in found.supports if it.code == "A.II.6.i.b")
    assert "“Seluruh layanan telah dipermudah” disebut tanpa nomor" in untold.reason


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_rows_never_matters(random: Random) -> None:
    path = ROOT / "samples" / "kejari_bantaeng_2021.txt"
    sheet = read_txt(path.read_bytes(), path.name)
    rows = list(sheet.rows)
    random.shuffle(rows)
    one, other = scored(sheet), scored(sheet._replace(rows=tuple(rows)))
    assert (one.claimed, one.shown, one.cannot_tell, one.mend) == (
        other.claimed,
        other.shown,
        other.cannot_tell,
        other.mend,
    )


def test_each_step_down_keeps_its_own_reason() -> None:
    found = scored(a_sheet(a_row("A.6.2.C", "A", "Dokumentasi permohonan maaf petugas")))
    support = next(support for support in found.supports if support.code == "A.6.2.C")
    assert [step.letter for step in support.steps] == ["A", "B"]
    assert support.letter == "C"


@pytest.mark.parametrize(("instrument", "said"), [(OLD, ""), (NEW, "baru berlaku sejak 2021-12-31")])
def test_a_form_out_of_force_is_said(instrument: Instrument, said: str) -> None:
    notices = [notice for notice in scored(a_sheet(), instrument).notices if "berlaku" in notice]
    assert len(notices) == bool(said)
    assert said in "".join(notices)


def test_2021_areas_are_joined_for_the_area_threshold() -> None:
    result = scored(a_sheet(a_row("A.I.1.i.a", "Ya", "SK tim")), NEW).thresholds[0]
    areas = [criterion.name for criterion in result.criteria if criterion.name.startswith("area ")]
    assert len(areas) == 6


@settings(max_examples=30, deadline=None)
@given(st.data())
@pytest.mark.parametrize("instrument", [OLD, NEW], ids=["2019", "2021"])
def test_parts_add_up_for_any_values(instrument: Instrument, data: st.DataObject) -> None:
    value = st.one_of(st.none(), st.sampled_from([0.0, 0.33, 0.5, 0.67, 1.0]))
    values = {code: data.draw(value) for code in list(instrument.indicators)[:40]}
    found = tally(instrument, values)
    for level in (found.indicators.values(), found.sub_areas, found.areas, found.parts):
        assert sum(part.points for part in level) == pytest.approx(found.total.points)
        assert sum(part.points + part.open for part in level) <= instrument.max_total + 1e-6
        assert all(-1e-9 <= part.points <= part.best <= part.weight + 1e-6 for part in level)


@pytest.mark.parametrize("instrument", [OLD, NEW], ids=["2019", "2021"])
def test_best_answers_everywhere_give_the_full_score(instrument: Instrument) -> None:
    found = tally(instrument, dict.fromkeys(instrument.indicators, 1.0))
    assert found.total.points == pytest.approx(100)
    assert found.total.open == 0


CLEAN = [
    (form, code, letter, evidence)
    for form, cells in tomli.loads((Path(__file__).parent / "clean.toml").read_text(encoding="utf-8")).items()
    for code, (letter, evidence) in cells.items()
]


@pytest.mark.parametrize(("form", "code", "letter", "evidence"), CLEAN, ids=[case[1] for case in CLEAN])
def test_sound_evidence_carries_its_letter(form: str, code: str, letter: str, evidence: str) -> None:
    found = scored(a_sheet(a_row(code, letter, evidence)), OLD if form == OLD.id else NEW)
    support = next(support for support in found.supports if support.code == code)
    lacking = [judgement.reason for step in support.steps for judgement in step.lacking]
    assert (support.letter, lacking) == (letter, [])
