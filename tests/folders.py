"""Small folders of evidence for tests of rules: written as lines beside those of the sheet.

`A.1.1.A | YA | SK Tim Kerja` is a row. `A.1.1.A/sk.pdf: KEPUTUSAN / NOMOR 1 // LAMPIRAN` is a file, its lines parted by
" / ", its pages by " // ", a page that nobody has read is "?"; `! path: reason` one that was not read; `@ path: hash`
a photo, with the words in it behind its hash; `# path: signer | day | utuh` adds an electronic signature.
"""

from __future__ import annotations

import hashlib

from lke_docs.check import check_dossier, open_dossier
from lke_docs.check.rule import Rule
from lke_docs.check.window import parse_window
from lke_docs.files.carry import carry
from lke_docs.files.identify import identify
from lke_docs.files.model import Folder, Grade, Page, PageKind, Picture, RawFile, Reading, Signature, TextLine
from lke_docs.files.trust import judged
from lke_docs.model import Audit, Sheet
from tests.sheets import WINDOW, from_lines

_HEIGHT, _STEP = 842.0, 18.0


def raw_file(path: str, text: str) -> RawFile:
    """A file of digital pages, its lines one below the other."""
    pages = tuple(_page(number, page) for number, page in enumerate(text.split(" // "), 1))
    plain = " ".join(" ".join(page.text for page in pages).casefold().split())
    raw = RawFile(
        path=path,
        sha256=_hash(path + text),
        size=len(text),
        format={"zip": "arsip", "url": "tautan", "jpg": "gambar"}.get(ending := path.rpartition(".")[2], ending),
        read=Reading.TEXT,
        pages=pages,
        page_count=len(pages),
        text_sha256=_hash(plain),
    )
    return judged(raw) if raw.unread else raw


def _page(number: int, text: str) -> Page:
    if text.strip() == "?":
        return Page(number, PageKind.SCAN, Grade.POOR, (), 595.0, _HEIGHT)
    lines = tuple(
        TextLine(line.strip(), (72.0, 40 + _STEP * at, 500.0, 52 + _STEP * at))
        for at, line in enumerate(text.split(" / "))
    )
    return Page(number, PageKind.DIGITAL, Grade.GOOD, lines, 595.0, _HEIGHT)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def files_of(lines: list[str]) -> list[RawFile]:
    files: dict[str, RawFile] = {}
    for line in lines:
        mark, rest = (line[0], line[1:].strip()) if line[0] in "!@#" else ("", line)
        path, _, said = rest.partition(": ")
        if mark == "!":
            files[path] = RawFile(path, _hash(path), 10, "pdf", Reading.NONE, reason=said)
        elif mark == "@":
            alike, _, words = said.partition(" ")
            picture = Picture(1, 800, 600, _hash(said + path), alike)
            page = Page(1, PageKind.SPARSE, Grade.GOOD, (TextLine(words),) if words else (), 800.0, 600.0)
            files[path] = RawFile(path, _hash(path), 10, "gambar", Reading.TEXT, (page,), 1, pictures=(picture,))
        elif mark == "#":
            signer, day, state = (part.strip() for part in said.split("|"))
            signature = Signature(signer, day, state == "utuh")
            files[path] = files[path]._replace(signatures=(signature,))
        else:
            files[path] = raw_file(path, said)
    return list(files.values())


def parted(text: str) -> tuple[Sheet, Folder]:
    """The sheet and the folder of a block of lines."""
    lines = [line.strip() for line in text.strip().splitlines()]
    rows = [line for line in lines if " | " in line and not line.startswith("#")]
    made = from_lines("\n".join(rows))
    dossier = open_dossier(made, window=parse_window(WINDOW))
    files = [identify(raw) for raw in files_of([line for line in lines if line not in rows])]
    return made, carry(made, dossier.entries, files, "bukti")


def check_folder(text: str, rules: list[Rule] | None = None) -> Audit:
    """Run rules, all of them without `rules`, over a block of lines."""
    made, folder = parted(text)
    dossier = open_dossier(made, window=parse_window(WINDOW))._replace(folder=folder)
    result = check_dossier(dossier, rules)
    assert not result.defects, result.defects
    return result
