"""A client that behaves as the ministry's guide says of PortalRB: GET with a bearer token, three tries, then failed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

WAITS = (0, 60, 120)  # seconds before each try
Get = Callable[[str, dict[str, str]], tuple[int, bytes]]


class Fetched(NamedTuple):
    """What became of one fetch: the answer, or the error as told; and how often was tried."""

    body: dict[str, Any]
    tries: int
    is_failed: bool


class PortalClient(NamedTuple):
    """`get` takes an address and headers; `wait` seconds."""

    get: Get
    token: str
    wait: Callable[[float], object]

    def fetch(self, path: str) -> Fetched:
        """An answer, after three tries at most. Whatever is no 2xx must be an error in the portal's format."""
        body: dict[str, Any] = {}
        for number, seconds in enumerate(WAITS, 1):
            self.wait(seconds)
            status, content = self.get(path, {"Authorization": f"Bearer {self.token}", "Accept": "application/json"})
            body = json.loads(content)
            if 200 <= status < 300:
                return Fetched(body, number, False)
            assert body["error"] is True and body["code"] and body["message"], body
        return Fetched(body, len(WAITS), True)

    def all_answers(self) -> dict[str, dict[str, Any]]:
        """The answers of all units that are proposed, by their ids; checked as the guide checks them."""
        found = {}
        for path in ("/pengusulan/unit-wbk", "/pengusulan/unit-wbbm"):
            for unit in self.fetch(path).body.get("units", ()):
                assert unit["id"] and unit["nama"] and unit["kategori"] in ("WBK", "WBK-AFIRMASI", "WBBM")
                told = self.fetch(f"/lke/jawaban-unit/{unit['id']}").body
                assert told["unit_id"] == unit["id"] and told["nama_unit"] == unit["nama"]
                assert all({"soal_id", "jawaban_unit"} <= it.keys() for it in told["answers"])
                found[unit["id"]] = told
        return found
