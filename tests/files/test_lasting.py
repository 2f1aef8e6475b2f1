"""A child of many calls: what ends it, and that the next call goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from lke_docs.errors import InputError
from lke_docs.office.apart import Ending, StoppedError
from lke_docs.office.lasting import Lasting, Renewal
from lke_docs.office.limits import MIB

COUNT, FAIL = "tests.files.calls:count", "tests.files.calls:fail"


@pytest.fixture
def child() -> Iterator[Lasting]:
    made = Lasting(memory_bytes=512 * MIB, renewal=Renewal(calls=4))
    yield made
    made.close()


def ask(child: Lasting, data: bytes = b"x") -> str:
    return child.call(COUNT, data, {}, seconds=20).decode()


def test_it_answers_many_calls_and_is_renewed(child: Lasting) -> None:
    assert [ask(child, b"%d" % at) for at in range(6)] == ["1 0", "2 1", "3 2", "4 3", "1 4", "2 5"]


def test_it_is_renewed_where_it_holds_too_much() -> None:
    child = Lasting(memory_bytes=512 * MIB, renewal=Renewal(resident_bytes=1))

    assert [ask(child), child.is_begun, ask(child), child.is_begun] == ["1 x", False, "1 x", False]


WAYS = {"hang": Ending.TIME, "die": Ending.CRASH, "memory": Ending.MEMORY}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.skipif(sys.platform == "win32", reason="no bound on memory there")
def test_what_ends_it_costs_one_call(child: Lasting, way: str) -> None:
    ask(child)
    with pytest.raises(StoppedError) as error:
        child.call(FAIL, b"", {"way": way}, seconds=1)

    assert error.value.ending is WAYS[way]
    assert ask(child) == ("3 x" if way == "memory" else "1 x").replace("3", "2")


def test_what_it_refuses_is_said(child: Lasting) -> None:
    with pytest.raises(InputError, match="tidak ada"):
        child.call(FAIL, b"", {"way": "refuse"}, seconds=5)
