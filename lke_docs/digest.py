"""SHA-256 without OpenSSL, which `hashlib` loads first: for a sheet that costs more than the digest.

What is large is left to `hashlib`, which is several times as fast.
"""

from __future__ import annotations

from typing import Any

_LARGE = 4 * 1024 * 1024


def digest_of(data: bytes) -> str:
    """The digest in hexadecimal."""
    return str(_maker(len(data))(data).hexdigest())


def _maker(size: int) -> Any:
    try:
        import _sha256  # type: ignore[import-not-found]
    except ImportError:  # another Python has it under another name
        size = _LARGE
    if size < _LARGE:
        return _sha256.sha256
    import hashlib

    return hashlib.sha256
