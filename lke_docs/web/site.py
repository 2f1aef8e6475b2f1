"""A site: where its data lie, who may reach it; Django set up for it, its tables made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lke_docs.tuples import NamedTuple
from lke_docs.wording import day

DATABASE = "web.sqlite"  # in `data`
_MOST = 8 * 1024  # megabytes, on one's own machine


class Site(NamedTuple):
    """One's own machine (`is_local`) or a server.

    `home`: the folder of the units; `data`: where the database lies; `secret` signs what the site hands out;
    `hosts`: names under which it is reached; `entrance`: the secret in the address that opens a local site.
    `database`: as Django takes it, where it is not SQLite in `data`; `more`: further settings of Django.
    """

    home: Path
    data: Path
    secret: str
    hosts: tuple[str, ...]
    is_local: bool = True
    entrance: str = ""
    zone: str = "Asia/Jakarta"
    database: Mapping[str, Any] = MappingProxyType({})
    more: Mapping[str, Any] = MappingProxyType({})

    @property
    def upload_megabytes(self) -> int:
        """How much may be sent at once."""
        return getattr(self.more.get("LKE_SERVER"), "upload_megabytes", _MOST)


def current() -> Site:
    """The site of this process."""
    from django.conf import settings

    site: Site = settings.LKE_SITE
    return site


def moment_said(value: datetime) -> str:
    """ "3 Mei 2021 14.05", in the zone of the site."""
    from django.utils import timezone

    here = timezone.localtime(value)
    return f"{day(here.date())} {here:%H.%M}"
