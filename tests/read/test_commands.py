"""Sheets of each format through the commands, with nothing installed but what a user has."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from openpyxl import load_workbook
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from lke_docs import cli
from lke_docs.read import read_sheet
from lke_docs.report.workbook import TITLE

ROOT = Path(__file__).resolve().parents[2]
FORM = "formulir_kosong_zi_2021.xlsx"
SAMPLES = [
    ROOT / "samples" / FORM,
    ROOT / "samples" / "kejari_bantaeng_2021.txt",
    *sorted((ROOT / "samples" / "bentuk").iterdir()),
    *sorted(path for path in (ROOT / "samples" / "buatan").iterdir() if path.suffix != ".json"),
]
PAGE = "bentuk/kejari_bantaeng_2021.pdf"
BOOK = "bentuk/kejari_bantaeng_2021.xlsx"

# One process for all: the commands as `lke-docs` runs them, results in files, exit codes on standard output.
RUN = """
import json, sys
from lke_docs.cli import run
codes = {}
for path, name in json.loads(sys.argv[1]):
    for kind in ("json", "text"):
        target = f"{sys.argv[2]}/{name}.{kind}"
        codes[f"{name}.{kind}"] = run(["audit", path, "--format", kind, "--full", "--output", target])
print(json.dumps(codes))
"""


def foreign_modules() -> set[str]:
    """Modules that are installed here but not with a plain `pip install lke-docs`."""
    reached, wishes = {"lke-docs"}, [line for line in requires("lke-docs") or [] if "extra ==" not in line]
    while wishes:
        wish = Requirement(wishes.pop())
        name = canonicalize_name(wish.name)
        if name not in reached and (wish.marker is None or wish.marker.evaluate({"extra": ""})):
            reached.add(name)
            wishes += requires(wish.name) or []
    return {
        module
        for module, owners in packages_distributions().items()
        if module.isidentifier() and not {canonicalize_name(owner) for owner in owners} & reached
    }


@pytest.fixture(scope="module")
def audits(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """Where the results are, and exit codes. Modules of other packages fail to load, in the worker too."""
    folder, absent = tmp_path_factory.mktemp("hasil"), tmp_path_factory.mktemp("tanpa")
    for module in foreign_modules():
        (absent / f"{module}.py").write_text(f"raise ModuleNotFoundError({module!r})\n", encoding="utf-8")
    work = [(str(path), path.name) for path in SAMPLES]
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(work), str(folder)],
        capture_output=True, check=False, timeout=300, cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(absent), str(ROOT)))},
    )  # fmt: skip
    assert done.returncode == 0 and not done.stderr, done.stderr.decode()
    return folder, json.loads(done.stdout)


def test_packages_for_developers_are_left_out() -> None:
    assert {"hypothesis", "pytest", "reportlab"} <= foreign_modules()
    assert not {"lke_docs", "lxml", "openpyxl", "pdfplumber", "PIL", "pypdfium2", "rapidfuzz"} & foreign_modules()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_each_sample_is_audited(path: Path, audits: tuple[Path, dict[str, int]]) -> None:
    folder, codes = audits
    text = (folder / f"{path.name}.text").read_text(encoding="utf-8")
    found = json.loads((folder / f"{path.name}.json").read_text(encoding="utf-8"))
    spans = [finding["spans"][0] for finding in found["findings"] if finding["spans"]]

    assert codes[f"{path.name}.json"] == codes[f"{path.name}.text"] == cli.FOUND
    assert found["findings"] and found["sheet"]["format"] == path.suffix[1:]
    assert spans or path.name == FORM
    for span in spans:
        place = span["place"]
        if path.suffix == ".txt":
            assert place["line"]
        elif path.suffix == ".pdf":
            assert place["page"] and len(place["box"]) == 4
            assert re.search(rf"Bukti, .*halaman {place['page']}\b", text)
        else:
            assert place["cell"] and (place.get("sheet") or path.suffix == ".csv")
            sheet = f"lembar “{place['sheet']}” " if "sheet" in place else ""
            assert f"{sheet}sel {place['cell']}" in " ".join(text.split())


def test_blank_form_gives_one_message(audits: tuple[Path, dict[str, int]]) -> None:
    folder, _ = audits
    found = json.loads((folder / f"{FORM}.json").read_text(encoding="utf-8"))

    assert [(finding["rule"], finding["indicator"]) for finding in found["findings"]] == [("STR002", "")]
    assert found["findings"][0]["message"].startswith("Lembar belum diisi")
    assert "tidak diketahui" in found["sheet"]["window_origin"] and "zi-2021" in found["sheet"]["window_origin"]
    assert "Pada seluruh lembar" in (folder / f"{FORM}.text").read_text(encoding="utf-8")


# --- export -------------------------------------------------------------------------------------------


def run(*args: object) -> int:
    return cli.run([str(arg) for arg in args])


def texts(path: Path, sheet: str) -> list[str]:
    return [str(cell) for line in load_workbook(path)[sheet].values for cell in line if cell is not None]


@pytest.mark.parametrize("format_", ["xlsx", "json"])
@pytest.mark.parametrize("name", [BOOK, PAGE, "buatan/balai_contoh.docx", "kembar_cacat_2022.txt"])
def test_export_reads_back_the_same(name: str, format_: str, tmp_path: Path) -> None:
    target = tmp_path / f"hasil.{format_}"

    assert run("export", ROOT / "samples" / name, "--format", format_, "--output", target) == cli.OK
    before, after = read_sheet(ROOT / "samples" / name), read_sheet(target)
    assert [(r.code, r.answer, r.evidence) for r in after.rows] == [(r.code, r.answer, r.evidence) for r in before.rows]
    for field in ("agency", "unit", "proposal", "application"):
        assert getattr(after, field) == getattr(before, field)
    years = [sheet.year.value if sheet.year and sheet.year.is_stated else None for sheet in (before, after)]
    assert years[0] == years[1]


def test_export_with_findings_changes_one_column_of_a_workbook(tmp_path: Path) -> None:
    source, target = ROOT / "samples" / BOOK, tmp_path / "hasil.xlsx"

    assert run("export", source, "--findings", "--output", target) == cli.OK
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target) as new:
        assert new.namelist() == old.namelist()
        assert len([name for name in old.namelist() if old.read(name) != new.read(name)]) == 1
    before, after = load_workbook(source).worksheets[0], load_workbook(target).worksheets[0]
    assert [cell.value for line in before for cell in line] == [
        cell.value for line in after.iter_rows(max_col=before.max_column) for cell in line
    ]
    notes = [cell.value for (cell,) in after.iter_rows(min_col=before.max_column + 1) if cell.value]
    assert notes[0] == TITLE and any(note.startswith("[NOM005, wajib]") for note in notes)


def test_export_with_findings_of_another_format_has_a_second_worksheet(tmp_path: Path) -> None:
    target = tmp_path / "hasil.xlsx"

    assert run("export", ROOT / "samples" / PAGE, "--findings", "--output", target) == cli.OK
    assert {"NOM005", "wajib", "Print- 246 /P.4.17/03/2021"} <= {
        line for text in texts(target, TITLE) for line in text.split("\n")
    }
    assert [row.code for row in read_sheet(target).rows] == [
        row.code for row in read_sheet(ROOT / "samples" / PAGE).rows
    ]


def test_export_minds_the_settings_of_the_unit(tmp_path: Path) -> None:
    target, settings = tmp_path / "hasil.xlsx", tmp_path / "lke.toml"
    settings.write_text('ignore = ["NOM005"]\n[level]\nTGL005 = "saran"\n', encoding="utf-8")

    assert run("export", ROOT / "samples" / PAGE, "--findings", "--config", settings, "--output", target) == cli.OK
    rules = {line[0]: line[1] for line in load_workbook(target)[TITLE].values}
    assert "NOM005" not in rules and rules["TGL005"] == "saran"


def test_export_as_json(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("export", ROOT / "samples" / BOOK, "--format", "json", "--findings") == cli.OK
    found = json.loads(capsysbinary.readouterr().out)

    assert found["schema"] == "lke-docs/sheet/1"
    assert len(found["sheet"]["rows"]) == 87 and found["sheet"]["rows"][0]["place"]["cell"]
    assert found["findings"][0]["spans"]


def test_export_needs_a_file_and_overwrites_none(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "hasil.xlsx"
    target.write_bytes(b"lama")

    assert run("export", ROOT / "samples" / BOOK) == cli.FAULT
    assert run("export", ROOT / "samples" / BOOK, "--output", target) == cli.FAULT
    assert target.read_bytes() == b"lama" and "--force" in capfd.readouterr().err
    assert run("export", ROOT / "samples" / BOOK, "--output", target, "--force") == cli.OK


# --- limits -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("audit",), ("score",), ("export", "--format", "json"), ("init",), ("draft",)])
def test_limit_is_set_for_every_command(
    command: tuple[str, ...], tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    more = ("--output", tmp_path / "hasil") if command[0] in ("init", "draft") else ()

    assert run(*command, ROOT / "samples" / PAGE, *more, "--limit", "pages=2") == cli.UNREAD
    said = capfd.readouterr().err
    assert "batas pages = 2" in said and "--limit pages=4" in said


def test_limit_of_compare_and_of_the_settings(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    settings = tmp_path / "lke.toml"
    settings.write_text("[limits]\npages = 2\n", encoding="utf-8")
    both = [ROOT / "samples" / PAGE] * 2

    assert run("compare", *both, "--limit", "memory_bytes=1GB", "--config", settings) == cli.UNREAD
    assert "batas pages = 2" in capfd.readouterr().err
    assert run("compare", *both, "--limit", "pages=100", "--config", settings) == cli.OK


@pytest.mark.parametrize(
    ("value", "said"),
    [("pages", "NAMA=NILAI"), ("halaman=3", "tidak dikenal"), ("pages=0", "sah"), ("pages=-1", "sah"),
     ("seconds=9999999", "sah"), ("memory_bytes=1TB", "sah"), ("memory_bytes=99999999GB", "sah"), ("pages=²", "sah")],
)  # fmt: skip
def test_wrong_limit_is_refused(value: str, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("audit", ROOT / "samples" / PAGE, "--limit", value) == cli.FAULT
    assert said in capfd.readouterr().err


def test_limit_in_bytes_is_said_in_megabytes(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    large = tmp_path / "besar.txt"
    large.write_bytes(b"x" * (3 * 2**20))

    assert run("audit", large, "--limit", "file_bytes=2MB") == cli.UNREAD
    assert "file_bytes = 2 MB" in (said := capfd.readouterr().err) and "--limit file_bytes=4MB" in said
