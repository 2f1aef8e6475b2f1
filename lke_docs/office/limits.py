"""What a file may cost. Every reader gets these before a byte of the file is parsed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from lke_docs.errors import ConfigError, InputError
from lke_docs.model import Place
from lke_docs.tuples import NamedTuple

MIB = 1024 * 1024
MORE = "Bagi berkasnya, atau naikkan batasnya dengan --limit command_seconds=… atau command_bytes=…."


class Limits(NamedTuple):
    """Upper bounds for one file, and for a command; sizes in bytes, times in seconds. Names appear in messages."""

    file_bytes: int = 64 * MIB
    zip_entries: int = 5_000
    zip_bytes: int = 256 * MIB  # unpacked, all entries together
    part_bytes: int = 48 * MIB  # unpacked, one entry that is parsed
    zip_ratio: int = 400  # unpacked to packed, from 1 MiB on
    xml_depth: int = 200
    pages: int = 1_000
    cells: int = 100_000
    cell_chars: int = 200_000
    text_chars: int = 10_000_000
    seconds: int = 25
    memory_bytes: int = 768 * MIB
    command_seconds: int = 18  # of the processor, for all that a command does; up to three times that for a large file
    command_bytes: int = 1024 * MIB


class OverLimitError(Exception):
    """A bound was passed: the sentence for the user. Becomes an InputError where the file's name is known."""

    def __init__(self, text: str, remedy: str) -> None:
        super().__init__(text)
        self.remedy = remedy


def over(limits: Limits, name: str, seen: str) -> OverLimitError:
    """Make the error for the bound `name`; `seen` says what the file has."""
    text = f"{seen}, melampaui batas {name} = {shown(limits, name)}; berkas tidak dibaca."
    return OverLimitError(text, remedy(limits, name))


def over_memory(limits: Limits) -> OverLimitError:
    """The error of a file that needed more memory than it may have."""
    text = f"berkas butuh memori lebih dari batas memory_bytes = {shown(limits, 'memory_bytes')}."
    return OverLimitError(text, remedy(limits, "memory_bytes"))


def shown(limits: Limits, name: str) -> str:
    """The bound as people write it: "64 MB", "1000"."""
    bound: int = getattr(limits, name)
    return f"{bound // MIB} MB" if name.endswith("bytes") and bound >= MIB else f"{bound}"


def remedy(limits: Limits, name: str) -> str:
    """What to do about a bound that was passed, with the option that raises it."""
    return (
        "Periksa apakah berkas ini benar LKE; bila benar, simpan ulang tanpa isi lain, atau naikkan batasnya, "
        f"{how_to_raise(limits, name)}."
    )


def how_to_raise(limits: Limits, name: str) -> str:
    bound: int = getattr(limits, name)
    value = f"{2 * bound // MIB}MB" if name.endswith("bytes") and bound >= MIB else f"{2 * bound}"
    return f"misalnya --limit {name}={value}"


class _Piece(Protocol):
    """A cell or a line: text with its place."""

    @property
    def text(self) -> str: ...
    @property
    def place(self) -> Place: ...


class Budget:
    """Counts the cells, or lines, and letters of one file against its limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.cells, self.chars = limits, 0, 0

    def take(self, pieces: Sequence[_Piece]) -> None:
        """Count more pieces. Raises OverLimitError, with the place of a text that is too long."""
        if not pieces:
            return
        lengths = [len(piece.text) for piece in pieces]
        self.cells += len(lengths)
        self.chars += sum(lengths)
        if self.cells > self.limits.cells:
            raise over(self.limits, "cells", f"lebih dari {self.limits.cells} sel atau baris terisi")
        if (longest := max(lengths)) > self.limits.cell_chars:
            place = pieces[lengths.index(longest)].place
            raise over(self.limits, "cell_chars", f"{place} berisi {longest} huruf")
        if self.chars > self.limits.text_chars:
            raise over(self.limits, "text_chars", f"seluruh isinya lebih dari {self.limits.text_chars} huruf")


def as_input_error(source: str, error: OverLimitError) -> InputError:
    """The same for the user, with the file's name and what to do."""
    return InputError(source, str(error), remedy=error.remedy)


# --- as users write them ------------------------------------------------------------------------------

_MOST, _LONGEST_SECONDS = 2**40, 86_400  # what the system's own limits can hold
_UNITS = {"KB": 1024, "MB": MIB, "GB": 1024 * MIB}


def make_limits(*settings: Mapping[str, int]) -> Limits:
    """The usual limits with these values in their place; later ones count."""
    return Limits(**{name: value for setting in settings for name, value in setting.items()})


def parse_limit(name: str, value: object) -> int:
    """Check one limit: a number, or a text such as `128MB`. Raises ConfigError."""
    if name not in Limits._fields:
        raise ConfigError(f"batas “{name}” tidak dikenal. Yang dikenal: {', '.join(Limits._fields)}.")
    number = value if isinstance(value, int) and not isinstance(value, bool) else _number(str(value))
    if not 0 < number <= (_LONGEST_SECONDS if name.endswith("seconds") else _MOST):
        raise ConfigError(f"batas {name}: “{value}” bukan nilai yang sah. Tulis misalnya 2000, atau 128MB.")
    return number


def _number(text: str) -> int:
    """The number that a text writes, 0 where it writes none."""
    digits, unit = text.strip(), 1
    if digits[-2:].upper() in _UNITS:
        digits, unit = digits[:-2].strip(), _UNITS[digits[-2:].upper()]
    return int(digits) * unit if digits.isascii() and digits.isdecimal() and len(digits) < 19 else 0
