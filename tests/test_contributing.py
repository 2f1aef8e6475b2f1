"""The recipes of CONTRIBUTING.md, followed in a copy of the checkout."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

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

[[case]]
name = "tidak ada"
text = "Notula rapat"
find = []
"""

PATTERN = r"""[[pattern]]
id     = "uji-mainan"
means  = "A toy."
kind   = "letter"
regex  = '{urut}/UJI-MAINAN/{tahun}'
[[pattern.example]]
text   = "7/UJI-MAINAN/2021"
expect = { serial = "7", year = "2021" }
seen   = "nowhere"
[[pattern.counterexample]]
text = "UJI-MAINAN 7"

"""


LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.docx", "*.pdf", "*.xlsx", ".*")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("lke_docs", "patterns", "tests", "tools", "docs", "samples"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=LEFT_OUT)
    for name in ("pyproject.toml", "README.md", "README.id.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def prove(copy: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run tests in the copy."""
    return subprocess.run(
        [sys.executable, "-B", "-m", "pytest", *args],
        cwd=copy, capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


def add_line(path: Path, before: str, line: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, before + line, 1), encoding="utf-8")


def test_a_rule_takes_a_file_a_line_and_its_cases(copy: Path) -> None:
    complete = ("tests/test_rules.py", "-k", "complete or UJI001")
    table = copy / "lke_docs" / "check" / "rules" / "__init__.py"
    (copy / "lke_docs" / "check" / "rules" / "uji001_toy_word.py").write_text(RULE, encoding="utf-8")
    without_line = prove(copy, *complete)
    line = "from lke_docs.check.rules.uji001_toy_word import toy_word\n"
    add_line(table, "from lke_docs.check.rule import Rule\n", line)
    add_line(table, "RULES: tuple[Rule, ...] = (", "toy_word,")
    without_cases = prove(copy, *complete)
    (copy / "tests" / "rules").mkdir(exist_ok=True)
    (copy / "tests" / "rules" / "UJI001.toml").write_text(CASES, encoding="utf-8")
    done = prove(copy, *complete)

    assert "UJI001: no line in RULES" in without_line.stdout
    assert "UJI001: no case file" in without_cases.stdout
    assert done.returncode == 0, done.stdout
    pages = ("tests/test_public.py", "-k", "rule_pages")
    assert prove(copy, *pages).returncode == 1
    subprocess.run([sys.executable, "-B", "tools/build_rule_pages.py"], cwd=copy, capture_output=True, check=True)
    assert prove(copy, *pages).returncode == 0


def test_a_pattern_takes_one_record(copy: Path) -> None:
    path = copy / "patterns" / "nomor.toml"
    text = path.read_text(encoding="utf-8").replace("[[pattern]]", f"{PATTERN}[[pattern]]", 1)
    path.write_text(text, encoding="utf-8")
    right = prove(copy, "tests/test_patterns.py", "-k", "uji-mainan or hostile")
    path.write_text(text.replace('expect = { serial = "7"', 'expect = { serial = "8"'), encoding="utf-8")
    wrong = prove(copy, "tests/test_patterns.py", "-k", "uji-mainan")

    assert right.returncode == 0, right.stdout
    assert wrong.returncode == 1
    assert "uji-mainan" in wrong.stdout


def test_a_template_takes_a_document_and_its_fields(copy: Path) -> None:
    folder = copy / "templates" / "docx"
    shutil.copytree(ROOT / "templates", copy / "templates")
    shutil.copy(folder / "nota_dinas.docx", folder / "surat_edaran.docx")
    fields = (
        (folder / "nota_dinas.toml").read_text(encoding="utf-8").replace('nama = "nota_dinas"', 'nama = "surat_edaran"')
    )
    closes = 'closes = [{ kesenjangan = "tanggal", dokumen = ["surat_edaran"] }]'
    fields = re.sub(r"^closes = \[.*?^\]", closes, fields, flags=re.MULTILINE | re.DOTALL)
    (folder / "surat_edaran.toml").write_text(fields, encoding="utf-8")
    proof = ("tests/draft", "-k", "surat_edaran or every_template_has or every_kind")
    without_text = prove(copy, *proof)
    mirrored = subprocess.run(
        [sys.executable, "-B", "tools/mirror_templates.py"], cwd=copy, capture_output=True, check=False
    )
    done = prove(copy, *proof)

    assert without_text.returncode == 1
    assert "surat_edaran.txt" in without_text.stdout
    assert (mirrored.returncode, (folder / "surat_edaran.txt").exists()) == (0, True), mirrored.stdout
    assert done.returncode == 0, done.stdout


def test_every_recipe_is_short_and_ends_in_a_command_that_exists() -> None:
    recipes = re.findall(r"^## (Add .*)\n\n((?:\d\. .*\n)+)\nProof: `(.*)`$", RECIPES, re.MULTILINE)

    assert [title for title, *_ in recipes] == [
        "Add a pattern",
        "Add a rule",
        "Add a template",
        "Add a format",
    ]
    for title, steps, command in recipes:
        assert len(steps.splitlines()) <= 5, title
        for path in re.findall(r"tests/\S+", command):
            assert (ROOT / path).exists(), f"{title}: {path}"
