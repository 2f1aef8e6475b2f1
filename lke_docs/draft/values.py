"""Values with a source, and the one door through which they reach a template."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lke_docs import wording
from lke_docs.draft.clean import clean
from lke_docs.draft.fields import RULE, SHEET, USER, Field, Schema, open_mark
from lke_docs.errors import ConfigError
from lke_docs.tuples import NamedTuple

MAX_ROWS = 2_000  # that people may hand in
_DATE_WORDINGS = {
    "tanggal": wording.day,
    "hari_tanggal": wording.day_with_weekday,
    "tanggal_terbilang": wording.day_in_words,
}


class Value(NamedTuple):
    """What a field holds and where it comes from: "lke:A.2.1.C", "konfigurasi:lke.toml",
    "pengguna:fakta.toml" or "aturan:usulan agenda".

    `content` is text, a date, or a list of texts or of rows (column name to text).
    """

    content: Any
    source: str

    @property
    def origin(self) -> str:
        return self.source.partition(":")[0]


class Printed(NamedTuple):
    """How one field was printed, for `NAME.sumber.json`. `status`: terisi, sebagian, terbuka, kosong."""

    name: str
    label: str
    value: Any
    source: str
    status: str


class Filled(NamedTuple):
    """What a template gets (`context`: only dict, list and str) and what it was made of."""

    context: dict[str, Any]
    records: tuple[Printed, ...]

    @property
    def open_fields(self) -> tuple[Printed, ...]:
        return tuple(record for record in self.records if record.status in ("terbuka", "sebagian"))


def fill(schema: Schema, values: Mapping[str, Value]) -> Filled:
    """Give each field of `schema` its value or its open mark. Refuses what a field may not be filled from.

    Raises ConfigError for a name that the schema does not have and for a source that it does not allow.
    """
    if unknown := sorted(set(values) - {field.name for field in schema.fields}):
        raise ConfigError(f"Templat {schema.name} tidak punya isian: {', '.join(unknown)}.{_near(schema, unknown)}")
    context: dict[str, Any] = {}
    records = []
    for field in schema.fields:
        value = values.get(field.name)
        printed = _printed(field, value) if value else None
        record = _record(field, printed, value)
        context[field.name] = record.value
        records.append(record)
    gone = {record.name for record in records if record.status == "kosong"}
    for at, field in enumerate(schema.fields):
        if field.beside in gone:
            records[at] = records[at]._replace(status="kosong", value="")
    return Filled(context, tuple(records))


def check_source(field: Field, value: Value) -> None:
    """Refuse a value whose source the field does not allow: nothing automatic where only people know."""
    if value.origin not in field.sources or (field.people_only and value.origin in (SHEET, RULE)):
        raise ConfigError(f"Isian “{field.name}” tidak boleh diisi dari {value.source}.")


def check_value(field: Field, value: Value) -> None:
    """Refuse what the field cannot be filled with."""
    _printed(field, value)


def _printed(field: Field, value: Value) -> Any:
    """The value as text or list of text; None where it is empty, so that it stays open."""
    check_source(field, value)
    if field.kind == "daftar":
        return _rows(field, value) or None
    text = _text(field, value.content, where=field.name)
    if field.kind == "nomor" and value.origin != USER and text and "[ISI:" not in text:
        raise ConfigError(f"Isian “{field.name}”: nomor urut tidak boleh diisi dari {value.source}.")
    return text or None


def _rows(field: Field, value: Value) -> list[Any]:
    content = value.content
    if not isinstance(content, list | tuple):
        raise ConfigError(f"Isian “{field.name}” harus berupa daftar.")
    if len(content) > MAX_ROWS and value.origin == USER:
        raise ConfigError(f"Isian “{field.name}” punya {len(content)} baris; paling banyak {MAX_ROWS}.")
    if not field.columns:
        return [text for item in content if (text := _text(field, item, where=field.name))]
    return [_row(field, item) for item in content]


def _row(field: Field, item: Any) -> dict[str, str]:
    if not isinstance(item, Mapping):
        columns = ", ".join(column.name for column in field.columns)
        raise ConfigError(f"Setiap baris “{field.name}” harus punya kolom: {columns}.")
    if unknown := sorted(set(item) - {column.name for column in field.columns}):
        raise ConfigError(f"Isian “{field.name}” tidak punya kolom: {', '.join(unknown)}.")
    return {
        column.name: _text(field, item.get(column.name, ""), where=f"{field.name}.{column.name}")
        or open_mark(column.label)
        for column in field.columns
    }


def _text(field: Field, content: Any, *, where: str) -> str:
    if isinstance(content, date):
        return _DATE_WORDINGS.get(field.kind, wording.day)(content)
    if field.kind in _DATE_WORDINGS and content and not str(content).startswith("[ISI:"):
        raise ConfigError(f"Isian “{where}” harus tanggal, ditulis tanpa tanda kutip: 2021-06-07.")
    if isinstance(content, bool) or not isinstance(content, str | int):
        raise ConfigError(f"Isian “{where}” harus teks, angka atau tanggal.")
    return clean(str(content), field=where)


def _record(field: Field, printed: Any, value: Value | None) -> Printed:
    if printed is None:
        if field.optional and (value or not field.blank_rows):
            return Printed(field.name, field.label, [], "", "kosong")
        return Printed(field.name, field.label, _blank(field), "", "terbuka")
    status = "sebagian" if "[ISI:" in str(printed) else "terisi"
    return Printed(field.name, field.label, printed, value.source if value else "", status)


def _blank(field: Field) -> Any:
    if field.kind != "daftar":
        return field.placeholder
    if not field.columns:
        return [field.placeholder] * field.blank_rows
    row = {column.name: open_mark(column.label) for column in field.columns}
    return [dict(row) for _ in range(field.blank_rows)]


def _near(schema: Schema, names: list[str]) -> str:
    from difflib import get_close_matches

    known = [field.name for field in schema.fields]
    near = sorted({match for name in names for match in get_close_matches(name, known, n=1)})
    return f" Mungkin maksudnya: {', '.join(near)}." if near else ""
