"""NOM010."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from lke_docs.check.head import head_of, other_heads
from lke_docs.check.rule import Dossier, Hit, Mark, on_evidence, rule
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Entry, Level
from lke_docs.patterns import fields, phrases, rule_words
from lke_docs.wording import listed, quoted

_WORD = re.compile(r"[^\W\d_]+")
# "Padang Suralaya", "Karantina Pertanian Kelas II Tebing Rawa": on one line, for the next may begin a document
_NEAR = 60  # characters before the name of an office in which a paper of its own is named
_ENOUGH = 2  # words of another field
_LEFT = "Apakah tertinggal dari isian unit lain?"
_APART = re.compile(r"[.;:\n(]")
_NAME = re.compile(r"(?:[ \t\xa0]{1,3}(?:[A-Z]\w{0,3}\.|[A-Z]\w*|\d{1,3}(?=\s[A-Z])))+")


@rule(
    "NOM010",
    "naskah dari unit lain",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Ganti dengan naskah unit sendiri; jika naskah itu berlaku juga bagi unit ini, tulis demikian.",
    consequence=Consequence.CANNOT_TELL,
    applies=on_evidence,
    contradicts=True,
)
def other_unit(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Keputusan atau surat yang menyebut pimpinan unit lain yang sejenis (“SK Direktur RSUD …” dengan nama
    lain). Nama unit lain yang sejenis di tempat lain dalam isian hanya disarankan diperiksa, kecuali yang
    dikunjungi atau disurati. Pimpinan yang namanya lain daripada pada judul atau penutup lembar ditanyakan.
    Instansi induk dan unit di atasnya tidak ditanyakan. Istilah bidang lain (“pasien rawat inap” pada lembar rutan)
    ditanyakan jika hanya satu isian memakainya.

    ## Mengapa
    Naskah unit lain biasanya tertinggal dari isian yang disalin.

    ## Contoh
    Buruk: `SK Kepala Kejari Sumberjaya Nomor KEP-7/B.2/01/2021 tanggal 11 Januari 2021 tentang Tim Kerja`
    Baik: `SK Kepala Kejari Sukamaju Nomor KEP-7/B.2/01/2021 tanggal 11 Januari 2021 tentang Tim Kerja`

    ## Cara memperbaiki
    Buka naskahnya. Jika memang naskah unit lain, cari naskah unit sendiri. Jika naskah itu berlaku juga bagi unit
    ini, tulis “berlaku bagi” dengan nama unit.

    ## Dasar
    Kebiasaan pemeriksaan: bukti berasal dari unit yang diusulkan.
    """
    unit = frozenset(_WORD.findall(dossier.sheet.unit.casefold()))
    if not unit:
        return
    signed = list(_signed_by_another(dossier))
    yield from signed
    yield from _of_other_field(dossier)
    told = {hit.entry.code for hit in signed if hit.entry}
    for entry in dossier.entries:
        if entry.code not in told:
            yield from _of_entry(dossier, entry, unit)


def _of_other_field(dossier: Dossier) -> Iterator[Hit]:
    """ "Pasien rawat inap mendapat potongan biaya" in the sheet of a detention house, and nowhere else in it."""
    unit = dossier.sheet.unit
    ours = [field for field in fields() if field.kinds.search(unit)]
    whole = "\n".join(entry.evidence.text for entry in dossier.entries)
    for field in (it for it in fields() if ours and it not in ours and it.words.may_stand_in(whole)):
        cells = [(entry, list(field.words.finditer(entry.evidence.text))) for entry in dossier.entries]
        cells = [(entry, words) for entry, words in cells if words]
        if len(cells) != 1 or len({word[0].casefold() for word in cells[0][1]}) < _ENOUGH:
            continue
        entry, words = cells[0]
        told = listed([f"“{word}”" for word in dict.fromkeys(match[0] for match in words)])
        yield Hit(
            entry,
            f"Isian menyebut {told}, istilah {field.name}, sedangkan lembar ini dari {unit.strip()}. {_LEFT}",
            key=("bidang", field.name),
            marks=tuple(Mark(entry, *match.span()) for match in words),
        )


