"""The directory of a unit: settings, notes on findings, history of runs."""

from lke_docs.workspace.compare import (
    Change,
    Changed,
    Comparison,
    compare_runs,
    comparison_json,
    comparison_text,
)
from lke_docs.workspace.config import Config, load_config, set_levels
from lke_docs.workspace.finish import finish_audit
from lke_docs.workspace.note import Note, apply_notes, make_note, read_notes, write_note
from lke_docs.workspace.run import Run, make_run, read_run
from lke_docs.workspace.store import history_path, remember

__all__ = [
    "Change",
    "Changed",
    "Comparison",
    "Config",
    "Note",
    "Run",
    "apply_notes",
    "compare_runs",
    "comparison_json",
    "comparison_text",
    "finish_audit",
    "history_path",
    "load_config",
    "make_note",
    "make_run",
    "read_notes",
    "read_run",
    "remember",
    "set_levels",
    "write_note",
]
