"""Command `rule`: the list of the rules, or one of them explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import OK
from lke_docs.cli.terminal import emit
from lke_docs.errors import ConfigError

if TYPE_CHECKING:
    from lke_docs.workspace.store import Known


@click.command(options_metavar="[PILIHAN]")
@click.argument("asked", metavar="[KODE|TEMUAN]", nargs=-1)
def rule(asked: tuple[str, ...]) -> int:
    """Tampilkan daftar aturan, atau jelaskan satu aturan.

    Di folder unit, TEMUAN juga dapat disebut: tanda pengenalnya (pada “NOM005 9dc3”: 9dc3), atau aturan dan
    indikatornya (NOM005 A.2.3.A).
    """
    from lke_docs.check import all_rules
    from lke_docs.portfolio.unit_rules import UNIT_RULES
    from lke_docs.records import nearest
    from lke_docs.report.rule import Explained, listing, page

    asked = tuple(" ".join(asked).split())  # "NOM005 9dc3" copied as one
    listed: list[Explained] = [*all_rules(), *UNIT_RULES]
    rules = {it.code: it for it in listed}
    if not asked:
        emit(listing(listed), None, force=False)
        return OK
    chosen = rules.get(asked[0].upper())
    if len(asked) > 1 or chosen is None:
        told = _known(" ".join(asked), is_code=chosen is not None)
        chosen = rules.get(told.rule) if told else None
        if told:
            emit(f"{told.indicator or 'Lembar'}: {told.message}\n\n", None, force=False)
    if chosen is None:
        near = nearest(asked[0].upper(), list(rules))
        meant = f"; mungkin maksudnya {near}" if near else ""
        raise ConfigError(f"aturan “{' '.join(asked)}” tidak ada{meant}. Daftar aturan: lke-docs rule")
    emit(page(chosen), None, force=False)
    return OK


def _known(given: str, *, is_code: bool) -> Known | None:
    """The finding of the unit's history that is meant; None where there is no history."""
    from lke_docs.workspace.calling import find
    from lke_docs.workspace.store import history_path, known_findings
    from lke_docs.workspace.terms import Asked, make_terms

    folder = make_terms(Asked(), Path.cwd()).folder or Path()
    history = known_findings(history_path(folder))
    looks_like_one = is_code or all(char in "0123456789abcdef" for char in given.lower())
    return find(given, history) if history and looks_like_one else None
