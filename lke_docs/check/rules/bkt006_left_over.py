"""BKT006."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lke_docs.check.letter import promises_only
from lke_docs.check.rule import Dossier, Hit, Mark, on_evidence, rule
from lke_docs.check.rules.str002_no_evidence import makes_claim
from lke_docs.gap import Consequence
from lke_docs.model import Confidence, Entry, EvidenceItem, ItemKind, Level
from lke_docs.patterns import phrases
from lke_docs.patterns.blank import open_places
from lke_docs.series.sameness import canonical
from lke_docs.tuples import NamedTuple
from lke_docs.wording import quoted

_ON_DISK = r"(?<!\w)(?:[A-Za-z]:\\|\\\\\w|file:///)"  # to the ending of the file: "D:\ZI 2023\bukti fix.docx"
_DISK = re.compile(
    rf"{_ON_DISK}(?:[^;,\n]{{1,200}}?\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar|mp4)\b|[^\s;,]+)", re.I
)
_OPENING = frozenset("[{<«‹$")
_BRACKET = re.compile(r"[(\[]")
_MAY_INSTRUCT = (ItemKind.NOTE, ItemKind.PLACEHOLDER, ItemKind.DOCUMENT)


_NOTE, _BLANK, _NUMBER = "Petunjuk pengisian tertinggal", "Isian sementara tertinggal", "Nomor belum diisi"
_OPEN_NUMBER = frozenset(("nomor-terbuka", "nomor-lompat", "nomor-huruf"))
_HOLES = _OPEN_NUMBER | {"kalimat-kosong", "label-titik", "huruf-x", "hari-bulan"}
_GAP = re.compile(r"\.\.|[…_]|[xX?]{2}|\s{3}|NMR|BLN|THN")  # one of these stands in every such hole


@rule(
    "BKT006",
    "sisa isian atau petunjuk dalam bukti",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Hapus sisa isian itu dan sebut dokumennya.",
    applies=on_evidence,
)
def left_over(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Isian sementara (“xxx”, “…”, “[nomor]”), petunjuk dan catatan kerja yang tertinggal (“Note: wajib ada
    notula”, “cek ke kepegawaian”), kunci penilaian (“A jika …”), nomor atau tanggal yang dilewati (“tanggal
    tentang”), dan daftar yang tidak selesai (“dll”, “dsb”). Dua yang terakhir hanya disarankan diperbaiki.
    Alamat berkas di komputer sendiri perlu diganti jika tidak ada bukti lain di sampingnya.

    ## Mengapa
    Sisa isian bukan bukti, dan menunjukkan bahwa lembar belum selesai diperiksa oleh unit sendiri.

    ## Contoh
    Buruk: `Notula rapat xxx; Note: wajib ada notula dan daftar hadir`
    Baik: `Notula rapat pengawasan tanggal 5 Maret 2021 dan daftar hadirnya`

    ## Cara memperbaiki
    Ganti isian sementara dengan dokumen yang sebenarnya; tulis lengkap daftar yang berakhir dengan “dll”.

    ## Dasar
    Kebiasaan pemeriksaan: hanya dokumen yang disebut yang dinilai.
    """
    for entry in dossier.entries:
        yield from _fillers(entry)
        yield from _holes(entry)
        yield from _open_lists(entry)
        yield from _on_own_disk(entry)


def _fillers(entry: Entry) -> Iterator[Hit]:
    """What is left over of each kind, once for a cell."""
    fillers = list(_left(entry))
    is_open = bool(fillers) and not any(map(_is_told_whole, entry.evidence.items))
    for what in dict.fromkeys(it.what for it in fillers):
        same = [it for it in fillers if it.what == what]
        more = f" dan {len(same) - 1} tempat lain" if len(same) > 1 else ""
        yield Hit(
            entry,
            f"{what}: {quoted(same[0].text)}{more}.",
            key=tuple(canonical(it.text) for it in same),
            marks=tuple(it.mark for it in same if it.mark),
            consequence=Consequence.CANNOT_TELL if is_open and what != _NOTE else None,
        )


def _is_told_whole(item: EvidenceItem) -> bool:
    """Whether a document has a number or day of its own, and nothing in it was left open."""
    return item.is_offered and bool(item.dates or item.references) and not any(open_places(item.text))


class _Left(NamedTuple):
    what: str
    text: str
    mark: Mark | None


