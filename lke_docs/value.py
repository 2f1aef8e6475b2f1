"""The class of frozen values, made at once: what `typing.NamedTuple` gives, without what nobody asks of it.

An audit needs some 150 such classes. `typing` compiles every annotation of them, and a dataclass five methods: an
eighth of a short audit. Here one `__new__` is compiled for each number of fields. Checkers of types see the original.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter
    from collections.abc import Iterable
    from functools import cache
    from types import CodeType, FunctionType

    @cache
    def _code(count: int) -> CodeType:
        names = ", ".join(f"_{number}" for number in range(count))
        return eval(f"lambda cls, {names}: new(cls, ({names},))").__code__

    class _Value(tuple):
        __slots__ = ()

        @classmethod
        def _make(cls, values: Iterable[Any]) -> _Value:
            return cls(*values)

        def _replace(self, **changed: Any) -> _Value:
            made = tuple.__new__(type(self), map(changed.pop, self._fields, self))
            if changed:
                raise ValueError(f"{type(self).__name__} has no {', '.join(changed)}")
            return made

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            return f"{type(self).__name__}({', '.join(map('{}={!r}'.format, self._fields, self))})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

    class _Maker(type):
        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return type.__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            code = _code(len(fields)).replace(co_qualname=f"{name}.__new__", co_varnames=("cls", *fields))
            body["__new__"] = FunctionType(code, {"new": tuple.__new__}, argdefs=tuple(defaults.values()))
            body |= {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
            body |= {field: _tuplegetter(place, None) for place, field in enumerate(fields)}
            return type(name, (_Value,), body)

    class NamedTuple(metaclass=_Maker):
        pass
