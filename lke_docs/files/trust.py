"""How far the text of a page may be trusted: where it comes from, and how well it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

from lke_docs.files.model import Grade, Page, PageKind, RawFile, Reading, TextLine
from lke_docs.patterns.paper_frame import DRAFT_KEYWORD, draft_notice
from lke_docs.read.link import target_of
from lke_docs.text import clean

COVERS = 0.6  # of a page: a picture as large as this is a picture of the page
_SOME = 0.4  # of a page, by pictures, where there is no text at all
_FEW_LETTERS, _NO_LETTERS = 40, 12
_UNKNOWN = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")
_LETTER = re.compile(r"[^\W\d_]")
_DAY = re.compile(r"\s*(?:D:)?((?:19|20)\d\d)[-:]?(0[1-9]|1[0-2])[-:]?(0[1-9]|[12]\d|3[01])")
_MOST_LINKS = 1_000
_PHOTO = "foto; tulisan di dalamnya tidak dibaca."
_NOT_ASKED = "pindaian; tidak dibaca, sebab halaman lain sudah cukup atau halamannya terlalu banyak"
NO_ENGINE = "pindaian: belum ada mesin OCR; lihat lke-docs doctor"
NOT_WANTED = "pindaian: tidak dibaca, karena OCR dimatikan (--no-ocr)"


def kind_of_page(text: str, *, cover: float, is_beneath: bool) -> PageKind:
    """Tell where a page's text comes from. `cover`: the share of the page that pictures cover; `is_beneath`: whether
    one covers the page and the text is not drawn visibly upon it.
    """
    letters = len(_LETTER.findall(text))
    if cover >= COVERS:
        if letters < _NO_LETTERS:
            return PageKind.SCAN
        if is_beneath:
            return PageKind.LAYER
    if letters < _NO_LETTERS and cover >= _SOME:
        return PageKind.SCAN
    return PageKind.DIGITAL if letters >= _FEW_LETTERS else PageKind.SPARSE


def grade_of(text: str, kind: PageKind) -> Grade:
    """How well a text can be read: signs without a letter, words that fell apart into letters."""
    if kind in (PageKind.SCAN, PageKind.LAYER):
        return Grade.POOR
    words = text.split()
    if not words:
        return Grade.POOR
    unknown = len(_UNKNOWN.findall(text)) / len(text)
    alone = sum(len(word) == 1 and word.isalpha() for word in words) / len(words)
    if unknown > 0.1 or alone > 0.7:
        return Grade.POOR
    return Grade.FAIR if unknown > 0.01 or alone > 0.3 or kind is PageKind.SPARSE else Grade.GOOD


def make_page(
    number: int,
    lines: Sequence[TextLine],
    *,
    size: tuple[float, float] = (0.0, 0.0),
    cover: float = 0.0,
    is_beneath: bool = False,
) -> Page:
    """A page with its kind and grade."""
    text = "\n".join(line.text for line in lines)
    kind = kind_of_page(text, cover=cover, is_beneath=is_beneath)
    return Page(number, kind, grade_of(text, kind), tuple(lines), *size)


def wants_ocr(page: Page) -> bool:
    """Whether a page has to be read from its picture: there is no text, or none to be trusted."""
    return page.is_unread and not page.engine


def judged(raw: RawFile, *, has_engine: bool = False, is_wanted: bool = True) -> RawFile:
    """A file with how it was read, from its pages; one of which some were not read is read in part, and says which.

    `is_wanted`: pictures of pages were to be read.
    """
    pages = raw.pages
    if raw.format in ("arsip", "tautan"):
        return raw if raw.reason else raw._replace(read=Reading.TEXT)
    if raw.reason and not pages:
        return raw
    unread = [page for page in pages if page.is_unread]
    read, reason = Reading.TEXT, ""
    if unread and not any(page.lines for page in pages if not page.is_unread):
        read = Reading.LAYER if any(page.kind is PageKind.LAYER for page in unread) else Reading.NONE
    elif any(map(_is_recognised, pages)):
        read = Reading.OCR
    elif not unread and not any(page.lines for page in pages):
        read, reason = Reading.NONE, _PHOTO if raw.pictures else "berkas ini tidak memuat teks."
    if unread:
        usual = _NOT_ASKED if has_engine else NO_ENGINE if is_wanted else NOT_WANTED
        reason = next((page.reason for page in unread if page.reason), usual)
        reason = reason if len(unread) == len(pages) else f"halaman {_shown(unread)}: {reason}"
    said = text_hash(pages) if read is Reading.OCR else "" if unread else raw.text_sha256
    return raw._replace(read=read, reason=" ".join(filter(None, (raw.reason, reason))), text_sha256=said)


def _is_recognised(page: Page) -> bool:
    return bool(page.engine) and not page.reason


def _shown(pages: Sequence[Page]) -> str:
    return ", ".join(str(page.number) for page in pages[:8]) + (" …" if len(pages) > 8 else "")


def with_keyword(pages: Sequence[Page], keywords: str) -> tuple[Page, ...]:
    """Pages of a file; one that its properties call a draft of ours says so in its foot, whoever took its marks off."""
    if DRAFT_KEYWORD not in keywords or not pages:
        return tuple(pages)
    *others, last = pages
    box = (0.0, last.height - 10, last.width, last.height - 2) if last.height else None
    return (*others, last._replace(lines=(*last.lines, TextLine(draft_notice(), box))))


def text_hash(pages: Sequence[Page]) -> str:
    """The hash of a text in small letters, white space evened; "" where there is none."""
    text = " ".join(" ".join(page.text.casefold().split()) for page in pages).strip()
    return sha256(text.encode()).hexdigest() if text else ""


def day_of(written: str) -> str:
    """The day that a file gives of itself, as PDF, Office and EXIF write it; "" where it gives none."""
    match = _DAY.match(written)
    return "-".join(match.groups()) if match else ""


def links_once(links: Iterable[str]) -> tuple[str, ...]:
    """Where the links of a file lead, once each, in order."""
    return tuple(dict.fromkeys(clean(to) for link in links if (to := target_of(link))))[:_MOST_LINKS]
