"""`NamedTuple` as `typing` has it, for half of its price, which every class pays at each start.

`typing` compiles the text of each annotation, for nobody who asks; here `typing.get_type_hints` does when it is asked.
mypy holds what is refused there: a field without a value behind one that has one, a base beside `NamedTuple`.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:

    class _Made(type):
        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body.get("__annotations__", {})
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            for key, value in body.items():
                if key not in fields and key != "__module__":
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Made):
        """The base of a value: its fields are its annotations."""
