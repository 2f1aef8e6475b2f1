"""Changing a sheet in the browser: seen at once, kept as a version, never over somebody else's change."""

from __future__ import annotations

import io
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from lke_docs.errors import InputError
from tests.test_report import SAMPLE
from tests.web.conftest import HOST

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from lke_docs.web.models import Version, WorkUnit

BOOK = SAMPLE.parent / "bentuk" / "kejari_bantaeng_2021.xlsx"
CODE = "A.1.4.B"
DATED = ("02/P.4.17/02/2021 tanggal Februari 2021", "02/P.4.17/02/2021 tanggal 24 Februari 2021")


@cache
def first_area() -> bytes:
    """The sample's first eleven indicators, in its workbook."""
    book = load_workbook(BOOK)
    book["LKE"].delete_rows(24, 200)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def a_unit(client: Client) -> WorkUnit:
    """A unit with the first area of the sample as its first version."""
    from lke_docs.web.models import WorkUnit

    client.post("/lembar/", {"lembar": SimpleUploadedFile(BOOK.name, first_area())})
    return WorkUnit.objects.get()


def written(version: Version, code: str = CODE) -> tuple[str, str]:
    from lke_docs.web.version_reading import sheet_of
    from lke_docs.workspace.edit import row_of

    row = row_of(sheet_of(version), code)
    assert row is not None
    return row.answer, row.evidence


def send(client: Client, unit: WorkUnit, seen: int, code: str = CODE, to: str = "", **given: str):  # type: ignore[no-untyped-def]
    return client.post(f"/unit/{unit.pk}/indikator/{code}/{to}", {"dilihat": str(seen), **given})


def mended(version: Version) -> str:
    evidence = written(version)[1]
    assert "Februari 2021" in evidence
    return evidence.replace("tanggal Februari 2021", "tanggal 24 Februari 2021")


def test_the_page_shows_question_cell_and_findings_with_their_rules(local: Client) -> None:
    unit = a_unit(local)
    page = local.get(f"/unit/{unit.pk}/indikator/{CODE}/").content.decode()

    assert "TGL002" in page and 'id="r-TGL002"' in page and "<mark>" in page
    assert 'type="radio" name="answer" value="A" checked' in page
    listed = local.get(f"/unit/{unit.pk}/indikator/").content.decode()
    assert f"/indikator/{CODE}/" in listed
    assert local.get(f"/unit/{unit.pk}/indikator/A.99/").status_code == 404


def test_a_change_shows_what_it_does_and_keeps_nothing(local: Client) -> None:
    unit = a_unit(local)
    assert unit.latest is not None
    page = send(local, unit, 1, to="akibat/", evidence=mended(unit.latest)).content.decode()

    assert "1 temuan hilang" in page and "ditulis tanpa hari" in page
    assert "tanggal 24 Februari 2021" in page  # what was typed stands in the form still
    assert unit.versions.count() == 1


def test_a_change_is_the_next_version_and_goes_into_the_workbook(local: Client) -> None:
    unit = a_unit(local)
    assert unit.latest is not None
    answer = send(local, unit, 1, evidence=mended(unit.latest), catatan="tanggal SK")
    page = local.get(answer.headers["Location"]).content.decode()

    assert "Tersimpan sebagai versi 2" in page and "1 temuan hilang" in page
    assert (unit.latest.number, unit.latest.note, list(unit.latest.edits)) == (2, "tanggal SK", [CODE])
    file = local.get(f"/unit/{unit.pk}/versi/2/buku-kerja/")
    assert "versi 2" in file.headers["Content-Disposition"]
    texts = [str(cell.value) for row in load_workbook(io.BytesIO(file.content))["LKE"].iter_rows() for cell in row]
    assert sum("tanggal 24 Februari 2021" in text for text in texts) == 1
    assert (unit.path / unit.latest.file).read_bytes() == first_area()  # the unit's own file stays as it is
    assert "24" in local.get(f"/unit/{unit.pk}/banding/").content.decode()


def test_nothing_changed_is_no_version(local: Client) -> None:
    unit = a_unit(local)
    assert unit.latest is not None
    evidence = written(unit.latest)[1].replace("\n", "\r\n")
    assert "Tidak ada yang berubah" in send(local, unit, 1, evidence=f" {evidence} ").content.decode()
    assert unit.versions.count() == 1


