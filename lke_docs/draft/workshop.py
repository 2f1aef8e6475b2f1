"""Tools for people who change templates in Word: tags to paste, faults as comments, a sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from lke_docs.draft.document import Draft, make_draft
from lke_docs.draft.faults import Fault, part_name
from lke_docs.draft.fields import SHEET, USER, Field, Schema
from lke_docs.draft.library import Template
from lke_docs.draft.marks import text_parts
from lke_docs.draft.package import W
from lke_docs.draft.rendering import finish_only
from lke_docs.draft.values import Value

AUTHOR = "lke-docs"
SAMPLE = "pengguna:contoh"


def field_lines(schema: Schema) -> list[str]:
    """The tags of a template with their labels, ready to paste."""
    lines = []
    for field in schema.fields:
        lines.append(f"{_tag(field)}\t{field.label}{f' – {field.hint}' if field.hint else ''} ({_origin(field)})")
        lines += [f"    {{{{ b.{column.name} }}}}\t{column.label}" for column in field.columns]
        if field.kind == "daftar":
            lines.append("    {%tr endfor %}" if field.columns else "    {{ b }}   {%p endfor %}")
    return lines


def _tag(field: Field) -> str:
    if field.kind != "daftar":
        return f"{{{{ {field.name} }}}}"
    return f"{{%{'tr' if field.columns else 'p'} for b in {field.name} %}}"


def _origin(field: Field) -> str:
    words = {
        SHEET: "dari LKE",
        "konfigurasi": "dari lke.toml",
        USER: "dari Anda",
        "aturan": "usulan program",
    }
    return "hanya dari orang" if field.people_only else ", ".join(words[name] for name in field.sources)


def facts_text(schema: Schema) -> str:
    """A facts file to fill in: each field a line that is not yet active."""
    lines = [
        f"# Fakta untuk {schema.title}. Hapus tanda # di depan baris yang Anda isi.",
        "# Yang tidak diisi tetap tampak di draf sebagai [ISI: …].",
        "",
        '# keadaan = "akan_dilaksanakan"   # atau sudah_dilaksanakan, tidak_dilaksanakan',
        "",
    ]
    tables = []
    for field in schema.fields:
        if field.columns:
            tables += ["", f"# {field.label}", f"# [[{field.name}]]"]
            tables += [f'# {column.name} = ""   # {column.label}' for column in field.columns]
        else:
            empty = '[""]' if field.kind == "daftar" else "2021-01-31" if "tanggal" in field.kind else '""'
            lines.append(f"# {field.name} = {empty}   # {field.label}{f'. {field.hint}' if field.hint else ''}")
    return "\n".join([*lines, *tables]) + "\n"


def sample_values(schema: Schema) -> dict[str, Value]:
    """The examples of the schema as values, to see how a template looks."""
    values: dict[str, Value] = {}
    for field in schema.fields:
        if field.example and USER in field.sources:
            example: Any = field.example
            if field.kind == "nomor" and schema.prefixes:
                example = f"{schema.prefixes[0]}-{example}"
            values[field.name] = Value(example, SAMPLE)
    return values


def make_sample(template: Template, *, made: date) -> Draft:
    """The template with invented examples; marked as a draft like any other."""
    return make_draft(template, sample_values(template.schema), made=made, about={"state": "contoh"})


def annotate(data: bytes, faults: Sequence[Fault], *, done: date) -> bytes:
    """A copy with each fault as a Word comment; those outside the body are gathered in one at the start.

    Only for a package that opens: not for one that `package.faults` refuses by its structure.
    """

    def finish(document: Any) -> None:
        _ensure_comment_styles(document)
        body = next(text_parts(document, "document")).element
        paragraphs = list(body.iter(f"{W}p"))
        inside: Mapping[int, list[Fault]] = _by_paragraph(faults)
        for number in sorted(inside):
            paragraph = paragraphs[min(number, len(paragraphs)) - 1]
            text = "\n".join(fault.reason for fault in inside[number])
            _comment(document, paragraph, text, done=done)
        outside = [fault for fault in faults if fault.part != "word/document.xml" or not fault.paragraph]
        if outside and paragraphs:
            text = "\n".join(f"{part_name(fault.part)}: {fault.reason} {fault.text}".strip() for fault in outside)
            _comment(document, paragraphs[0], text, done=done)

    return finish_only(data, finish)


def _by_paragraph(faults: Sequence[Fault]) -> dict[int, list[Fault]]:
    by_paragraph: dict[int, list[Fault]] = {}
    for fault in faults:
        if fault.part == "word/document.xml" and fault.paragraph:
            by_paragraph.setdefault(fault.paragraph, []).append(fault)
    return by_paragraph


def _comment(document: Any, element: Any, text: str, *, done: date) -> None:
    from datetime import datetime, time

    from docx.text.paragraph import Paragraph

    paragraph = Paragraph(element, document)
    runs = paragraph.runs or [paragraph.add_run("")]
    comment = document.add_comment(runs=[runs[0], runs[-1]], text=text, author=AUTHOR, initials="lke")
    comment._comment_elm.date = datetime.combine(done, time())


def _ensure_comment_styles(document: Any) -> None:
    from docx.oxml import parse_xml

    known = {style.get(f"{W}styleId") for style in document.styles.element.iter(f"{W}style")}
    wanted = (
        ("CommentReference", "annotation reference", "character"),
        ("CommentText", "annotation text", "paragraph"),
    )
    for ident, name, kind in wanted:
        if ident not in known:
            xml = (
                '<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
                f'w:type="{kind}" w:styleId="{ident}"><w:name w:val="{name}"/></w:style>'
            )
            document.styles.element.append(parse_xml(xml))
