"""What every start makes alike out of the package's own words, kept from one start to the next.

A start reads the files of patterns/, joins their words to expressions and compiles some 300 of these: more than half
of a short audit. The results lie beside the compiled modules of the package, in `__pycache__`, and are as safe and as
replaceable as those: made anew for another Python or where any file of the package has changed, and missed by nobody
where they cannot be written. Nothing of a user's file is among them.

The code of an expression is no public matter of Python (`re._compiler`, `_sre`): where a version has it otherwise,
all is compiled as ever.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable
from copyreg import pickle
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, ParamSpec, TypeVar

from lke_docs.resources import data_dir

_FILE = Path(__file__).parent / "__pycache__" / f"kept.{sys.implementation.cache_tag}.bin"
_MOST = 960  # expressions: an audit needs some 550
_WORTH = 4  # so many new ones are worth writing the file again

# What reading a damaged file raises, or a `re` that is built otherwise.
_SPOILT = (OSError, EOFError, ValueError, TypeError, LookupError, AttributeError, ImportError, RuntimeError)

_T = TypeVar("_T")
_P = ParamSpec("_P")
Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # the arguments of `_sre.compile`

# Memory, as a cache is: codes by pattern and flags, joined words by words, and values, pickled, by who made them.
_codes: dict[tuple[str, int], Code] = {}
_joined: dict[tuple[str, ...], str] = {}
_values: dict[tuple[str, ...], bytes] = {}
_fresh: dict[tuple[str, ...], bytes] = {}  # the same, made by this start
_made: list[tuple[str, ...]] = []  # words that this start had to join


def _sealed(table: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(table)


def _as_asked(pattern: re.Pattern[str]) -> tuple[Callable[..., re.Pattern[str]], tuple[str, int]]:
    """An expression in a value by the flags it was asked for with, under which the next start has it compiled."""
    given = (flags for (_, _, flags), known in _remembered().items() if known is pattern)
    return re.compile, (pattern.pattern, next(given, pattern.flags))


pickle(MappingProxyType, lambda table: (_sealed, (dict(table),)))
pickle(re.Pattern, _as_asked)


def joined(words: tuple[str, ...], make: Callable[[tuple[str, ...]], str]) -> str:
    """The expression that `make` gives for these words, made once for all starts."""
    if words not in _joined:
        _joined[words] = make(words)
        _made.append(words)
    return _joined[words]


def shipped(make: Callable[_P, _T]) -> Callable[_P, _T]:
    """A cache for what is made of files of the package alone, kept for all starts. Arguments are texts."""
    name = f"{make.__module__}.{make.__qualname__}"

    @cache
    def get(*args: _P.args, **none: _P.kwargs) -> _T:
        from _pickle import dumps, loads

        key = (name, *map(str, args))
        if key in _values:
            return loads(_values[key])  # type: ignore[no-any-return]
        result = make(*args, **none)
        if not sys.dont_write_bytecode:
            _fresh[key] = dumps(result, -1)
        return result

    return get  # type: ignore[return-value]


def recall(file: Path = _FILE) -> None:
    """Take what an earlier start kept; nothing where there is no such file for this Python and this package.

    `re` remembers 512 expressions, and would drop some of them: it is to remember all.
    """
    try:
        re._MAXCACHE = max(re._MAXCACHE, _MOST + 64)  # type: ignore[attr-defined]
        stamp, codes, words, values = marshal.loads(file.read_bytes())
        if stamp == _stamp():
            _remembered().update({(str, *key): _expression(key[0], *code) for key, code in codes.items()})
            _codes.update(codes)
            _joined.update(words)
            _values.update(values)
    except _SPOILT:
        return


def keep(file: Path = _FILE) -> None:
    """Write what is known now, where enough of it is new and the folder takes it."""
    try:
        expressions = [(pattern, flags) for kind, pattern, flags in _remembered() if kind is str]
        new = sum(key not in _codes for key in expressions) + len(_made) + len(_fresh)
        if sys.dont_write_bytecode or new < _WORTH:
            return
        codes = {key: _codes.get(key) or _code(*key) for key in expressions[-_MOST:]}
        from lke_docs.office.whole import whole_file

        file.parent.mkdir(exist_ok=True)
        held: Any = (_stamp(), codes, _joined, _values | _fresh)
        with whole_file(file) as stream:
            stream.write(marshal.dumps(held))
    except _SPOILT:
        return


def _stamp() -> tuple[object, ...]:
    """What the kept values were made of: this Python, and each file of the package as it was written last."""
    folders = (_FILE.parent.parent, data_dir("patterns"), data_dir("templates"))
    return (sys.version, *(written for folder in folders for written in _written(folder)))


def _written(folder: str | Path) -> list[object]:
    files: list[object] = []
    for item in sorted(os.scandir(folder), key=lambda item: item.name):
        if item.name.endswith((".py", ".toml")):
            about = item.stat()
            files.append((item.path, about.st_mtime_ns, about.st_size))
        elif "." not in item.name and not item.name.startswith("__"):
            files += _written(item.path)
    return files


def _remembered() -> dict[tuple[type, str, int], re.Pattern[str]]:
    return re._cache  # type: ignore[attr-defined,no-any-return]


def _code(pattern: str, flags: int) -> Code:
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
