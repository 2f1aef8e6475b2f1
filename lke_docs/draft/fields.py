"""The fields of a template: what each is called, where its value may come from. Read from `NAME.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lke_docs.draft.closing import LAST, Closing, read_closing
from lke_docs.errors import ConfigError

SHEET, PROFILE, USER, RULE = "lke", "konfigurasi", "pengguna", "aturan"
SOURCES = (SHEET, PROFILE, USER, RULE)
KINDS = ("teks", "daftar", "nomor", "tanggal", "hari_tanggal", "tanggal_terbilang")

# What only people know. A field whose name has one of these words may not have an automatic source.
PEOPLE_ONLY = re.compile(
    r"(^|_)(hadir|jumlah_hadir|peserta|pembicara|pembahasan|jalannya|keputusan|hasil|simpulan|tindak|waktu"
    r"|tempat|pimpinan|notulis|saksi|pihak|penerima|kepada|yth|anggota|nama|nip|pangkat|nomor_urut|urut|paraf"
    r"|tanda_tangan|ttd|tanggal_\w+|hari_tanggal|penanggung_jawab|batas_waktu|catatan_sumber|jumlah_benar)($|_)"
)
_FIELD_KEYS = {
    "nama",
    "label",
    "petunjuk",
    "jenis",
    "sumber",
    "hanya_manusia",
    "kolom",
    "baris_kosong",
    "boleh_kosong",
    "sesudah_kegiatan",
    "contoh",
}
_SCHEMA_KEYS = {
    "nama",
    "judul",
    "kegunaan",
    "awalan_nomor",
    "formulir",
    "sebelum_kegiatan",
    "urutan",
    "closes",
    "pakai",
    "isian",
}


@dataclass(frozen=True, slots=True)
class Column:
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
    columns: tuple[Column, ...]
    blank_rows: int
    optional: bool
    after_event: bool  # known only when the event is over: what was said, decided, who came
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
    is_form: bool  # filled by hand after printing, such as an attendance list
    is_beforehand: bool  # made before the event: an invitation, an empty attendance list
    rank: int  # of several documents for one gap: which comes first
    closes: tuple[Closing, ...] | None  # None: the file does not say
    fields: tuple[Field, ...]

    def get(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


def open_mark(label: str) -> str:
    """The visible mark of a field without a value."""
    return f"[ISI: {label}]"


def load_schema(path: Path) -> Schema:
    """Read a schema; fields of the groups it names in `pakai` (from umum.toml beside it) come first."""
    raw = _load(path)
    if unknown := set(raw) - _SCHEMA_KEYS:
        raise ConfigError(f"{path}: kunci tidak dikenal: {', '.join(sorted(unknown))}")
    shared = _load(path.with_name("umum.toml")) if raw.get("pakai") else {}
    records: list[Mapping[str, Any]] = []
    for group in raw.get("pakai", []):
        if group not in shared:
            raise ConfigError(f"{path}: kelompok isian “{group}” tidak ada di umum.toml")
        records += shared[group]["isian"]
    records += raw.get("isian", [])
    fields = tuple(_field(path, record) for record in records)
    _check_names(path, fields)
    return Schema(
        name=raw["nama"],
        title=raw["judul"],
        purpose=raw["kegunaan"],
        prefixes=tuple(raw.get("awalan_nomor", ())),
        is_form=raw.get("formulir", False),
        is_beforehand=raw.get("sebelum_kegiatan", False),
        rank=raw.get("urutan", LAST),
        closes=_closes(path, raw),
        fields=fields,
    )


def _closes(path: Path, raw: Mapping[str, Any]) -> tuple[Closing, ...] | None:
    if "closes" not in raw:
        return None
    is_beforehand = raw.get("sebelum_kegiatan", False)
    return tuple(read_closing(record, where=str(path), is_beforehand=is_beforehand) for record in raw["closes"])


def _load(path: Path) -> dict[str, Any]:
    import tomli

    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: tidak terbaca: {error}") from error


def _field(path: Path, record: Mapping[str, Any]) -> Field:
    name = record.get("nama", "?")
    if unknown := set(record) - _FIELD_KEYS:
        raise ConfigError(f"{path}: isian “{name}”: kunci tidak dikenal: {', '.join(sorted(unknown))}")
    field = Field(
        name=name,
        label=record["label"],
        hint=record.get("petunjuk", ""),
        kind=record.get("jenis", "teks"),
        sources=tuple(record.get("sumber", [USER])),
        people_only=record.get("hanya_manusia", False),
        columns=tuple(Column(column["nama"], column["label"]) for column in record.get("kolom", [])),
        blank_rows=record.get("baris_kosong", 1),
        optional=record.get("boleh_kosong", False),
        after_event=record.get("sesudah_kegiatan", False),
        example=record.get("contoh", ""),
    )
    if problem := _problem(field):
        raise ConfigError(f"{path}: isian “{name}”: {problem}")
    return field


def _problem(field: Field) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", field.name):
        return "nama hanya huruf kecil, angka dan garis bawah"
    if field.kind not in KINDS:
        return f"jenis “{field.kind}” tidak dikenal; yang ada: {', '.join(KINDS)}"
    if set(field.sources) - set(SOURCES):
        return f"sumber hanya boleh {', '.join(SOURCES)}"
    if field.optional and field.kind != "daftar":
        return "hanya daftar yang boleh kosong"
    automatic = set(field.sources) & {SHEET, RULE}
    if field.people_only and automatic:
        return "isian yang hanya diketahui manusia tidak boleh bersumber dari lke atau aturan"
    if PEOPLE_ONLY.search(field.name) and not field.people_only:
        return "isian semacam ini harus ditandai hanya_manusia = true"
    return ""


def _check_names(path: Path, fields: tuple[Field, ...]) -> None:
    names = [field.name for field in fields]
    for field in fields:
        if names.count(field.name) > 1:
            raise ConfigError(f"{path}: isian “{field.name}” ditulis dua kali")
