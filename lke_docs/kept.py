"""What every start makes alike out of the package's own words, kept from one start to the next.

A start reads the files of patterns/, joins their words to expressions and compiles some 300 of these: nearly half of
a short audit. The results lie beside the compiled modules of the package, in `__pycache__`, and are as safe and as
replaceable as those: made anew for another Python, and missed by nobody where they cannot be written. Nothing of a
user's file is among them; expressions are made of the package's own words.

The code of an expression is no public matter of Python (`re._compiler`, `_sre`): where a version has it otherwise,
all is compiled as ever.
"""

from __future__ import annotations

import pickle
import re
import sys
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

_FILE = Path(__file__).parent / "__pycache__" / f"kept.{sys.implementation.cache_tag}.bin"
_MOST = 480  # expressions: re itself remembers 512
_WORTH = 4  # so many new ones are worth writing the file again

# What reading a damaged file raises, or a `re` that is built otherwise.
_SPOILT = (
    OSError,
    EOFError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ImportError,
    pickle.PickleError,
)

_T = TypeVar("_T")

# By pattern and flags, the arguments of `_sre.compile`; by kind and key, what was made. Both are memory, as a cache is.
_codes: dict[tuple[str, int], tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]] = {}
_values: dict[tuple[str, str | tuple[str, ...]], Any] = {}
_made: list[str] = []


def once(kind: str, key: str | tuple[str, ...], make: Callable[[], _T]) -> _T:
    """What `make` gives for this key, made once for all starts; plain values only, as a table of TOML holds them."""
    try:
        return _values[kind, key]  # type: ignore[no-any-return]
    except KeyError:
        _values[kind, key] = result = make()
        _made.append(kind)
        return result


def recall(file: Path = _FILE) -> None:
    """Take what an earlier start kept; nothing where there is no such file for this Python."""
    try:
        version, codes, values = pickle.loads(file.read_bytes())
        if version == sys.version:
            _remembered().update({(str, *key): _expression(key[0], *code) for key, code in codes.items()})
            _codes.update(codes)
            _values.update(values)
    except (*_SPOILT, RuntimeError):
        return


def keep(file: Path = _FILE) -> None:
    """Write what is known now, where enough of it is new and the folder takes it."""
    try:
        expressions = [(pattern, flags) for kind, pattern, flags in _remembered() if kind is str]
        new = sum(key not in _codes for key in expressions) + len(_made)
        if sys.dont_write_bytecode or new < _WORTH:
            return
        codes = {key: _codes.get(key) or _code(*key) for key in expressions[-_MOST:]}
        from lke_docs.office.whole import whole_file

        file.parent.mkdir(exist_ok=True)
        with whole_file(file) as stream:
            stream.write(pickle.dumps((sys.version, codes, _values), pickle.HIGHEST_PROTOCOL))
    except _SPOILT:
        return


def _remembered() -> dict[tuple[type, str, int], re.Pattern[str]]:
    return re._cache  # type: ignore[attr-defined,no-any-return]


def _code(pattern: str, flags: int) -> tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]:
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    names: dict[str, int] = dict(parsed.state.groupdict)
    by_number: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        by_number[number] = name
    numbers = array("I", _compiler._code(parsed, flags)).tobytes()
    return int(flags | parsed.state.flags), numbers, parsed.state.groups - 1, names, tuple(by_number)


def _expression(pattern: str, flags: int, numbers: bytes, *groups: Any) -> re.Pattern[str]:
    from re import _compiler  # type: ignore[attr-defined]

    numbered = memoryview(numbers).cast("I").tolist()
    return _compiler._sre.compile(pattern, flags, numbered, *groups)  # type: ignore[no-any-return]
