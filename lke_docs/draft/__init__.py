"""From a gap to a Word draft, never to false evidence.

A cell has the minutes "Notula Evaluasi SOP" of February, March and May: its gap is the notula of April. `plan`
asks the templates which of them close it (`closes` in their .toml), and makes one request, whose folder is
`A.2.1.C_2021-04_rapat`. As long as nobody says that the meeting was held, `batch` writes an invitation, an
attendance list and an empty notula for a meeting still to come, with every fact that only people know open.

`is_draft` tells a draft or a paper still to be filled in, for whoever counts evidence. Names load on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lke_docs.draft.batch import make_package
    from lke_docs.draft.plan import plan
    from lke_docs.draft.status import DocumentStatus, document_status, is_draft

__all__ = ["DocumentStatus", "document_status", "is_draft", "make_package", "plan"]

_HOME = {
    "DocumentStatus": "status",
    "document_status": "status",
    "is_draft": "status",
    "make_package": "batch",
    "plan": "plan",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'lke_docs.draft' has no attribute {name!r}")
    return getattr(import_module(f"lke_docs.draft.{_HOME[name]}"), name)
