"""The tables of a portfolio, defined once: their columns, and Parquet in and out.

A table is a folder `OUT/NAME` of Parquet files, which anything reads with one pattern. Every line has the `unit` (its
place below the folder that was audited, such as `kejari_maju/lke.txt`) and the `key` of what it was made from. Files of
one table have the same columns in the same order; what they are called tells nothing. No clock and no machine goes in:
the same units give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lke_docs.errors import ConfigError, InputError
from lke_docs.office.whole import whole_file

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA = "lke-docs/portfolio/2"  # in each file, under `lke_docs.schema`
READ, PARTLY, UNREAD = "terbaca", "sebagian", "tidak terbaca"  # the states of a unit
STOPPED = "terhenti"  # its worker died with it: looked at again in the next run
AGAIN = "Buat tabelnya lagi di folder hasil yang baru: lke-docs portfolio FOLDER --output HASIL_BARU."
WORKING = ".kerja"  # the folder in OUT with the files of single units, and with what was read of evidence
ACROSS = "antarunit"  # the file of a table with what only several units together show
_META = b"lke_docs.schema"

# A column is text, whole, decimal (each may be null where `?` is said), or a list, empty where none: texts, hashes.
TABLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        name: MappingProxyType(dict(column.split(":") for column in columns.split()))
        for name, columns in {
            # source: the sheet, below the folder; kind: kejaksaan negeri, pengadilan agama …, "" where the name tells
            # none; points in total; wajib, perlu, saran: open findings of the table below, questions (rendah) left out;
            # state: READ to STOPPED, with its reason; what was not read has no other rows
            "units": "unit:text key:text source:text agency:text unit_name:text kind:text year:whole? instrument:text "
            "window_from:text? window_to:text? rows:whole rows_with_evidence:whole claimed:decimal? shown:decimal? "
            "cannot_tell:decimal? not_shown:decimal? wajib:whole perlu:whole saran:whole state:text reason:text "
            "rules_version:text",
            # assessor_answer: the letter of the last who reviewed it; place: where the row stands, in words
            "rows": "unit:text key:text code:text area:text question:text answer:text assessor_answer:text? "
            "evidence:text shown_letter:text? claimed_points:decimal? shown_points:decimal? "
            "cannot_tell_points:decimal? place:text",
            # number counts the pieces of a row from 1; masked: the text without own names, numbers and dates
            "items": "unit:text key:text code:text number:whole start:whole end:whole text:text types:texts "
            "masked:text",
            # kind: letter or regulation; date: of the document, as exact as it is written
            "references": "unit:text key:text code:text start:whole end:whole raw:text normalized:text kind:text "
            "date:text?",
            # code: the indicator, "" where a finding is about the unit; state: open or suppressed; other: the unit that
            # it has something in common with
            "findings": "unit:text key:text fingerprint:text rule:text level:text confidence:text code:text "
            "related:texts message:text points:decimal state:text other:text",
            "points": "unit:text key:text area:text claimed:decimal shown:decimal cannot_tell:decimal "
            "not_shown:decimal",
            # state: how it was read (text, ocr, layer, none); picture_hash: perceptual, of each photo in it; runs: of
            # minutes and reports the least hashes of their masked runs of words; codes: the indicators it was found for
            "files": "unit:text key:text path:text sha256:text text_sha256:text picture_hash:texts runs:hashes "
            "types:texts number:text date:text? subject:text state:text codes:texts",
            # passages: JSON, a list of what was copied, with both places
            "pairs": "unit_a:text key_a:text unit_b:text key_b:text overlap:decimal shared:whole kinds:texts "
            "codes:texts passages:text",
        }.items()
    }
)


def schema_of(name: str) -> pa.Schema:
    """The columns of a table, for pyarrow."""
    import pyarrow as pa

    kinds = {"text": pa.string(), "whole": pa.int32(), "decimal": pa.float64(), "texts": pa.list_(pa.string()),
             "hashes": pa.list_(pa.uint64())}  # fmt: skip
    columns = [
        pa.field(column, kinds[kind.rstrip("?")], nullable=kind.endswith("?")) for column, kind in TABLES[name].items()
    ]
    return pa.schema(columns, metadata={_META: SCHEMA.encode()})


def table_of(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows by the names of columns as a table; what a row does not say is null, or empty."""
    import pyarrow as pa

    listed, empty = list(rows), {"text": "", "whole": 0, "decimal": 0.0, "texts": (), "hashes": ()}
    columns = [[row.get(column, empty.get(kind)) for row in listed] for column, kind in TABLES[name].items()]
    schema = schema_of(name)
    return pa.Table.from_arrays(
        [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema=schema
    )


def write_part(out: Path, name: str, part: str, rows: Iterable[Mapping[str, Any]] | pa.Table) -> None:
    """Write rows as one file of a table, in place of the file of that name; whole or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = rows if isinstance(rows, pa.Table) else table_of(name, rows)
    (out / name).mkdir(parents=True, exist_ok=True)
    with whole_file(out / name / f"{part}.parquet") as stream:
        pq.write_table(table, stream, compression="zstd")


def is_store(folder: Path) -> bool:
    """Whether a run, finished or not, has left its tables in a folder."""
    return (folder / WORKING).is_dir() or bool(parts_of(folder, "units"))


def parts_of(out: Path, name: str) -> list[Path]:
    """The files of a table, in their order; none where it was not written."""
    return sorted((out / name).glob("*.parquet"))


def need_tables(out: Path) -> None:
    """Raise ConfigError where no run has left tables: it may well be the folder of the sheets. Raise InputError where
    they are of another version or damaged."""
    if not out.is_dir():
        raise ConfigError(f"{out}: folder ini tidak ada. Periksa nama foldernya.")
    if not parts_of(out, "units"):
        advice = "Sebutkan folder HASIL dari: lke-docs portfolio FOLDER --output HASIL."
        raise ConfigError(f"{out}: tidak ada tabel portofolio di folder ini. {advice}")
    read_part(parts_of(out, "units")[0], "units", ["unit"])  # of this version


def read_table(out: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """A whole table, or some of its columns. Raises InputError where it is of another version or damaged."""
    import pyarrow as pa

    parts = [read_part(path, name, columns) for path in parts_of(out, name)]
    return pa.concat_tables(parts) if parts else _columns(name, columns).empty_table()


def read_part(path: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """One file of a table. Raises InputError as `read_table`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            said = (file.schema_arrow.metadata or {}).get(_META, b"").decode(errors="replace")
            if said == SCHEMA:
                return file.read(columns=None if columns is None else list(columns)).cast(_columns(name, columns))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(path, f"tabel ini rusak: {error}.", remedy=AGAIN) from error
    raise InputError(path, f"tabel ini berbentuk “{said}”, bukan {SCHEMA}.", remedy=AGAIN)


def _columns(name: str, columns: Sequence[str] | None) -> pa.Schema:
    import pyarrow as pa

    whole = schema_of(name)
    chosen = list(whole) if columns is None else [whole.field(column) for column in columns]
    return pa.schema(chosen, metadata=whole.metadata)
