"""The recipes of CONTRIBUTING.md, followed in a copy of the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).resolve().parent.parent
RECIPES = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

RULE = '''"""UJI001."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, Mark, rule
from lke_docs.model import Confidence, Level


@rule("UJI001", "kata mainan", level=Level.SARAN, confidence=Confidence.TINGGI, remedy="Hapus katanya.")
def toy_word(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Kata "mainan".

    ## Mengapa
    Untuk mencoba resep.

    ## Contoh
    Buruk: `Notula mainan`
    Baik: `Notula rapat`

    ## Cara memperbaiki
    Hapus katanya.

    ## Dasar
    Tidak ada.
    """
    for entry in dossier.entries:
        at = entry.row.evidence.find("mainan")
        if at >= 0:
            yield Hit(entry, "Ada kata mainan.", marks=(Mark(entry, at, at + len("mainan")),))
'''

CASES = """
[[case]]
name = "ada"
text = "Notula mainan"
find = [{ quotes = ["mainan"] }]
mended = { mainan = "rapat" }

[[case]]
name = "tidak ada"
text = "Notula rapat"
find = []

[[planted]]
row = "A.I.6.iii.b"
evidence = "Notula mainan tanggal 20 April 2022"
"""

PATTERN = r"""[[pattern]]
id     = "uji-mainan"
means  = "A toy."
kind   = "letter"
regex  = '{urut}/UJI-MAINAN/{tahun}'
example = [{ text = "7/UJI-MAINAN/2021", expect = { serial = "7", year = "2021" }, seen = "nowhere" }]
counterexample = ["UJI-MAINAN 7"]

"""


# Not part of what a recipe changes, and too slow to run twice: memory and wheel are measured on the checkout,
# LibreOffice draws every page, the slow reader of PDF reads them; gains ask git, which a copy has not.
NEVER_IN_THE_COPY = (
    "tests/test_contributing.py",
    "tests/test_memory.py",
    "tests/test_stream_memory.py",
    "tests/test_packaging.py",
    "tests/test_gains.py",
    "tests/draft/test_pdf.py",
    "tests/read/test_pdf_fallback.py",
)
# No rule and no pattern changes what is read, guarded, drafted, kept or served: the whole suite takes LKE_LONG=1.
NOT_IN_THE_COPY = NEVER_IN_THE_COPY if os.environ.get("LKE_LONG") else (
    *NEVER_IN_THE_COPY,
    "tests/read",
    "tests/draft",
    "tests/workspace",
    "tests/web/test_backup.py",
    "tests/web/test_jobs.py",
    "tests/web/test_new_user.py",
    "tests/web/test_postgresql.py",
    "tests/web/test_server_config.py",
    "tests/web/test_start.py",
    "tests/test_hostile.py",
    "tests/test_forging.py",
    "tests/test_growth.py",
    "tests/test_html.py",
    "tests/test_kept.py",
    "tests/test_one_door.py",
    "tests/test_faces.py",
    "tests/test_docx_report.py",
    "tests/test_side_by_side.py",
    "tests/test_guide.py",
    "tests/test_portfolio_report.py",
    "tests/test_calibration.py",
    "tests/test_impact.py",
)  # fmt: skip
NO_SOURCE = shutil.ignore_patterns("__pycache__", ".*", "build", "dist", "*.egg-info")


@pytest.fixture
def copy() -> Iterator[Path]:
    """The checkout without its history and what tools leave behind, at a short path: reports print it in 80 columns."""
    with TemporaryDirectory(prefix="lke") as folder:
        yield Path(shutil.copytree(ROOT, folder, ignore=NO_SOURCE, dirs_exist_ok=True))


def prove(copy: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run tests in the copy."""
    return subprocess.run(
        [sys.executable, "-B", "-m", "pytest", *args],
        cwd=copy, env={**os.environ, "PYTHONPATH": str(copy)}, capture_output=True, encoding="utf-8", timeout=1500,
        check=False,
    )  # fmt: skip


def add_line(path: Path, before: str, line: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, before + line, 1), encoding="utf-8")


def commands(title: str) -> list[str]:
    """The scripts that a recipe says to run, word for word."""
    recipe = RECIPES.split(f"## {title}\n")[1].split("\nProof:")[0]
    return re.findall(r"^\d\. `\.venv/bin/python (tools/\w+\.py)`$", recipe, re.MULTILINE)


