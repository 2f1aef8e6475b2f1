"""The evidence of a unit in the browser: it comes in, is read by a job, stands beside its claims, can be looked at."""

from __future__ import annotations

import hashlib
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.files.test_index import archive
from tests.files.test_page_view import letter

if TYPE_CHECKING:
    from django.test import Client

pytest.importorskip("reportlab")

SHEET = """Kode|Pertanyaan|Jawaban|Bukti Dukung
A.1.1.A|Apakah tim kerja telah dibentuk?|Ya|SK Tim Kerja Nomor 12/SK/2021; Notula Rapat Zona Maret 2021
A.1.2.A|Apakah dokumen rencana kerja ada?|Ya|Laporan Survei Kepuasan tanggal 5 Maret 2021
"""
NASTY = "<img src=x onerror=alert(1)>.txt"


def posted(client: Client, address: str, *files: Sent, **fields: str) -> Any:
    """Post a form as browsers do: Django's own client keeps only the last step of a name."""
    parts = [(f'name="{name}"', value.encode()) for name, value in fields.items()]
    parts += [(f'name="{field}"; filename="{name}"', data) for name, data, field in files]
    body = b"".join(
        b"--batas\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (head.encode(), data) for head, data in parts
    )
    return client.post(address, body + b"--batas--\r\n", content_type="multipart/form-data; boundary=batas")


class Sent(NamedTuple):
    """A file that is sent."""

    name: str
    data: bytes = b"Laporan lain"
    field: str = "berkas"


def zipped(entries: dict[str, bytes]) -> Sent:
    return Sent("bukti.zip", archive(entries), "arsip")


class Folder:
    """A unit whose sheet was dropped, and the way evidence comes to it."""

    def __init__(self, client: Client) -> None:
        from lke_docs.web.models import WorkUnit

        self.client = client
        client.post("/lembar/", {"lembar": SimpleUploadedFile("lke.csv", SHEET.encode())})
        self.unit = WorkUnit.objects.get()
        self.at = f"/unit/{self.unit.pk}"

    @property
    def path(self) -> Path:
        return Path(self.unit.folder) / "bukti"

    def send(self, *files: Sent) -> Any:
        return posted(self.client, f"{self.at}/bukti/unggah/", *files)

    def work(self) -> dict[str, Any]:
        """Do the job that waits."""
        from lke_docs.web.jobs import claim, function_of
        from lke_docs.web.models import JobState

        job = claim()
        assert job is not None
        job.result, job.state = function_of(job.kind)(job, lambda *_: None), JobState.DONE
        job.save()
        return job.result

    def page(self, address: str = "/bukti/") -> str:
        answer = self.client.get(address if address.startswith("/unit") else self.at + address)
        assert answer.status_code == 200, answer.content.decode()
        return str(answer.content.decode())

    def tree(self) -> list[str]:
        return sorted(it.relative_to(self.path).as_posix() for it in self.path.rglob("*") if it.is_file())


