"""What a file may cost. Every reader gets these before a byte of the file is parsed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from lke_docs.errors import ConfigError, InputError

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file; sizes in bytes, times in seconds. Names appear in messages."""

    file_bytes: int = 64 * MIB
    zip_entries: int = 5_000
    zip_bytes: int = 256 * MIB  # unpacked, all entries together
    part_bytes: int = 48 * MIB  # unpacked, one entry that is parsed
    zip_ratio: int = 400  # unpacked to packed, from 1 MiB on
    xml_depth: int = 200
    pages: int = 1_000
    cells: int = 100_000
    cell_chars: int = 200_000
    text_chars: int = 20_000_000
    seconds: int = 25
    memory_bytes: int = 768 * MIB

    def __post_init__(self) -> None:
        for field in fields(self):
            if getattr(self, field.name) <= 0:
                raise ConfigError(f"Batas {field.name} harus lebih besar dari nol.")

    def as_json(self) -> dict[str, int]:
        return asdict(self)


class OverLimitError(Exception):
    """A bound was passed: the sentence for the user. Becomes an InputError where the file's name is known."""


def over(limits: Limits, name: str, seen: str) -> OverLimitError:
    """Make the error for the bound `name`; `seen` says what the file has."""
    bound = getattr(limits, name)
    shown = f"{bound // MIB} MB" if name.endswith("bytes") and bound >= MIB else f"{bound}"
    return OverLimitError(f"{seen}, melampaui batas {name} = {shown}; berkas tidak dibaca.")


REMEDY = "Periksa apakah berkas ini benar LKE; bila benar, simpan ulang tanpa isi lain atau naikkan batasnya."


def as_input_error(source: str, error: OverLimitError) -> InputError:
    """The same for the user, with the file's name and what to do."""
    return InputError(source, str(error), remedy=REMEDY)