def is_of_other_unit(dossier: Dossier, entry: Entry) -> bool:
    """Whether a row names a paper of another unit."""
    unit = frozenset(_WORD.findall(dossier.sheet.unit.casefold()))
    return bool(unit) and any(hit.level is None for hit in _of_entry(dossier, entry, unit))


def _of_entry(dossier: Dossier, entry: Entry, unit: frozenset[str]) -> Iterator[Hit]:
    if serves_us(entry.evidence.text, unit):
        return
    for start, end in _others(entry, unit):
        yield _asked(dossier, entry, start, end, "naskah ", "Apakah naskah itu dari unit lain?")
        return
    yield from _named_outright(dossier, entry, unit)
    yield from _of_other_kind(dossier, entry, unit)


def serves_us(text: str, unit: frozenset[str]) -> bool:
    """ "SK ..., berlaku juga bagi Kejari Sukamaju": with the unit's own name, which no copied cell has."""
    own = unit - _common()
    said = phrases("reason", "for_us").finditer(text)
    return any(not own.isdisjoint(_WORD.findall(text[it.end() : it.end() + _NEAR].casefold())) for it in said)


def _signed_by_another(dossier: Dossier) -> Iterator[Hit]:
    """ "Ketua ... Dra. Hj. Wardah Nafisah" where the title lines name another head."""
    head = head_of((*dossier.sheet.header, *dossier.sheet.footer))
    for entry in dossier.entries if head else ():
        for start, end, name in other_heads(entry, head, dossier.sheet.unit):
            yield Hit(
                entry,
                f"Isian menyebut {quoted(name)} sebagai pimpinan, sedangkan lembar ini menyebut {quoted(head)}. Apakah "
                "naskahnya dari pejabat lama atau unit lain?",
                key=("pimpinan", name.casefold()),
                marks=(Mark(entry, start, end),),
                remedy="Cocokkan nama pejabat dengan naskahnya; jika ia menjabat sebelumnya, tunjukkan yang berlaku.",
            )
            break


def _named_outright(dossier: Dossier, entry: Entry, unit: frozenset[str]) -> Iterator[Hit]:
    """An office of the same kind with another name, not one that was visited or written to."""
    text, common = entry.evidence.text, _common()
    for kind in _kinds(dossier.sheet.unit):
        for match in kind.finditer(text):
            before = _WORD.findall(text[max(0, match.start() - 30) : match.start()].casefold())
            name = _name_behind(entry, match.end())
            words = _own_name(name[0]) if name else []
            is_ours = bool((unit - common).intersection(words)) or bool(
                rule_words().office["higher"].intersection(words)
            )
            own = [word for word in words if word not in common]
            if not name or not own or is_ours or (before and before[-1] in rule_words().unit_apart):
                continue
            end = text.casefold().index(own[-1], name.start()) + len(own[-1])
            hit = _asked(dossier, entry, match.start(), end)
            is_paper = _paper_before(text, match.start())  # "Peta Proses Bisnis Puskesmas Cikalibaru"
            yield hit if is_paper else hit._replace(level=Level.SARAN, consequence=Consequence.NOTHING)
            return


def _of_other_kind(dossier: Dossier, entry: Entry, unit: frozenset[str]) -> Iterator[Hit]:
    """ "Renstra Lapas Kelas IIB Tebing Rawa" in the sheet of another office: a paper that only its own unit has."""
    text = entry.evidence.text
    for match in _any_kind().finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()].rstrip()
        words = frozenset(_WORD.findall(match[0].casefold()))
        name = _name_behind(entry, match.end())
        own = [word for word in _own_name(name[0]) if word not in _common()] if name else []
        last = (_WORD.findall(before.casefold()) or [""])[-1]
        if not own or words <= _with_kind(unit) or last in rule_words().unit_apart:
            continue
        if _paper_before(text, match.start()):
            end = text.casefold().index(own[-1], match.end()) + len(own[-1])
            yield _asked(dossier, entry, match.start(), end)
            return


def _paper_before(text: str, position: int) -> bool:
    """Whether a paper that only its own unit has is named right before the name of an office."""
    before = text[max(0, position - _NEAR) : position].rstrip()
    papers = list(phrases("office", "paper").finditer(before))
    return bool(papers) and not _APART.search(before, papers[-1].end())


