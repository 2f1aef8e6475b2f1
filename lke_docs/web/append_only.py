"""What was said stays as it was said: on a server the database itself refuses to change or delete it."""

from __future__ import annotations

_TABLES = ("lke_logentry", "lke_levelverdict", "lke_unitquestion", "lke_unitreply", "lke_headrelease")
_SAID = "baris ini hanya dapat ditambah"
_REFUSE = (
    f"CREATE OR REPLACE FUNCTION lke_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$BEGIN RAISE EXCEPTION '{_SAID}'; END$$"
)

_IN_FORCE = {
    "postgresql": "SELECT pg_get_triggerdef(oid, true) FROM pg_trigger WHERE tgenabled = 'O'",
    "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'trigger'",
}


def guard_tables() -> None:
    """Lay the refusal down where it is not in force: a migration may have made a table anew without it.

    Elsewhere nothing is touched: to lay it down waits for a backup under way, and all who write wait behind.
    """
    from django.db import connection, transaction

    is_postgresql = connection.vendor == "postgresql"
    does = (
        "FOR EACH ROW EXECUTE FUNCTION lke_append_only()"
        if is_postgresql
        else f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute(_REFUSE)
        cursor.execute(_IN_FORCE[connection.vendor])
        in_force = {sql for (sql,) in cursor.fetchall()}
        for table in _TABLES:
            for event in ("UPDATE", "DELETE"):
                name = f"{table}_{event.lower()}"
                refusal = f"CREATE TRIGGER {name} BEFORE {event} ON {table} {does}"
                if refusal not in in_force:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' * is_postgresql}")
                    cursor.execute(refusal)
