"""People of a team: whoever has an account signs in, does what the role allows, and all can be read afterwards."""

from __future__ import annotations

import io
import re
import shutil
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from docx import Document

from tests.test_report import SAMPLE
from tests.web.team import PASSWORD

if TYPE_CHECKING:
    from django.test import Client

    from tests.web.team import Team

CODE = "A.2.1.C"
FORM = "application/x-www-form-urlencoded"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def text_of(answer: object) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())  # type: ignore[attr-defined]


def test_an_account_is_opened_by_a_link_that_works_once(team: Team) -> None:
    admin = team.sign_in("pengelola")
    page = text_of(admin.post("/akun/", {"akun": "baru.sekali", "nama": "Orang Baru"}))
    link = re.search(r"http://testserver(/sandi-baru/[^<]+/)", page)
    assert link
    guest = team.client()
    assert guest.post(link[1], {"new_password1": "password", "new_password2": "password"}).status_code == 422
    done = guest.post(link[1], {"new_password1": PASSWORD, "new_password2": PASSWORD})

    assert done.status_code == 302
    used = team.client().get(link[1])
    assert used.status_code == 404 and "sudah dipakai" in used.content.decode()
    assert "Akun dan unit</a>." in text_of(admin.get("/"))
    assert team.sign_in("baru.sekali").get("/").status_code == 200


def test_a_sheet_comes_in_by_the_page_of_its_unit(team: Team) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    admin, unit = team.sign_in("pengelola"), team.units[0]
    page = f"/unit/{unit.pk}/lembar/"
    assert team.sign_in("penilai").post(page).status_code == 404 and admin.get(page).status_code == 404
    staff = team.sign_in("staf.satu")
    refused = staff.post(page, {"lembar": SimpleUploadedFile("foto.xlsx", b"PK\x03\x04 bukan lembar")})
    assert refused.status_code == 422 and "foto.xlsx" in text_of(refused) and unit.versions.count() == 1
    text = unit.latest.path.read_bytes().replace(b"|YA|", b"|TIDAK|")
    assert staff.post(page, {"lembar": SimpleUploadedFile("../../lke.csv", text)})["Location"] == f"/unit/{unit.pk}/"
    assert unit.latest.number == 2 and unit.latest.path.parent == unit.path


def test_roles_are_given_and_taken_and_nobody_judges_his_own_work(team: Team) -> None:
    admin, unit = team.sign_in("pengelola"), team.units[1].pk
    page = f"/akun/{team.people['staf.satu'].pk}/"
    assert team.sign_in("staf.satu").get(f"/unit/{unit}/penilaian/").status_code == 404
    assert admin.post(page, {"apa": "beri", "unit": unit, "peran": "staff"}).status_code == 302
    assert team.sign_in("staf.satu").get(f"/unit/{unit}/penilaian/").status_code == 200
    both = admin.post(page, {"apa": "beri", "unit": unit, "peran": "assessor"})
    assert both.status_code == 422 and "tidak dapat menilai unit tempatnya bekerja" in text_of(both)
    membership = team.people["staf.satu"].memberships.get(unit=unit).pk
    assert admin.post(page, {"apa": "cabut", "peran": membership}).status_code == 302
    assert team.sign_in("staf.satu").get(f"/unit/{unit}/penilaian/").status_code == 404


def test_no_two_units_have_one_name_for_the_portal(team: Team) -> None:
    head, second = team.sign_in("pengelola"), team.units[1]
    for place in (f"/akun/unit/{second.pk}/", "/akun/"):
        answer = head.post(place, {"apa": "unit", "nama": "Kantor Tiga", "portal": " U-1 ", "kategori": "WBK"})
        assert answer.status_code == 422 and "U-1” sudah dipakai" in text_of(answer)
    assert head.post(f"/akun/unit/{second.pk}/", {"portal": "U-2", "kategori": "LAIN"}).status_code == 422
    assert head.post(f"/akun/unit/{second.pk}/", {"portal": " U-2 ", "kategori": "WBBM"}).status_code == 302
    second.refresh_from_db()
    assert (second.portal_id, second.category) == ("U-2", "WBBM")


