"""What the keys of files that a unit edits mean: Indonesian is what we write; names of options are read too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lke_docs.records import Key, Record, nearest

# Key as written -> meaning: the name of the option on the command line, or of the field in the code.
MEANING: Mapping[str, str] = {
    # lke.toml
    "instrumen": "instrument",
    "rubrik": "rubric",
    "masa_penilaian": "window",
    "tanggal_acuan": "as_of",
    "mulai": "started",
    "kode_satker": "unit_code",
    "pilih": "select",
    "abaikan": "ignore",
    "gagal_pada": "fail_on",
    "tingkat": "level",
    "batas": "limits",
    # its table [berkala]
    "dokumen_paling_sedikit": "min_documents",
    "jarak_bulan": "max_step_months",
    "selisih_bulan": "irregular_months",
    "hari_tenggang": "grace_days",
    # lke-catatan.toml
    "catatan": "note",
    "sidik": "fingerprint",
    "alasan": "reason",
    "nama": "author",
    "sampai": "until",
    "dibuat": "made",
    "aturan": "rule",
    "indikator": "indicator",
}
_WRITTEN = {meaning: name for name, meaning in MEANING.items()}


def read_keys(record: Record, schema: Mapping[str, Key]) -> dict[str, Any]:
    """The values of a table by the meaning of their keys. Raises for what `schema`, by meaning, forbids."""
    names = {name: meaning for meaning in schema for name in (meaning, written(meaning))}
    for name in record.table:
        if name not in names:
            raise record.unknown(name, {*map(written, schema), nearest(name, names)} - {""})
    values: dict[str, Any] = {}
    for name, value in record.read(
        {name: schema[of]._replace(is_required=False) for name, of in names.items()}
    ).items():
        if names[name] in values:
            raise record.fail(f"kunci “{name}” sama artinya dengan “{_other(name)}”; tulis salah satu", name)
        values[names[name]] = value
    for meaning, key in schema.items():
        if key.is_required and meaning not in values:
            raise record.fail(f"kunci “{written(meaning)}” wajib ada")
    return values


def written(meaning: str) -> str:
    """The key that we write for a meaning."""
    return _WRITTEN.get(meaning, meaning)


def name_in(record: Record, meaning: str) -> str:
    """The key that stands for a meaning in a table."""
    return meaning if meaning in record.table else written(meaning)


def _other(name: str) -> str:
    return MEANING.get(name) or written(name)
