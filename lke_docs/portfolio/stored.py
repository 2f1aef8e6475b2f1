"""The tables of a portfolio, open for questions in SQL: each is a view of its name, empty where it was not written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_docs.portfolio.tables import TABLES, parts_of, schema_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection


def open_tables(out: Path) -> Connection:
    """A connection of its own with a view for each table."""
    import duckdb

    tables = duckdb.connect()
    for name in TABLES:
        if parts := parts_of(out, name):
            listed = ", ".join("'" + str(part).replace("'", "''") + "'" for part in parts)
            tables.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet([{listed}])')
        else:
            tables.register(name, schema_of(name).empty_table())
    return tables


def lines_of(tables: Connection, question: str, given: Sequence[object] = ()) -> Iterator[dict[str, Any]]:
    """The lines of an answer, by the names of their columns."""
    answer = tables.execute(question, list(given))
    names = [column[0] for column in answer.description]
    for line in answer.fetchall():
        yield dict(zip(names, line, strict=True))