def test_a_closed_account_is_out_at_once(team: Team) -> None:
    staff, admin = team.sign_in("staf.satu"), team.sign_in("pengelola")
    admin.post(f"/akun/{team.people['staf.satu'].pk}/", {"apa": "tutup"})

    assert staff.get("/").status_code == 302
    assert team.client().post("/masuk/", {"nama": "staf.satu", "sandi": PASSWORD}).status_code == 422


def verdict_form(page: str, **told: str) -> dict[str, str]:
    """The form of a page, as a browser sends it."""
    seen = dict(re.findall(r'name="(terlihat-\w+|dilihat)" value="(\d+)"', page))
    return {"dilihat": "1", **seen, **told}


def test_verdicts_stand_side_by_side_and_the_old_one_stays(team: Team) -> None:
    unit, assessor = team.units[1], team.sign_in("penilai")
    page = f"/unit/{unit.pk}/penilaian/{CODE}/"
    for level, letter, reason in (
        ("TPI", "B", "April tidak ada."),
        ("TPI", "C", "Mei juga tidak ada."),
        ("TPN", "C", "Sama."),
    ):
        form = verdict_form(text_of(assessor.get(page)), tingkat=level, nilai=letter, alasan=reason)
        assert assessor.post(f"{page}putusan/", form).status_code == 302
    told = text_of(assessor.get(page))

    assert 'TPI: B</b> <small class="old">(sudah diganti)</small> April tidak ada.' in told
    assert "TPI: C" in told and "TPN: C" in told
    assert [(it.letter, it.by.username, it.machine) for it in unit.verdicts.all()] == [
        (letter, "penilai", unit.verdicts.first().machine) for letter in "BCC"
    ]
    overview = text_of(team.sign_in("staf.dua").get(f"/unit/{unit.pk}/penilaian/?tampil=beda"))
    assert f">{CODE}</a>" in overview


def test_of_two_verdicts_at_once_the_second_is_told_of_the_first(team: Team) -> None:
    unit, assessor = team.units[1], team.sign_in("penilai")
    page = f"/unit/{unit.pk}/penilaian/{CODE}/"
    seen = verdict_form(text_of(assessor.get(page)), tingkat="TPI", nilai="B", alasan="Pertama.")
    assessor.post(f"{page}putusan/", seen)
    second = assessor.post(f"{page}putusan/", {**seen, "nilai": "A", "alasan": "Kedua."})

    assert second.status_code == 422 and "sudah memberi putusan TPI “B”" in text_of(second)
    assert "Kedua." in text_of(second)  # what was typed is not lost
    assert (
        assessor.post(
            f"{page}putusan/", verdict_form(text_of(second), tingkat="TPI", nilai="A", alasan="Kedua.")
        ).status_code
        == 302
    )


@pytest.mark.parametrize("lacking", ["tingkat", "nilai", "alasan"])
def test_nothing_is_decided_by_half(team: Team, lacking: str) -> None:
    unit, assessor = team.units[1], team.sign_in("penilai")
    form = {"dilihat": "1", "tingkat": "TPI", "nilai": "B", "alasan": "April."}
    answer = assessor.post(f"/unit/{unit.pk}/penilaian/{CODE}/putusan/", {**form, lacking: " "})

    assert answer.status_code == 422 and unit.verdicts.count() == 0


def test_only_a_letter_that_the_question_offers_is_a_verdict(team: Team) -> None:
    unit, assessor = team.units[1], team.sign_in("penilai")
    for letter in ("Z", "YA", "b"):
        form = verdict_form("", tingkat="TPI", nilai=letter, alasan="Coba.")
        answer = assessor.post(f"/unit/{unit.pk}/penilaian/{CODE}/putusan/", form)
        assert answer.status_code == 422 and f"“{letter}” bukan pilihan soal ini. Pilih A, B, C" in text_of(answer)
    form = verdict_form("", tingkat="TPI", nilai="3,2", alasan="Hasil survei.")  # a number is asked for
    assert assessor.post(f"/unit/{unit.pk}/penilaian/B.1.A/putusan/", form).status_code == 302
    assert [it.letter for it in unit.verdicts.all()] == ["3,2"]


