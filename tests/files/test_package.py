"""A package: whole, alike every time, and whatever is done to it afterwards is named; numbers of people are masked."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from lke_docs import cli
from lke_docs.files.personal import mask, masked, personal_spans
from lke_docs.office.limits import Limits
from lke_docs.workspace.handover import MANIFEST, check_package

NIP = "190001011920011001"
SPACED = "19000101 192001 1 001"
MANY = f" NIP {SPACED}" * 7
SHEET = f"""Kode|Pertanyaan|Jawaban|Bukti Dukung
A.1.1.A|Apakah Tim Kerja telah dibentuk?|YA|SK Tim Kerja Nomor KEP-12/B.2/02/2021 tanggal 16 Februari 2021, NIP {NIP}
A.1.2.A|Apakah ada rencana kerja?|YA|Surat Perintah Nomor PRIN-7/B.2/03/2021 tanggal 2 Maret 2021 NIP {NIP}{MANY}
"""
FILES = {
    "A.1.1.A/sk.txt": "KEPUTUSAN KEPALA KANTOR\nNOMOR KEP-12/B.2/02/2021\nTENTANG\nTIM KERJA\nDitetapkan di Sukamaju\n"
    f"pada tanggal 16 Februari 2021\nKepala,\nNIP {NIP}\n",
    "A.1.1.A/lain.txt": "Catatan tanpa kepala.\n",
    "sisa/catatan: 1.txt": "Daftar belanja dapur.\n",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unit")
    (folder / "lke.csv").write_text(SHEET, encoding="utf-8")
    for path, text in FILES.items():
        place = folder / "bukti" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    with zipfile.ZipFile(folder / "bukti" / "arsip.zip", "w") as archive:
        archive.writestr("tak disebut.txt", "Isi yang tidak disebut.\n")
    return folder


def run(*args: object) -> int:
    return cli.run([str(arg) for arg in args])


@pytest.fixture(scope="module")
def packed(home: Path) -> Path:
    assert run("package", home / "lke.csv", home / "bukti", "--output", home / "paket.zip") == cli.OK
    return home / "paket.zip"


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_package_holds_all_and_says_what_it_holds(home: Path, packed: Path) -> None:
    entries = contents(packed)
    told = json.loads(entries[MANIFEST])

    assert told["schema"] == "lke-docs/package/1" and told["as_of"] and all(told["versions"].values())
    assert {it["name"]: it["sha256"] for it in told["contents"]} == {
        name: sha256(data).hexdigest() for name, data in entries.items() if name != MANIFEST
    }
    assert entries["lembar/lke.csv"] == SHEET.encode()
    found = [name for name in entries if name.startswith("bukti/A.1.1.A/")]
    assert len(found) == 1 and "KEP-12" in found[0] and found[0].endswith(" (sk).txt")
    assert entries[found[0]] == FILES["A.1.1.A/sk.txt"].encode()
    assert {"lain/A.1.1.A/lain.txt", "lain/sisa/catatan- 1.txt", "lain/arsip.zip"} <= set(entries)
    assert {it["indicator"]: it["state"] for it in told["claims"]} == {"A.1.1.A": "cocok", "A.1.2.A": "tidak ada"}
    placed = {it["path"]: it["names"] for it in told["files"]}
    assert placed["sisa/catatan: 1.txt"] == ["lain/sisa/catatan- 1.txt"]
    assert str(home) not in entries[MANIFEST].decode() + entries["laporan/laporan.json"].decode()
    text = entries["laporan/laporan.txt"].decode()
    assert NIP not in text and mask(NIP) in text and NIP not in entries["laporan/laporan.json"].decode()


def test_equal_input_gives_equal_bytes_and_nothing_is_overwritten(
    home: Path, packed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = packed.read_bytes()
    line = ("package", home / "lke.csv", home / "bukti", "--output")

    assert run(*line, packed) == cli.FAULT and "--force" in capsys.readouterr().err
    assert run(*line, packed, "--force") == cli.OK
    assert packed.read_bytes() == before
    assert run(*line, home / "bukti" / "paket.zip") == cli.FAULT and "folder bukti" in capsys.readouterr().err
    assert run("package", tmp_path / "tidak_ada.csv", home / "bukti", "-o", tmp_path / "p.zip") == cli.UNREAD
    assert list(tmp_path.iterdir()) == [] and len(list((home / "bukti").rglob("*"))) == 6


def test_shared_package_leaves_out_files_and_masks_numbers(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "bagi.zip"
    assert run("package", home / "lke.csv", home / "bukti", "--share", "--output", target) == cli.OK
    entries = contents(target)

    assert set(entries) == {"laporan/laporan.txt", "laporan/laporan.json", MANIFEST}
    assert all(NIP.encode() not in data for data in entries.values())
    assert mask(NIP) in entries["laporan/laporan.json"].decode()
    assert check_package(target, Limits()).is_intact


Change = Callable[[dict[str, bytes]], object]
SHEET_ENTRY = "lembar/lke.csv"
CHANGES: dict[str, tuple[Change, str]] = {
    "changed": (lambda it: it.update({SHEET_ENTRY: it[SHEET_ENTRY].replace(b"YA", b"TA")}), f"Berubah: {SHEET_ENTRY}"),
    "missing": (lambda it: it.pop("lain/arsip.zip"), "Hilang: lain/arsip.zip"),
    "added": (lambda it: it.update({"lain/baru\n.txt": b"x"}), "Ditambahkan: lain/baru .txt"),
}


@pytest.mark.parametrize("way", CHANGES)
def test_each_change_is_named(packed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], way: str) -> None:
    change, said = CHANGES[way]
    entries = contents(packed)
    change(entries)
    with zipfile.ZipFile(tmp_path / "p.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)

    assert run("package", "--verify", tmp_path / "p.zip") == cli.FOUND
    assert capsys.readouterr().out.splitlines()[:-1] == [said]


def test_intact_package_is_said_to_be_so_with_its_hash(packed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("package", "--verify", packed) == cli.OK
    assert sha256(contents(packed)[MANIFEST]).hexdigest() in capsys.readouterr().out


def test_an_entry_that_is_there_twice_is_changed(packed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "p.zip"
    copy.write_bytes(packed.read_bytes())
    with zipfile.ZipFile(copy, "a") as archive, pytest.warns(UserWarning):
        archive.writestr(SHEET_ENTRY, SHEET)

    assert check_package(copy, Limits()).changed == (SHEET_ENTRY,)


def test_a_damaged_entry_is_changed(packed: Path, tmp_path: Path) -> None:
    data = packed.read_bytes()
    (tmp_path / "p.zip").write_bytes(data.replace(b"Apakah ada rencana", b"Apakah ADA rencana", 1))

    assert len(check_package(tmp_path / "p.zip", Limits()).changed) == 1


BAD = {
    "no zip": b"bukan zip",
    "empty": b"",
    "cut": None,
    "no manifest": {"a.txt": b"x"},
    "no JSON": {MANIFEST: b"{"},
    "a list": {MANIFEST: b"[]"},
    "too deep": {MANIFEST: b"[" * 100_000},
    "other schema": {MANIFEST: b'{"schema": "lain", "contents": []}'},
    "odd contents": {MANIFEST: b'{"schema": "lke-docs/package/1", "contents": [{"name": ["x"]}]}'},
    "bomb": {MANIFEST: b" " * 20_000_000},
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_package_is_said(
    packed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    bad, path = BAD[kind], tmp_path / "p.zip"
    if isinstance(bad, dict):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in bad.items():
                archive.writestr(name, data)
    else:
        path.write_bytes(packed.read_bytes()[:-200] if bad is None else bad)

    assert run("package", "--verify", path) == cli.UNREAD
    heard = capsys.readouterr().err
    assert "p.zip" in heard and "Traceback" not in heard
    assert run("package", "--verify", tmp_path) == cli.UNREAD
    assert "Sebutkan ZIP buatan lke-docs package." in capsys.readouterr().err


FOUND = {
    f"NIP. {NIP},": NIP,
    "NIP 19000101 192001 1 001": "19000101 192001 1 001",
    "19000101\n    192001 1 001": "19000101\n    192001 1 001",
    "190001012021211001": "190001012021211001",
    "NIK 9999994101000001": "9999994101000001",
    "9999 9901 0100 0001": "9999 9901 0100 0001",
    "NPWP: 00.000.000.0-000.000": "00.000.000.0-000.000",
    "npwp 000000000000000": "000000000000000",
    "Hubungi 0812-0000-0000.": "0812-0000-0000",
    "WA +62 812 0000 0000": "+62 812 0000 0000",
    "Telp. (0000) 000000": "(0000) 000000",
    "pegawai 19000101192001…": "19000101192001",
}
KEPT = (
    "KEP-12/B.2/02/2021",
    "W.15.IMI.IMI.1-1140-PW.01.01 Tahun 2019",
    "190013011920011001",  # no thirteenth month
    "9999993201000001, 9999990113000001",  # no such day, no such month
    "0812/KEP/08121234567/2021",
    "Rp 1.250.000.000 pada 16 Februari 2021",
    "2021-01-01..2021-08-31",
    "DIPA-005.01.2.400123/2021",
    "a190001011920011001",
)


@pytest.mark.parametrize("text", FOUND)
def test_numbers_of_people_are_masked_in_their_length(text: str) -> None:
    number = FOUND[text]
    masked = mask(text)

    assert [text[start:end] for start, end in personal_spans(text)] == [number]
    assert len(masked) == len(text) and masked.count("•") == sum(map(str.isdigit, number[2:-2]))
    at = text.index(number)
    assert masked[at : at + 2] == number[:2] and masked[: at + len(number)].endswith(number[-2:])
    assert mask(masked) == masked


@pytest.mark.parametrize("text", KEPT)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


def test_hashes_stay() -> None:
    assert masked({"sha256": NIP, "text": [NIP]}) == {"sha256": NIP, "text": [mask(NIP)]}


FACES = (
    ("match", "lke.csv", "bukti"),
    ("match", "lke.csv", "bukti", "--explain", "A.1.1.A"),
    ("match", "lke.csv", "bukti", "--format", "json"),
    ("compare", "lke.csv", "lain.csv", "--format", "html"),
    ("compare", "lke.csv", "lain.csv"),
    *(("audit", "lke.csv", *more) for more in ((), ("--full",), ("--evidence", "bukti", "--full"))),
    *(
        ("audit", "lke.csv", *more, "--format", it)
        for it in ("html", "json", "jsonl", "sarif", "line", "xlsx", "docx")
        for more in ((), ("--evidence", "bukti"))
    ),
)


@pytest.mark.parametrize("line", FACES, ids=" ".join)
def test_every_face_masks_numbers_of_people_unless_asked(
    line: tuple[str, ...], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    Path("lain.csv").write_text(SHEET.replace("A.1.2.A|YA|", "A.1.2.A|YA|Undangan; "), encoding="utf-8")
    for more in ((), ("--unmask",)):
        target = tmp_path / f"hasil{len(more)}"
        run(*line, *more, "--output", target)
        assert (NIP in everything(target)) <= bool(more), line
    assert line[-1] != "json" or NIP in everything(target), "the face would show it"


def test_collect_masks_them(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "bukti" / "A.1.1.A" / f"SK {NIP}.txt"
    place.parent.mkdir(parents=True)
    place.write_text(FILES["A.1.1.A/sk.txt"], encoding="utf-8")

    for more, is_told in ((), False), (("--unmask",), True):
        run("match", home / "lke.csv", tmp_path / "bukti", "--collect", tmp_path / "rapi", "--dry-run", *more)
        said = capsys.readouterr().out
        assert "akan disalin" in said and (NIP in said) == is_told


@pytest.mark.parametrize("more", [("--collect", "rapi"), ("--format", "json")])
def test_explain_comes_alone(home: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, str]) -> None:
    """It said nothing of a copy that it did not make, or of a form that it did not write."""
    assert run("match", home / "lke.csv", home / "bukti", "--explain", "A.1.1.A", *more) == cli.FAULT
    assert "--explain" in capsys.readouterr().err


def test_what_was_not_read_is_named_and_costs_the_exit_code(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "bukti" / "kosong.pdf"
    place.parent.mkdir()
    place.write_bytes(b"")

    assert run("package", home / "lke.csv", place.parent, "--output", tmp_path / "paket.zip") == cli.UNREAD
    assert "kosong.pdf" in capsys.readouterr().err


def test_explain_masks_them(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for more in ((), ("--unmask",)):
        run("explain", home / "lke.csv", "BER001", "A.1.2.A", "--evidence", home / "bukti", *more)
        assert (NIP in capsys.readouterr().out) is bool(more)


def everything(path: Path) -> str:
    """The text of a file; of a workbook or a document, that of its parts."""
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
