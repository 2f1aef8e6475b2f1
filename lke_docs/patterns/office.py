"""How units are named in full, patterns/kop.toml."""

from __future__ import annotations

from lke_docs.kept import shipped
from lke_docs.patterns.file import pattern_file, word_lists
from lke_docs.records import TEXTS, WORD, WORDS, need
from lke_docs.value import NamedTuple


class OfficeName(NamedTuple):
    """One kind of office: how sheets shorten it, its full name, and the lines above it ("[…]": people know)."""

    id: str
    source: str
    short: tuple[str, ...]
    full: str
    above: tuple[str, ...]


@shipped
def _file() -> tuple[tuple[OfficeName, ...], frozenset[str], frozenset[str]]:
    data = pattern_file("kop.toml")
    words = data.under("words").read(word_lists("whole", "form"))
    keys = {"id": need(WORD), "source": need(WORD), "short": need(WORDS), "full": need(WORD), "above": need(TEXTS)}
    names = tuple(record.make(OfficeName, keys) for record in data.each("kop", title="id"))
    return names, frozenset(words["whole"]), frozenset(words["form"])


def office_name(unit: str) -> tuple[str, tuple[str, ...]]:
    """The full name of a unit in capitals and the lines above it; "" where the sheet's name is not sure to be one."""
    names, whole, form = _file()
    text = " ".join(unit.split())
    low, first = f"{text} ".casefold(), text.partition(" ")[0].casefold()
    for name in names:
        for short in name.short:
            if low.startswith(f"{short} ") and (rest := text[len(short) :].strip()):
                return f"{name.full} {rest}".upper(), name.above
    is_sure = first in whole and not form.intersection(low.split()[:1])
    return (text.upper(), ()) if is_sure else ("", ())
