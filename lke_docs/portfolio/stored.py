"""The tables of a portfolio, open for questions in SQL: each is a view of its name, empty where it was not written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
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
            tables.execute(f'CREATE VIEW "{name}" AS SELECT * FROM {files_in_sql(parts)}')
        else:
            tables.register(name, schema_of(name).empty_table())
    return tables


@contextmanager
def open_bounded(out: Path, memory: str) -> Iterator[Connection]:
    """The same for a while, with so much memory; what is more goes to the disk."""
    with TemporaryDirectory() as spare, open_tables(out) as tables:
        tables.execute(f"SET memory_limit = '{memory}'; SET preserve_insertion_order = false")
        tables.execute(f"SET temp_directory = {text_in_sql(spare)}")
        yield tables


def text_in_sql(text: str | Path) -> str:
    """A text, or a place, as a question names it."""
    return "'" + str(text).replace("'", "''") + "'"


def plain_in_sql(text: str) -> str:
    """What a column says, blanks and capitals aside."""
    return f"lower(regexp_replace(trim({text}), '\\s+', ' ', 'g'))"


def office_in_sql(units: str) -> str:
    """Whose sheet a line of `units` is: the agency and name that it gives, or nobody else's where it gives no name."""
    named = plain_in_sql(f"{units}.agency || '|' || {units}.unit_name")
    return f"CASE WHEN trim({units}.unit_name) = '' THEN {units}.unit ELSE {named} END"


def files_in_sql(parts: Iterable[Path]) -> str:
    """The lines of Parquet files, as a question names them."""
    return f"read_parquet([{', '.join(map(text_in_sql, parts))}])"


def lines_of(tables: Connection, question: str, given: Sequence[object] = ()) -> Iterator[dict[str, Any]]:
    """The lines of an answer, by the names of their columns."""
    answer = tables.execute(question, list(given))
    names = [column[0] for column in answer.description]
    for line in answer.fetchall():
        yield dict(zip(names, line, strict=True))
