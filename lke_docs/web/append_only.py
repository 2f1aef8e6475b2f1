"""What was said stays as it was said: on a server the database itself refuses to change or delete it."""

from __future__ import annotations

_TABLES = ("lke_logentry", "lke_levelverdict", "lke_unitquestion", "lke_unitreply", "lke_headrelease")
_SAID = "baris ini hanya dapat ditambah"
_REFUSE = (
    f"CREATE OR REPLACE FUNCTION lke_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$BEGIN RAISE EXCEPTION '{_SAID}'; END$$"
)


def guard_tables() -> None:
    """Lay the refusal down, anew at each start: a migration may have made a table anew without it."""
    from django.db import connection, transaction

    is_postgresql = connection.vendor == "postgresql"
    with transaction.atomic(), connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute(_REFUSE)
        for table in _TABLES:
            for event in ("UPDATE", "DELETE"):
                name = f"{table}_{event.lower()}"
                if is_postgresql:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
                    does = "FOR EACH ROW EXECUTE FUNCTION lke_append_only()"
                else:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                    does = f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
                cursor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} {does}")
