"""One reader of TOML records: a file in, checked values out; every error names file, line, key and near match.

In an instrument of a user's own, `bobot = 5` under the indicator A.1 on line 12 is refused as
`milik.toml, baris 12: [indicator A.1] kunci “bobot” tidak dikenal; yang dikenal: answer, code, …`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from lke_docs.errors import ConfigError, InputError, LkeError, PatternFileError
from lke_docs.office.door import is_deep, load_text
from lke_docs.text import clean_all
from lke_docs.tuples import NamedTuple

Made = TypeVar("Made")
Fault = Callable[[object, str, str, int], LkeError]  # of path, entry, reason and line (0: not known)
Way = tuple[str | int, ...]  # from the top of a file to a value: ("indicator", 3, "weight")

WHOLE_FILE = "berkas"
_LARGEST = 10**15  # of any number that people type


class ValueKind(NamedTuple):
    """What a value may be. Types are exact: `true` is no number, a day with an hour no day."""

    says: str
    types: tuple[type, ...] = ()
    of: ValueKind | None = None  # a list of these
    is_filled: bool = False

    def fits(self, value: object) -> bool:
        """Tell whether a value of TOML is one of these."""
        if self.of is not None:
            return type(value) is list and all(map(self.of.fits, value))
        if type(value) in (int, float) and not -_LARGEST < value < _LARGEST:  # type: ignore[operator]
            return False  # inf, nan, or four hundred digits
        return type(value) in self.types and not (self.is_filled and not str(value).strip())


TEXT = ValueKind("teks", (str,))
WORD = ValueKind("teks yang berisi", (str,), is_filled=True)
NUMBER = ValueKind("angka", (int, float))
WHOLE = ValueKind("bilangan bulat", (int,))
FLAG = ValueKind("true atau false", (bool,))
DAY = ValueKind("tanggal tanpa tanda kutip dan tanpa jam, misalnya 2021-06-07", (date,))
TABLE = ValueKind("tabel", (dict,))
TEXTS = ValueKind("daftar teks", of=TEXT)
WORDS = ValueKind("daftar teks yang berisi", of=WORD)
NUMBERS = ValueKind("daftar angka", of=NUMBER)
LISTS = ValueKind("daftar dari daftar teks", of=WORDS)
TABLES = ValueKind("daftar tabel", of=TABLE)


class Key(NamedTuple):
    """What stands under a key; `choices` where only these texts will do."""

    kind: ValueKind
    is_required: bool
    choices: Collection[str] = ()


Schema = Mapping[str, Key]


def need(kind: ValueKind, choices: Collection[str] = ()) -> Key:
    """A key that has to be there."""
    return Key(kind, True, choices)


def may(kind: ValueKind, choices: Collection[str] = ()) -> Key:
    """A key that may be absent."""
    return Key(kind, False, choices)


def setting_error(path: object, entry: str, reason: str, line: int) -> ConfigError:
    """The error of a file that a user keeps: settings, notes, facts, fields of a template."""
    where = f"{path}, baris {line}" if line else f"{path}"
    return ConfigError(f"{where}: " + (f"{entry}: " if entry != WHOLE_FILE else "") + f"{reason}.")


class _File(NamedTuple):
    """What errors need of a file: its name as shown, its text, and how to make them."""

    shown: str
    text: str
    fault: Fault


class Record(NamedTuple):
    """One table of a file, with its name for people and the way to it."""

    file: _File
    table: Mapping[str, Any]
    entry: str = WHOLE_FILE
    way: Way = ()

    def read(self, schema: Schema) -> dict[str, Any]:
        """The values of this table, lists as tuples; absent keys stay absent. Raises for what `schema` forbids."""
        for name in self.table:
            if name not in schema:
                raise self.unknown(name, schema)
        for name, key in schema.items():
            if key.is_required and name not in self.table:
                raise self.fail(f"kunci “{name}” wajib ada")
        return {name: self._value(name, value, schema[name]) for name, value in self.table.items()}

    def read_all(self, key: Key) -> dict[str, Any]:
        """The values of a table whose keys are names of its own, all of one kind."""
        return {name: self._value(name, value, key) for name, value in self.table.items()}

    def make(self, target: Callable[..., Made], schema: Schema) -> Made:
        """A value of the keys of this table, which are the names of its fields."""
        return target(**self.read(schema))

    def under(self, name: str) -> Record:
        """The table under a key; an empty one where it is absent."""
        table = self.table.get(name, {})
        entry = name if self.entry == WHOLE_FILE else f"{self.entry} {name}"
        if not isinstance(table, dict):
            raise self._wrong(name, table, TABLE)
        return Record(self.file, table, entry, (*self.way, name))

    def each(self, name: str, *, title: str = "") -> Iterator[Record]:
        """The tables of a list, named by their key `title` or else counted from 1. An `id` names one table."""
        tables = self.table.get(name, [])
        if not TABLES.fits(tables):
            raise self._wrong(name, tables, TABLES)
        for number, table in enumerate(tables):
            called = table.get(title, number + 1) if title else number + 1
            record = Record(self.file, table, f"{name} {called}", (*self.way, name, number))
            if title == "id" and any(other.get(title) == called for other in tables[:number]):
                raise record.fail("id dipakai dua kali")
            yield record

    def named(self, name: str) -> Iterator[tuple[str, Record]]:
        """The tables under a key that have names of their own: name, table."""
        tables = self.under(name)
        for called in tables.table:
            yield called, tables.under(called)._replace(entry=f"{tables.entry}.{called}")

    def fail(self, reason: str, name: str = "") -> LkeError:
        """The error for this table, or for one of its keys, with the line where it stands."""
        way = (*self.way, name) if name else self.way
        return self.file.fault(self.file.shown, self.entry, reason, line_of(self.file.text, way))

    def unknown(self, name: str, known: Collection[str]) -> LkeError:
        """The error for a key that nobody knows, with the one it may stand for."""
        meant = f"; mungkin maksudnya “{near}”" if (near := nearest(name, known)) else ""
        return self.fail(f"kunci “{name}” tidak dikenal{meant}; yang dikenal: {', '.join(sorted(known))}", name)

    def _value(self, name: str, value: Any, key: Key) -> Any:
        if not key.kind.fits(value):
            raise self._wrong(name, value, key.kind)
        if key.choices:
            for text in value if key.kind.of else (value,):
                if text not in key.choices:
                    raise self._no_choice(name, text, key.choices)
        return tuple(value) if key.kind.of else value

    def _wrong(self, name: str, value: object, kind: ValueKind) -> LkeError:
        return self.fail(f"nilai “{name}” harus {kind.says}, bukan {_shown(value)}", name)

    def _no_choice(self, name: str, text: object, choices: Collection[str]) -> LkeError:
        meant = f"; mungkin maksudnya “{near}”" if (near := nearest(str(text), choices)) else ""
        options = ", ".join(choice for choice in choices if choice)
        return self.fail(f"nilai “{name}” tidak boleh “{text}”{meant}; pilihan: {options}", name)


def load_record(
    path: Path,
    *,
    fault: Fault = PatternFileError,
    shown: str = "",
    read: Callable[[str], Any] | None = None,
    is_ansi: bool = False,
) -> Record:
    """Read a file as one record. Raises what `fault` makes where it is missing or no TOML."""
    name = shown or str(path)
    try:
        return parse_record(load_text(path, is_ansi=is_ansi), name, fault=fault, read=read or _table)
    except InputError as error:
        where = f"{error.place}: " if error.place else ""
        reason = f"{where}{error.reason} {error.remedy}".strip().removesuffix(".")
        raise fault(name, WHOLE_FILE, reason, 0) from error


def shipped_record(path: Path, shown: str) -> Record:
    """Read a file of the package."""
    return load_record(path, shown=shown)


def _table(text: str) -> Any:
    import tomli

    return tomli.loads(text)


def parse_record(
    text: str, shown: str, *, fault: Fault = PatternFileError, read: Callable[[str], Any] = _table
) -> Record:
    """Make a record of the text of a file; `shown` names it in errors."""
    try:
        table = read(text)
    except RecursionError as error:
        raise fault(shown, WHOLE_FILE, "bersarang terlalu dalam", 0) from error
    except ValueError as error:  # tomli's own, and numbers of too many digits
        line = getattr(error, "lineno", 0)
        why = next((f" ({said})" for begin, said in _WRONG.items() if str(error).startswith(begin)), "")
        reason = _example(text, line) if line else "angkanya terlalu panjang"
        raise fault(shown, WHOLE_FILE, f"bukan TOML yang benar{why}: {reason}", line) from error
    if read is _table and is_deep(table):
        raise fault(shown, WHOLE_FILE, "bersarang terlalu dalam", 0)
    return Record(_File(shown, text, fault), clean_all(table))


# What tomli says, by its beginning, and what it means.
_WRONG = {
    "Cannot overwrite": "kunci ini sudah ada di atas",
    "Cannot declare": "tabel ini sudah ada di atas",
    "Duplicate inline": "kunci ini sudah ada di atas",
    "Invalid date": "tanggal atau jam yang tidak ada",
    "Unterminated": "tanda kutip belum ditutup",
    "Unclosed": "tanda kurung belum ditutup",
    "Unescaped": "garis miring terbalik di antara tanda kutip ganda; pakai tanda kutip tunggal",
    "Illegal character '\\n'": "tanda kutip belum ditutup",
    "Expected newline": "satu baris untuk satu kunci",
    "Invalid initial": "kunci dimulai dengan huruf atau angka",
    "Invalid statement": "baris ini bukan kunci dan bukan judul tabel",
    "Expected ']": "tanda kurung ] belum ditulis",
    "Expected '='": "tanda = belum ditulis",
    "Invalid value": "nilai yang tidak dapat dibaca; teks ditulis di antara tanda kutip",
}


def _example(text: str, line: int) -> str:
    """The line that cannot be read, and how such lines are written."""
    lines = text.splitlines()
    written = _shown(lines[line - 1].strip()) if line <= len(lines) else "akhir berkas"
    return f'{written}; tulis misalnya judul = "Rapat", daftar = ["satu", "dua"] atau tanggal = 2021-06-07'


def nearest(name: str, known: Collection[str]) -> str:
    """The known name that `name` is a slip of; "" where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(name, [word for word in known if word], 1)
    return near[0] if near else ""


