"""Find templates: the folders given first, then the shipped ones. Nothing is written there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lke_docs.draft.fields import Schema, load_schema, shipped_folder
from lke_docs.errors import ConfigError, InputError


@dataclass(frozen=True, slots=True)
class Template:
    """A template with its fields. `is_shipped`: built and tested with the program, so rendered in-process."""

    name: str
    path: Path
    data: bytes
    schema: Schema
    is_shipped: bool

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def template_names(folders: Iterable[Path] = ()) -> list[str]:
    """Names of the shipped templates and of those in `folders`, in order of the alphabet."""
    return sorted({path.stem for folder in (shipped_folder(), *folders) for path in folder.glob("*.docx")})


def find_template(name: str, *, folders: Iterable[Path] = ()) -> Template:
    """Return the first `NAME.docx` in `folders`, else the shipped one; ConfigError when there is none."""
    for folder in folders:
        path = folder / f"{name}.docx"
        if path.is_file():
            return open_template(path, name=name)
    path = shipped_folder() / f"{name}.docx"
    if name not in template_names():
        raise ConfigError(f"Templat “{name}” tidak ada; yang ada: {', '.join(template_names())}.")
    return Template(name, path, path.read_bytes(), load_schema(path.with_suffix(".toml")), True)


def load_schemas(folders: Iterable[Path] = ()) -> list[Schema]:
    """What each template says of itself; a user's template that does not say what it closes closes what the
    shipped one of its name does."""
    own = {path.stem for folder in folders for path in folder.glob("*.docx")}
    return [_closing(find_template(name, folders=folders).schema, name in own) for name in template_names(folders)]


def _closing(schema: Schema, is_own: bool) -> Schema:
    shipped = shipped_folder() / f"{schema.name}.toml"
    if schema.closes is not None or not is_own or not shipped.is_file():
        return schema
    return replace(schema, closes=load_schema(shipped).closes)


def open_template(path: Path, *, name: str = "") -> Template:
    """Open a user's template; its fields are in the TOML beside it, else in the shipped one's."""
    name = name or path.stem
    from lke_docs.draft.package import faults
    from lke_docs.draft.tags import NO_TAGS, holds_tags

    own = path.with_suffix(".toml")
    shared = shipped_folder() / f"{name}.toml"
    if not own.is_file() and not shared.is_file():
        if path.is_file() and not faults(path.read_bytes()) and not holds_tags(path.read_bytes()):
            raise ConfigError(f"{path}: {NO_TAGS}.")
        raise ConfigError(
            f"{path}: tidak diketahui isiannya. Beri nama seperti templat bawaan "
            f"({', '.join(template_names())}) atau taruh {own.name} di sebelahnya."
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(path, "tidak terbaca.", remedy=str(error.strerror or "")) from error
    return Template(name, path, data, load_schema(own if own.is_file() else shared), False)
