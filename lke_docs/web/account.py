"""Accounts of people: made by an administrator, opened by a link that works once, never by a password that was sent."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from lke_docs.errors import ConfigError
from lke_docs.web.models import LogEntry, Membership, Role, WorkUnit
from lke_docs.web.portal_api import AFFIRMATIVE, WBBM, WBK
from lke_docs.web.site import current
from lke_docs.workspace.collect import safe_name

CATEGORIES = ("", WBK, AFFIRMATIVE, WBBM)


class Argon2(Argon2PasswordHasher):
    """With the memory that OWASP asks for (19 MiB): Django's 100 MiB in eight threads would not fit a small server."""

    time_cost, memory_cost, parallelism = 2, 19_456, 1


def record(by: User | None, what: str, *, unit: WorkUnit | None = None, object: str = "", **detail: Any) -> LogEntry:
    """Add a line to the log that nobody can change."""
    return LogEntry.objects.create(by=by, what=what, unit=unit, object=object[:200], detail=detail)


def _in_turn(by: User | None) -> None:
    """Two clicks of one person do one thing after the other: the second sees what the first made."""
    if by is not None:
        User.objects.select_for_update().get(pk=by.pk)


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


@transaction.atomic
def make_account(username: str, *, name: str = "", by: User | None = None, is_administrator: bool = False) -> User:
    """A new account, which nobody can log in to before its link was used. Raises ConfigError."""
    _in_turn(by)
    user = User(username=username.strip(), first_name=" ".join(name.split())[:150], is_superuser=is_administrator)
    user.set_unusable_password()
    if User.objects.filter(username__iexact=user.username).exists():
        raise ConfigError(f"Akun “{user.username}” sudah ada, mungkin dengan huruf besar dan kecil yang lain.")
    try:
        user.full_clean(exclude=("password",))
    except ValidationError as error:
        raise ConfigError(f"Akun “{username}” tidak dibuat: {' '.join(error.messages)}") from error
    user.save()
    record(by, "akun dibuat", object=user.username, administrator=is_administrator)
    return user


def link_of(user: User) -> str:
    """The path of the page on which the owner of an account chooses the password; it works once, for three days."""
    return reverse(
        "sandi-baru", args=(urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user))
    )


def owner_of(uid: str, token: str) -> User | None:
    """Whose link this is; None where it was used, is old or was never given."""
    try:
        user = User.objects.get(pk=force_str(urlsafe_base64_decode(uid)), is_active=True)
    except (ValueError, OverflowError, User.DoesNotExist):
        return None
    return user if default_token_generator.check_token(user, token) else None


@transaction.atomic
def grant(user: User, unit: WorkUnit, role: str, *, by: User | None = None) -> None:
    """Give a person a role in a unit. Raises ConfigError for a role that is none, or one that judges its own work."""
    if role not in Role.values:
        raise ConfigError(f"peran “{role}” tidak dikenal. Pilihan: {', '.join(Role.values)}.")
    has = set(Membership.objects.filter(user=user, unit=unit).values_list("role", flat=True))
    if (role == Role.ASSESSOR and has & {Role.STAFF, Role.HEAD}) or (role != Role.ASSESSOR and Role.ASSESSOR in has):
        raise ConfigError(f"{user.username} tidak dapat menilai unit tempatnya bekerja; cabut peran lamanya dahulu.")
    _, is_new = Membership.objects.get_or_create(user=user, unit=unit, role=role)
    if is_new:
        record(by, "peran diberikan", unit=unit, object=user.username, role=role)


@transaction.atomic
def revoke(membership: Membership, *, by: User) -> None:
    membership.delete()
    record(by, "peran dicabut", unit=membership.unit, object=membership.user.username, role=membership.role)


@transaction.atomic
def set_active(user: User, is_active: bool, *, by: User) -> None:
    """Let an account in, or not any more: its sessions end with the next request."""
    user.is_active = is_active
    user.save(update_fields=("is_active",))
    record(by, "akun dibuka" if is_active else "akun ditutup", object=user.username)


@transaction.atomic
def make_unit(
    name: str, *, code: str = "", portal_id: str = "", category: str = "", by: User | None = None
) -> WorkUnit:
    """A new unit with an empty folder of its own. Raises ConfigError."""
    _in_turn(by)
    name = " ".join(name.split())
    if not name:
        raise ConfigError("Unit memerlukan nama.")
    if WorkUnit.objects.filter(name__iexact=name[:300]).exists():
        raise ConfigError(f"Unit “{name}” sudah ada.")
    unit = WorkUnit(name=name[:300], code=code.strip()[:60])
    _set_portal(unit, portal_id, category)
    unit.folder = f"baru {name}"[:1000]  # until it has a number
    unit.save()
    folder = current().home / f"{unit.pk:05} {safe_name(name)[:80]}"
    folder.mkdir(parents=True, mode=0o700)
    unit.folder = str(folder)
    unit.save(update_fields=("folder",))
    record(by, "unit dibuat", unit=unit, object=unit.name)
    return unit


@transaction.atomic
def change_unit(unit: WorkUnit, *, portal_id: str, category: str, by: User) -> None:
    """Change what the portal knows a unit by. Raises ConfigError."""
    _set_portal(unit, portal_id, category)
    unit.save(update_fields=("portal_id", "category"))
    record(by, "unit diubah", unit=unit, object=unit.name, portal=unit.portal_id, category=category)


def _set_portal(unit: WorkUnit, portal_id: str, category: str) -> None:
    unit.portal_id, unit.category = portal_id.strip()[:64], category
    if category not in CATEGORIES:
        raise ConfigError("Kategori unit harus WBK, WBK-AFIRMASI, WBBM atau kosong.")
    if unit.portal_id and WorkUnit.objects.filter(portal_id=unit.portal_id).exclude(pk=unit.pk).exists():
        raise ConfigError(f"Pengenal PortalRB “{unit.portal_id}” sudah dipakai unit lain.")


@transaction.atomic
def account_for(username: str, *, unit: int | None, role: str, is_administrator: bool) -> User:
    """The account of this name, made where there is none, with a role in a unit if one is named. Raises ConfigError."""
    user = User.objects.filter(username=username).first()
    if user is None:
        user = make_account(username, is_administrator=is_administrator)
    elif is_administrator and not user.is_superuser:
        user.is_superuser = True
        user.save(update_fields=("is_superuser",))
        record(None, "akun menjadi pengelola", object=user.username)
    if unit is not None:
        home = WorkUnit.objects.filter(pk=unit).first()
        if home is None:
            raise ConfigError(f"Tidak ada unit nomor {unit}.")
        grant(user, home, role)
    record(None, "tautan sandi dibuat", object=user.username)
    return user
