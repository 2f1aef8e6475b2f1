"""What the ministry's portal is answered: units, answers and errors, as its guide for agencies asks."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from typing import Any

from lke_docs.office.door import load_json
from lke_docs.resources import PACKAGE
from lke_docs.tuples import NamedTuple

WBK, WBBM, AFFIRMATIVE = "WBK", "WBBM", "WBK-AFIRMASI"


class PortalUnit(NamedTuple):
    """A unit that its agency proposes."""

    id: str
    name: str
    category: str = WBK


class PortalRefusal(NamedTuple):
    """A refusal in the portal's format: status, code for programs, words for people."""

    status: int
    code: str
    message: str

    @property
    def body(self) -> dict[str, object]:
        return {"error": True, "code": self.code, "message": self.message}


class PortalError(Exception):
    """A request of the portal that is not answered."""

    def __init__(self, refusal: PortalRefusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


NO_TOKEN = PortalRefusal(401, "UNAUTHORIZED", "Token tidak ada atau tidak sesuai.")
CLOSED = PortalRefusal(403, "FORBIDDEN", "Instansi ini tidak membuka alamat ini untuk PortalRB.")
NO_SUCH_UNIT = PortalRefusal(404, "DATA_NOT_FOUND", "Unit tidak ada, atau jawabannya belum dilepas oleh pimpinannya.")
ONLY_GET = PortalRefusal(405, "METHOD_NOT_ALLOWED", "Alamat ini hanya dibaca dengan GET.")
BROKEN_ID = PortalRefusal(422, "INVALID_PARAMETER", "Pengenal unit tidak berbentuk pengenal.")
TOO_MANY = PortalRefusal(429, "TOO_MANY_REQUESTS", "Terlalu banyak permintaan; coba lagi sesudah satu menit.")
DEFECT = PortalRefusal(500, "INTERNAL_ERROR", "Server tidak dapat menyusun jawaban; pengelolanya sudah diberi tahu.")

_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def check_bearer(header: str, token: str) -> None:
    """Refuse a request that does not bear the token. Raises PortalError; the time it takes tells nothing of it."""
    if not token:
        raise PortalError(CLOSED)
    scheme, _, given = header.partition(" ")
    is_same = hmac.compare_digest(given.strip().encode("utf-8", "replace"), token.encode())
    if scheme.lower() != "bearer" or not is_same:
        raise PortalError(NO_TOKEN)


def check_id(given: str) -> None:
    """Refuse what is no id of a unit. Raises PortalError."""
    if not _ID.fullmatch(given):
        raise PortalError(BROKEN_ID)


def units_answer(units: Iterable[PortalUnit], year: int, *, categories: tuple[str, ...]) -> dict[str, Any]:
    """The units of these categories, in the order of their ids."""
    proposed = sorted(unit for unit in units if unit.category in categories)
    return {
        "tahun": year,
        "units": [
            {"id": unit.id, "nama": unit.name, "kategori": unit.category, "afirmasi": unit.category == AFFIRMATIVE}
            for unit in proposed
        ],
    }


def openapi() -> dict[str, Any]:
    """The description of the addresses for programs."""
    description: dict[str, Any] = load_json(PACKAGE / "schema" / "portal.openapi.json")
    return description