def test_a_verdict_is_of_the_text_that_was_read(team: Team) -> None:
    unit, code = team.units[1], CODE
    assessor, staff = team.sign_in("penilai"), team.sign_in("staf.dua")
    page = f"/unit/{unit.pk}/penilaian/{code}/"
    seen = verdict_form(text_of(assessor.get(page)), tingkat="TPI", nilai="A", alasan="Sesuai isiannya.")
    other = {"dilihat": "1", "evidence": "Notula rapat 3 Maret 2021"}
    assert staff.post(f"/unit/{unit.pk}/indikator/A.1.1.A/", other).status_code == 302
    assert assessor.post(f"{page}putusan/", seen).status_code == 302  # another indicator was changed
    seen = verdict_form(text_of(assessor.get(page)), tingkat="TPI", nilai="A", alasan="Sesuai isiannya.")
    change = {"dilihat": "2", "answer": "C", "evidence": "Diganti seluruhnya"}
    assert staff.post(f"/unit/{unit.pk}/indikator/{code}/", change).status_code == 302

    refused = assessor.post(f"{page}putusan/", seen)
    told = text_of(refused)
    assert refused.status_code == 409 and "Diganti seluruhnya</mark>" in told and "Sekarang: C" in told
    assert "Sesuai isiannya." in told and unit.verdicts.count() == 1
    listed = f"/unit/{unit.pk}/penilaian/?tampil="
    assert "A atas isian sebelumnya" in text_of(assessor.get(f"{listed}belum")) and "nilailah lagi" in told
    assert f">{code}</a>" not in text_of(assessor.get(f"{listed}beda"))
    assert assessor.get("/penilaian/putusan.csv").content.decode().count("\n") == 1
    again = verdict_form(told, tingkat="TPI", nilai="C", alasan="Sudah dibaca.")
    assert assessor.post(f"{page}putusan/", again).status_code == 302
    assert [it.version.number for it in unit.verdicts.all()] == [2, 3]
    del again["dilihat"]
    assert assessor.post(f"{page}putusan/", again).status_code == 409  # who says nothing of it has read nothing


def test_the_machine_decides_nothing(team: Team) -> None:
    """Every page of assessors is opened: no verdict is there afterwards, none is filled in, none is approved."""
    unit, assessor = team.units[1], team.sign_in("penilai")
    for page in ("", "?tampil=ragu", f"{CODE}/", "A.1.1.A/"):
        assert assessor.get(f"/unit/{unit.pk}/penilaian/{page}").status_code == 200
    page = text_of(assessor.get(f"/unit/{unit.pk}/penilaian/{CODE}/"))
    form = page[page.index('name="tingkat"') : page.index("Simpan putusan")]

    assert unit.verdicts.count() == 0
    assert "selected" not in form and "checked" not in form and 'value="">pilih' in form
    assert "disetujui" not in page and "ragu" in page


def test_a_question_is_answered_by_the_unit(team: Team) -> None:
    unit, assessor, staff = team.units[1], team.sign_in("penilai"), team.sign_in("staf.dua")
    page = f"/unit/{unit.pk}/penilaian/{CODE}/"
    assert assessor.post(f"{page}tanya/", {"teks": "Di mana notula April?"}).status_code == 302
    assert "Di mana notula April?" in text_of(staff.get(f"/unit/{unit.pk}/pertanyaan/"))
    number = unit.questions.get().pk
    assert staff.post(f"/unit/{unit.pk}/pertanyaan/{number}/", {"teks": "Rapat April ditiadakan."}).status_code == 302

    assert "Rapat April ditiadakan." in text_of(assessor.get(page))


def test_papers_in_word_hold_what_was_said(team: Team) -> None:
    unit, assessor = team.units[1], team.sign_in("penilai")
    page = f"/unit/{unit.pk}/penilaian/{CODE}/"
    assert assessor.get(f"/unit/{unit.pk}/penilaian/permintaan.docx").status_code == 422  # nothing is open yet
    assessor.post(f"{page}tanya/", {"teks": "Di mana notula April?"})
    form = verdict_form("", tingkat="TPI", nilai="C", alasan="April tidak ada.")
    assessor.post(f"{page}putusan/", form)

    letter = words(assessor, f"/unit/{unit.pk}/penilaian/permintaan.docx")
    notes = words(assessor, f"/unit/{unit.pk}/serah-terima/catatan_evaluasi.docx")
    assert CODE in letter and "Di mana notula April?" in letter and "April tidak ada." in letter and "[ISI:" in letter
    assert "PUTUSAN PENILAI" in notes and "TPI: April tidak ada." in notes


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(it.text for it in document.paragraphs), *cells])


