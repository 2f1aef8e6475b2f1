"""Make a value safe to print: what Word cannot hold goes, what would be read as a tag is parted."""

from __future__ import annotations

import json
import re
import unicodedata

from lke_docs.errors import ConfigError
from lke_docs.text import BIDI, CONTROL

MAX_CHARS = 20_000
_CONTROL = re.compile(f"[{CONTROL}\x0b-\x0d\x85]")
_BIDI = re.compile(f"[{BIDI}]")
_BRACES = re.compile(r"\{(?=[{%#_])|[}%#_](?=\})")
WORD_JOINER = "\u2060"


def toml_string(text: str) -> str:
    """`text` on one line as a TOML string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(" ".join(_CONTROL.sub(" ", text).split()), ensure_ascii=False)


def clean(text: str, *, field: str) -> str:
    """Return `text` in NFC without control and bidirectional controls, tags made harmless.

    Line ends become `\\n`, a tab stays. A word joiner (invisible) parts `{{` so that a result that is
    later used as a template cannot run what the data says.
    """
    if len(text) > MAX_CHARS:
        raise ConfigError(f"Isian “{field}” terlalu panjang: {len(text)} karakter, paling banyak {MAX_CHARS}.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _BIDI.sub("", _CONTROL.sub("", text))
    return _BRACES.sub(lambda braces: braces.group() + WORD_JOINER, unicodedata.normalize("NFC", text)).strip()