def _left(entry: Entry) -> Iterator[_Left]:
    everything, seen = canonical(entry.evidence.text), ""
    filler = phrases("left", "filler")
    may_fill = filler.may_stand_in(entry.evidence.text)
    for item in entry.evidence.items:
        told = _instructs(item)
        bare = canonical(item.text)
        is_blank = item.kind is ItemKind.PLACEHOLDER and bare not in _lists()
        blank = is_blank or (may_fill and filler.search(item.text)) or _is_open(item.text)
        whole = bare == everything and makes_claim(entry)  # a rule of its own says that
        if (told and not (whole and promises_only(entry))) or (blank and not whole):
            yield _Left(_NOTE if told else _BLANK, item.text, Mark.of(entry, item))
        elif not is_blank:
            continue
        seen += f" {' '.join(item.text.split())}"
    yield from _blanks(entry.row.evidence, seen)


def _blanks(text: str, seen: str) -> Iterator[_Left]:
    """Dots between words and open numbers, in lines of the form too: "dari ...... % menjadi ...... %"."""
    for line in text.splitlines() if _GAP.search(text) else ():
        if place := next((it for it in open_places(line) if it.blank.id in _HOLES and it.quote not in seen), None):
            yield _Left(_NUMBER if place.blank.id in _OPEN_NUMBER else _BLANK, line.strip() or place.quote, None)


def _is_open(text: str) -> bool:
    """ "Inovasi layanan [isi nama inovasi]", "«nama»"; capitals in brackets may be a label."""
    return not _OPENING.isdisjoint(text) and any(
        place.quote[0] in _OPENING and place.quote != place.quote.upper() for place in open_places(text)
    )


def _instructs(item: EvidenceItem) -> bool:
    """A note to whom fills in: at the head of a piece, or in brackets behind a document ("Notula (minta Bu Rina)")."""
    if item.kind not in _MAY_INSTRUCT:
        return False
    head, *asides = _BRACKET.split(item.text)
    notes = phrases("left", "instruction"), phrases("left", "key")
    if not item.references and any(note.match((head or asides[0]).lstrip("*- ")) for note in notes):
        return True
    return any(phrases("left", "aside").match(aside) for aside in asides)


def _holes(entry: Entry) -> Iterator[Hit]:
    """What was to be filled in between two labels; for decrees a rule of its own weighs what is missing."""
    holes = list(phrases("left", "hole").finditer(entry.evidence.text))
    if holes:
        yield Hit(
            entry,
            f"Nomor atau tanggal belum diisi: {quoted(holes[0][0])}.",
            key=("belum diisi",),
            marks=tuple(Mark(entry, *match.span()) for match in holes),
            level=Level.SARAN,
        )


def on_own_disk(text: str) -> bool:
    """Whether a text names a file on a computer of its own."""
    return _DISK.search(text) is not None


def _on_own_disk(entry: Entry) -> Iterator[Hit]:
    """An address that nobody else can open: "C:\\Users\\Umum\\SP.pdf"."""
    match = _DISK.search(entry.evidence.text)
    address = match[0] if match else next((link for link in entry.row.links if _DISK.match(link)), "")
    if address:
        start, end = match.span() if match else (0, 0)
        others = any(
            item.kind is ItemKind.LINK or (item.kind is ItemKind.DOCUMENT and (item.mentions or item.dates))
            for item in entry.evidence.items
            if item.end <= start or end <= item.start
        ) or any(not _DISK.match(link) for link in entry.row.links)
        yield Hit(
            entry,
            f"Alamat {quoted(address, 60)} ada di komputer sendiri; pemeriksa tidak dapat membukanya.",
            key=("alamat", address.casefold()),
            marks=(Mark(entry, *match.span()),) if match else (),
            level=Level.SARAN if others else None,
            consequence=Consequence.NOTHING if others else Consequence.CANNOT_TELL,
            remedy="Letakkan berkasnya di folder bukti atau penyimpanan bersama, lalu tulis tautannya.",
        )


def _lists() -> frozenset[str]:
    return frozenset(("dll", "dsb", "dst"))


def _open_lists(entry: Entry) -> Iterator[Hit]:
    open_list = phrases("left", "open_list")
    items = entry.evidence.items if open_list.may_stand_in(entry.evidence.text) else ()
    marks = tuple(Mark.of(entry, item) for item in items if open_list.search(item.text))
    if marks:
        text = entry.row.evidence[marks[0].start : marks[0].end]
        yield Hit(
            entry,
            f"Daftar tidak selesai: {quoted(text)}. Yang tidak disebut tidak dapat dinilai.",
            key=("dll",),
            marks=marks,
            level=Level.SARAN,
            remedy="Tulis semua yang dimaksud, atau hapus “dll”.",
        )
