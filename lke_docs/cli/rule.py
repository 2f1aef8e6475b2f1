"""Command `rule`: the list of the rules, or one of them explained."""

from __future__ import annotations

import click

from lke_docs.cli import OK
from lke_docs.cli.terminal import emit
from lke_docs.errors import ConfigError


@click.command(options_metavar="[PILIHAN]")
@click.argument("code", metavar="[KODE]", default="")
def rule(code: str) -> int:
    """Tampilkan daftar aturan, atau jelaskan satu aturan."""
    from lke_docs.check import RULES, rule_by_code
    from lke_docs.report.rule import listing, page

    if not code:
        emit(listing(RULES), None, force=False)
        return OK
    found = rule_by_code(code)
    if found is None:
        raise ConfigError(f"aturan “{code}” tidak ada. Daftar aturan: lke-docs rule")
    emit(page(found), None, force=False)
    return OK