def test_changes_of_other_cells_are_both_kept(local: Client) -> None:
    unit = a_unit(local)
    assert unit.latest is not None
    text = mended(unit.latest)
    send(local, unit, 1, evidence=text)
    answer = send(local, unit, 1, code="A.1.1.A", answer="TIDAK")
    same_row = send(local, unit, 1, answer="B")

    assert answer.status_code == same_row.status_code == 302
    assert unit.latest.number == 4
    assert written(unit.latest) == ("B", text)
    assert written(unit.latest, "A.1.1.A")[0] == "TIDAK"


def test_changes_of_one_cell_are_shown_side_by_side_and_nothing_is_lost(local: Client) -> None:
    unit = a_unit(local)
    assert unit.latest is not None
    text = mended(unit.latest)
    send(local, unit, 1, evidence=text)
    answer = send(local, unit, 1, evidence=f"{text}; SK lain", answer="B", catatan="sesuai rapat")
    page = answer.content.decode()

    assert 'name="catatan" value="sesuai rapat"' in page
    assert answer.status_code == 409 and unit.versions.count() == 2
    assert "SK lain" in page and 'name="answer" value="B"' in page and 'name="dilihat" value="2"' in page
    assert send(local, unit, 2, evidence=f"{text}; SK lain", answer="B").status_code == 302
    assert unit.latest.note == f"mengubah {CODE}"
    assert written(unit.latest) == ("B", f"{text}; SK lain")


def test_an_old_version_comes_back_as_a_new_one(local: Client) -> None:
    unit = a_unit(local)
    assert unit.latest is not None
    before = written(unit.latest)
    send(local, unit, 1, answer="B")
    local.post(f"/unit/{unit.pk}/versi/1/kembali/")

    assert (unit.latest.number, written(unit.latest)) == (3, before)
    assert "kembali ke versi 1" in local.get(f"/unit/{unit.pk}/versi/").content.decode()


def test_a_version_stays_as_it_was_when_people_go_on_in_its_file(local: Client) -> None:
    from lke_docs.web import version_reading

    unit = a_unit(local)
    assert unit.latest is not None
    before = written(unit.latest)
    unit.latest.path.write_bytes(b"lain")
    version_reading._bases.clear()

    assert written(unit.latest) == before
    version_reading.copy_of(unit.latest).unlink()
    version_reading._bases.clear()
    with pytest.raises(InputError, match="bukan lagi seperti pada versi 1"):
        written(unit.latest)


def test_letters_that_a_page_shows_otherwise_stay_as_they_were() -> None:
    from lke_docs.model import AnswerKind, Place, Row
    from lke_docs.web.editing import edits_given

    row = Row("A.1", "?", "A", AnswerKind.LETTER, "SK\u00a0Nomor 1\u200b; notula", Place())

    assert edits_given(row, {"evidence": "SK Nomor 1·; notula"}) == ()
    assert edits_given(row, {"evidence": "SK Nomor 12·; notula"})[0].text == "SK\u00a0Nomor 12\u200b; notula"


def test_a_finding_is_set_aside_with_a_reason(local: Client) -> None:
    from lke_docs.web.version_reading import read_version

    unit = a_unit(local)
    assert unit.latest is not None
    found = next(
        it
        for it in read_version(unit.latest)[1].singles
        if it.finding.rule == "TGL002" and it.finding.indicator == CODE
    )
    given = {
        "sidik": found.finding.fingerprint,
        "alasan": "SK memang bertanggal bulan saja",
        "nama": "Rina",
        "sampai": "2099-01-01",
    }
    short = local.post(f"/unit/{unit.pk}/indikator/{CODE}/catatan/", {**given, "alasan": "ya"})
    done = local.post(f"/unit/{unit.pk}/indikator/{CODE}/catatan/", given)

    assert short.status_code == 422 and "Alasan terlalu pendek" in short.content.decode()
    assert done.status_code == 302
    assert "Dikesampingkan oleh Rina" in local.get(f"/unit/{unit.pk}/indikator/{CODE}/").content.decode()


