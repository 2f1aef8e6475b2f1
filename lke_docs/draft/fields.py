"""The fields of a template: what each is called, where its value may come from. Read from `NAME.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lke_docs.draft.closing import LAST, Closing, closings, is_beforehand
from lke_docs.records import (
    FLAG,
    TABLES,
    TEXT,
    TEXTS,
    WHOLE,
    WORD,
    WORDS,
    Record,
    ValueKind,
    load_record,
    may,
    nearest,
    need,
    setting_error,
)
from lke_docs.resources import data_dir
from lke_docs.text import clean_name

SHEET, PROFILE, USER, RULE = "lke", "konfigurasi", "pengguna", "aturan"
SOURCES = (SHEET, PROFILE, USER, RULE)
KINDS = ("teks", "daftar", "nomor", "tanggal", "hari_tanggal", "tanggal_terbilang")

_SHARED = "umum.toml"

# What only people know. A field whose name has one of these words may not have an automatic source.
PEOPLE_ONLY = re.compile(
    r"(^|_)(hadir|jumlah_hadir|peserta|pembicara|pembahasan|jalannya|keputusan|hasil|simpulan|tindak|waktu"
    r"|tempat|pimpinan|notulis|saksi|pihak|penerima|kepada|yth|anggota|nama|nip|pangkat|nomor_urut|urut|paraf"
    r"|tanda_tangan|ttd|tanggal_\w+|hari_tanggal|penanggung_jawab|batas_waktu|catatan_sumber|jumlah_benar)($|_)"
)
_NUMBER_OF_A_PERSON = re.compile(r"(^|_)nip($|_)")  # 18 digits, which begin with a year of birth
_EXAMPLE = ValueKind("teks, angka, tanggal, atau daftar", (str, int, date, list))
_FIELD = {
    "nama": need(TEXT),
    "label": need(WORD),
    "petunjuk": may(TEXT),
    "jenis": may(TEXT, KINDS),
    "sumber": may(TEXTS, SOURCES),
    "hanya_manusia": may(FLAG),
    "kolom": may(TABLES),
    "baris_kosong": may(WHOLE),
    "boleh_kosong": may(FLAG),
    "hanya_bersama": may(TEXT),
    "sesudah_kegiatan": may(FLAG),
    "sudah_mulai": may(FLAG),
    "contoh": may(_EXAMPLE),
}
_COLUMN = {"nama": need(WORD), "label": need(WORD)}
_SCHEMA = {
    "nama": need(WORD),
    "judul": need(WORD),
    "kegunaan": need(TEXT),
    "awalan_nomor": may(WORDS),
    "formulir": may(FLAG),
    "sebelum_kegiatan": may(FLAG),
    "urutan": may(WHOLE),
    "closes": may(TABLES),
    "pakai": may(WORDS),
    "isian": may(TABLES),
}


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `sources`: where a value may come from."""

    name: str
    label: str
    hint: str
    kind: str
    sources: tuple[str, ...]
    people_only: bool
    columns: tuple[ListColumn, ...]
    blank_rows: int
    beside: str  # the list without which it is not printed: the title of an annex
    optional: bool  # may be empty: at once where it has no blank rows, else when people say so
    after_event: bool  # known only when the event is over: what was said, decided, who came
    is_begun: bool  # a period that has begun when the paper tells of it
    example: Any

    @property
    def placeholder(self) -> str:
        return open_mark(self.label)


