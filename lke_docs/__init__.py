"""lke-docs: audit and prepare the evidence of Indonesian Zona Integritas self-assessments.

The public door. Names load on first use; importing this package does no work.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lke_docs.check import audit
    from lke_docs.errors import LkeError
    from lke_docs.extract import extract
    from lke_docs.model import Audit, Evidence, Finding, Sheet
    from lke_docs.read import read_sheet

__version__ = "0.1.0"

__all__ = ["Audit", "Evidence", "Finding", "LkeError", "Sheet", "audit", "extract", "read_sheet"]

_HOME = {
    "Audit": "model",
    "Evidence": "model",
    "Finding": "model",
    "Sheet": "model",
    "LkeError": "errors",
    "audit": "check",
    "extract": "extract",
    "read_sheet": "read",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'lke_docs' has no attribute {name!r}")
    return getattr(import_module(f"lke_docs.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
