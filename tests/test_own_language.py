"""No English reaches a user: not from click, TOML, the system, archives or encodings."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from lke_docs import cli
from lke_docs.cli import COMMANDS, commands
from lke_docs.office.door import why

Said = Callable[..., str]

# Words of English messages that are no Indonesian ones and no names of commands or options.
ENGLISH = re.compile(
    r"\b(?i:the|is|are|not|of|for|with|without|does|usage|error|try|missing|invalid|no such|got|unexpected|requires?|"
    r"expected|cannot|found|value|argument|option|choose|exist|directory|help|permission|denied|device|decode|byte|"
    r"unterminated|illegal|at line|bad|truncated|traceback|overwrite|declare|unclosed|range)\b"
)
OWN = re.compile(r"--[a-z-]+|lke-docs [a-z]+|“[^”]*”|'[^']*'|/\S+|judul = .*")


def english(text: str) -> list[str]:
    return ENGLISH.findall(OWN.sub("", text))


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> str:
        code = cli.run(arguments)
        out, err = capsys.readouterr()
        assert code in (2, 3), (arguments, out)
        return err + out

    return run


def leaves(group: click.Group, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield from leaves(command, (*way, name)) if isinstance(command, click.Group) else [((*way, name), command)]


def slips(command: click.Command) -> Iterator[tuple[str, ...]]:
    """Wrong lines of a command: too few and too many words, options without value, of a wrong value, misspelt."""
    wanted = [p for p in command.params if isinstance(p, click.Argument) and p.required]
    given = ["tidakada"] * len(wanted)
    if wanted:
        yield ()
    yield (*given, "lebih", "lebih", "lebih", "--tidak-ada-pilihan-ini")
    for option in command.params:
        if not isinstance(option, click.Option):
            continue
        name = option.opts[0]
        yield (*given, name[:-1] + "qq")
        if option.is_flag:
            yield (*given, f"{name}=ya")
            continue
        yield (*given, name)
        if (
            isinstance(option.type, click.Choice)
            or option.callback
            or isinstance(option.type, click.types.IntParamType)
        ):
            yield (*given, name, "31 Februari, salah")
        if isinstance(option.type, click.Path):
            yield (*given, name, "tidak/ada/di/mana/pun")


def test_wrong_usage_is_said_in_indonesian_by_every_command(said: Said) -> None:
    walked = [(way, slip) for way, command in leaves(commands) for slip in slips(command)]
    heard = {(*way, *slip): said(*way, *slip) for way, slip in walked}

    assert {way[0] for way, _ in walked} == set(COMMANDS) and len(heard) > 150
    assert {line: english(text) for line, text in heard.items() if english(text) or not text.strip()} == {}


TOML = {
    "instrument =": "nilai",
    "tanpa tanda": "tanda =",
    'a = ["x"]\na = ["y"]': "sudah ada",
    "[a]\n[a]": "sudah ada",
    "a.b = 1\na = 2": "sudah ada",
    "a = {b = 1, b = 2}": "sudah ada",
    "[batas": "kurung",
    'a = "b': "kutip belum",
    "a = [1, 2": "kurung",
    "a = {b = 1": "kurung",
    "a = 2021-02-31": "tidak ada",
    "a = 1 b = 2": "satu baris",
    'a = "C:\\Kantor"': "garis miring",
    "= 3": "",
    "a = tanpa kutip": "kutip",
    "a = 1__2": "",
    "é = 1": "",
    'a = "\x01"': "",
    'a = "\\ud800"': "",
    f"a = {'9' * 9000}": "panjang",
}
FILES = ("lke.toml", "lke-catatan.toml", "fakta.toml", "bentuk.toml")
ASKED = {
    "fakta.toml": ("draft", "notula", "--facts", "fakta.toml", "--output", "hasil"),
    "bentuk.toml": ("audit", "lke.csv", "--instrument", "bentuk.toml"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_wrong_with_a_file_that_people_edit_is_said_in_indonesian(said: Said, name: str) -> None:
    sheet = "Kode|Pertanyaan|Jawaban|Bukti Dukung\nA.1.1.A|Apakah Tim Kerja telah dibentuk?|YA|SK Tim\n"
    Path("lke.csv").write_text(sheet, encoding="utf-8")
    for text, reason in list(TOML.items())[: None if name == "lke.toml" else 2]:
        Path(name).write_bytes(text.encode() + b"\n")
        heard = said(*ASKED.get(name, ("audit", "lke.csv")))
        assert name in heard and reason in heard and not english(heard), (text, heard)
    Path(name).write_bytes(b'a = "caf\xe9 \x81"\n')
    heard = said(*ASKED.get(name, ("audit", "lke.csv")))
    assert name in heard and not english(heard), heard


BROKEN = {
    "a.xlsx": b"PK\x03\x04rusak",
    "b.docx": b"PK\x03\x04" + b"\0" * 200,
    "c.pdf": b"%PDF-1.4\nrusak",
    "d.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "e.bin": bytes(range(256)) * 9,
    "f.json": b'{"a": ',
    "g.txt": b"",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_with_a_sheet_is_said_in_indonesian(said: Said, name: str) -> None:
    Path(name).write_bytes(BROKEN[name])
    heard = said("audit", name)

    assert name in heard and not english(heard), heard


def test_what_the_system_refuses_is_said_in_indonesian() -> None:
    for number in errno.errorcode:
        assert os.strerror(number) not in why(OSError(number, os.strerror(number)))
    assert why(OSError(errno.EINVAL, "bukan berkas biasa")) == "bukan berkas biasa"
