"""The directory of a unit: settings, notes on findings, history of runs. Names load on first use.

A finding on the cell "Notula Evaluasi SOP Bulan Februari 2021; ..." has a fingerprint made of its meaning. When
the unit says why April is missing ("rapat April ditiadakan"), the reason is kept under that fingerprint and the
finding is set aside in every later run, also where the row has moved; a run remembers what was open, so that
the next one can say what was mended.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lke_docs.workspace.compare import Change, Changed, Comparison, compare_runs
    from lke_docs.workspace.config import Config, load_config
    from lke_docs.workspace.finish import finish_audit, set_levels
    from lke_docs.workspace.note import Note, apply_notes, make_note, read_notes, write_note
    from lke_docs.workspace.opening import Audited, open_sheet
    from lke_docs.workspace.run import Run, make_run, read_run
    from lke_docs.workspace.store import history_path, remember
    from lke_docs.workspace.terms import Asked, Terms, make_terms

__all__ = [
    "Asked",
    "Audited",
    "Change",
    "Changed",
    "Comparison",
    "Config",
    "Note",
    "Run",
    "Terms",
    "apply_notes",
    "compare_runs",
    "finish_audit",
    "history_path",
    "load_config",
    "make_note",
    "make_run",
    "make_terms",
    "open_sheet",
    "read_notes",
    "read_run",
    "remember",
    "set_levels",
    "write_note",
]

_HOMES = {
    "compare": ("Change", "Changed", "Comparison", "compare_runs"),
    "config": ("Config", "load_config"),
    "finish": ("finish_audit", "set_levels"),
    "note": ("Note", "apply_notes", "make_note", "read_notes", "write_note"),
    "opening": ("Audited", "open_sheet"),
    "run": ("Run", "make_run", "read_run"),
    "store": ("history_path", "remember"),
    "terms": ("Asked", "Terms", "make_terms"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'lke_docs.workspace' has no attribute {name!r}")
    return getattr(import_module(f"lke_docs.workspace.{_HOME[name]}"), name)
