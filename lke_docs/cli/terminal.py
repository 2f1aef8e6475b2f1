"""Between the commands and the outside: language of click, width and colour, files written whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import bindtextdomain, textdomain
from pathlib import Path
from typing import BinaryIO

import click

from lke_docs.errors import ConfigError
from lke_docs.office.door import why
from lke_docs.office.whole import whole_file
from lke_docs.text import visible

Write = Callable[[str | bytes], None]

_NOT_A_TERMINAL = 100


def speak_indonesian() -> None:
    """Have click print its own words from `locale/id`."""
    os.environ["LANGUAGE"] = "id"
    bindtextdomain("click", str(Path(__file__).resolve().parent.parent / "locale"))
    textdomain("click")
    click.IntRange.name = click.types.IntParamType.name = "bilangan bulat"  # which click does not translate


def width() -> int:
    """Columns of the terminal; a fixed number where output goes elsewhere, so that files are alike."""
    if not sys.stdout.isatty():
        return _NOT_A_TERMINAL
    from shutil import get_terminal_size

    return get_terminal_size((_NOT_A_TERMINAL, 24)).columns


def has_color(*, no_color: bool, output: Path | None) -> bool:
    """Tell whether to colour: only on a terminal, and not where the user said no."""
    refused = no_color or output is not None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not refused and sys.stdout.isatty()


def emit(content: str | bytes, output: Path | None, *, force: bool, rights: int = 0o666) -> None:
    """Write a result as a whole, a new file with these rights. A reader that has gone away is no fault."""
    try:
        with sink(output, force=force, rights=rights) as write:
            write(content)
    except BrokenPipeError:
        silence()


@contextmanager
def sink(output: Path | None, *, force: bool, rights: int = 0o666) -> Iterator[Write]:
    """Give a function that writes to the file or, without one, to standard output.

    The file appears when all is written, or not at all. Raises ConfigError where it cannot be written.
    """
    if output is None:
        yield _to_stdout
        sys.stdout.flush()
        return
    with opened(output, force=force, rights=rights) as stream:
        yield _to_file(stream)


@contextmanager
def opened(output: Path, *, force: bool, rights: int = 0o666) -> Iterator[BinaryIO]:
    """Give a stream to a file that appears when all is written, or not at all. Raises ConfigError as `sink`."""
    target = _target(output, force=force)
    try:
        with whole_file(target, rights=rights) as stream:
            yield stream
    except OSError as error:
        raise ConfigError(f"{output}: berkas tidak dapat ditulis ({why(error)}).") from error


def _target(output: Path, *, force: bool) -> Path:
    if output.is_symlink():  # laid there by somebody else, it would lead to a file that nobody named
        advice = "Sebutkan berkasnya sendiri untuk --output, atau hapus tautan itu"
        raise ConfigError(f"{output}: ini tautan ke {output.readlink()}. {advice}.")
    if output.is_dir():
        raise ConfigError(f"{output}: ini folder. Sebutkan nama berkas untuk --output.")
    if output.exists() and not output.is_file():
        raise ConfigError(f"{output}: ini bukan berkas biasa. Pakai nama berkas lain untuk --output.")
    if output.exists() and not force:
        raise ConfigError(f"{output}: berkas sudah ada. Tambahkan --force untuk menimpanya.")
    if output.exists() and (given := _given(output)):
        advice = "Pakai nama lain untuk --output; aslinya tidak diubah"
        raise ConfigError(f"{output}: ini berkas masukan ({given}). {advice}.")
    if not output.resolve().parent.is_dir():
        raise ConfigError(f"{output}: foldernya tidak ada. Buat foldernya dahulu.")
    return output.resolve()


def _given(output: Path) -> Path | None:
    """The file that a command was given and that an output would take the place of."""
    context = click.get_current_context(silent=True)
    given = context.params.items() if context else ()
    files = (value for name, value in given if name != "output" and isinstance(value, Path))
    return next((file for file in files if file.exists() and file.samefile(output)), None)


def _to_file(stream: BinaryIO) -> Write:
    def write(content: str | bytes) -> None:
        stream.write(content.encode() if isinstance(content, str) else content)

    return write


def _to_stdout(content: str | bytes) -> None:
    """Write UTF-8 whatever the locale, except to a terminal, which knows its own encoding."""
    try:
        if isinstance(content, str) and sys.stdout.isatty():
            click.echo(content, nl=False)
        else:
            stream = sys.stdout.buffer
            stream.write(content.encode() if isinstance(content, str) else content)
            stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence()
        raise ConfigError(f"hasil tidak dapat ditulis ke keluaran baku ({why(error)}).") from error


def open_closed() -> None:
    """Give nothing to read, and nowhere to write, where a service was started with these closed."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - to the end


def silence() -> None:
    """Turn standard output to nowhere, so that nothing fails on it when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def say(line: str, *, err: bool = False) -> None:
    """Say one line; whatever it quotes cannot make it two, or move the cursor."""
    try:
        click.echo(visible(line), err=err)
    except UnicodeEncodeError:  # a terminal of another encoding
        click.echo(visible(line).encode("ascii", "replace").decode(), err=err)


def warn(message: str) -> None:
    """Say something on standard error."""
    say(message, err=True)