def add_rule(copy: Path) -> Iterator[Path]:
    """Follow the recipe; stops behind each step, before the scripts."""
    rules = copy / "lke_docs" / "check" / "rules"
    (rules / "uji001_toy_word.py").write_text(RULE, encoding="utf-8")
    yield copy
    line = "from lke_docs.check.rules.uji001_toy_word import toy_word\n"
    add_line(rules / "__init__.py", "from lke_docs.check.rule import Rule\n", line)
    add_line(rules / "__init__.py", "RULES: tuple[Rule, ...] = (", "toy_word,")
    yield copy
    (copy / "tests" / "rules" / "UJI001.toml").write_text(CASES, encoding="utf-8")
    yield copy
    for script in commands("Add a rule"):
        subprocess.run([sys.executable, "-B", script], cwd=copy, capture_output=True, check=True)
    yield copy


def add_pattern(copy: Path) -> Path:
    """Follow the recipe."""
    path = copy / "patterns" / "nomor.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[[pattern]]", f"{PATTERN}[[pattern]]", 1), encoding="utf-8")
    return path


def test_the_whole_suite_is_green_with_a_new_rule_and_a_new_pattern(copy: Path) -> None:
    for _ in add_rule(copy):
        pass
    add_pattern(copy)

    done = prove(copy, "-q", "-x", "-n", "2", *(f"--ignore={path}" for path in NOT_IN_THE_COPY))

    assert commands("Add a rule") == ["tools/make_twins.py", "tools/build_rule_pages.py"]
    assert done.returncode == 0, done.stdout[-4000:]


def test_each_missing_step_of_a_rule_is_said(copy: Path) -> None:
    complete = ("tests/test_rules.py", "-k", "complete or UJI001")
    pages = ("tests/test_public.py", "-k", "rule_pages")
    steps = add_rule(copy)

    next(steps)
    assert "UJI001: no line in RULES" in prove(copy, *complete).stdout
    next(steps)
    assert "UJI001: no case file" in prove(copy, *complete).stdout
    next(steps)
    assert prove(copy, *complete).returncode == 0
    assert prove(copy, *pages).returncode == 1
    next(steps)
    assert prove(copy, *pages).returncode == 0


def test_a_pattern_takes_one_record(copy: Path) -> None:
    path = add_pattern(copy)
    text = path.read_text(encoding="utf-8")
    right = prove(copy, "tests/test_patterns.py", "-k", "uji-mainan or hostile")
    path.write_text(text.replace('expect = { serial = "7"', 'expect = { serial = "8"'), encoding="utf-8")
    wrong = prove(copy, "tests/test_patterns.py", "-k", "uji-mainan")

    assert right.returncode == 0, right.stdout
    assert wrong.returncode == 1
    assert "uji-mainan" in wrong.stdout


def test_a_template_takes_a_document_and_its_fields(copy: Path) -> None:
    folder = copy / "templates" / "docx"
    shutil.copy(folder / "nota_dinas.docx", folder / "surat_pengantar.docx")
    fields = (folder / "nota_dinas.toml").read_text(encoding="utf-8")
    fields = fields.replace('nama = "nota_dinas"', 'nama = "surat_pengantar"')
    closes = 'closes = [{ kesenjangan = "dokumen", dokumen = ["sertifikat"] }]'
    fields = re.sub(r"^closes = \[.*?^\]", closes, fields, flags=re.MULTILINE | re.DOTALL)
    (folder / "surat_pengantar.toml").write_text(fields, encoding="utf-8")
    proof = ("tests/draft", "-k", "surat_pengantar or every_template_has or every_kind")
    without_text = prove(copy, *proof)
    mirrored = subprocess.run(
        [sys.executable, "-B", "tools/mirror_templates.py"], cwd=copy, capture_output=True, check=False
    )
    done = prove(copy, *proof)

    assert without_text.returncode == 1
    assert "surat_pengantar.txt" in without_text.stdout
    assert (mirrored.returncode, (folder / "surat_pengantar.txt").exists()) == (0, True), mirrored.stdout
    assert done.returncode == 0, done.stdout


def test_every_recipe_is_short_and_ends_in_a_command_that_exists() -> None:
    recipes = re.findall(r"^## (Add .*)\n\n((?:\d\. .*\n)+)\nProof: `(.*)`$", RECIPES, re.MULTILINE)

    assert [title for title, *_ in recipes] == [
        "Add a pattern",
        "Add a rule",
        "Add a template",
        "Add a format",
        "Add a form",
    ]
    for title, steps, command in recipes:
        assert len(steps.splitlines()) <= 5, title
        for path in re.findall(r"tests/\S+", command):
            assert (ROOT / path).exists(), f"{title}: {path}"