def test_what_a_full_disk_refuses_leaves_nothing_and_is_given_back(
    local: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from lke_docs.web.models import LogEntry
    from lke_docs.web.version_reading import read_version

    def refuse(**_: object) -> None:
        full = sqlite3.OperationalError("database or disk is full")
        full.sqlite_errorname = "SQLITE_FULL"
        raise OperationalError from full

    def send(address: str, given: dict[str, str]) -> Any:
        kind = "application/x-www-form-urlencoded"
        return local.post(f"/unit/{unit.pk}/{address}", urlencode(given), kind, HTTP_ORIGIN=f"http://{HOST}")

    unit = a_unit(local)
    assert unit.latest is not None
    kept = {path: path.read_bytes() for path in unit.path.rglob("*") if path.is_file() and path.suffix != ".lock"}
    aside = next(it.finding for it in read_version(unit.latest)[1].singles if it.finding.indicator == CODE)
    note = {"sidik": aside.fingerprint, "alasan": "SK memang bertanggal bulan saja", "nama": "Rina"}
    page = local.get(f"/unit/{unit.pk}/pengaturan/").content.decode()
    digest = re.findall(r'name="sidik" value="(\w+)"', page)[0]
    monkeypatch.setattr(LogEntry.objects, "create", refuse)
    noted = send(f"indikator/{CODE}/catatan/", {**note, "sampai": "2099-01-01"})
    set_anew = send("pengaturan/", {"nama": "Nama Lain", "sidik": digest})
    other = SimpleUploadedFile("b.txt", SAMPLE.read_bytes().replace(b"BANT", b"MAR"))
    sheet = local.post("/lembar/", {"lembar": other})

    assert [it.status_code for it in (noted, set_anew, sheet)] == [507] * 3
    assert note["alasan"] in noted.content.decode() and "Nama Lain" in set_anew.content.decode()
    assert {
        path: path.read_bytes() for path in unit.path.rglob("*") if path.is_file() and path.suffix != ".lock"
    } == kept
    assert [path for path in tmp_path.iterdir() if path.is_dir() and path != unit.path] == []

    unended = send(f"indikator/{CODE}/catatan/", {**note, "sampai": ""}).content.decode()
    assert f">{note['alasan']}</textarea>" in unended


def test_people_who_may_only_read_change_nothing(server: Client) -> None:
    from django.contrib.auth.models import User

    from lke_docs.web.intake import take_in
    from lke_docs.web.models import Membership, Role

    people = {name: User.objects.create_user(name) for name in ("staf", "penilai", "lain")}
    version = take_in(first_area(), BOOK.name, user=people["staf"])
    for name, role in (("staf", Role.STAFF), ("penilai", Role.ASSESSOR)):
        Membership.objects.create(user=people[name], unit=version.unit, role=role)
    page = f"/unit/{version.unit.pk}/indikator/{CODE}/"
    seen = {}
    for name, user in people.items():
        server.force_login(user)
        seen[name] = (server.get(page).status_code, server.post(page, {"dilihat": "1", "answer": "B"}).status_code)

    assert seen == {"staf": (200, 302), "penilai": (200, 404), "lain": (404, 404)}


@pytest.mark.parametrize("count", [6])
def test_many_who_save_at_once_lose_nothing(local: Client, count: int) -> None:
    """Each changes another row of the version that all of them saw."""
    from django.contrib.auth.models import User
    from django.db import connections

    from lke_docs.web.editing import save
    from lke_docs.web.version_reading import sheet_of
    from lke_docs.workspace.edit import Edit

    unit = a_unit(local)
    seen = unit.latest
    assert seen is not None
    codes = [row.code for row in sheet_of(seen).rows][:count]
    user = User.objects.get()

    def change(code: str) -> None:
        try:
            save(unit, user, seen, [Edit(code, "evidence", f"Isian {code}")])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        list(pool.map(change, codes))

    assert unit.latest is not None and unit.latest.number == count + 1
    assert [written(unit.latest, code)[1] for code in codes] == [f"Isian {code}" for code in codes]


@pytest.mark.parametrize("name", ["indikator", "akibat", "kesampingkan", "putusan", "beri-putusan", "tanya"])
def test_a_code_with_a_slash_has_its_pages(database: Path, name: str) -> None:
    from django.urls import resolve, reverse

    found = resolve(reverse(name, args=(1, "A/1")))
    assert (found.url_name, found.kwargs["code"]) == (name, "A/1")
