"""lke-docs: audit and prepare the evidence of Indonesian Zona Integritas self-assessments.

The public door. Names load on first use; importing this package does no work.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lke_docs.check import audit
    from lke_docs.errors import LkeError
    from lke_docs.extract import extract as read_evidence
    from lke_docs.model import Audit, Evidence, Finding, Sheet
    from lke_docs.read import read_sheet
    from lke_docs.resources import __version__ as __version__

__all__ = ["Audit", "Evidence", "Finding", "LkeError", "Sheet", "audit", "read_evidence", "read_sheet"]

_HOME = {
    "__version__": "resources",
    "Audit": "model",
    "Evidence": "model",
    "Finding": "model",
    "Sheet": "model",
    "LkeError": "errors",
    "audit": "check",
    "read_evidence": "extract",
    "read_sheet": "read",
}

# Called otherwise there: the subpackage lke_docs.extract would hide a function of its own name.
_THERE = {"read_evidence": "extract"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'lke_docs' has no attribute {name!r}")
    return getattr(import_module(f"lke_docs.{_HOME[name]}"), _THERE.get(name, name))


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
