"""List the conditions and alternatives of lke_docs/extract that nothing in the corpus needs.

    python -m tools.idle_code [MODULE ...]

Each operand of `and` and `or`, each `if` and each alternative of a hand-written expression is taken out alone, and
the corpus (that of `tools.idle`) is read again: what changes nothing is listed with its place. A condition may be
idle and right (what it spares is time, or what it refuses no text of ours holds), so the list is for a reader.
"""

from __future__ import annotations

import ast
import gc
import importlib
import os
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from functools import cache
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]
from types import CodeType, FunctionType
from typing import Any, NamedTuple

import lke_docs.extract
from lke_docs.extract import extract
from tools.idle import corpus, evidence_of, forget, tell

SECONDS = 60  # of processor time for one change: what goes round for ever differs too


class Change(NamedTuple):
    """Something that can be left out: where it stands, what it is, and how it is taken out until `undo`."""

    place: str
    says: str
    make: Callable[[], Callable[[], None]]


def modules() -> Sequence[str]:
    """The modules of extraction."""
    package = lke_docs.extract
    return [info.name for info in pkgutil.iter_modules(package.__path__)]


@cache
def changes(module: str) -> Sequence[Change]:
    """All that can be left out of a module, in its order."""
    return (*_conditions(module), *_alternatives(module))


# --- conditions ------------------------------------------------------------------------------------------


def _conditions(module: str) -> Iterator[Change]:
    path = Path(lke_docs.extract.__path__[0]) / f"{module}.py"
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    for number, node in enumerate(ast.walk(tree)):
        for index, part in enumerate(_parts(node)):
            place = f"{module}.py:{part.lineno}"
            says = " ".join((ast.get_source_segment(source, part) or "").split())
            what = type(node.op).__name__.lower() if isinstance(node, ast.BoolOp) else "if"
            yield Change(place, f"{what} {says}", lambda n=number, i=index: _recoded(tree, path, n, i))  # type: ignore[misc]


def _parts(node: ast.AST) -> Sequence[ast.expr]:
    """What can be left out of a node: the operands of `and` and `or`, the test of an `if`."""
    if isinstance(node, ast.BoolOp):
        return node.values
    if isinstance(node, ast.comprehension):
        return node.ifs
    return [node.test] if isinstance(node, ast.If | ast.IfExp) else ()


def _recoded(tree: ast.Module, path: Path, number: int, index: int) -> Callable[[], None]:
    """Give the functions of a module the code that they have without a part."""
    changed = deepcopy(tree)
    node = next(it for place, it in enumerate(ast.walk(changed)) if place == number)
    if isinstance(node, ast.BoolOp):
        del node.values[index]
    elif isinstance(node, ast.comprehension):
        del node.ifs[index]
    else:
        never = ast.copy_location(ast.Constant(value=False), node.test)  # type: ignore[attr-defined]
        node.test = _after_walrus(node.test, never)  # type: ignore[attr-defined]
    codes = dict(_codes(compile(ast.fix_missing_locations(_plain(changed)), str(path), "exec")))
    kept = [(function, function.__code__) for function in _functions(str(path))]
    for function, code in kept:
        new = codes[code.co_qualname, code.co_firstlineno]
        if new.co_freevars == code.co_freevars:
            function.__code__ = new

    def undo() -> None:
        for function, code in kept:
            function.__code__ = code

    return undo


def _after_walrus(test: ast.expr, never: ast.expr) -> ast.expr:
    """A test that is never true, and still names what `:=` in it names."""
    names = any(isinstance(it, ast.NamedExpr) for it in ast.walk(test))
    return ast.copy_location(ast.BoolOp(ast.And(), [test, never]), test) if names else never


class _OneOperand(ast.NodeTransformer):
    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        self.generic_visit(node)
        return node.values[0] if len(node.values) == 1 else node


def _plain(tree: ast.Module) -> ast.Module:
    changed: ast.Module = _OneOperand().visit(tree)
    return changed


def _codes(code: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield (inner.co_qualname, inner.co_firstlineno), inner
            yield from _codes(inner)


@cache
def _functions(path: str) -> Sequence[FunctionType]:
    functions = (it for it in gc.get_objects() if type(it) is FunctionType)  # isinstance asks what lazy objects are
    return [function for function in functions if function.__code__.co_filename == path]


# --- alternatives ----------------------------------------------------------------------------------------


def _alternatives(module: str) -> Iterator[Change]:
    """The alternatives of the expressions that are written in a module, not made of the words of patterns/."""
    for name, pattern in list(vars(importlib.import_module(f"lke_docs.extract.{module}")).items()):
        if not isinstance(pattern, re.Pattern):
            continue
        parsed = _parser.parse(pattern.pattern, pattern.flags)
        for number, (branches, index) in enumerate(_branches(parsed)):
            says = f"alternative {index + 1} of {len(branches)}: {_shown(branches[index])}"
            yield Change(f"{module}.{name}", says, lambda p=pattern, n=number: _without(p, n))  # type: ignore[misc]


def _branches(parsed: Any) -> Iterator[tuple[list[Any], int]]:
    """Each list of alternatives in a parsed expression, with each index."""
    for code, about in parsed:
        if str(code) == "BRANCH":
            for index in range(len(about[1])):
                yield about[1], index
        for inner in about if isinstance(about, tuple) else ():
            for one in inner if isinstance(inner, list) else [inner]:
                if isinstance(one, _parser.SubPattern):
                    yield from _branches(one)


def _shown(alternative: Any) -> str:
    letters = [chr(about) if str(code) == "LITERAL" else f"<{str(code).lower()}>" for code, about in alternative]
    return "".join(letters)[:60]


def _without(pattern: re.Pattern[str], number: int) -> Callable[[], None]:
    """Put the expression without an alternative in the place of the whole one, wherever extraction holds it."""
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    branches, index = next(it for place, it in enumerate(_branches(parsed)) if place == number)
    del branches[index]
    less = _compiler.compile(parsed, parsed.state.flags & ~re.UNICODE)
    spaces = [vars(importlib.import_module(f"lke_docs.extract.{it}")) for it in modules()]
    held = [(space, name) for space in spaces for name, value in space.items() if value is pattern]
    for space, name in held:
        space[name] = less

    def undo() -> None:
        for space, name in held:
            space[name] = pattern

    return undo


# --- whether it is needed --------------------------------------------------------------------------------


def is_idle(change: Change, texts: Sequence[str]) -> bool:
    """Tell whether the same is found in all texts without it; what then fails is needed."""
    known = [evidence_of(text) for text in texts]
    undo = change.make()
    forget()  # what was built with it
    try:
        return all(extract(text) == before for text, before in zip(texts, known, strict=True))
    except Exception:  # noqa: BLE001 - whatever a function does without its conditions
        return False
    finally:
        undo()
        forget()


def _is_idle_at(module: str, number: int) -> bool:
    """The same in a process of its own, which may run for ever without a condition."""
    import resource

    spent = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime)
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + spent))
    os._exit(not is_idle(changes(module)[number], corpus()))


def main(some: Sequence[str]) -> None:
    [evidence_of(text) for text in corpus()]  # once for all children
    for module in some or modules():
        ours = changes(module)
        with ProcessPoolExecutor() as pool:
            idle = list(pool.map(_is_idle_at, [module] * len(ours), range(len(ours)), chunksize=8))
        lines = [f"{change.place}: {change.says}" for change in ours]
        tell(f"{module}.py", "conditions and alternatives", lines, idle)


if __name__ == "__main__":
    main(sys.argv[1:])
