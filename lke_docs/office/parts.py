"""Parts of an Office package by what they are: relations and content types say it, their names do not.

An online editor keeps the text of a letter in `word/document2.xml`, another program the texts of a workbook in
`xl/sharedStrings1.xml`: both are found by the relation that leads there.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from lke_docs.office import xml
from lke_docs.office.archive import read_part
from lke_docs.office.limits import Limits
from lke_docs.tuples import NamedTuple

_TYPES = "[Content_Types].xml"


class Relation(NamedTuple):
    """Where a part leads. `kind`: the last word of its type; `part`: "" where it lies outside the package."""

    id: str
    kind: str
    part: str
    target: str
    is_external: bool


class Package:
    """An open archive with what its parts are; a name is found however it is written."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.archive, self.limits = archive, limits
        self.names = archive.namelist()
        self._real = {name.lstrip("/").casefold(): name for name in self.names}
        self._by_name, self._by_ending = self._types()

    def _types(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        if _TYPES.casefold() not in self._real:
            return {}, {}
        root = self.root(_TYPES)
        names = {(kind.get("PartName") or "").lstrip("/").casefold(): kind.get("ContentType") or ""
                 for kind in xml.children(root, "Override")}  # fmt: skip
        endings = {(kind.get("Extension") or "").casefold(): kind.get("ContentType") or ""
                   for kind in xml.children(root, "Default")}  # fmt: skip
        return names, endings

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._real

    def read(self, name: str) -> bytes:
        """Unpack a part. Raises BrokenFileError, OverLimitError."""
        return read_part(self.archive, self._real.get(name.casefold(), name), self.limits)

    def root(self, name: str, *, is_kept: bool = False) -> xml.Element:
        """The root of an XML part."""
        return xml.parse(self.read(name), name, self.limits, is_kept=is_kept)

    def type_of(self, name: str) -> str:
        """The content type of a part; "" where the package does not say."""
        name = name.lstrip("/").casefold()
        return self._by_name.get(name) or self._by_ending.get(name.rpartition(".")[2], "")

    def of_type(self, *words: str) -> Iterator[str]:
        """Parts whose content type holds one of these words, in the order of the archive."""
        return (name for name in self.names if any(word in self.type_of(name) for word in words))

    def relations(self, part: str = "") -> Iterator[Relation]:
        """The relations of a part, or of the whole package. What lies outside is named, never followed."""
        folder, _, name = part.rpartition("/")
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        if path not in self:
            return
        for relation in self.root(path):
            target, kind = relation.get("Target") or "", (relation.get("Type") or "").rpartition("/")[2]
            is_external = (relation.get("TargetMode") or "") == "External"
            inside = "" if is_external else self._inside(folder, unquote(target).replace("\\", "/"))
            yield Relation(relation.get("Id") or "", kind, inside, target, is_external)

    def _inside(self, folder: str, target: str) -> str:
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}").lstrip("/")
        return self._real.get(name.casefold(), name)

    def related(self, part: str, kind: str) -> str:
        """The part that a relation of this kind leads to; "" where there is none."""
        return next((it.part for it in self.relations(part) if it.kind == kind and not it.is_external), "")

    def main(self, usual: str) -> str:
        """The part that the package is about: its own relation says which; the usual one where it says nothing."""
        named = self.related("", "officeDocument")
        return named if named in self else usual
