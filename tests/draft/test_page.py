"""The page for people who know Word says what is true."""

from __future__ import annotations

import re
from pathlib import Path

from lke_docs.draft.library import find_template, template_names
from lke_docs.draft.tags import FILTERS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "templat.md").read_text(encoding="utf-8")


def test_every_template_and_filter_is_named() -> None:
    table = PAGE.split("| `notula` |")[1].split("\n\n")[0]
    named = ["notula", *re.findall(r"^\| `(\w+)` \|", table, re.M)]

    assert sorted(named) == template_names()
    assert all(f"`{name}` (" in PAGE for name in FILTERS)


def test_every_tag_shown_belongs_to_the_notula_or_is_an_optional_list() -> None:
    fields = {field.name for name in ("notula", "undangan") for field in find_template(name).schema.fields}
    shown = set(re.findall(r"\{\{ (\w+) ", PAGE)) | set(re.findall(r" in (\w+) %", PAGE))

    assert shown - {"b"} <= fields


def test_every_command_and_option_shown_exists() -> None:
    from lke_docs.cli.draft import draft
    from lke_docs.cli.finalize import finalize
    from lke_docs.cli.template import template

    commands = {"draft": draft, "finalize": finalize, "template": template}
    known = {
        name
        for command in [draft, finalize, *template.commands.values()]
        for item in command.params
        for name in item.opts
    }

    for command, sub in re.findall(r"lke-docs (\w+) (\w+)?", PAGE):
        assert command in commands
        assert command != "template" or sub in template.commands
    assert set(re.findall(r"(?<![\w-])--[a-z]+", PAGE)) <= known
