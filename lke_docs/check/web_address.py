"""The addresses that a row gives, brought to one form, so that one file is one address."""

from __future__ import annotations

import re

from lke_docs.model import Entry

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s;,\"“”<>()]{4,}", re.IGNORECASE)
_TAIL = re.compile(r"/(?:view|edit|preview|copy)\Z")  # ways to open one file
_SCHEME = re.compile(r"\A(?:https?://)?(?:www\.)?", re.IGNORECASE)
_KEY = re.compile(r"(?:^|&)(id|v|gid|doc|file)=([^&]+)")  # what of a query says which file it is


def addresses_of(entry: Entry) -> dict[str, tuple[int, int]]:
    """The addresses of a row, each with its place in the evidence; (0, 0) where it stands behind a word."""
    addresses = {_plain(target): (0, 0) for target in entry.row.links}
    text = entry.evidence.text
    for match in _ADDRESS.finditer(text) if "://" in text or "www." in text.lower() else ():
        addresses[_plain(match[0])] = match.span()
    return addresses


def _plain(address: str) -> str:
    """An address without scheme and ways to open it: "https://drive.google.com/file/d/1AbC/view?usp=sharing"."""
    path, _, query = _SCHEME.sub("", address.rstrip("./")).partition("?")
    host, slash, rest = _TAIL.sub("", path.rstrip("/")).partition("/")
    keys = "&".join(f"{key}={value}" for key, value in _KEY.findall(query.partition("#")[0]))
    return f"{host.casefold()}{slash}{rest}{'?' if keys else ''}{keys}"
