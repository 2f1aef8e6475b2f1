"""What is promised is there: public names, commands and their help, exit codes, pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

import lke_docs
from lke_docs import cli
from lke_docs.check import RULES
from lke_docs.errors import InputError, LkeError
from lke_docs.report.rule import index, page
from tools.build_messages import is_current, sources
from tools.build_rule_pages import FOLDER, pages

ROOT = Path(__file__).resolve().parent.parent
GUIDE = [page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").glob("*.md"))]
DOCUMENTS = ("README.md", "README.id.md", "docs/panduan.md")


def all_commands() -> list[tuple[str, click.Command]]:
    """Every command, groups taken apart."""
    context = click.Context(cli.commands)
    found = []
    for name in cli.commands.list_commands(context):
        command = cli.commands.get_command(context, name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {sub}", inner) for sub, inner in command.commands.items()]
    return found


def test_public_names_are_what_is_visible() -> None:
    assert sorted(lke_docs.__all__) == lke_docs.__all__
    assert dir(lke_docs) == sorted([*lke_docs.__all__, "__version__"])
    for name in lke_docs.__all__:
        assert getattr(lke_docs, name) is not None
        assert name in (ROOT / "README.md").read_text(encoding="utf-8"), f"README.md does not name {name}"
        assert not isinstance(getattr(lke_docs, name), ModuleType), f"a subpackage hides {name}"
    with pytest.raises(AttributeError):
        lke_docs.sesuatu  # noqa: B018


@pytest.mark.parametrize("name, command", all_commands(), ids=lambda v: v if isinstance(v, str) else "")
def test_every_command_has_help_and_stands_in_the_guide(name: str, command: click.Command) -> None:
    options = [param for param in command.params if isinstance(param, click.Option)]

    assert command.help
    assert all(option.help for option in options)
    pages = [page for page in GUIDE if f"lke-docs {name}" in page]
    assert pages, f"no page of the guide names {name}"
    for option in options:
        assert any(max(option.opts, key=len) in page for page in pages), (
            f"{name}: the guide does not name {option.opts}"
        )


def test_guide_leads_to_all_its_pages() -> None:
    guide = (ROOT / "docs" / "panduan.md").read_text(encoding="utf-8")
    developers = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs").glob("*.md"):
        led = f"({path.name})" in guide or f"(docs/{path.name})" in developers
        assert led or path.name == "panduan.md", f"neither panduan.md nor CONTRIBUTING.md leads to {path.name}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_tell_the_exit_codes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    for code in (cli.OK, cli.FOUND, cli.FAULT, cli.UNREAD):
        assert f"| {code} |" in text


def test_exit_codes_are_those_of_the_contract() -> None:
    assert (cli.OK, cli.FOUND, cli.FAULT, cli.UNREAD) == (0, 1, 2, 3)
    assert (LkeError.exit_code, InputError.exit_code) == (cli.FAULT, cli.UNREAD)


def test_example_of_the_readme_runs() -> None:
    """The Python block of README.md is run as it stands."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = text.split("```python\n")[1].split("```")[0]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, timeout=120, check=False)

    assert done.returncode == 0, done.stderr.decode()


def test_rule_pages_are_current() -> None:
    on_disk = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}

    assert on_disk == pages(), "run: python tools/build_rule_pages.py"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_explains_itself(rule) -> None:  # type: ignore[no-untyped-def]
    for heading in ("Apa yang diperiksa", "Mengapa", "Contoh", "Cara memperbaiki", "Dasar"):
        assert f"## {heading}\n" in rule.documentation, f"{rule.code} lacks {heading}"
    assert f"[{rule.code}]({rule.code}.md)" in index(RULES)
    assert rule.name in page(rule)


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_compiled_messages_are_current(source: Path) -> None:
    assert is_current(source), "run: python tools/build_messages.py"
