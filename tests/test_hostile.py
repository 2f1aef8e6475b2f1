"""Whatever is given as a file, in any command, costs a message that names it, and never a defect, a hang or memory."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from lke_docs import cli
from tests.read.bad_files import archive, docx, xlsx

IS_LONG = bool(os.environ.get("LKE_LONG"))
MOST_SECONDS, MOST_BYTES = 30.0, 2**30  # of the processor, and in any one process
LKE = "a. Apakah unit kerja telah membentuk tim? A.1.1.A\nYA\nSK Nomor KEP-12/P.4/2021 tanggal 3 Maret 2021\n"


class Slot(NamedTuple):
    """A place where a file comes in: its name in the folder, and the command that takes it."""

    name: str
    args: str


SLOTS = {
    "audit": Slot("lke", "audit lke"),
    "score": Slot("lke", "score lke"),
    "export": Slot("lke", "export lke --format json"),
    "export_temuan": Slot("lke", "export lke --format json --findings"),
    "compare_lama": Slot("lke", "compare lke baik"),
    "compare_baru": Slot("lke", "compare baik lke"),
    "compare_json": Slot("a.json", "compare a.json baik"),
    "draft": Slot("lke", "draft lke --output o"),
    "init": Slot("lke", "init lke --output i.toml"),
    "extract": Slot("lke", "extract lke"),
    "extract_jsonl": Slot("lke", "extract lke --from jsonl --format jsonl"),
    "finalize": Slot("n.docx", "finalize n.docx"),
    "finalize_periksa": Slot("n.docx", "finalize --check n.docx"),
    "template_check": Slot("notula.docx", "template check notula.docx"),
    "template_toml": Slot("t.toml", "template check t.docx"),
    "fakta": Slot("f.toml", "draft notula --facts f.toml --output o.docx"),
    "keadaan": Slot("f.toml", "draft baik --facts f.toml --output o"),
    "config": Slot("c.toml", "audit baik --config c.toml"),
    "unit": Slot("u.toml", "draft baik --unit u.toml --output o"),
    "instrumen": Slot("i.toml", "audit baik --instrument i.toml"),
    "logo": Slot("logo.png", "draft notula --config logo.toml --output o.docx"),
}
SOME = [SLOTS[name] for name in ("audit", "extract", "finalize", "template_check", "fakta", "compare_json")]
TOML = ("template_toml", "fakta", "keadaan", "config", "unit", "instrumen")
SHEETS = ("audit", "score", "export", "compare_lama", "draft", "init")


# --- what is no file ----------------------------------------------------------------------------------


def _folder(path: Path) -> None:
    path.mkdir()


def _missing(path: Path) -> None:
    return


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path.relative_to(Path.cwd())))


def _zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(5 * 2**30)


NO_FILES: tuple[Callable[[Path], None], ...] = (_folder, _missing, _sparse)
if sys.platform != "win32":
    NO_FILES += (_pipe, _socket, _zeros, _loop)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "baik").write_text(LKE, encoding="utf-8")
    (tmp_path / "logo.toml").write_text('[tampilan]\nlogo = "logo.png"\n', encoding="utf-8")
    shutil.copy(Path(__file__).resolve().parent.parent / "templates/docx/notula.docx", tmp_path / "t.docx")
    return tmp_path


def said(args: list[str], codes: tuple[int, ...], capfd: pytest.CaptureFixture[str]) -> str:
    """Run a command; what it said, which is never a defect and never English. With LKE_LONG its cost is told too."""
    code = measured(args) if IS_LONG and sys.platform != "win32" else cli.run(args)
    done = capfd.readouterr()
    assert "Cacat program" not in done.err, done.err
    assert "Traceback" not in done.err
    assert code in codes, done.err
    assert len(done.out) + len(done.err) < 100_000
    for word in ("No such file", "Is a directory", "Permission", "too long", "Invalid argument", "cannot"):
        assert word not in done.err
    return done.out + done.err


def measured(args: list[str]) -> int:
    """Run a command in a process of its own: its exit code, where it and all that it starts stay below the bounds."""
    env = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).resolve().parents[2])}
    process = subprocess.Popen([sys.executable, "-m", "lke_docs", *args], env=env)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert used.ru_utime + used.ru_stime < MOST_SECONDS, args
    assert used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) < MOST_BYTES, args
    return process.returncode


@pytest.mark.parametrize("make", NO_FILES, ids=lambda make: make.__name__)
@pytest.mark.parametrize("slot", SLOTS.values(), ids=SLOTS)
def test_what_is_no_file_is_said(
    slot: Slot, make: Callable[[Path], None], folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    if not IS_LONG and make not in (_folder, _missing, _zeros) and slot not in SOME:
        pytest.skip("with LKE_LONG")
    if slot.name == "lke" and slot.args.startswith("extract") and make is _sparse:
        pytest.skip("a stream is read line by line")
    make(folder / slot.name)

    message = said(slot.args.split(), (2, 3), capfd)

    assert slot.name in message or (slot.name.startswith("t.") and "t.docx" in message)


@pytest.mark.parametrize("slot", SLOTS.values(), ids=SLOTS)
def test_name_that_no_system_holds(slot: Slot, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    if slot.name in ("t.toml", "logo.png"):
        pytest.skip("named by another file")
    for name in ("x" * 300 + Path(slot.name).suffix, "x" * 5000):
        said([name if arg == slot.name else arg for arg in slot.args.split()], (2, 3), capfd)


# --- what is no TOML of ours --------------------------------------------------------------------------

TEXTS: dict[str, bytes] = {
    "bukan_toml": b"= [", "biner": bytes(range(256)), "utf16": "kop = 1\n".encode("utf-16"),
    "utf16_putus": b"\xff\xfea", "bukan_utf8": b'judul = "\xff\xfe"', "daftar_dalam": b"a = " + b"[" * 5000,
    "tabel_dalam": b"[" + b".".join([b"a"] * 500) + b"]\nb = 1", "kunci_dalam": b".".join([b"a"] * 5000) + b" = 1",
    "bilangan_panjang": b"a = " + b"9" * 20_000, "kunci_panjang": b"k" * 50_000 + b" = 1",
    "daftar_tingkat": b"a = " + b"[" * 30 + b"]" * 30, "nol": b"a = \x00",
    "waktu": b"judul = 2021-01-01T00:00:00Z\ntanggal_kegiatan = 2021-01-01T10:00:00\nas_of = 12:00:00\nid = 1979-05-27",
    "salah_jenis": b"kop = 1\nnaskah = []\npejabat = {}\nbatas = 3\nkesenjangan = 'x'\nisian = 1\njudul = {a = 1}\n",
    "tak_hingga": b"judul = inf\nmasa_penilaian = nan\nkesenjangan = [inf]\nindicator = [nan]",
    "banyak": b"".join(b"[[kesenjangan]]\nindikator = %d\n" % number for number in range(3000)),
}  # fmt: skip


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("name", TOML)
def test_what_is_no_toml_of_ours_is_said(
    name: str, text: bytes, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    slot = SLOTS[name]
    (folder / slot.name).write_bytes(text)
    # facts in the letters of an older editor are read
    codes = (0, 2, 3) if slot.name == "f.toml" and text is TEXTS["bukan_utf8"] else (2, 3)
    assert slot.name in said(slot.args.split(), codes, capfd) or 0 in codes


NOTE = "[[catatan]]\nsidik = 'a'\nalasan = 'sudah dibahas dalam rapat'\nnama = 'Ani'\n"
NOTES = {"waktu": f"{NOTE}sampai = 2021-01-01T00:00:00", "teks": f"{NOTE}sampai = '2021'", "daftar": "catatan = 1",
         "dalam": "catatan = " + "[" * 3000, "bukan": "\x00"}  # fmt: skip


@pytest.mark.parametrize("text", NOTES.values(), ids=NOTES)
def test_notes_that_are_none(text: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "lke-catatan.toml").write_text(text, encoding="utf-8")
    assert "lke-catatan.toml" in said(["audit", "baik"], (2, 3), capfd)


# --- what is no audit of ours -------------------------------------------------------------------------

GOOD = {
    "schema": "lke-docs/audit/1", "as_of": "2021-08-31", "rules": [], "findings": [],
    "sheet": {"source": "a", "sha256": "", "rows": [], "window": ["2021-01-01", "2021-08-31"]},
}  # fmt: skip
FINDING = dict.fromkeys(("fingerprint", "rule", "name", "level", "confidence", "indicator", "message", "state"), "")
SPAN = {"indicator": "A", "start": 0, "end": 1, "quote": "x"}
RUNS: dict[str, object] = {
    "daftar": [], "angka": 3, "null": None, "teks": "x", "kosong": {}, "skema_lain": {"schema": "lke-docs/audit/9"},
    "tanpa_lembar": {**GOOD, "sheet": None}, "lembar_daftar": {**GOOD, "sheet": []},
    "baris_angka": {**GOOD, "sheet": {**GOOD["sheet"], "rows": [1]}},  # type: ignore[dict-item]
    "baris_tanpa_kode": {**GOOD, "sheet": {**GOOD["sheet"], "rows": [{}]}},  # type: ignore[dict-item]
    "kode_daftar": {**GOOD, "sheet": {**GOOD["sheet"], "rows": [{"code": [], "evidence": ""}]}},  # type: ignore[dict-item]
    "temuan_angka": {**GOOD, "findings": 3}, "temuan_teks": {**GOOD, "findings": ["x"]},
    "temuan_kosong": {**GOOD, "findings": [{}]}, "rentang_teks": {**GOOD, "findings": [{**FINDING, "spans": "x"}]},
    "rentang_angka": {**GOOD, "findings": [{**FINDING, "spans": [1]}]},
    "rentang_lain": {**GOOD, "findings": [{**FINDING, "spans": [{**SPAN, "start": "0"}]}]},
    "rentang_benar": {**GOOD, "findings": [{**FINDING, "spans": [{**SPAN, "end": True}]}]},
    "anggota": {**GOOD, "findings": [{**FINDING, "spans": [], "members": {"a": 1}}]},
    "anggota_angka": {**GOOD, "findings": [{**FINDING, "spans": [], "members": [3]}]},
    "aturan_angka": {**GOOD, "rules": [1]}, "aturan_teks": {**GOOD, "rules": "NOM"}, "hari": {**GOOD, "as_of": 5},
    "unit_angka": {**GOOD, "sheet": {**GOOD["sheet"], "unit": 5}},  # type: ignore[dict-item]
    "sumber_null": {**GOOD, "sheet": {**GOOD["sheet"], "source": None}},  # type: ignore[dict-item]
}  # fmt: skip
JSONS: dict[str, bytes] = {
    **{name: json.dumps(value).encode() for name, value in RUNS.items()},
    "putus": b'{"schema": ', "dalam": b"[" * 100_000, "dalam_objek": b'{"a":' * 100_000, "biner": b"\x80\x81",
    "bilangan": b'{"schema": ' + b"9" * 10_000 + b"}", "kosong_sekali": b"", "nan": b"NaN",
}  # fmt: skip


@pytest.mark.parametrize("text", JSONS.values(), ids=JSONS)
def test_what_is_no_audit_is_said(text: bytes, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "a.json").write_bytes(text)
    assert "a.json" in said(["compare", "a.json", "a.json"], (3,), capfd)


def test_an_audit_of_nothing_is_compared(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "a.json").write_text(json.dumps({**GOOD, "findings": [{**FINDING, "spans": [SPAN]}]}), encoding="utf-8")
    said(["compare", "a.json", "a.json"], (0,), capfd)


# --- what is no office file ---------------------------------------------------------------------------

BOMB = "<!DOCTYPE a [<!ENTITY b 'x'>" + "".join(
    f"<!ENTITY c{n} '{f'&c{n - 1};' * 9 if n else '&b;'}'>" for n in range(9)
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
FILES: dict[str, bytes] = {
    "zip_kosong": archive({}), "zip_putus": xlsx("")[:90], "bukan": b"PK\x03\x04" + b"\x00" * 50,
    "entitas": docx("", word__document_xml=f"{BOMB}]><a>&c8;</a>"),
    "xml_rusak": docx("", word__document_xml="<w:document"),
    "dalam": docx("<w:p>" * 5000), "tag": archive({"[Content_Types].xml": TYPES, "word/document.xml": "<a/>"}),
    "pdf_rusak": b"%PDF-1.4\n" + b"x" * 100, "pdf_kosong": b"%PDF-1.7",
    "besar": docx("<w:p/>", word__a_xml=" " * 60_000_000),
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
}  # fmt: skip
OFFICE = ("finalize", "finalize_periksa", "template_check", *SHEETS)


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
@pytest.mark.parametrize("name", OFFICE if IS_LONG else OFFICE[:3])
def test_what_is_no_office_file_is_said(
    name: str, data: bytes, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    slot = SLOTS[name]
    (folder / slot.name).write_bytes(data)
    assert slot.name in said(slot.args.split(), (1, 2, 3), capfd)


# --- what hides in a part of another name -------------------------------------------------------------

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LETTER = '<w:document xmlns:w="{}"><w:body><w:p><w:r>{}</w:r></w:p></w:body></w:document>'
DDE = "<w:instrText>DDEAUTO c:\\\\a</w:instrText>"
OPEN = "<w:t>Rapat [ISI: hari] di aula</w:t>"
RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.microsoft.com/office/2006/relationships/{}" Target="x.bin"/></Relationships>'
)
HIDDEN: dict[str, tuple[dict[str, str], str]] = {
    "field": ({"word/kepala.dat": LETTER.format(WORD, DDE)}, "DDEAUTO"),
    "field_terbagi": ({"a": LETTER.format(WORD, DDE.replace("AUTO", "A</w:instrText><w:instrText>UTO"))}, "DDEAUTO"),
    "di_balik_komentar": ({"a": f"<!--{'x' * 9000}-->{LETTER.format(WORD, DDE)}"}, "DDEAUTO"),
    "nama_tersamar": ({"a": LETTER.format(f"&#104;{WORD[1:]}", DDE)}, "DDEAUTO"),
    "utf16": ({"a": LETTER.format(WORD, DDE)}, "pengodean"),
    "makro": ({"word/_rels/document.xml.rels": RELATED.format("vbaProject")}, "makro"),
}  # fmt: skip


@pytest.mark.parametrize(("parts", "reason"), HIDDEN.values(), ids=HIDDEN)
def test_checks_see_every_part_whatever_it_is_called(parts: dict[str, str], reason: str) -> None:
    from lke_docs.draft.package import faults

    plain = {"[Content_Types].xml": TYPES, "word/document.xml": LETTER.format(WORD, "<w:t>x</w:t>")}
    assert faults(archive(plain)) == []
    hidden = {name: text.encode("utf-16" if reason == "pengodean" else "utf-8") for name, text in parts.items()}
    assert [fault for fault in faults(archive({**plain, **hidden})) if reason in str(fault)]


def test_open_fields_are_seen_in_every_part() -> None:
    from lke_docs.draft.unfilled import open_fields

    for name, prefix in (("word/document2.xml", ""), ("x/y.dat", f"<!--{'x' * 9000}-->")):
        found = open_fields(archive({"[Content_Types].xml": TYPES, name: prefix + LETTER.format(WORD, OPEN)}))
        assert [field.part for field in found] == [name]


# --- a reader that goes away --------------------------------------------------------------------------

CLOSED = (
    "audit baik", "score baik --instrument zi-2019", "extract baik", "export baik --format json", "rule", "rule NOM001",
    "template list", "template fields notula", "draft --list", "compare baik baik", "--help", "finalize --check t.docx",
    "template check t.docx", "init baik --output i.toml",
)  # fmt: skip
JUDGES = ("audit", "finalize", "template check")  # these have something to say with their exit code


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end in another way there")
@pytest.mark.parametrize("line", CLOSED if IS_LONG else CLOSED[2:7:2])
def test_reader_that_has_gone_away_is_no_fault(line: str, folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    env = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).resolve().parents[2])}
    command = [sys.executable, "-m", "lke_docs", *line.split()]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, env=env, check=False)
    os.close(writing)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode in ((0, 1, 2) if line.startswith(JUDGES) else (0,))


# --- a library that comes to an end too early ---------------------------------------------------------


class Cut(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise EOFError


def cut_short(_: bytes, __: object) -> bytes:
    raise EOFError


def test_a_reader_that_finds_the_end_too_early_says_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """click takes an EOFError for a keyboard that ended, and said "Dihentikan."."""
    from lke_docs.errors import InputError
    from lke_docs.office.apart import answer_of
    from lke_docs.office.limits import Limits

    with pytest.raises(InputError, match="a: berkas berakhir sebelum waktunya"):
        answer_of("tests.test_hostile:cut_short", b"", {}, source="a", limits=Limits())

    for end, said in ((io.BytesIO(), "Dihentikan."), (Cut(), "Cacat program")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(end))
        assert cli.run(["draft", "notula", "--interactive"] if said == "Dihentikan." else ["extract", "-"]) == 2
        assert said in capfd.readouterr().err
