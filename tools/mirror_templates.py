"""Write the text of each Word template beside it, and take the names of its editors off.

A template is edited in Word; NAME.txt shows in review what changed in NAME.docx. Faults are told, and nothing
of a faulty template is written. Run after editing one: python tools/mirror_templates.py
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lke_docs.draft.fields import shipped_folder  # noqa: E402
from lke_docs.draft.library import find_template, template_names  # noqa: E402
from lke_docs.draft.package import W, paragraph_text, parse, read_text_parts  # noqa: E402
from lke_docs.draft.rendering import fix_times  # noqa: E402
from lke_docs.draft.template_check import check_template  # noqa: E402

AUTHOR = "lke-docs"
# Where Word keeps who wrote a document and for whom: local names of elements in docProps, and of attributes.
_ELEMENTS = ("creator", "lastModifiedBy", "Company", "Manager")
_ATTRIBUTES = (f"{W}author", f"{W}initials")


def dump(data: bytes) -> str:
    """Part, style and text of each paragraph; a bar for each table that it stands in."""
    lines = []
    for part, root in sorted(read_text_parts(data)):
        lines.append(f"== {part}")
        for paragraph in root.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            depth = sum(node.tag == f"{W}tc" for node in paragraph.iterancestors())
            name = style.get(f"{W}val") if style is not None else "Normal"
            lines.append(f"{'  | ' * depth}[{name}] {paragraph_text(paragraph)}".rstrip())
    return "\n".join(lines) + "\n"


def people(data: bytes) -> list[str]:
    """What a document says of the persons and firms that wrote it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [text for name in archive.namelist() for text, _ in _people(_tree(name, archive.read(name)))]


def without_people(data: bytes) -> bytes:
    """The same document, written by nobody."""
    from lxml import etree

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            tree = _tree(name, content)
            found = list(_people(tree))
            if tree is not None and found:
                for _, forget in found:
                    forget()
                content = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, content)
    return fix_times(stream.getvalue())


def _tree(name: str, content: bytes) -> _Element | None:
    return parse(content) if name.endswith(".xml") and not name.startswith("customXml/") else None


def _people(tree: _Element | None) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each name, and what takes it off."""
    for node in tree.iter("{*}*") if tree is not None else ():
        if str(node.tag).rpartition("}")[2] in _ELEMENTS and node.text and node.text != AUTHOR:
            yield node.text, partial(setattr, node, "text", AUTHOR)
        for key in _ATTRIBUTES:
            if node.get(key, AUTHOR) != AUTHOR:
                yield str(node.attrib[key]), partial(node.set, key, AUTHOR)


def mirror(folder: Path) -> list[str]:
    """Bring the texts of a folder up to date; return what forbids it, a line each."""
    problems = []
    for name in template_names([folder]):
        template = find_template(name, folders=[folder])
        if faults := check_template(template):
            problems += [f"{template.path.name}: {fault}" for fault in faults]
            continue
        if people(template.data):
            template.path.write_bytes(without_people(template.data))
        template.path.with_suffix(".txt").write_text(dump(template.data), encoding="utf-8", newline="\n")
    return problems


def main() -> int:
    problems = mirror(shipped_folder())
    print("\n".join(problems) or "Tidak ada kesalahan; teks di samping setiap templat sudah baru.")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