@pytest.fixture
def folder(local: Client, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setattr("lke_docs.web.evidence_home._AT_ONCE", 1e-6)  # a change is seen by the very next page
    return Folder(local)


def links(page: str) -> dict[str, str]:
    return {name: address for address, name in re.findall(r'<a href="([^"]+/berkas/[^"]+)" data-key>([^<]+)</a>', page)}


def test_a_folder_comes_in_is_read_and_stands_beside_its_claims(folder: Folder) -> None:
    sent = folder.send(Sent("Bukti/A.1.1.A/sk.pdf", letter()), Sent(f"Bukti/{NASTY}", b"Laporan lain tahun 2021"))
    assert sent.status_code == 302 and 'role="status"' in folder.page()
    assert folder.work()["files"] == 2
    assert folder.tree() == [f"Bukti/{NASTY.replace('<', '-').replace('>', '-')}", "Bukti/A.1.1.A/sk.pdf"]

    page = folder.page()
    assert "2 berkas: 2 terbaca" in page and "<img src=x" not in page
    assert re.search(r"A\.1\.1\.A.{0,120}SK Tim Kerja Nomor 12/SK/2021.{0,300}sk\.pdf", page, re.DOTALL)
    assert "Disebut di lembar, tidak ada di folder" in page and "Berkas yang tidak disebut di lembar (1)" in page
    assert "sk.pdf" not in folder.page("/bukti/?kode=A.1.2") and "sk.pdf" in folder.page("/bukti/?keadaan=Cocok")
    assert "BER" in folder.page("/")
    assert links(folder.page("/indikator/A.1.1.A/")).keys() == {"sk.pdf"} and not links(
        folder.page("/indikator/A.1.2.A/")
    )

    viewer = folder.page(links(page)["sk.pdf"])
    assert "12/SK/2021" in viewer and "<rect" in viewer and 'rel="prev"' in viewer and "A.1.1.A" in viewer
    picture = folder.client.get(re.findall(r'<image href="([^"]+)"', viewer)[0])
    assert (picture.headers["Content-Type"], Image.open(io.BytesIO(picture.content)).mode) == ("image/jpeg", "L")
    assert "KEPUTUSAN KEPALA KANTOR" in folder.page(f"{links(page)['sk.pdf']}?teks=1")
    original = folder.client.get(f"{links(page)['sk.pdf']}asli/")
    assert original.content == letter() and original.headers["Content-Disposition"].startswith("attachment")
    for wrong in ("/berkas/x/", "/berkas/../1/", f"/berkas/{'0' * 16}/1.jpg"):
        assert folder.client.get(folder.at + wrong).status_code == 404
    assert folder.client.get(f"{links(page)['sk.pdf']}9/").status_code == 404


def test_a_zip_is_unpacked_and_what_is_hostile_in_it_stays_out(folder: Folder) -> None:
    folder.send(zipped({"A.1.1.A/sk.pdf": letter(), "../../../luar.txt": b"x", "bom.txt": bytes(2**21)}))
    result = folder.work()

    assert folder.tree() == ["A.1.1.A/sk.pdf", "luar.txt"]
    assert [name for name, _ in result["refused"]] == ["bom.txt"] and "dimampatkan" in folder.page()
    assert not list((Path(folder.unit.folder) / ".lke-docs" / "masuk").iterdir())


def test_what_comes_in_hostile_leaves_nothing(folder: Folder, tmp_path: Path) -> None:
    from django.test import Client, override_settings

    from lke_docs.web.models import QueuedJob

    assert folder.send(Sent(".git/x"), Sent("..")).status_code == 422
    assert folder.send().status_code == 422
    forger = Client(HTTP_HOST=folder.client.defaults["HTTP_HOST"], enforce_csrf_checks=True)
    forger.cookies = folder.client.cookies
    stranger = Client(HTTP_HOST=folder.client.defaults["HTTP_HOST"])
    for client in (forger, stranger):
        assert posted(client, f"{folder.at}/bukti/unggah/", Sent("a.pdf")).status_code == 403
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FILES=2):
        many = folder.send(*(Sent(f"{number}.txt") for number in range(3)))
    assert many.status_code == 413 and "per bagian" in many.content.decode()
    assert not QueuedJob.objects.exists() and not folder.path.exists()
    assert not list((Path(folder.unit.folder) / ".lke-docs" / "masuk").iterdir())

    (tmp_path / "luar").mkdir()
    folder.path.mkdir()
    (folder.path / "tautan").symlink_to(tmp_path / "luar")
    folder.send(Sent("tautan/a.txt"), Sent("b.txt"), Sent("b.txt/c.txt"))
    assert [name for name, _ in folder.work()["refused"]] == ["b.txt/c.txt", "tautan/a.txt"]
    assert not list((tmp_path / "luar").iterdir())


def test_a_folder_of_this_machine_is_read_where_it_is(folder: Folder, tmp_path: Path) -> None:
    from lke_docs.web import evidence_home

    place = tmp_path / "di tempat lain"
    place.mkdir()
    (place / "sk.pdf").write_bytes(letter())
    address = f"{folder.at}/bukti/folder/"
    for wrong in ("", "bukti", str(tmp_path / "tiada"), "a\x00b", "~tiada/x"):
        assert folder.client.post(address, {"folder": wrong}).status_code == 422
    assert folder.client.post(address, {"folder": f'"{place}"'}).status_code == 302
    folder.work()

    assert "1 berkas: 1 terbaca" in folder.page() and not folder.path.exists()
    (place / "sk.pdf").unlink()
    assert "berubah sejak" in folder.page() and "berubah sejak" in folder.page("/")
    evidence_home._files.cache_clear()  # as in a process that begins now
    changed = SHEET.replace("Maret", "Juni").encode()
    sure = hashlib.sha256(changed).hexdigest()  # that a sheet without a name is the next of this unit
    folder.client.post("/lembar/", {"lembar": SimpleUploadedFile("lke.csv", changed), "yakin": sure})
    assert folder.unit.versions.count() == 2 and folder.page("/") and "Periksa lagi" in folder.page()