@dataclass(frozen=True, slots=True)
class Schema:
    """All fields of one template, in the order a secretary would fill them."""

    name: str
    title: str
    purpose: str
    prefixes: tuple[str, ...]  # of numbers of this kind of letter: KEP, PRINT
    is_by_hand: bool  # filled in after printing, such as an attendance list
    is_beforehand: bool  # made before the event: an invitation, an empty attendance list
    rank: int  # of several documents for one gap: which comes first
    closes: tuple[Closing, ...] | None  # None: the file does not say
    fields: tuple[Field, ...]

    def get(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


def shipped_folder() -> Path:
    """Where the templates of the program lie."""
    return data_dir("templates") / "docx"


def is_number_of_a_person(name: str) -> bool:
    """Whether a field or column holds the number of an employee, each digit of which counts."""
    return _NUMBER_OF_A_PERSON.search(name) is not None


def open_mark(label: str) -> str:
    """The visible mark of a field without a value."""
    return f"[ISI: {label}]"


def load_schema(path: Path) -> Schema:
    """Read a schema; fields of the groups it names in `pakai` come first: those of umum.toml beside it, else of
    the shipped one."""
    record = load_record(path, fault=setting_error)
    raw = record.read(_SCHEMA)
    declared = list(_fields(record, raw.get("pakai", ()), path))
    lists = [field.name for field, _ in declared if field.kind == "daftar"]
    fields: list[Field] = []
    for field, source in declared:
        if any(field.name == other.name for other in fields):
            raise source.fail(f"isian “{field.name}” ditulis dua kali", "nama")
        if field.beside and field.beside not in lists:
            near = f"; mungkin maksudnya “{meant}”" if (meant := nearest(field.beside, lists)) else ""
            raise source.fail(
                f"hanya_bersama: “{field.beside}” bukan daftar di antara isian templat ini{near}", "hanya_bersama"
            )
        fields.append(field)
    return Schema(
        name=raw["nama"],
        title=clean_name(raw["judul"]),
        purpose=clean_name(raw["kegunaan"]),
        prefixes=raw.get("awalan_nomor", ()),
        is_by_hand=raw.get("formulir", False),
        is_beforehand=is_beforehand(record),
        rank=raw.get("urutan", LAST),
        closes=closings(record),
        fields=tuple(fields),
    )


def _fields(record: Record, groups: Sequence[str], path: Path) -> Iterator[tuple[Field, Record]]:
    if groups:
        beside = path.with_name(_SHARED)
        shared = load_record(beside if beside.is_file() else shipped_folder() / _SHARED, fault=setting_error)
        for group in groups:
            if group not in shared.table:
                near = f"; mungkin maksudnya “{meant}”" if (meant := nearest(group, shared.table)) else ""
                raise record.fail(f"kelompok isian “{group}” tidak ada di {_SHARED}{near}", "pakai")
            yield from ((_field(table), table) for table in shared.under(group).each("isian", title="nama"))
    yield from ((_field(table), table) for table in record.each("isian", title="nama"))


def _field(record: Record) -> Field:
    raw = record.read(_FIELD)
    columns = [column.read(_COLUMN) for column in record.each("kolom")]
    optional = raw.get("boleh_kosong", False)
    field = Field(
        name=raw["nama"],
        label=clean_name(raw["label"]),
        hint=clean_name(raw.get("petunjuk", "")),
        kind=raw.get("jenis", "teks"),
        sources=raw.get("sumber", (USER,)),
        people_only=raw.get("hanya_manusia", False),
        columns=tuple(ListColumn(column["nama"], clean_name(column["label"])) for column in columns),
        blank_rows=raw.get("baris_kosong", 0 if optional else 1),
        beside=raw.get("hanya_bersama", ""),
        optional=optional,
        after_event=raw.get("sesudah_kegiatan", False),
        is_begun=raw.get("sudah_mulai", False),
        example=raw.get("contoh", ""),
    )
    if problem := _problem(field):
        raise record.fail(problem)
    return field


def _problem(field: Field) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", field.name):
        return "nama hanya huruf kecil, angka dan garis bawah"
    if field.optional and field.kind != "daftar":
        return "hanya daftar yang boleh kosong"
    automatic = set(field.sources) & {SHEET, RULE}
    if field.people_only and automatic:
        return "isian yang hanya diketahui manusia tidak boleh bersumber dari lke atau aturan"
    if PEOPLE_ONLY.search(field.name) and not field.people_only:
        return "isian semacam ini harus ditandai hanya_manusia = true"
    return ""