def test_last_years_notes_say_whether_the_cell_changed_since(team: Team) -> None:
    from lke_docs.web.intake import take_in

    unit, assessor = team.units[0], team.sign_in("penilai")
    page = f"/unit/{unit.pk}/penilaian/A.I.1.i.b/"
    form = verdict_form(text_of(assessor.get(page)), tingkat="TPI", nilai="B", alasan="Notula tidak bernomor.")
    assert assessor.post(f"{page}putusan/", form).status_code == 302
    sheet = unit.latest.path.read_text().replace("2026", "2027")
    take_in(sheet.encode(), "lke.csv", user=team.people["staf.satu"], unit=unit)
    told = text_of(assessor.get(page))

    assert "2026 TPI (penilai): B" in told and "isian bukti sudah berubah" in told
    assert "Belum ada putusan." in told


def test_what_was_said_cannot_be_changed_in_the_database(team: Team) -> None:
    from django.db import DatabaseError, connection, transaction
    from django.test.utils import CaptureQueriesContext

    from lke_docs.web.append_only import guard_tables
    from lke_docs.web.models import LogEntry

    with transaction.atomic():
        guard_tables()
        for change in (lambda: LogEntry.objects.update(what="lain"), lambda: LogEntry.objects.all().delete()):
            with pytest.raises(DatabaseError, match="hanya dapat ditambah"), transaction.atomic():
                change()
        with CaptureQueriesContext(connection) as again:
            guard_tables()
        assert not any("TRIGGER" in it["sql"] for it in again), "what is in force stays"
        transaction.set_rollback(True)


def test_the_log_tells_who_did_what(team: Team) -> None:
    unit = team.units[1]
    assessor, head = team.sign_in("penilai"), team.sign_in("kepala.dua")
    assessor.post(f"/unit/{unit.pk}/penilaian/{CODE}/putusan/", verdict_form("", tingkat="TPI", nilai="C", alasan="x"))
    told = text_of(head.get(f"/unit/{unit.pk}/kegiatan/"))

    change = {"dilihat": "1", "answer": "B", "evidence": "Notula 3 Mei 2021"}
    team.sign_in("staf.dua").post(f"/unit/{unit.pk}/indikator/{CODE}/", change)
    assert f"tempat {CODE} jawaban, {CODE} bukti<" in text_of(head.get(f"/unit/{unit.pk}/kegiatan/"))
    assert "<td>penilai</td><td>putusan</td><td>A.2.1.C</td>" in told and "tingkat TPI; menjadi C" in told
    assert team.sign_in("staf.dua").get(f"/unit/{unit.pk}/kegiatan/").status_code == 404
    assert "masuk" in text_of(team.sign_in("pengelola").get("/kegiatan/"))
    assert head.get("/kegiatan/").status_code == 404


