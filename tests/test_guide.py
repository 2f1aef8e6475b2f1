"""The user guide: its links lead somewhere, its commands are there, and the site names every page."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from lke_docs.cli import COMMANDS, commands

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_LINE = re.compile(r"^\s*(?:\.venv\\Scripts\\|\.venv/bin/)?lke-docs [a-z].*$", re.MULTILINE)


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = [link.partition("#")[0] for link in _LINK.findall(page.read_text(encoding="utf-8"))]

    assert [link for link in links if link and "://" not in link and not (page.parent / link).exists()] == []


def lines(page: Path) -> Iterator[list[str]]:
    """The commands of a page, as words."""
    for line in _LINE.findall(page.read_text(encoding="utf-8")):
        yield shlex.split(line.replace("\\", "/").partition("  #")[0])[1:]


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    group: click.Command = commands
    while isinstance(group, click.Group) and words:
        found = group.get_command(click.Context(group), words[0])
        assert found is not None, f"no command {words[0]}"
        group, words = found, words[1:]
    return group, words


@pytest.mark.parametrize("page", [page for page in PAGES if any(lines(page))], ids=named)
def test_every_command_of_the_guide_is_one(page: Path) -> None:
    for words in lines(page):
        command, rest = command_of(words)
        options = {name for option in command.params for name in option.opts}

        assert {word for word in rest if word.startswith("--")} <= options | {"--help"}, words


def test_the_indonesian_readme_names_every_command() -> None:
    page = (ROOT / "README.id.md").read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"lke-docs {name}" not in page] == []


def test_the_site_leads_to_every_page_for_users() -> None:
    site = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    english = {"architecture.md", "extract.md"}

    led = set(re.findall(r"([a-z_]+\.md)$", site, re.MULTILINE))

    assert {path.name for path in (ROOT / "docs").glob("*.md")} - english == led
    assert "docs_dir: docs" in site and "font: false" in site, "no request leaves the site"


def test_every_picture_is_made_by_the_script() -> None:
    script = (ROOT / "tools" / "guide_pictures.py").read_text(encoding="utf-8")
    pictures = {path.stem for path in (ROOT / "docs" / "gambar").iterdir()}
    shown = {Path(link).stem for page in PAGES for link in _LINK.findall(page.read_text("utf-8")) if "gambar/" in link}

    assert pictures == shown
    assert [name for name in pictures if not re.search(rf'"{name}["./]', script)] == []