def _shown(value: object) -> str:
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def line_of(text: str, way: Way) -> int:
    """The line where a value begins, or the nearest table around it; 0 where nothing of it is found.

    A scan by lines, good for what people write: `[a.b]`, `[[a]]`, `key = …`, `a.b = …`.
    """
    best, longest = 0, 0
    counts: dict[Way, int] = {}
    here: Way = ()
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if line.startswith("[") and (names := _header(line)) is not None:
            here = (*_numbered(names[:-1], counts), names[-1])
            if line.startswith("[["):
                counts[here] = counts.get(here, -1) + 1
            here = _numbered((names[-1],), counts, here[:-1])
            place = here
        elif "=" in line and not line.startswith("#"):
            place = here + tuple(name.strip().strip("\"'") for name in line.partition("=")[0].split("."))
        else:
            continue
        same = len(place) if way[: len(place)] == place else 0
        if same > longest:
            best, longest = number, same
    return best


def _header(line: str) -> tuple[str, ...] | None:
    """The names of a table header; None for a line of a list that only looks like one."""
    inner = line.partition("#")[0].strip()
    if not inner.endswith("]") or "," in inner or "=" in inner:
        return None
    return tuple(name.strip().strip("\"'") for name in inner.strip("[]").split("."))


def _numbered(names: tuple[str, ...], counts: Mapping[Way, int], before: Way = ()) -> Way:
    """The way to a table: behind the name of a list stands the number of its last table."""
    for name in names:
        before = (*before, name)
        if before in counts:
            before = (*before, counts[before])
    return before
