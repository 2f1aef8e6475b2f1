"""Check a template before it is used: package first, then tags."""

from __future__ import annotations

from lke_docs.draft.child import check_apart
from lke_docs.draft.faults import Fault
from lke_docs.draft.library import Template


def check_template(template: Template) -> list[Fault]:
    """Return all faults of a template, in order of its parts; empty when it may be used. Raises InputError."""
    return check_apart(template.data, template.schema, source=template.path)
