"""Text files and web pages, among them those that only point somewhere: shortcuts of browsers, a link in a note."""

from __future__ import annotations

import json
import plistlib
import re
from collections.abc import Iterable
from xml.parsers.expat import ExpatError

from lke_docs.errors import InputError
from lke_docs.files.model import RawFile, Reading, TextLine
from lke_docs.files.trust import links_once, make_page, text_hash
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.limits import Limits
from lke_docs.read.html import read_html
from lke_docs.read.link import links_in
from lke_docs.read.txt import decode
from lke_docs.text import clean

_SHORTCUT = re.compile(r"\s*\[(?:InternetShortcut|Desktop Entry)\]", re.IGNORECASE)
_URL = re.compile(r"(?im)^\s*URL(?:\[\w+\])?\s*=\s*(\S.*?)\s*$")
_REFRESH = re.compile(rb"""http-equiv\s*=\s*["']?refresh["']?[^>]*?url\s*=\s*["']?([^"'>\s]+)""", re.IGNORECASE)
_HREF = re.compile(rb"""<a\b[^>]*?\bhref\s*=\s*["']([^"']{1,2000})["']""", re.IGNORECASE)
_MOVED = re.compile(rb"""location(?:\.href)?\s*=\s*["'](https?://[^"']{1,2000})["']""", re.IGNORECASE)
_FEW, _LABEL = 80, 30  # letters beside the links, and to each, of a text that is nothing but links
_FEW_KEYS = 4
_DRIVE = "https://drive.google.com/open?id="


def read_text(data: bytes, limits: Limits) -> RawFile:
    """Read a text; where it holds nothing but links it is one. Raises BrokenFileError where it is no text."""
    try:
        text = clean(decode(data, "berkas").replace("\r\n", "\n").replace("\r", "\n"))
    except InputError as error:
        raise BrokenFileError(error.reason) from error
    pointed = _pointed(text)
    if pointed is not None:
        return _link(pointed)
    links = links_in(text)
    rest = text
    for link in links:
        rest = rest.replace(link, "", 1)
    if links and len("".join(rest.split())) <= max(_FEW, _LABEL * len(links)):
        return _link(links, text, limits)
    return _page(text, links, limits)


def read_web_page(data: bytes, limits: Limits) -> RawFile:
    """Read a web page; one that only leads elsewhere is a link."""
    document = read_html(data, limits)
    lines = [line.text for line in document.lines]
    for grid in document.grids:
        rows: dict[int, list[str]] = {}
        for cell in grid.cells:
            rows.setdefault(cell.row, []).append(cell.text)
        lines += ["\t".join(row) for row in rows.values()]
    links = [address.decode("utf-8", "replace") for address in _HREF.findall(data)]
    moved = [address.decode("utf-8", "replace") for address in (*_REFRESH.findall(data), *_MOVED.findall(data))]
    text = "\n".join(lines)
    if moved or (len(set(links)) == 1 and len(text) <= _FEW):
        return _link(moved or links, text, limits)
    return _page(text, links, limits)


def read_plist(data: bytes, limits: Limits) -> RawFile:
    """Read a shortcut of macOS in its binary format."""
    addresses = _of_plist(data)
    if not addresses:
        raise BrokenFileError("isinya bukan dokumen, gambar, arsip, atau teks yang dikenal.")
    return _link(addresses)


def _pointed(text: str) -> list[str] | None:
    """Where a shortcut leads, if anywhere: `.url`, `.desktop`, `.webloc`, `.gdoc`; None for any other text."""
    if _SHORTCUT.match(text):
        return _URL.findall(text)
    if "<plist" in text[:400]:
        return _of_plist(text.encode())
    if text.lstrip().startswith("{") and len(text) < 4_000:  # {"doc_id":"1aB...","email":"..."}
        return _of_drive(text) or None
    return None


def _of_drive(text: str) -> list[str]:
    """Where a document lies that a cloud drive shows as a file."""
    try:
        table = json.loads(text)
    except (ValueError, RecursionError):
        return []
    url, name = table.get("url"), table.get("doc_id")
    if isinstance(url, str) and (name or len(table) < _FEW_KEYS):
        return [url]
    return [_DRIVE + name] if isinstance(name, str) else []


def _of_plist(data: bytes) -> list[str]:
    try:
        table = plistlib.loads(data)
    except (plistlib.InvalidFileException, ExpatError, ValueError, TypeError, LookupError, OSError, RecursionError):
        return []
    url = table.get("URL") if isinstance(table, dict) else None
    return [url] if isinstance(url, str) else []


def _filled(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _page(text: str, links: Iterable[str], limits: Limits) -> RawFile:
    reason = ""
    if len(text) > limits.text_chars:
        text, reason = text[: limits.text_chars], f"hanya {limits.text_chars} huruf pertama yang dibaca."
    page = make_page(1, [TextLine(clean(line)) for line in _filled(text)])
    return RawFile(
        "", "", 0, "teks", Reading.NONE, (page,), 1, text_hash([page]), links=links_once(links), reason=reason
    )


def _link(links: Iterable[str], text: str = "", limits: Limits | None = None) -> RawFile:
    return _page(text, links, limits or Limits())._replace(format="tautan")
