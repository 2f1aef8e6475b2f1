"""Render a DOCX template strictly: no code, no lost text, no blank for a missing name; equal bytes."""

from __future__ import annotations

import io
import re
import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from lke_docs import wording
from lke_docs.draft.faults import shorten
from lke_docs.draft.lines import line_words
from lke_docs.errors import TemplateError
from lke_docs.office.stable import fix_times

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2 import Template
    from jinja2.sandbox import ImmutableSandboxedEnvironment

Finish = Callable[["Document"], None]
_TAG = re.compile(r"\{[{%].*?[%}]\}", re.S)
_PLAIN = (str, int, list, dict)
_REASONS = {
    "UndefinedError": "isian tidak dikenal",
    "SecurityError": "tag meminta yang tidak boleh",
    "TemplateSyntaxError": "tag tidak dapat dibaca",
}


def render(template: bytes, context: Mapping[str, Any], *, name: str, finish: Finish | None = None) -> bytes:
    """Fill `template` with plain values. `finish` may change the document before it is saved.

    Raises TemplateError with part, paragraph and text. `context` may hold dict, list, str and int only.
    """
    from docxtpl import DocxTemplate

    _check_plain(context)
    document = DocxTemplate(io.BytesIO(template))
    document.patch_xml = _patched
    document.render_xml_part = partial(_render_part, name, document)
    document.render_properties = lambda *_: None  # properties are set by code: tags there are escaped twice
    document.render(context, environment())
    if finish:
        finish(document.docx)
    return _save(document.docx)


def finish_only(data: bytes, finish: Finish) -> bytes:
    """Apply `finish` to a document that is already rendered."""
    import docx

    document = docx.Document(io.BytesIO(data))
    finish(document)
    return _save(document)


@lru_cache(maxsize=1)
def environment() -> ImmutableSandboxedEnvironment:
    """Jinja2 without globals, with the few filters of `tags.FILTERS`; unknown names are errors."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    jinja = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    jinja.globals.clear()
    jinja.filters = {"kapital": _upper, "terbilang": _words, "huruf": _letter, "diktum": _dictum, "pejabat": _office}
    return jinja


def _upper(value: object) -> str:
    text = str(value)
    return text if text.startswith("[ISI:") else text.upper()


def _words(value: object) -> str:
    text = str(value)
    return wording.number_in_words(int(text)) if text.isdigit() and len(text) < 7 else text


def _letter(value: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[(value - 1) % 26]


def _dictum(value: int) -> str:
    return f"KE{wording.number_in_words(value).upper()}"


def _office(value: object) -> str:
    """For whom somebody signs: "Kepala Kantor" of "Plt. Kepala Kantor" and of "a.n. Kepala Kantor, Sekretaris"."""
    text = str(value)
    if behalf := line_words("on_behalf").match(text):
        text = re.split(r"[,;\n]", text[behalf.end() :].lstrip(" ."), maxsplit=1)[0]
    acting = line_words("acting").match(text)
    return (text[acting.end() :].lstrip(" .") if acting else text).strip()


@lru_cache(maxsize=48)
def _patched(source: str) -> str:
    """docxtpl's own reading of the part; the same template is read once."""
    from docxtpl import DocxTemplate

    patched: str = DocxTemplate.patch_xml(None, source)
    return patched


@lru_cache(maxsize=48)
def _compiled(source: str) -> Template:
    return environment().from_string(source)


def _render_part(name: str, document: Any, source: str, part: Any, context: dict[str, Any], *_: Any) -> str:
    """One part, a line for each paragraph; strict about what comes out."""
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
    from lxml import etree

    document.current_rendering_part = part
    lined = re.sub(r"<w:p(?=[ >])", "\n<w:p", source)
    where = str(part.partname).lstrip("/")
    try:
        rendered = _compiled(lined).render(context)
        etree.fromstring(rendered.encode())
    except (
        TemplateSyntaxError,
        UndefinedError,
        SecurityError,
        TypeError,
        ValueError,
        OverflowError,
    ) as error:
        raise _located(name, where, lined, error) from error
    except etree.XMLSyntaxError as error:
        raise TemplateError(name, "hasilnya bukan naskah Word yang utuh", part=where) from error
    rendered = re.sub(r"\n<w:p(?=[ >])", "<w:p", rendered)
    if any(mark in rendered for mark in "\n\t"):
        rendered = document.resolve_listing(rendered)
    return rendered


def _located(name: str, part: str, source: str, error: Exception) -> TemplateError:
    line = getattr(error, "lineno", None) or _template_line(error)
    lines = source.splitlines()[:line]
    paragraph = sum(text.startswith(("<w:p ", "<w:p>")) for text in lines)
    tags = " ".join(_TAG.findall(re.sub(r"<[^>]+>", "", lines[-1]))) if lines else ""
    reason = f"{_REASONS.get(type(error).__name__, 'tag tidak dapat diisi')} ({error})"
    return TemplateError(name, reason, part=part, paragraph=paragraph, text=shorten(tags))


def _template_line(error: Exception) -> int:
    """Line of the template where a runtime error arose: Jinja2 puts it into the traceback."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return (frames[-1].lineno or 0) if frames else 0


def _check_plain(value: object) -> None:
    if type(value) not in _PLAIN:
        raise TypeError(f"only plain values may reach a template, not {type(value).__name__}")
    if isinstance(value, dict):
        for key, item in value.items():
            if type(key) is not str:
                raise TypeError("keys must be str")
            _check_plain(item)
    elif isinstance(value, list):
        for item in value:
            _check_plain(item)


def _save(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    package = document.part.package
    for part in list(package.iter_parts()):
        vars(part).clear()  # python-docx's parts and packages point at each other: memory would wait for the collector
    return fix_times(stream.getvalue())
