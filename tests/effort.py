"""How much work something is: calls counted, or, where expressions do it, one text's time against another's.

Seconds alone say more of the machine than of the work.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

_TELLING = 0.05  # seconds; below that the clock says nothing
_TRIES = 6  # other people's work disturbs the clock, and not each time; what is quadratic fails every time


def calls(work: Callable[[], object]) -> int:
    """How often our functions, generators and comprehensions were entered, and built-in ones called by them."""
    count = 0
    ours: dict[CodeType, bool] = {}

    def see(frame: FrameType, event: str, _: Any) -> None:
        nonlocal count
        code = frame.f_code
        if code not in ours:
            ours[code] = "lke_docs" in code.co_filename
        count += ours[code] and event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def is_linear(work: Callable[[str], object], short: str, long: str) -> bool:
    """Whether a text four times as long costs some four times as much; sixteen times would be quadratic."""
    return any((spent := _cost(work, long)) <= _TELLING or spent < 10 * _cost(work, short) for _ in range(_TRIES))


def _cost(work: Callable[[str], object], text: str) -> float:
    begin = time.process_time()
    work(text)
    return time.process_time() - begin