def test_a_folder_that_changed_since_it_was_read_is_not_told_as_it_was(folder: Folder) -> None:
    def told() -> tuple[str, list[str], bool]:
        pages = folder.page("/") + folder.page("/bukti/")
        report = json.loads(folder.page("/serah-terima/laporan.json"))["evidence"]
        states = [it["state"] for it in report["claims"] if it["indicator"] == "A.1.1.A"]
        assert pages.count("berubah sejak") == (2 if str(report["notices"]).count("berubah sejak") else 0)
        return str(report["coverage"]), states, "berubah sejak" in pages

    folder.send(Sent("A.1.1.A/sk.pdf", letter()), Sent("lain.txt"))
    folder.work()
    whole = told()
    (folder.path / "A.1.1.A" / "sk.pdf").write_bytes(letter(rotate=90))
    changed = told()
    (folder.path / "A.1.1.A" / "sk.pdf").unlink()
    gone = told()
    folder.client.post(f"{folder.at}/serah-terima/paket/")
    folder.work()

    assert whole[2] is False and changed[2] and gone[2] and told() == (*gone[:2], False)
    assert len({str(it[1]) for it in (whole, changed, gone)}) == 3


def test_a_job_that_is_stopped_says_so(folder: Folder) -> None:
    from lke_docs.web.models import QueuedJob

    folder.send(Sent("a.txt"))
    folder.client.post(f"{folder.at}/pekerjaan/{QueuedJob.objects.get().pk}/batal/")
    assert "dihentikan" in folder.page()
    folder.send(Sent("b.txt"))
    folder.work()
    assert folder.tree() == ["b.txt"]


def test_on_a_server_nobody_sees_or_sends_to_another_unit(server: Client, tmp_path: Path) -> None:
    from django.contrib.auth.models import User

    from lke_docs.web.models import Membership, QueuedJob, Role, WorkUnit

    units = [WorkUnit.objects.create(name=name, folder=str(tmp_path / name)) for name in ("satu", "dua")]
    user = User.objects.create_user("ani", password="x" * 12)
    Membership.objects.create(user=user, unit=units[0], role=Role.STAFF)
    Membership.objects.create(user=user, unit=units[1], role=Role.ASSESSOR)
    other = WorkUnit.objects.create(name="tiga", folder=str(tmp_path / "tiga"))
    server.force_login(user)
    codes = [posted(server, f"/unit/{unit.pk}/bukti/unggah/", Sent("a.txt")).status_code for unit in (*units, other)]

    assert codes == [302, 404, 404]
    assert [server.get(f"/unit/{unit.pk}/bukti/").status_code for unit in (*units, other)] == [200, 200, 404]
    assert server.post(f"/unit/{units[0].pk}/bukti/folder/", {"folder": str(tmp_path)}).status_code == 404
    assert QueuedJob.objects.count() == 1 and not (tmp_path / "tiga").exists()


def locked(entries: dict[str, bytes]) -> bytes:
    """An archive whose entries say that they need a password."""
    data = bytearray(archive(entries))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (archive({".git/x": b"1", "__MACOSX/y": b"2"}), "berkas tersembunyi"),
        (locked({"A.1.1.A/sk.pdf": b"rahasia"}), "dikunci dengan sandi"),
        (archive({}), "berkas tersembunyi"),
        (b"PK bukan ZIP", "bukan ZIP"),
    ],
)
def test_nothing_is_replaced_by_an_archive_that_yields_nothing(
    server: Client, tmp_path: Path, data: bytes, why: str
) -> None:
    from django.contrib.auth.models import User

    from lke_docs.errors import InputError
    from lke_docs.web.jobs import claim, function_of
    from lke_docs.web.models import LogEntry, Membership, Role, WorkUnit

    unit = WorkUnit.objects.create(name="satu", folder=str(tmp_path / "satu"))
    user = User.objects.create_user("ani", password="x" * 12)
    Membership.objects.create(user=user, unit=unit, role=Role.STAFF)
    server.force_login(user)
    (unit.path / "bukti").mkdir(parents=True)
    (unit.path / "bukti" / "lama.txt").write_text("NOTULA", encoding="utf-8")
    whole = posted(server, f"/unit/{unit.pk}/bukti/unggah/", Sent("Bukti Area 1.zip", data, "arsip"), ganti="1")
    assert whole.status_code == 302
    assert LogEntry.objects.filter(what="ZIP bukti diterima", object="Bukti Area 1.zip").exists()
    job = claim()
    assert job is not None
    with pytest.raises(InputError, match=why) as told:
        function_of(job.kind)(job, lambda *_: None)

    assert str(told.value).startswith("Bukti Area 1.zip: ")
    assert [it.name for it in (unit.path / "bukti").iterdir()] == ["lama.txt"]


def test_files_that_come_beside_an_archive_come_in_too(folder: Folder) -> None:
    folder.send(Sent("satu.txt"), zipped({"A.1.1.A/dua.txt": b"NOTULA"}))
    folder.work()

    assert folder.tree() == ["A.1.1.A/dua.txt", "satu.txt"]
