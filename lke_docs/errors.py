"""Everything lke_docs raises on purpose. Messages are Indonesian: users read them.

LkeError                 exit code 2
├── InputError           a file of the user: which file, where, why        exit code 3
├── PatternFileError     a file under patterns/: which file, which entry, why
├── TemplateError        a template: which file, part, paragraph, text
└── ConfigError          options and lke.toml
    └── HistoryError     the history of runs, without which an audit goes on
"""

from __future__ import annotations

from lke_docs.text import visible, visible_lines


class LkeError(Exception):
    """Base of all. Its text is one Indonesian sentence for the user."""

    exit_code = 2

    def __str__(self) -> str:
        return visible(super().__str__())


class InputError(LkeError):
    """A file cannot be read. `place` is for people: "baris 12", "lembar LKE sel D4"."""

    exit_code = 3

    def __init__(self, path: object, reason: str, *, place: str = "", remedy: str = "") -> None:
        where = f"{path}, {place}" if place else f"{path}"
        super().__init__(f"{where}: {reason}" + (f" {remedy}" if remedy else ""))
        self.path, self.reason, self.place, self.remedy = path, reason, place, remedy


class PatternFileError(LkeError):
    """A pattern, vocabulary or instrument file is wrong."""

    def __init__(self, path: object, entry: str, reason: str, line: int = 0) -> None:
        where = f"{path}, baris {line}" if line else f"{path}"
        super().__init__(f"{where}: [{entry}] {reason}")
        self.path, self.entry, self.reason = path, entry, reason


class TemplateError(LkeError):
    """A template cannot be used. `part` and `paragraph` (from 1) say where; `text` quotes it.

    A reason may be a list of faults, one a line: each is one line already.
    """

    def __str__(self) -> str:
        return visible_lines(Exception.__str__(self))

    def __init__(self, path: object, reason: str, *, part: str = "", paragraph: int = 0, text: str = "") -> None:
        where = visible(f"{path}")
        if part:
            where += f", bagian {part}"
        if paragraph:
            where += f", paragraf {paragraph}"
        super().__init__(f"{where}: {reason}" + (f" > {text}" if text else ""))
        self.path, self.reason, self.part, self.paragraph, self.text = path, reason, part, paragraph, text


class ConfigError(LkeError):
    """A setting is wrong: option, key of lke.toml, or value."""


class HistoryError(ConfigError):
    """The history of a unit's runs cannot be read or kept."""
