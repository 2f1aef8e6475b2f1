"""The class of values is what `typing.NamedTuple` is, in all that the package asks of it."""

from __future__ import annotations

import copy
import pickle
import re
import typing
from pathlib import Path

import pytest

from lke_docs import value

PACKAGE = Path(value.__file__).parent


class Ours(value.NamedTuple):
    code: str
    month: int = 1
    year: int | None = None

    @property
    def says(self) -> str:
        return f"{self.code}-{self.month}"


class Theirs(typing.NamedTuple):
    code: str
    month: int = 1
    year: int | None = None

    @property
    def says(self) -> str:
        return f"{self.code}-{self.month}"


@pytest.mark.parametrize(
    "made", [lambda of: of("a"), lambda of: of("a", 2), lambda of: of(month=3, code="a"), lambda of: of("a", year=4)]
)
def test_values_are_as_those_of_typing(made: typing.Callable[[type], typing.Any]) -> None:
    ours, theirs = made(Ours), made(Theirs)

    assert ours == theirs and hash(ours) == hash(theirs) and ours.says == theirs.says
    assert repr(ours).replace("Ours", "Theirs") == repr(theirs)
    assert ours._asdict() == theirs._asdict()
    assert ours._replace(month=9) == theirs._replace(month=9) and type(ours._replace(month=9)) is Ours
    assert copy.copy(ours) == copy.deepcopy(ours) == pickle.loads(pickle.dumps(ours)) == ours
    assert type(pickle.loads(pickle.dumps(ours))) is Ours
    assert Ours._make(ours) == ours


def test_classes_are_as_those_of_typing() -> None:
    for name in ("_fields", "_field_defaults", "__match_args__", "__slots__"):
        assert getattr(Ours, name) == getattr(Theirs, name)


@pytest.mark.parametrize("given", [{}, {"code": "a", "mont": 1}])
def test_wrong_fields_are_refused(given: dict[str, typing.Any]) -> None:
    with pytest.raises(TypeError, match=r"Ours\.__new__\(\)"):
        Ours(**given)
    with pytest.raises(ValueError, match="mont"):
        Ours("a")._replace(mont=1)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        Ours("a").code = "b"  # type: ignore[misc]


def test_the_package_has_one_class_of_values() -> None:
    asked = re.compile(r"^from typing import .*\bNamedTuple\b", re.M)
    files = [path for path in PACKAGE.rglob("*.py") if path.name != "value.py"]

    assert [path.name for path in files if asked.search(path.read_text(encoding="utf-8"))] == []
