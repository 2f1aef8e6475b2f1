"""One draft: a template, values with sources, marks; and the record of where each value comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from lke_docs.draft.faults import as_error
from lke_docs.draft.library import Template
from lke_docs.draft.look import Look
from lke_docs.draft.making import carried
from lke_docs.draft.rendering import render
from lke_docs.draft.values import Filled, Value, fill
from lke_docs.text import clean_name

if TYPE_CHECKING:
    from docx.document import Document

SCHEMA = "lke-docs/draf/1"


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished draft in memory: the document and what `NAME.sumber.json` says about it."""

    name: str
    data: bytes
    filled: Filled
    record: Mapping[str, object] = field(default_factory=dict)


def make_draft(
    template: Template,
    values: Mapping[str, Value],
    *,
    made: date,
    look: Look | None = None,
    about: Mapping[str, object] | None = None,
) -> Draft:
    """Render one draft. `made` is the day of making; `about` (gap, state, warnings) goes into the record.

    A user's template is checked and rendered in a process of its own. Raises TemplateError and ConfigError.
    """
    filled = fill(template.schema, values)
    title = _title(template, filled)
    if template.is_shipped:
        properties = carried(template.schema, about or {})
        data = _ours(template, filled, look, made=made, title=title, properties=properties)
    else:
        data = _theirs(template, filled, made=made, title=title, about=about or {})
    return Draft(template.name, data, filled, _record(template, filled, data, made=made, about=about or {}))


def _ours(
    template: Template, filled: Filled, look: Look | None, *, made: date, title: str, properties: dict[str, str]
) -> bytes:
    def finish(document: Document) -> None:
        from lke_docs.draft.layout import set_layout
        from lke_docs.draft.marks import mark_draft

        if look:
            set_layout(document, paper=look.paper, font=look.font, logo=look.logo)
        mark_draft(document, made=made, title=title, properties=properties)

    return render(template.data, filled.context, name=template.path.name, finish=finish)


def _theirs(template: Template, filled: Filled, *, made: date, title: str, about: Mapping[str, object]) -> bytes:
    from lke_docs.draft.child import mark_apart

    printed, rendered = _rendered_apart(template, filled)
    properties = carried(template.schema, about, printed=printed)
    return mark_apart(rendered, made=made, title=title, properties=properties, name=str(template.path))


def _rendered_apart(template: Template, filled: Filled) -> tuple[list[str], bytes]:
    """What a user's template prints, and the template, checked and filled in a process of its own."""
    from lke_docs.draft.child import render_apart
    from lke_docs.draft.template_check import check_template

    if faults := check_template(template):
        raise as_error(template.path, faults)
    return render_apart(template.data, filled.context, name=str(template.path))


def make_paper(
    template: Template,
    values: Mapping[str, Value],
    *,
    made: date | None,
    title: str,
    properties: dict[str, str],
    look: Look | None = None,
) -> bytes:
    """Render a paper that tells what the program itself found: no draft, so nothing says that it is one.

    A field without a value is visible in it all the same. Raises TemplateError and ConfigError.
    """
    filled = fill(template.schema, values)
    if not template.is_shipped:
        return _rendered_apart(template, filled)[1]

    def finish(document: Document) -> None:
        from lke_docs.draft.layout import part_tables, set_layout
        from lke_docs.draft.marks import mark_finished

        if look:
            set_layout(document, paper=look.paper, font=look.font, logo=look.logo)
        part_tables(document)
        mark_finished(document, made=made, title=clean_name(title), properties=properties)

    return render(template.data, filled.context, name=template.path.name, finish=finish)


def _title(template: Template, filled: Filled) -> str:
    named = [filled.context.get(name) for name in ("judul", "tentang", "perihal", "dokumen")]
    subject = next((text for text in named if isinstance(text, str) and not text.startswith("[ISI:")), "")
    return f"{template.schema.title}: {subject}" if subject else template.schema.title


def _record(
    template: Template, filled: Filled, data: bytes, *, made: date, about: Mapping[str, object]
) -> dict[str, object]:
    from lke_docs.resources import __version__

    return {
        "schema": SCHEMA,
        "generator": {"name": "lke-docs", "version": __version__},
        "template": {"name": template.name, "sha256": template.sha256},
        "document_sha256": hashlib.sha256(data).hexdigest(),
        "made": made.isoformat(),
        "status": "draf",
        **about,
        "fields": [record._asdict() for record in filled.records],
        "open": [record.name for record in filled.open_fields],
    }
