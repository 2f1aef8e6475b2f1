"""Build templates/docx/*.docx and the text dump beside each; `--check` only compares.

Run: python tools/build_templates.py [--check]
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

from docx_source import package
from template_bodies import BODIES
from template_parts import kop

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lke_docs.draft.fields import load_schema  # noqa: E402
from lke_docs.draft.package import W, paragraph_text, read_text_parts  # noqa: E402

FOLDER = ROOT / "templates" / "docx"


def build(name: str) -> bytes:
    """The bytes of one template."""
    schema = load_schema(FOLDER / f"{name}.toml")
    return package(BODIES[name](), kop=kop(), title=f"Templat {schema.title.lower()}")


def dump(data: bytes) -> str:
    """Part, style and text of each paragraph, for reading changes of a binary file."""
    lines = []
    for part, root in sorted(read_text_parts(data)):
        lines.append(f"== {part}")
        for paragraph in root.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            depth = sum(node.tag == f"{W}tc" for node in paragraph.iterancestors())
            name = style.get(f"{W}val") if style is not None else "Normal"
            lines.append(f"{'  | ' * depth}[{name}] {paragraph_text(paragraph)}".rstrip())
    return "\n".join(lines) + "\n"


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package; compression differs between systems, the parts may not."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def stale() -> list[str]:
    """Names of files that a build would change."""
    found = []
    for name in BODIES:
        data, kept = build(name), FOLDER / f"{name}.docx"
        if not kept.is_file() or parts(kept.read_bytes()) != parts(data):
            found.append(kept.name)
        text = kept.with_suffix(".txt")
        if not text.is_file() or text.read_text(encoding="utf-8") != dump(data):
            found.append(text.name)
    return found


def main() -> int:
    if "--check" in sys.argv[1:]:
        for name in stale():
            print(f"usang: {name}")
        return 1 if stale() else 0
    for name in BODIES:
        data = build(name)
        (FOLDER / f"{name}.docx").write_bytes(data)
        (FOLDER / f"{name}.txt").write_text(dump(data), encoding="utf-8", newline="\n")
        print(f"{name}.docx {len(data)} byte")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
