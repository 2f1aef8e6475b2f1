"""A browser without scripts for tests over HTTP: it keeps cookies, fills in forms as they stand, and is sent on."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
import uuid
from html import unescape
from http.cookiejar import CookieJar
from typing import NamedTuple


class Page(NamedTuple):
    """What came: the address at which it ended, status, content."""

    address: str
    status: int
    content: bytes

    @property
    def text(self) -> str:
        return unescape(self.content.decode("utf-8", "replace"))

    def hidden(self, name: str) -> str:
        """The value of a hidden field of the page; "" where there is none."""
        found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', self.content.decode("utf-8", "replace"))
        return unescape(found[1]) if found else ""


class PlainBrowser:
    def __init__(self, origin: str) -> None:
        self.origin = origin.rstrip("/")
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, headers: dict[str, str] | None = None) -> Page:
        return self._open(urllib.request.Request(self.origin + path, headers=headers or {}))

    def post(self, path: str, *, of: str = "", file: tuple[str, str, bytes] | None = None, **fields: str) -> Page:
        """Send the form that stands on the page `of` (the address itself, where none is named)."""
        page = self.get(of or path)
        told = {"csrfmiddlewaretoken": page.hidden("csrfmiddlewaretoken"), **fields}
        body, kind = _multipart(told, file) if file else (urllib.parse.urlencode(told).encode(), "")
        headers = {"Content-Type": kind or "application/x-www-form-urlencoded", "Origin": self.origin}
        return self._open(urllib.request.Request(self.origin + path, body, headers))

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=120) as answer:
                return Page(answer.url, answer.status, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Page(error.url or "", error.code, error.read())


def _multipart(fields: dict[str, str], file: tuple[str, str, bytes]) -> tuple[bytes, str]:
    mark = uuid.uuid4().hex
    name, called, data = file
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{it}\r\n'.encode()
        for key, it in fields.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"\r\n\r\n'.encode()
    return b"".join([*parts, head, data, f"\r\n--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"