def test_verdicts_are_carried_to_the_calibration_of_a_portfolio(team: Team, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    from lke_docs.portfolio.compact import compact
    from lke_docs.portfolio.portfolio_report import Wishes, make_portfolio_report
    from lke_docs.web.models import WorkUnit
    from lke_docs.web.verdict_file import verdict_file
    from lke_docs.web.version_reading import sheet_of
    from tests.test_portfolio import audited

    unit, assessor = team.units[1], team.sign_in("penilai")
    for code, level, letter in ((CODE, "TPI", "B"), (CODE, "TPI", "C"), (CODE, "TPN", "C"), ("B.1.A", "TPI", "=1")):
        page = f"/unit/{unit.pk}/penilaian/{code}/"
        form = verdict_form(text_of(assessor.get(page)), tingkat=level, nilai=letter, alasan="Lihat notula.")
        assert assessor.post(f"{page}putusan/", form).status_code == 302
    answer = assessor.get("/penilaian/putusan.csv")
    head, *lines = answer.content.decode().splitlines()

    assert unit.latest is not None and (agency := sheet_of(unit.latest).agency)
    assert head == "unit,code,letter,fingerprint,accepted,assessor,year,agency,level"
    assert [it.partition(",")[2] for it in lines] == [
        f"{CODE},C,,,penilai,2021,{agency},{level}" for level in ("TPI", "TPN")
    ] + [f"B.1.A,'=1,,,penilai,2021,{agency},TPI"]
    for other in ("staf.dua", "kepala.dua", "pengelola"):
        assert team.sign_in(other).get("/penilaian/putusan.csv").status_code == 404
    made = verdict_file(WorkUnit.objects.all())
    assert (made.text.encode(), made.verdicts, made.units) == (answer.content, 3, 1)
    (tmp_path / "putusan.csv").write_bytes(answer.content)
    (tmp_path / "lembar").mkdir()
    shutil.copy(SAMPLE, tmp_path / "lembar")
    compact(tmp_path / "hasil", audited(tmp_path / "lembar", tmp_path / "hasil"))
    wishes = Wishes(verdicts=tmp_path / "putusan.csv", for_coordinator=True)
    told = make_portfolio_report(tmp_path / "hasil", wishes).calibration

    assert (told.letters, told.findings, told.unplaced) == (1, 0, 1)  # one person, one verdict on a row
    (unit.path / "lke.toml").write_text('masa_penilaian = "2022-01-01..2022-12-31"\n', encoding="utf-8")
    assert ",2022," in assessor.get("/penilaian/putusan.csv").content.decode()  # the year that is judged
    assert [(it.instrument, it.same.all) for it in told.agreements] == [("zi-2019", 1)]


def test_assessors_see_all_units_together(team: Team) -> None:
    pytest.importorskip("duckdb")
    from lke_docs.portfolio.tables import ACROSS, write_part
    from tests.portfolio_made import made_portfolio

    made_portfolio(team.home / "portofolio", 8)
    for name, status in (("penilai", 200), ("pengelola", 404), ("staf.satu", 404), ("kepala.satu", 404)):
        client = team.sign_in(name)
        answer = client.get("/portofolio/")
        assert answer.status_code == status, name
        assert ("/portofolio/" in client.get("/").content.decode()) is (status == 200)
        if status == 200:
            assert (
                "sha256-" in answer.headers["Content-Security-Policy"] and "pasangan" in answer.content.decode().lower()
            )
    assert team.client().get("/portofolio/").status_code == 302
    write_part(team.home / "portofolio", "pairs", "semua", ())
    write_part(team.home / "portofolio", "findings", ACROSS, ())
    assert "tidak ada unit yang tampak berbagi bukti" in text_of(team.sign_in("penilai").get("/portofolio/"))
    shutil.rmtree(team.home / "portofolio")  # it is made anew
    away = team.sign_in("penilai").get("/portofolio/")
    assert away.status_code == 422 and "sedang tidak ada" in text_of(away) and str(team.home) not in text_of(away)


HERE = {"Origin": "http://testserver"}
TYPED = {"dilihat": "1", "evidence": "Ketikan “panjang”\nsebelum sesi habis", "catatan": "a & b"}


def again_form(page: str) -> tuple[str, dict[str, str]]:
    """The form of a page that sends something again, as a browser sends it."""
    form = page[page.index('action="/unit/') :]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    address = re.search(r'action="([^"]+)"', form)
    assert address
    return address[1], {unescape(name): unescape(value) for name, value in hidden}


def test_what_was_typed_survives_the_end_of_a_session(team: Team) -> None:
    unit, client = team.units[1], team.client(enforce_csrf_checks=True)
    address = f"/unit/{unit.pk}/indikator/{CODE}/"
    client.force_login(team.people["staf.dua"])
    token = csrf_in(client.get(address))
    client.cookies.pop("lke")
    over = client.post(address, urlencode({**TYPED, "csrfmiddlewaretoken": token}), content_type=FORM, headers=HERE)
    assert over.status_code == 403 and "Sesi Anda sudah berakhir" in text_of(over)

    form = {unescape(name): unescape(value) for name, value in HIDDEN.findall(over.content.decode())}
    for secret, status in (("salah", 422), (PASSWORD, 200)):
        signed_in = client.post("/masuk/", {**form, "nama": "staf.dua", "sandi": secret})
        assert signed_in.status_code == status
        form = {unescape(name): unescape(value) for name, value in HIDDEN.findall(signed_in.content.decode())}
    again, fields = again_form(signed_in.content.decode())
    assert again == address and {name: fields[name] for name in TYPED} == TYPED
    done = client.post(again, urlencode(fields), content_type=FORM, headers=HERE)
    assert done.status_code == 302 and unit.latest.number == 2
    assert unit.latest.edits[CODE]["evidence"] == TYPED["evidence"] and unit.latest.note == "a & b"


def test_what_was_typed_survives_a_new_sign_in_in_another_tab(team: Team) -> None:
    unit, client = team.units[1], team.client(enforce_csrf_checks=True)
    client.force_login(team.people["staf.dua"])
    address = f"/unit/{unit.pk}/indikator/{CODE}/"
    old = urlencode({**TYPED, "csrfmiddlewaretoken": "x" * 64})
    client.get(address)
    refused = client.post(address, old, content_type=FORM, headers=HERE)
    assert refused.status_code == 403 and unit.versions.count() == 1
    again, fields = again_form(refused.content.decode())
    assert client.post(again, urlencode(fields), content_type=FORM, headers=HERE).status_code == 302
    assert unit.latest.edits[CODE]["evidence"] == TYPED["evidence"]


def test_nothing_of_another_site_and_no_password_is_shown_again(team: Team) -> None:
    client = team.client(enforce_csrf_checks=True)
    address = f"/unit/{team.units[1].pk}/indikator/{CODE}/"
    for path, headers in ((address, {"Origin": "http://jahat.example"}), (address, {}), ("/masuk/", HERE)):
        answer = client.post(path, urlencode({**TYPED, "sandi": "rahasia sekali"}), content_type=FORM, headers=headers)
        assert answer.status_code == 403 and "Ketikan" not in text_of(answer) and "rahasia" not in text_of(answer)


def csrf_in(answer: object) -> str:
    return dict(HIDDEN.findall(answer.content.decode()))["csrfmiddlewaretoken"]  # type: ignore[attr-defined]


def test_one_name_is_one_account_and_one_unit(team: Team) -> None:
    admin, units = team.sign_in("pengelola"), team.units
    for told in ({"akun": "STAF.satu"}, {"apa": "unit", "nama": f" {units[0].name.upper()} "}):
        answer = admin.post("/akun/", told)
        assert answer.status_code == 422 and "sudah ada" in text_of(answer)


def test_a_unit_without_a_sheet_leads_only_those_who_may_bring_one(team: Team) -> None:
    from lke_docs.web.account import grant, make_unit

    unit = make_unit("Kantor Contoh Tiga")
    for name, role, is_led in (("penilai", "assessor", False), ("staf.satu", "staff", True)):
        grant(team.people[name], unit, role)
        page = text_of(team.sign_in(name).get("/"))
        assert "Kantor Contoh Tiga" in page and (f"/unit/{unit.pk}/lembar/" in page) is is_led


def test_nobody_is_told_where_the_server_keeps_its_files(team: Team) -> None:
    from lke_docs.web.models import QueuedJob

    unit, staff = team.units[1], team.sign_in("staf.dua")
    (unit.path / "lke.toml").write_text('masa_penilaian = "2021-01-01..2021-12-31"\n', encoding="utf-8")
    for name in ("laporan.json", "laporan.html"):
        content = staff.get(f"/unit/{unit.pk}/serah-terima/{name}").content.decode()
        assert SAMPLE.name in content and str(team.home) not in content, name
    assert str(team.home) not in words(staff, f"/unit/{unit.pk}/serah-terima/laporan.docx")
    QueuedJob.objects.create(kind="bukti", unit=unit, state="failed", message=f"{unit.path}/bukti/a & b.pdf: rusak.")
    page = staff.get(f"/unit/{unit.pk}/bukti/").content.decode()
    assert "bukti/a &amp; b.pdf: rusak." in page and str(team.home) not in page


def sheet_sent(client: Client, unit: object, data: bytes, **more: str):  # type: ignore[no-untyped-def]
    from django.core.files.uploadedfile import SimpleUploadedFile

    return client.post(f"/unit/{unit.pk}/lembar/", {"lembar": SimpleUploadedFile("lke.txt", data), **more})  # type: ignore[attr-defined]


def test_the_same_sheet_again_is_told_and_is_no_version(team: Team) -> None:
    unit, staff = team.units[1], team.sign_in("staf.dua")
    told = sheet_sent(staff, unit, SAMPLE.read_bytes())
    assert told.status_code == 409 and f"sama dengan versi 1 ({SAMPLE.name}); tidak ada yang berubah" in text_of(told)
    assert unit.versions.count() == 1 and not (unit.path / "lke.txt").exists()


def test_only_those_who_may_change_settings_are_led_there(team: Team) -> None:
    for name, is_led in (("penilai", False), ("staf.dua", True)):
        page = text_of(team.sign_in(name).get(f"/unit/{team.units[1].pk}/"))
        assert ("/pengaturan/" in page) is is_led


def test_a_sheet_of_another_unit_is_asked_about_first(team: Team) -> None:
    unit, staff = team.units[1], team.sign_in("staf.dua")
    other = SAMPLE.read_bytes().replace(b"KEJARI BANTAENG", b"KEJARI CONTOH")
    asked = sheet_sent(staff, unit, other)
    page = text_of(asked)
    assert asked.status_code == 409 and unit.versions.count() == 1
    assert "menyebut unit “KEJARI CONTOH”, bukan “KEJARI BANTAENG”." in page
    sure = dict(HIDDEN.findall(page))["yakin"]
    assert (
        sheet_sent(staff, unit, other + b"\n", yakin=sure).status_code == 409
    )  # another file than the one asked about
    assert sheet_sent(staff, unit, other, yakin=sure).status_code == 302
    assert "Unit yang disebut di lembar: <b>KEJARI CONTOH</b>" in text_of(staff.get(f"/unit/{unit.pk}/"))


def test_the_first_sheet_is_held_against_the_name_of_its_unit(team: Team) -> None:
    from lke_docs.web.account import grant, make_unit

    unit, data = make_unit("Kejaksaan  Negeri Contoh"), SAMPLE.read_bytes()
    grant(team.people["staf.satu"], unit, "staff")
    staff = team.sign_in("staf.satu")
    asked = sheet_sent(staff, unit, data)
    assert asked.status_code == 409 and "“KEJARI BANTAENG”, bukan “Kejaksaan Negeri Contoh”." in text_of(asked)
    data = data.replace(b"KEJARI BANTAENG", b"KEJARI CONTOH")
    assert sheet_sent(staff, unit, data).status_code == 302  # the same name, shortened
    assert "KEJARI CONTOH" in (unit.path / "lke.toml").read_text(encoding="utf-8")
    other = data.replace(b"KEJAKSAAN AGUNG REPUBLIK INDONESIA", b"KEMENTERIAN CONTOH")
    asked = sheet_sent(staff, unit, other)
    assert asked.status_code == 409 and "menyebut instansi “KEMENTERIAN CONTOH”, bukan “KEJAKSAAN AGUNG" in text_of(
        asked
    )


def test_an_older_file_over_newer_changes_is_asked_about_first(team: Team) -> None:
    unit, staff = team.units[1], team.sign_in("staf.dua")
    first, second = SAMPLE.read_bytes(), SAMPLE.read_bytes() + b"\n"
    assert staff.post(f"/unit/{unit.pk}/indikator/{CODE}/", {"dilihat": "1", "answer": "C"}).status_code == 302
    for data in (first, second):
        asked = sheet_sent(staff, unit, data)
        assert asked.status_code == 409 and f"perubahan yang disimpan di sini pada {CODE}." in text_of(asked)
    sure = dict(HIDDEN.findall(text_of(asked)))["yakin"]
    assert sheet_sent(staff, unit, second, yakin=sure).status_code == 302
    asked = sheet_sent(staff, unit, first)
    assert asked.status_code == 409 and "sama dengan berkas versi 1" in text_of(asked) and unit.versions.count() == 3
