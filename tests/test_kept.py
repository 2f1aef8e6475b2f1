"""What a start keeps for the next one: the same results, nothing of a user's, and no harm where it is spoilt."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType

import pytest

from lke_docs import kept
from lke_docs.cli import run
from lke_docs.patterns import alternation

SAMPLE = Path(__file__).parent.parent / "samples" / "kejari_bantaeng_2021.txt"
MARKER = "Kecapekan"  # a word of no pattern

# In processes of their own, since the tests before have left their expressions in this one: the first keeps.
FIRST = """
import sys
from pathlib import Path
from lke_docs import kept
from lke_docs.cli import run

file = Path(sys.argv[1])
sys.dont_write_bytecode = False
kept.recall(file)
run(["audit", sys.argv[2], "--quiet"])
kept.keep(file)
"""
# The second: how many of the expressions of an audit the file holds, and whether they find the same.
AGAIN = """
import re, sys
from pathlib import Path
from lke_docs import kept

kept.recall(Path(sys.argv[1]))
recalled = {key: made for key, made in re._cache.items() if key[0] is str}
text = Path(sys.argv[2]).read_text(encoding="utf-8")[:9000]
re.purge()
for (_, pattern, flags), made in recalled.items():
    fresh = re.compile(pattern, flags)
    assert (made.flags, made.groups, made.groupindex) == (fresh.flags, fresh.groups, fresh.groupindex), pattern
    for some in (text, text.lower()):
        assert [m.span() for m in made.finditer(some)] == [m.span() for m in fresh.finditer(some)], pattern
print(len(recalled))
"""
# The third: that the same audit again makes no expression that is not in it.
DONE = """
import re, sys
from pathlib import Path
from lke_docs import kept
from lke_docs.cli import run

kept.recall(Path(sys.argv[1]))
recalled = {*re._cache}
run(["audit", sys.argv[2], "--quiet"])
assert recalled >= {key for key in re._cache if key[0] is str}
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "folder" / "kept.bin"


def kept_of(sheet: Path, file: Path) -> bytes:
    run(["audit", str(sheet), "--quiet"])
    kept.keep(file)
    return file.read_bytes()


def test_the_next_start_finds_the_same(file: Path) -> None:
    for script in (FIRST, DONE, AGAIN):
        done = subprocess.run([sys.executable, "-c", script, file, SAMPLE], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 200


def test_nothing_of_a_sheet_is_kept(file: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "lembar.txt"
    sheet.write_text(SAMPLE.read_text(encoding="utf-8").replace("Notula", MARKER), encoding="utf-8")

    held = kept_of(sheet, file)

    assert b"notula" in held
    assert MARKER.lower() not in held.decode("latin-1").lower()


def test_what_was_made_is_not_made_again(file: Path) -> None:
    made = []

    def thing(name: str) -> tuple[str, MappingProxyType[str, frozenset[int]]]:
        made.append(name)
        return name, MappingProxyType({name: frozenset({1})})

    first = kept.shipped(thing)("a")
    kept._values.update(kept._fresh)  # as the next start does
    again = kept.shipped(thing)("a")

    assert first == again and again[1]["a"] == {1} and made == ["a"]
    assert alternation(["akta", "akte"]) == alternation(["akte", "akta", "akta"])


def test_what_was_made_of_other_files_is_not_taken(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_of(SAMPLE, file)
    stamp = kept._stamp()
    assert any("klaim.toml" in str(part) for part in stamp)
    assert any("kept.py" in str(part) for part in stamp)
    re.purge()
    monkeypatch.setattr(kept, "_stamp", lambda: (*stamp[:-1], 0))  # the last file was written at another size

    kept.recall(file)

    assert not kept._remembered()


@pytest.mark.parametrize("content", [b"", b"abc", b"\xfb" * 40, None], ids=["empty", "text", "noise", "folder"])
def test_a_spoilt_file_is_as_none(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "kept.bin"
    file.mkdir() if content is None else file.write_bytes(content)

    kept.recall(file)

    assert re.compile("a+").fullmatch("aaa")


def test_a_file_of_another_python_is_not_taken(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_of(SAMPLE, file)
    re.purge()
    monkeypatch.setattr(sys, "version", "4.0")

    kept.recall(file)

    assert not kept._remembered()


def test_a_folder_that_takes_nothing_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "folder").write_text("no folder", encoding="utf-8")
    re.compile("quite new [0-9]+ 1"), re.compile("quite new 2"), re.compile("quite new 3"), re.compile("quite new 4")

    kept.keep(tmp_path / "folder" / "kept.bin")

    assert (tmp_path / "folder").read_text(encoding="utf-8") == "no folder"
