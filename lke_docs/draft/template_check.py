"""Check a template before it is used: package first, then tags."""

from __future__ import annotations

from lke_docs.draft import package
from lke_docs.draft.faults import Fault
from lke_docs.draft.library import Template
from lke_docs.draft.tags import check_tags


def check_template(template: Template) -> list[Fault]:
    """Return all faults of a template, in order of its parts; empty when it may be used."""
    return package.faults(template.data) or check_tags(template.data, template.schema)
