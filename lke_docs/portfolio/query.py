"""Questions in SQL over the tables of a portfolio, for reading only: as a table, as CSV, as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_docs.errors import ConfigError
from lke_docs.portfolio.compact import settle_late
from lke_docs.portfolio.stored import open_tables, text_in_sql
from lke_docs.portfolio.tables import TABLES, need_tables
from lke_docs.text import dump_json, visible
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

_WIDEST = 60  # letters of a column on a terminal
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a text of a sheet that a spreadsheet would run
# SQL keeps the name of one table for itself: "from references" is as good as 'from "references"'.
_QUOTED_OR_BARE = re.compile(r"('(?:[^']|'')*'|\"[^\"]*\")|\breferences\b", re.IGNORECASE)


class Lines(NamedTuple):
    """What a question is answered with."""

    columns: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]


def ask(out: Path, sql: str) -> Lines:
    """Answer one question. Raises ConfigError for what is no question, and where there are no tables."""
    import duckdb

    settle_late(out)
    need_tables(out)
    tables = open_tables(out)
    try:
        _confine(tables, out)
        statements = duckdb.extract_statements(_QUOTED_OR_BARE.sub(lambda match: match[1] or '"references"', sql))
        if len(statements) != 1 or statements[0].type not in (
            duckdb.StatementType.SELECT,
            duckdb.StatementType.EXPLAIN,
        ):
            raise ConfigError("Berikan satu pertanyaan SQL yang hanya membaca, misalnya “select * from units”.")
        answer = tables.execute(statements[0])
        return Lines(tuple(column[0] for column in answer.description or ()), tuple(answer.fetchall()))
    except duckdb.Error as error:
        raise ConfigError(f"SQL tidak dapat dijalankan: {_said(error)}") from error
    finally:
        tables.close()


def _confine(tables: Connection, out: Path) -> None:
    """Nothing but the tables can be read, whatever the question names, and nothing can be set anew."""
    folders = ", ".join(text_in_sql(f"{out / name}/") for name in TABLES)
    for setting in (
        f"allowed_directories = [{folders}]",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        tables.execute(f"SET {setting}")


def _said(error: Exception) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return " ".join(lines[:2]) + f". Tabel: {', '.join(TABLES)}."


def render_lines(lines: Lines, format: str) -> str:
    """An answer as `table`, `csv` or `json`."""
    if format == "json":
        return (
            dump_json([dict(zip(lines.columns, map(_plain, row), strict=True)) for row in lines.values], indent=2)
            + "\n"
        )
    if format == "csv":
        return csv_of(lines.columns, lines.values)
    return _table(lines.columns, [[_text(value) for value in row] for row in lines.values])


def csv_of(columns: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    """Lines as CSV, in which no text is a formula."""
    import csv
    import io

    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([columns, *([_harmless(it) for it in line] for line in lines)])
    return stream.getvalue()


def _harmless(value: Any) -> str:
    text = _text(value)
    return f"'{text}" if not isinstance(value, int | float) and text.startswith(_FORMULA) else text


def _table(columns: Sequence[str], told: Sequence[Sequence[str]]) -> str:
    rows = [columns, *([_short(text) for text in row] for row in told)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "".join(f"{line}\n" for line in (*lines, f"({len(told)} baris)"))


def _short(text: str) -> str:
    line = visible(" ".join(text.split()))
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(_text, value))
    return "" if value is None else str(value)


def _plain(value: Any) -> Any:
    """A value as JSON has it; days and exact numbers as texts."""
    if isinstance(value, list | tuple):
        return [_plain(member) for member in value]
    if isinstance(value, dict):
        return {str(key): _plain(member) for key, member in value.items()}
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
