"""The guide in the browser: every page of it, and every link and picture in them leads somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client


def test_every_link_of_the_guide_leads_somewhere(local: Client) -> None:
    seen: set[str] = set()
    ahead = ["/bantuan/", "/aturan/"]
    while ahead:
        address = ahead.pop().partition("#")[0]
        if address in seen:
            continue
        seen.add(address)
        answer = local.get(address)
        assert answer.status_code == 200, address
        if answer.headers["Content-Type"].startswith("text/html"):
            found = re.findall(r'(?:href|src)="([^"]+)"', answer.content.decode())
            assert not [link for link in found if ".md" in link], address
            ahead += [link for link in found if link.startswith(("/bantuan", "/aturan"))]
        else:
            b"".join(answer)

    assert {"/bantuan/peramban/", "/bantuan/penilai/", "/aturan/NOM005/"} <= seen
    assert any(address.endswith(".png") for address in seen)


def test_what_is_not_of_the_guide_is_not_there(local: Client) -> None:
    for address in ("/bantuan/architecture/", "/bantuan/gambar/..%2findex.md", "/aturan/XXX999/", "/bantuan/gambar/x"):
        assert local.get(address).status_code == 404, address
