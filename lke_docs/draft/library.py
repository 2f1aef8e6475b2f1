"""Find templates: the folders given first, then the shipped ones. Nothing is written there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lke_docs.draft.fields import Schema, load_schema, shipped_folder
from lke_docs.draft.package import LIMITS
from lke_docs.errors import ConfigError
from lke_docs.office.door import is_file, load


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
        if is_file(path):
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
    from lke_docs.draft.child import lacks_tags_apart
    from lke_docs.draft.tags import NO_TAGS

    own = path.with_suffix(".toml")
    shared = shipped_folder() / f"{name}.toml"
    if not is_file(own) and not is_file(shared):
        if is_file(path) and lacks_tags_apart(load(path, most=LIMITS.file_bytes), source=path):
            raise ConfigError(f"{path}: {NO_TAGS}.")
        raise ConfigError(
            f"{path}: tidak diketahui isiannya. Beri nama seperti templat bawaan "
            f"({', '.join(template_names())}) atau taruh {own.name} di sebelahnya."
        )
    data = load(path, most=LIMITS.file_bytes)
    return Template(name, path, data, load_schema(own if is_file(own) else shared), False)
