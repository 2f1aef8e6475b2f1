"""Rules -> the list and the pages that the terminal and `docs/aturan` show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from lke_docs.model import Confidence, Level


class Explained(Protocol):
    """What is told of a rule, whether it looks at one sheet or at many units."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def level(self) -> Level: ...
    @property
    def confidence(self) -> Confidence: ...
    @property
    def documentation(self) -> str: ...


def listing(rules: Sequence[Explained]) -> str:
    """Return a line for each rule: code, level, confidence, name."""
    lines = [f"{rule.code:<8}{rule.level:<7}{rule.confidence:<8}{rule.name}" for rule in rules]
    foot = "Penjelasan satu aturan: lke-docs rule KODE" if lines else "Belum ada aturan."
    return "\n".join([*lines, foot, ""])


def page(rule: Explained) -> str:
    """Return the page of one rule, Markdown that a terminal shows as it is."""
    head = f"# {rule.code} {rule.name}"
    facts = f"Tingkat: {rule.level}. Keyakinan: {rule.confidence}."
    return f"{head}\n\n{facts}\n\n{rule.documentation}\n"


def index(rules: Iterable[Explained]) -> str:
    """Return the page that lists the rules, Markdown with links."""
    lines = [
        "# Aturan pemeriksaan",
        "",
        "Halaman ini dan halaman tiap aturan dibuat dari kode program: `python tools/build_rule_pages.py`.",
        "",
        "Tingkat: **wajib** diperbaiki, **perlu** diperbaiki, **saran**. Keyakinan *rendah* berarti temuan",
        "ditulis sebagai pertanyaan dan tidak memengaruhi kode keluar.",
        "",
        "| Kode | Nama | Tingkat | Keyakinan |",
        "|---|---|---|---|",
    ]
    lines += [f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.level} | {rule.confidence} |" for rule in rules]
    return "\n".join([*lines, ""])