def _with_kind(unit: frozenset[str]) -> frozenset[str]:
    """The words of a unit with its kind written out: "kejari" is "kejaksaan negeri"."""
    short = rule_words().office_short
    spelt = frozenset(word for name in unit for word in short.get(name, "").split())
    return unit | spelt | frozenset(name for name, whole in short.items() if unit.issuperset(whole.split()))


def _asked(dossier: Dossier, entry: Entry, start: int, end: int, what: str = "", asked: str = _LEFT) -> Hit:
    name = entry.evidence.text[start:end]
    return Hit(
        entry,
        f"Isian menyebut {what}{quoted(name)}, sedangkan lembar ini dari {dossier.sheet.unit.strip()}. {asked}",
        key=(" ".join(name.casefold().split()),),
        marks=(Mark(entry, start, end),),
    )


def _kinds_in(words: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """The kinds of offices that a name tells, short or in full: "BPS" of "BPS Kabupaten Lembah Ranti"."""
    kinds = rule_words().office_short.items()
    return frozenset((it, *whole.split()) for it, whole in kinds if it in words or words.issuperset(whole.split()))


@cache
def _common() -> frozenset[str]:
    """The words that tell kinds of offices, short or in full, and no office by its name."""
    office, kinds = rule_words().office, rule_words().office_short.items()
    return office["kind"].union(office["plain"], *(name.split() for pair in kinds for name in pair))


@cache
def _any_kind() -> re.Pattern[str]:
    names = {name for pair in rule_words().office_short.items() for name in pair}
    return _spelt(*sorted(names, key=lambda it: (-len(it), it)))  # in one order, so that it is kept for the next start


def _spelt(*names: str) -> re.Pattern[str]:
    """Names in capitals, or each word beginning with one, "dan" perhaps not."""
    written = (r"\s+".join(map(re.escape, form.split())) for name in names for form in _cased(name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)")


def _cased(name: str) -> dict[str, None]:
    return dict.fromkeys((name.upper(), name.title(), name.title().replace(" Dan ", " dan ")))


@lru_cache(maxsize=8)
def _kinds(unit: str) -> tuple[re.Pattern[str], ...]:
    """How the kind of a unit may be written before a name: "Pengadilan Negeri", "PN"."""
    office, short = rule_words().office, rule_words().office_short
    words, common = _WORD.findall(unit.casefold()), _common()
    words = words[next((at for at, word in enumerate(words) if word in common), 0) :]  # "UOBK Puskesmas Sukmajatra"
    length = next((at for at, word in enumerate(words) if word not in common), len(words))
    names = [" ".join(words[:end]) for end in range(length, 0, -1)]  # "badan pusat statistik kabupaten"
    kind = next(
        (short.get(name, name) for name in names if name in short or name in short.values()), " ".join(words[:length])
    )
    if not office["kind"].intersection(kind.split()):
        return ()
    spellings = [kind, *(name for name, whole in short.items() if whole == kind)]
    return tuple(map(_spelt, spellings))


def _name_behind(entry: Entry, position: int) -> re.Match[str] | None:
    """The name behind a head or a kind of office, before any day: "Kepala Puskesmas 17 Maret 2024" has none."""
    evidence = entry.evidence
    times = [it.start for group in (evidence.dates, evidence.periods) for it in group if it.start >= position]
    return _NAME.match(evidence.text, position, min(times, default=len(evidence.text)))


def _own_name(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return words[: next((i for i, word in enumerate(words) if word in rule_words().office["label"]), len(words))]


def _others(entry: Entry, unit: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The names of heads of units of the same kind with another name of their own."""
    text, office = entry.evidence.text, rule_words().office
    kinds = _kinds_in(unit)
    for head in phrases("unit", "head").finditer(text):
        name = _name_behind(entry, head.end())
        words = _own_name(name[0]) if name else []
        if words and (headed := rule_words().office_head.get(head[0].casefold())):
            words.append(headed)  # "Lurah Sindangsari"
        shared = kinds & _kinds_in(frozenset(words))
        alike = shared or office["kind"] & unit & set(words)
        common = _common()
        own = [word for word in words if word not in common]
        is_theirs = bool((unit - common).intersection(words)) or bool(office["higher"].intersection(words) - unit)
        if name and alike and own and not is_theirs:
            yield head.start(), text.casefold().index(own[-1], name.start()) + len(own[-1])
