"""Packages made by hand for the tests of drafts: a sound one, changed in one place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lke_docs.draft.fields import Schema
from lke_docs.draft.library import Template, find_template
from lke_docs.draft.values import Value
from lke_docs.draft.workshop import sample_values

MADE = date(2021, 9, 1)
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def filled_values(schema: Schema) -> dict[str, Value]:
    """The examples of a schema, with a name and a service number as people have them."""
    return {name: value._replace(content=_real(value.content)) for name, value in sample_values(schema).items()}


def _real(content: Any) -> Any:
    if isinstance(content, str):
        return content.replace("Nama Contoh", "Ani Sukamaju").replace("00000000 000000 0 000", "19800101 200501 1 001")
    if isinstance(content, Mapping):
        return {key: _real(value) for key, value in content.items()}
    return [*map(_real, content)] if isinstance(content, (list, tuple)) else content


@pytest.fixture
def made() -> date:
    return MADE


def _rewrite(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in changes:
            if name not in old.namelist():
                new.writestr(name, changes[name])
    return stream.getvalue()


@pytest.fixture
def rewrite() -> Callable[[bytes, Mapping[str, bytes]], bytes]:
    """Replace or add parts of a package."""
    return _rewrite


@pytest.fixture
def with_body() -> Callable[..., bytes]:
    """The notula with another body: paragraphs given as WordprocessingML, and other parts replaced."""

    def build(body: str, changes: Mapping[str, bytes] | None = None, *, section: str = "") -> bytes:
        data = find_template("notula").data
        section = section or (
            '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
        )
        document = f"{HEAD}<w:document {NS}><w:body>{body}{section}</w:body></w:document>"
        plain = f"{HEAD}<w:hdr {NS}><w:p/></w:hdr>".encode()
        parts = {"word/document.xml": document.encode(), "word/header2.xml": plain}
        return _rewrite(data, {**parts, **(changes or {})})

    return build


@pytest.fixture
def own_template(tmp_path: Path) -> Callable[..., Template]:
    """A user's template on disk, with the fields of a shipped one."""
    from lke_docs.draft.library import open_template

    def write(data: bytes, name: str = "notula") -> Template:
        folder = tmp_path / "templat"
        folder.mkdir(exist_ok=True)
        path = folder / f"{name}.docx"
        path.write_bytes(data)
        return open_template(path)

    return write


def paragraphs(data: bytes) -> list[str]:
    """Joined text of each paragraph of body, headers and footers."""
    from lke_docs.draft.package import W, paragraph_text, read_text_parts

    return [paragraph_text(node) for _, root in read_text_parts(data) for node in root.iter(f"{W}p")]


@pytest.fixture
def text_of() -> Callable[[bytes], str]:
    return lambda data: "\n".join(paragraphs(data))
