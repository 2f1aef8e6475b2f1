"""A team on PostgreSQL, over HTTP: accounts, twenty at once, a restart within a job, the portal, backup, restore."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytest.importorskip("psycopg", reason="pip install lke-docs[server]")

from lke_docs.read.portalrb import portal_questions
from tests.web.own_postgresql import cluster, execute, programs, reading
from tests.web.plain_browser import PlainBrowser
from tests.web.portal_client import PortalClient

pytestmark = pytest.mark.skipif(programs() is None, reason="no PostgreSQL here")

PASSWORD = "lima kata untuk masuk ke sini"
AT_ONCE = 20
LONG = bool(os.environ.get("LKE_LONG"))
QUESTIONS = [it for it in portal_questions()[1] if re.fullmatch(r"A\.I\.\d+\.[ivx]+\.[a-z]", it.code)][: AT_ONCE + 4]


def sheet_of(unit: str) -> bytes:
    lines = [f"{it.code}|{it.text}|A|Notula Rapat {unit} Nomor {n}/2026" for n, it in enumerate(QUESTIONS)]
    head = (
        f"LEMBAR KERJA EVALUASI ZONA INTEGRITAS TAHUN 2026\nSatuan kerja : {unit}\nKode|Pertanyaan|Jawaban|Bukti Dukung"
    )
    return "\n".join([head, *lines, ""]).encode()


class Program(NamedTuple):
    """`lke-docs serve` and its commands, with their settings."""

    folder: Path
    socket: Path

    def run(self, *words: str) -> str:
        command = [sys.executable, "-m", "lke_docs", "serve", *words, "--config", str(self.folder / "server.toml")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=self.env, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def env(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PGUSER": "lke"}

    @contextmanager
    def serving(self, *, killed: bool = False) -> Iterator[str]:
        """A running server, by its address; told to end behind the block, or killed with its workers."""
        command = [sys.executable, "-m", "lke_docs", "serve", "--config", str(self.folder / "server.toml")]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, env=self.env, start_new_session=True
            )
        assert process.stdout is not None
        try:
            address = process.stdout.readline().decode().strip()
            assert address.startswith("http://"), self.log.read_text()
            yield address
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL) if killed else process.terminate()
            process.wait(60)
            process.stdout.close()

    def write_settings(self, *, database: str, data: str) -> None:
        at = f'basis_data = "postgresql://lke@/{database}?host={self.socket}"\n' if database else ""
        told = (
            f'[server]\nfolder_data = "{data}"\nnama_host = ["127.0.0.1"]\nport = {PORT}\nhttps = false\nutas = 8\n{at}'
        )
        (self.folder / "server.toml").write_text(f'{told}[portal]\ntoken_berkas = "token"\n', encoding="utf-8")


PORT = 8300 + os.getpid() % 600


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("server")
    with cluster(folder) as socket:
        execute(socket, "CREATE DATABASE satu")
        made = Program(folder, socket)
        (folder / "token").write_text("k" * 43, encoding="utf-8")
        (folder / "token").chmod(0o600)
        made.write_settings(database="satu", data="data")
        yield made


def signed_in(origin: str, name: str) -> PlainBrowser:
    browser = PlainBrowser(origin)
    assert browser.post("/masuk/", nama=name, sandi=PASSWORD).address.endswith("/"), name
    return browser


def with_password(origin: str, link: str) -> None:
    page = PlainBrowser(origin).post(link, new_password1=PASSWORD, new_password2=PASSWORD)
    assert page.address.endswith("/masuk/"), page.text


def people_come(program: Program, origin: str, link: str) -> None:
    """The first administrator makes the second unit and all accounts by the pages."""
    with_password(origin, link)
    admin = signed_in(origin, "pengelola")
    admin.post("/akun/", apa="unit", nama="Kantor Dua", portal="U-2", kategori="WBBM")
    for name, unit, role in (
        ("staf.satu", 1, "staff"), ("kepala.satu", 1, "head"), ("penilai", 1, "assessor"), ("staf.dua", 2, "staff"),
    ):  # fmt: skip
        page = admin.post("/akun/", akun=name)
        found = re.search(r"http://[^/]+(/sandi-baru/[^<]+/)", page.text)
        assert found, page.text
        number = re.findall(rf'/akun/(\d+)/">{name}<', admin.get("/akun/").text)[0]
        admin.post(f"/akun/{number}/", apa="beri", unit=str(unit), peran=role)
        with_password(origin, found[1])


def edits_at_once(origin: str) -> None:
    """Twenty people save another cell each of the version that all of them saw; then two the same cell."""
    browsers = [signed_in(origin, "staf.satu" if n % 2 else "kepala.satu") for n in range(AT_ONCE)]

    def save(n: int) -> int:
        page = f"/unit/1/indikator/{QUESTIONS[n].code}/"
        return browsers[n].post(page, dilihat="1", evidence=f"Notula diubah orang {n} pada 3 Maret 2026").status

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert list(pool.map(save, range(AT_ONCE))) == [200] * AT_ONCE
    for n in range(AT_ONCE):
        assert f"diubah orang {n} pada" in browsers[0].get(f"/unit/1/indikator/{QUESTIONS[n].code}/").text
    page, last = f"/unit/1/indikator/{QUESTIONS[-1].code}/", str(1 + AT_ONCE)
    both = [browsers[n].post(page, dilihat=last, evidence=f"Pilihan {n}") for n in range(2)]
    assert [it.status for it in both] == [200, 409] and "Pilihan 0" in both[1].text and "Pilihan 1" in both[1].text


def clicks_at_once(origin: str) -> None:
    """Two sheets of one unit and two accounts of one name at the same moment: one after the other, no defect."""
    staff, admins = ([signed_in(origin, name) for _ in range(2)] for name in ("staf.dua", "pengelola"))
    sheets = [("lembar", "lke.csv", sheet_of("Kantor Dua") + b"\n" * n) for n in (1, 2)]
    with ThreadPoolExecutor(2) as pool:
        sent = pool.map(lambda it: it[0].post("/unit/2/lembar/", file=it[1]).status, zip(staff, sheets, strict=True))
        assert list(sent) == [200, 200]
        made = pool.map(lambda it: it.post("/akun/", akun="dua.kali").status, admins)
        assert sorted(made) == [200, 422]


def evidence() -> bytes:
    """Files that take a worker some seconds."""
    from reportlab.pdfgen import canvas

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(6):
            page = io.BytesIO()
            paper = canvas.Canvas(page, invariant=True)
            for line in range(30):
                paper.drawString(
                    72, 800 - line * 20, f"Notula Rapat Nomor {number}/2026 butir {line}, {line + 1} Maret 2026"
                )
            paper.save()
            archive.writestr(f"notula {number}.pdf", page.getvalue())
    return stream.getvalue()


def until_job_is(program: Program, state: str, seconds: float = 300) -> None:
    """Wait for the last job; where it does not come to it, what it says of itself is told, and the server of itself."""
    end = time.monotonic() + seconds
    while (told := last_job(program))[0] != state:
        assert told[0] != "failed" and time.monotonic() < end, f"{told}\n{program.log.read_text()[-2000:]}"
        time.sleep(0.05)


def last_job(program: Program) -> tuple[str, ...]:
    asked = "SELECT state, message, tries, started, heartbeat FROM lke_queuedjob ORDER BY id DESC LIMIT 1"
    return tuple(map(str, (execute(program.socket, asked, "satu") or [("",)])[0]))


def content(file: Path) -> tuple[list[str], dict[str, int]]:
    """What a backup holds: its rows, and the check sums of its files."""
    with zipfile.ZipFile(file) as archive:
        rows = sorted(archive.read("basis_data.jsonl").decode().splitlines())
        return rows, {it.filename: it.CRC for it in archive.infolist() if it.filename.startswith("berkas/")}


def test_a_team_on_postgresql(program: Program, request: pytest.FixtureRequest) -> None:
    program.run("unit", "Kantor Satu", "--portal-id", "U-1", "--category", "WBK")
    with reading(program.socket, "lke_logentry", "satu"):  # as a backup does: a command beside it waits for nothing
        link = re.sub(r"^https?://[^/]+", "", program.run("account", "pengelola", "--administrator"))
    with pytest.raises(Exception, match="hanya dapat ditambah"):
        execute(program.socket, "DELETE FROM lke_logentry", "satu")
    with program.serving(killed=LONG) as origin:
        people_come(program, origin, link)
        for name, unit, called in (("staf.satu", 1, "Satu"), ("staf.dua", 2, "Dua")):
            sent = ("lembar", "lke.csv", sheet_of(f"Kantor {called}"))
            assert signed_in(origin, name).post(f"/unit/{unit}/lembar/", file=sent).status == 200
        assert signed_in(origin, "staf.dua").get("/unit/1/").status == 404
        edits_at_once(origin)
        clicks_at_once(origin)
        sent = ("arsip", "bukti.zip", evidence())
        assert (
            signed_in(origin, "staf.satu").post("/unit/1/bukti/unggah/", of="/unit/1/bukti/", file=sent).status == 200
        )
        until_job_is(program, "running")
    with program.serving() as origin:  # it was ended, or killed, in the middle of the job
        until_job_is(program, "done")
        page = signed_in(origin, "staf.satu").get("/unit/1/bukti/").text
        assert "notula 5.pdf" in page, page
        what_others_do(origin)
        if LONG:
            looked_at(origin, request.getfixturevalue("browser"))
        told = portal(origin).all_answers()
        assert set(told) == {"U-1"} and told["U-1"]["answers"][0]["jawaban_tpi"] == "TIDAK"
        program.run("backup", str(program.folder / "satu.zip"))
        assert "1 putusan di 1 unit" in program.run("verdicts", str(program.folder / "putusan.csv"))
        assert all((program.folder / it).stat().st_mode & 0o077 == 0 for it in ("satu.zip", "putusan.csv"))
    told_verdict = (program.folder / "putusan.csv").read_text(encoding="utf-8").splitlines()[1]
    assert told_verdict == f"Kantor Satu,{QUESTIONS[0].code},TIDAK,,,penilai,2026,,TPI"
    wiped_and_restored(program, told)


def what_others_do(origin: str) -> None:
    assessor, code = signed_in(origin, "penilai"), QUESTIONS[0].code
    page = f"/unit/1/penilaian/{code}/"
    given = {"tingkat": "TPI", "nilai": "TIDAK", "alasan": "Nomor tidak ada.", "terlihat-TPI": "0"}
    given["dilihat"] = assessor.get(page).hidden("dilihat")
    assert assessor.post(f"{page}putusan/", of=page, **given).status == 200
    assert assessor.post(f"{page}tanya/", of=page, teks="Di mana dokumennya?").status == 200
    head = signed_in(origin, "kepala.satu")
    released = head.post("/unit/1/portalrb/lepas/", of="/unit/1/portalrb/", versi=str(2 + AT_ONCE))
    assert released.status == 200, released.text


LOOKED_AT = {
    "": ("/masuk/",),
    "penilai": ("/", "/unit/1/penilaian/", f"/unit/1/penilaian/{QUESTIONS[0].code}/", "/unit/1/kegiatan/"),
    "kepala.satu": ("/unit/1/pertanyaan/", "/unit/1/portalrb/", "/unit/1/lembar/", "/sandi/"),
    "pengelola": ("/akun/", "/akun/2/", "/kegiatan/"),
}


def looked_at(origin: str, browser: Any) -> None:
    """The pages of a team on a desk, and in the dark on a telephone: axe finds nothing, nothing lies beside it."""
    from axe_playwright_python.sync_playwright import Axe

    found: list[object] = []

    def told(message: Any) -> None:
        if message.type == "error":
            found.append(message.text)

    for width, scheme in ((1200, "light"), (390, "dark")):
        for who, paths in LOOKED_AT.items():
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page = context.new_page()
            page.on("console", told)
            if who:
                page.goto(f"{origin}masuk/")
                page.fill("#nama", who)
                page.fill("#sandi", PASSWORD)
                page.click("main button")
            for path in paths:
                page.goto(origin.rstrip("/") + path)
                found += [(path, it["id"]) for it in Axe().run(page).response["violations"]]
                if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                    found.append((path, width))
            context.close()
    assert found == []


def portal(origin: str) -> PortalClient:
    browser = PlainBrowser(origin)

    def get(path: str, headers: dict[str, str]) -> tuple[int, bytes]:
        page = browser.get(path, headers)
        return page.status, page.content

    return PortalClient(get, "k" * 43, lambda _: None)


def wiped_and_restored(program: Program, told: dict[str, object]) -> None:
    """Nothing is left but the backup; it fills another PostgreSQL, and a SQLite, with the same content."""
    first = program.folder / "satu.zip"
    execute(program.socket, "DROP DATABASE satu WITH (FORCE)")
    shutil.rmtree(program.folder / "data")
    for name, database in (("dua", "dua"), ("tiga", "")):
        if database:
            execute(program.socket, f"CREATE DATABASE {database}")
        program.write_settings(database=database, data=f"data-{name}")
        program.run("restore", str(first))
        program.run("backup", str(program.folder / f"{name}.zip"))
        assert content(program.folder / f"{name}.zip") == content(first)
        if not LONG:
            break
    with program.serving() as origin:
        assert portal(origin).all_answers() == told
        page = signed_in(origin, "penilai").get(f"/unit/1/penilaian/{QUESTIONS[0].code}/").text
        assert "Nomor tidak ada." in page and "Di mana dokumennya?" in page
        assert (
            signed_in(origin, "staf.satu")
            .post("/unit/1/indikator/" + QUESTIONS[1].code + "/", dilihat="22", evidence="Sesudah pulih")
            .status
            == 200
        )
    lines = [json.loads(line) for line in program.log.read_text().splitlines() if line.startswith("{")]
    assert any(it.get("path") == "/unit/1/penilaian/" + QUESTIONS[0].code + "/" for it in lines)
    assert not any("Nomor tidak ada" in json.dumps(it) or PASSWORD in json.dumps(it) for it in lines)
