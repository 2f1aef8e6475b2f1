"""Claims and files: what no page tells apart is not decided, and what was not read is not missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from lke_docs.check import open_dossier
from lke_docs.check.window import parse_window
from lke_docs.files.carry import carry
from lke_docs.files.identify import identify
from lke_docs.files.model import Match, MatchState, RawFile, Reading
from lke_docs.office.limits import Limits
from lke_docs.report.folder_page import explain
from lke_docs.report.folder_told import said_of
from lke_docs.workspace.collect import carriers, collect_files
from tests.folders import parted
from tests.sheets import WINDOW

NOTULA = "{path}: NOTULA / Rapat evaluasi kinerja{when} / Hari/Tanggal : {day} / Pembahasan : capaian layanan"
SK = (
    "{path}: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR {number} / TENTANG / {matter} / Menetapkan {matter} / "
    "Ditetapkan di Sukamaju / pada tanggal {day} / Kepala, / Budi Contoh"
)


def notula(path: str, when: str, day: str) -> str:
    return NOTULA.format(path=path, when=when and f" bulan {when}", day=day)


def decree(path: str, number: str, day: str, matter: str = "AGEN PERUBAHAN") -> str:
    return SK.format(path=path, number=number, day=day, matter=matter)


def only(*lines: str) -> Match:
    _, folder = parted("\n".join(lines))
    return folder.matches[0]


def test_months_are_never_confused() -> None:
    files = (
        notula("A.1.3.A/notula 1.pdf", "Maret 2021", "Senin, 29 Maret 2021"),
        notula("A.1.3.A/notula 2.pdf", "April 2021", "Senin, 26 April 2021"),
    )
    claim = "A.1.3.A | A | Notula rapat evaluasi kinerja bulan {}"

    assert [it.path for it in only(claim.format("April 2021"), *files).files] == ["A.1.3.A/notula 2.pdf"]
    assert only(claim.format("Mei 2021"), *files).state is MatchState.MISSING


MEETING = "A.1.1.B | A | Undangan rapat tim tanggal 7 Januari 2021; Notula rapat tim tanggal 7 Januari 2021"
INVITATION = "UNDANGAN / Nomor 3/UND/I/2021 / Hal : Undangan rapat tim / Hari/Tanggal : Kamis, 7 Januari 2021"


@pytest.mark.parametrize(
    "pages, states",
    [
        (f"{INVITATION} // ? // ?", "cocok, tidak diperiksa"),  # what can be read is, though most of the file is not
        (f"? // {INVITATION}", "cocok, tidak diperiksa"),
        (f"{INVITATION} // ? // DAFTAR HADIR / Hari/Tanggal : Kamis, 7 Januari 2021", "cocok, tidak diperiksa"),
        (INVITATION, "cocok, tidak ada"),
    ],
)
def test_what_may_lie_on_an_unread_page_is_not_missing(pages: str, states: str) -> None:
    _, folder = parted(f"{MEETING}\nA.1.1.B/rapat.pdf: {pages}")

    assert ", ".join(match.state for match in folder.matches) == states
    assert folder.is_whole == ("?" not in pages) == ("sebagian" not in said_of(folder))


def test_unread_pages_between_two_of_one_decree_are_that_decree_s() -> None:
    sk = decree("A.1.1.B/SK.pdf", "12/KPTS/I/2021", "4 Januari 2021")

    states = [it.state for it in parted(f"{MEETING}\n{sk} // ? // LAMPIRAN / 1 Ani")[1].matches]
    assert states == [MatchState.MISSING, MatchState.MISSING]


def test_a_file_that_points_elsewhere_is_what_its_name_says() -> None:
    claim = "A.6.1.A | A | Maklumat Pelayanan tanggal 1 Februari 2021"

    assert only(claim, "A.6.1.A/Maklumat Pelayanan.url: x").state is MatchState.LINK
    assert only(claim, "A.6.1.A/Kode Etik.url: x").state is MatchState.MISSING


def test_a_range_that_ends_before_it_begins_is_no_series() -> None:
    claim = "A.1.3.A | A | Notula rapat evaluasi kinerja bulan Agustus 2021 sampai dengan bulan Maret 2021"

    assert only(claim, decree("A.1.4.B/SK.pdf", "13/KPTS/II/2021", "16 Februari 2021")).state is MatchState.MISSING


def test_what_no_page_tells_apart_is_not_decided() -> None:
    files = (notula("A.1.3.A/1.pdf", "", ""), notula("A.1.3.A/2.pdf", "", "").replace("capaian", "jumlah"))

    found = only("A.1.3.A | A | Notula rapat evaluasi kinerja bulan Maret 2021", *files)

    assert found.state is MatchState.UNSURE and found.rivals


def test_a_number_finds_its_file_anywhere() -> None:
    found = only(
        "A.1.4.B | A | SK Agen Perubahan Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021",
        decree("campuran/12.pdf", "12/KPTS/II/2021", "16 Februari 2021"),
        decree("A.1.4.B/SK agen.pdf", "13/KPTS/II/2021", "16 Februari 2021"),
    )

    assert found.state is MatchState.FOUND and found.files[0].path == "campuran/12.pdf"


def test_a_draft_goes_behind_the_finished_paper_and_is_not_collected(tmp_path: Path) -> None:
    claim = "A.1.3.A | A | Notula rapat evaluasi kinerja bulan Maret 2021"
    done = notula("A.1.3.A/notula.pdf", "Maret 2021", "Senin, 29 Maret 2021")
    draft = notula("A.1.3.A/a.pdf", "Maret 2021", "Senin, 29 Maret 2021").replace(": NOTULA", ": DRAF / NOTULA")

    found = only(claim, draft, done)
    assert [it.path for it in found.files] == ["A.1.3.A/notula.pdf"] and found.state is MatchState.FOUND
    _, folder = parted(f"{claim}\n{draft}")
    assert "-1.5" in explain(folder.matches, 100) and "masih berupa draf, bukan bukti" in explain(folder.matches, 100)
    assert [*carriers(folder)] == [] and len([*carriers(folder, drafts=True)]) == 1
    said = collect_files(folder, tmp_path / "rapi", limits=Limits(), is_dry=True)
    assert said.startswith("A.1.3.A/a.pdf: tidak disalin: masih berupa draf") and "0 berkas akan disalin" in said


def test_the_file_of_another_claim_is_not_taken() -> None:
    claims = "SK Agen Perubahan Nomor {} tanggal 16 Februari 2021"
    _, folder = parted(
        "\n".join(
            (
                f"A.1.4.B | A | {claims.format('12/KPTS/II/2021')}; {claims.format('13/KPTS/II/2021')}",
                decree("A.1.4.B/SK.pdf", "13/KPTS/II/2021", "16 Februari 2021"),
            )
        )
    )

    assert [match.state for match in folder.matches] == [MatchState.MISSING, MatchState.FOUND]


@pytest.mark.parametrize(
    ("evidence", "state"),
    [
        ("SK Agen Perubahan https://drive.google.com/drive/folders/abc123", MatchState.LINK),
        ("https://drive.google.com/drive/folders/abc123", MatchState.LINK),
        ("https://", MatchState.EMPTY_LINK),
        ("SK Agen Perubahan Nomor 12/KPTS/II/2021", MatchState.MISSING),
    ],
)
def test_links_and_absence(evidence: str, state: MatchState) -> None:
    assert only(f"A.1.4.B | A | {evidence}", notula("A.1.1.A/n.pdf", "Maret 2021", "")).state is state


def test_what_was_not_read_is_not_missing() -> None:
    claim = "A.1.4.B | A | SK Agen Perubahan Nomor 12/KPTS/II/2021"

    assert only(claim, "! scan001.pdf: pindaian").state is MatchState.NOT_CHECKED
    assert only(claim, "! A.1.4.B/SK.pdf: terkunci").state is MatchState.NOT_CHECKED
    told = "A.1.4.B | A | Undangan internalisasi WBS tanggal 7 Mei 2021"
    for name in ("undangan wbs", "undangan internalisasi wbs", "WhatsApp Image 2021-05-07 at 09.00.00"):
        assert only(told, f"! lain/{name}.jpeg: rusak").state is MatchState.NOT_CHECKED
    assert only(told, "! lain/undangan rapat kinerja.pdf: rusak").state is MatchState.MISSING
    other = "A.1.2.A | A | Rencana kerja"
    assert only(claim, other, "! A.1.2.A/SK.pdf: terkunci").state is MatchState.MISSING


def test_a_file_of_no_bytes_hides_nothing_but_what_lies_in_its_place() -> None:
    made, _ = parted("A.1.1.A | YA | SK Tim Kerja Nomor 5/2021")
    entries = open_dossier(made, window=parse_window(WINDOW)).entries
    for path, state in (("kosong.pdf", MatchState.MISSING), ("A.1.1.A/pindai.pdf", MatchState.NOT_CHECKED)):
        raw = RawFile(path, "", 0, "lain", Reading.NONE, reason="berkas kosong (0 byte).")
        assert [it.state for it in carry(made, entries, [identify(raw)], "bukti").matches] == [state], path


def test_each_paper_of_one_meeting_is_its_own() -> None:
    _, folder = parted(
        "A.1.1.A | YA | Undangan, daftar hadir dan notula rapat tanggal 1 Maret 2021\n"
        "A.1.1.A/a.pdf: UNDANGAN / Nomor 3/UND/III/2021 / Hal : Undangan rapat / Hari/Tanggal : Senin, 1 Maret 2021\n"
        "A.1.1.A/b.pdf: NOTULA / Rapat tim / Hari/Tanggal : Senin, 1 Maret 2021 / Pembahasan : rencana kerja"
    )

    assert [(match.state.value, [it.path[-5:] for it in match.files]) for match in folder.matches] == [
        ("cocok", ["a.pdf"]), ("tidak ada", []), ("cocok", ["b.pdf"]),
    ]  # fmt: skip


PHOTO = "@ A.1.4.A/{name}.jpg: {likeness}"


def test_photos_of_one_event_are_found_together() -> None:
    shots = ("IMG_20210302_091228", "WhatsApp Image 2021-03-02 at 09.12.29", "IMG_20210405_080000")
    files = [PHOTO.format(name=name, likeness=f"{number}1b2c3d4e5f60718") for number, name in enumerate(shots)]

    found = only("A.1.4.A | A | Dokumentasi apel pagi tanggal 2 Maret 2021", *files)

    assert found.state is MatchState.FOUND
    assert [it.path for it in found.files] == [f"A.1.4.A/{name}.jpg" for name in shots[:2]]


def test_a_photo_without_a_day_is_not_taken_for_one_of_two_events() -> None:
    claims = "A.1.4.A | A | Dokumentasi apel tanggal 2 Maret 2021; Dokumentasi apel tanggal 5 April 2021"

    found = only(claims, PHOTO.format(name="Dokumentasi apel", likeness="a1b2c3d4e5f60718"))

    assert found.state is MatchState.UNSURE and found.said == "tanggal fotonya tidak tampak"


def test_a_photo_that_only_its_camera_dates_is_of_neither_of_two_events_of_a_day() -> None:
    claims = (
        "A.1.4.A | A | Dokumentasi apel tanggal 2 Maret 2021\nA.1.1.A | A | Dokumentasi senam tanggal {day} Maret 2021"
    )
    shot = "@ lain/IMG_20210302_091228.jpg: a1b2c3d4e5f60718"
    own = "@ A.1.4.A/Dokumentasi apel 2 Maret 2021.jpg: 0f1e2d3c4b5a6978"

    for day, paths in ((2, [own[2:].split(":")[0]]), (9, [own[2:].split(":")[0], "lain/IMG_20210302_091228.jpg"])):
        _, folder = parted("\n".join((claims.format(day=day), own, shot)))
        assert [it.path for it in folder.matches[0].files] == paths


def test_an_archive_is_no_document_beside_its_members() -> None:
    found = only("A.1.4.A | A | Daftar hadir", "A.1.4.A/dokumen A.1.4.A.zip: -")

    assert found.state is MatchState.MISSING


@pytest.mark.parametrize(("name", "state"), [("Citra Contoh", MatchState.FOUND), ("Dewi Umpama", MatchState.MISSING)])
def test_a_certificate_is_its_bearers(name: str, state: MatchState) -> None:
    page = "A.1.4.A/s.pdf: SERTIFIKAT / diberikan kepada / Citra Contoh / sebagai peserta Pelatihan Pelayanan Prima"

    assert only(f"A.1.4.A | A | Sertifikat a.n. {name}", page).state is state


def test_a_note_that_sends_a_report_is_no_report() -> None:
    found = only(
        "A.1.4.A | A | Laporan Kinerja tahun 2021",
        "A.1.4.A/nd.pdf: NOTA DINAS / Nomor ND-7/TU/2021 / Hal : Penyampaian Laporan Kinerja / Sukamaju, 5 Maret 2021",
        "A.1.4.A/lk.pdf: LAPORAN KINERJA / TAHUN 2021 / KATA PENGANTAR / Laporan Kinerja disusun / Maret 2021",
    )

    assert [it.path for it in found.files] == ["A.1.4.A/lk.pdf"]


NOTE = "2021/x.pdf: NOTA DINAS / Nomor 282/BUS/ND/VIII/2021 / Hal : {} / Sukamaju, 13 Agustus 2021"
REPORT = "A.1.4.A/l.pdf: LAPORAN MUTASI PEGAWAI / {} / KATA PENGANTAR / Laporan mutasi pegawai disusun"
MINUTES = "A.1.4.A/n.pdf: NOTULA / Agenda : mutasi pegawai / Hari/Tanggal : Senin, 9 Agustus 2021 / Pembahasan : usulan"
OF_MEETING = MINUTES.replace("NOTULA", "NOTULA RAPAT")


@pytest.mark.parametrize(
    ("claim", "file", "states"),
    [
        ("Nota Dinas penilaian risiko tgl. 13 Agustus 2021", NOTE.format("penilaian risiko"), "cocok"),
        ("Nota Dinas penilaian risiko hari Jumat, 13 Agustus 2021", NOTE.format("penilaian risiko"), "cocok"),
        ("Nota Dinas ttg penilaian risiko No: 287/BUS/ND/VIII/2021 tgl 13 Agustus 2021",
         NOTE.format("penilaian risiko"), "cocok"),
        ("Notula rapat mutasi pegawai", MINUTES.replace("A.1.4.A", "2021"), "cocok"),
        ("Laporan mutasi pegawai bulan Agustus 2021; Laporan mutasi pegawai tanggal 9 September 2021",
         f"{REPORT.format('BULAN AGUSTUS 2021')} / Sukamaju, 9 Agustus 2021", "cocok, tidak ada"),
        ("Notula rapat mutasi pegawai tanggal 9 September 2021", OF_MEETING, "tidak ada"),
        ("Notula rapat mutasi pegawai tanggal 8 Agustus 2021", MINUTES, "cocok"),
        ("Nota Dinas Nomor 282/BUS/ND/VIII/2022 tanggal 13 Agustus 2022 perihal mutasi pegawai",
         NOTE.format("mutasi pegawai").replace("2021/x", "A.1.4.A/x"), "tidak ada"),
        ("Laporan mutasi pegawai Januari s.d. Juni 2021", REPORT.format("PERIODE JANUARI S.D. JUNI 2021"), "cocok"),
        ("Laporan mutasi pegawai Januari s.d. Juni 2021", REPORT.format("BULAN FEBRUARI 2021"), "belum pasti"),
        ("Laporan mutasi pegawai Januari s.d. Juni 2021", REPORT.format("KANTOR UJI SUKAMAJU BULAN FEBRUARI 2021"),
         "belum pasti"),
        ("Notula rapat mutasi pegawai tanggal 9 September 2021", MINUTES.replace("n.pdf", "IMG_20210909_080000.jpg"),
         "tidak ada"),  # the day on the paper counts, not that of the camera
    ],
)  # fmt: skip
def test_what_tells_a_paper_from_another(claim: str, file: str, states: str) -> None:
    _, folder = parted(f"A.1.4.A | A | {claim}\n{file}")

    assert ", ".join(match.state for match in folder.matches) == states


def test_months_of_a_range_that_are_not_there_are_named() -> None:
    found = only("A.1.4.A | A | Laporan mutasi pegawai Januari s.d. Juni 2021", REPORT.format("BULAN FEBRUARI 2021"))

    assert found.said == "belum tampak: Januari 2021; Maret 2021 s.d. Juni 2021"


def test_papers_on_a_matter_do_not_make_another_paper_one_on_it() -> None:
    claim = "A.1.4.A | A | Laporan penilaian risiko Triwulan II Tahun 2021"
    report = "lain/l.pdf: LAPORAN PENILAIAN KINERJA INDIVIDU / TRIWULAN II TAHUN 2021 / Laporan disusun"
    others = [f"lain/n{number}.pdf: NOTULA / Rapat pengendalian risiko" for number in range(8)]

    assert only(claim, report).state is only(claim, report, *others).state is MatchState.MISSING


def test_a_draft_beside_the_final_paper_leaves_no_doubt() -> None:
    claim = "A.1.4.B | A | SK Agen Perubahan Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021"
    final = decree("A.1.4.B/SK final.pdf", "12/KPTS/II/2021", "16 Februari 2021")
    found = only(claim, final.replace("final", "1").replace(": ", ": KONSEP / ", 1), final)

    assert (found.state, found.files[0].path) == (MatchState.FOUND, "A.1.4.B/SK final.pdf")


def test_of_two_copies_the_shorter_name_is_meant() -> None:
    claim = "A.1.4.B | A | SK Agen Perubahan Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021"
    files = (decree(f"A.1.4.B/SK{copy}.pdf", "12/KPTS/II/2021", "16 Februari 2021") for copy in (" - Copy", ""))

    assert only(claim, *files).files[0].path == "A.1.4.B/SK.pdf"


PAPERS = "A.1.4.A | A | SK Tim Kerja Nomor 5/KPTS/II/2021; Foto kegiatan mutasi pegawai tanggal 9 Agustus 2021"


@pytest.mark.parametrize(
    ("page", "states"),
    [
        ("A.1.4.A/IMG_0012.jpg: ?", "tidak diperiksa, tidak diperiksa"),  # a scan: of a decree, or of a white wall
        ("A.1.4.A/IMG_0012.jpg: NOTA DINAS / Nomor 7/ND/II/2021 / Hal : mutasi pegawai / Sukamaju, 9 Februari 2021",
         "tidak ada, tidak ada"),
    ],
)  # fmt: skip
def test_a_picture_of_a_page_is_no_photo(page: str, states: str) -> None:
    _, folder = parted(f"{PAPERS}\n{page}")

    assert ", ".join(match.state for match in folder.matches) == states
