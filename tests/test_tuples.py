"""The base of values does what that of `typing` does, and is what every value of the package has."""

from __future__ import annotations

import pickle
from typing import get_type_hints

import pytest

from lke_docs.tuples import NamedTuple
from tests.test_layers import imported, modules


class Month(NamedTuple):
    """A month of a year."""

    year: int
    number: int = 1

    @property
    def name(self) -> str:
        return f"{self.year}-{self.number:02}"

    @classmethod
    def read(cls, text: str) -> Month:
        return cls(*map(int, text.split("-")))


def test_a_value_is_a_tuple_with_names() -> None:
    month = Month.read("2021-04")
    assert month == (2021, 4) == Month(number=4, year=2021)
    assert (month.name, Month(2021).number, month._replace(number=5).name) == ("2021-04", 1, "2021-05")
    assert pickle.loads(pickle.dumps(month)) == month
    assert (Month.__doc__, Month.__module__, Month.__qualname__) == ("A month of a year.", __name__, "Month")
    assert (Month._fields, Month._field_defaults) == (("year", "number"), {"number": 1})
    assert get_type_hints(Month) == {"year": int, "number": int}


def test_a_value_misses_no_field() -> None:
    with pytest.raises(TypeError, match="year"):
        Month()  # type: ignore[call-arg]


def test_values_have_this_base() -> None:
    at = [path.name for _, path in modules() if path.stem != "tuples" and ("typing", "NamedTuple") in imported(path)]
    assert not at, "typing.NamedTuple compiles each annotation at each start: take that of lke_docs.tuples"
