"""What kind of piece it is: a document, a claim, a note, a placeholder or a bare link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lke_docs.extract.mention import Word
from lke_docs.model import ItemKind
from lke_docs.patterns import alternation, vocabulary

_NOTE = re.compile(
    r"(?i)(?:note|catatan|cat|keterangan|ket|n\.?b|to ?do|petunjuk)[^:;.\n]{0,30}(?::|(?<! no)\.)"
    r"|instruksi[^:;.\n\d]{0,30}:(?!\s*[a-z]{1,4}[-–])"
    r"|contoh\s?:|pic\s?:|(?:jika|apabila|mohon|harap|upload|unggah|revisi|lampirkan|tambahkan|lengkapi|siapkan"
    r"|jangan lupa|cek lagi|segera|tolong)\s|(?:tidak|belum) ada[\W]*$|jawaban [a-e](?![a-z])"
    r"|[(*\s]{0,4}\)?\s?(?:wajib|isi|isikan|lihat|coret|sda|s\.d\.a|idem|sama dengan|sama seperti)(?![a-z])"
    r"|(?:dengan telah|atas perhatian|(?:dan )?untuk (?:unit|satuan|satker|upt|kanwil|eselon))(?![a-z])"
    r"|(?:nip|hp|telp|telepon|no\.? ?hp)\W{1,4}[\d(]|bukti (?:ada|terlampir|dukung ada)(?![a-z])"
)
_DEED = re.compile(
    r"(?<![a-z])(?<!yang )(?<!yg )(?:(?:telah|sudah|sedang|selalu|senantiasa)\s{1,4}[a-z]|dapat (?:di|me)"
    r"|(?:tidak|belum) (?:ada|ter|per|di)"
    r"|(?:dilakukan|dilaksanakan|diberikan|diterapkan|disediakan|terdapat|tersedia|tercapai|adanya)(?![a-z]))"
)
_PLACEHOLDER = re.compile(
    r"(?i)[\W_xX.…]*(?:\([^()]{0,40}\))?|dst\.?|dll\.?|n/?a|nihil|tbd|contoh|lorem ipsum.*|isi di ?sini.*|\[.*\]|<.*>"
)
_TEMPLATE = re.compile(r"(?<![A-Za-z])(?:NMR|BLN|THN|TGL)(?![A-Za-z])(?=/|$)|/(?:NMR|BLN|THN)(?![A-Za-z])")
_URL = re.compile(
    r"(?i)(?:https?://|www\.)\S+|\S+\.(?:go|co|ac|or)\.id(?:/\S*)?|(?:bit\.ly|s\.id|tinyurl\.com|drive\.google\.com)/\S*"
)
_EMPTY_FILE = re.compile(r"(?i)[\w\-/\\.]*[/\\]\s*\.\w{3,4}")


def kind_of(
    body: str, low: str, start: int, named: Sequence[Word], head: range, numbered: bool, *, letter: bool
) -> ItemKind:
    """Tell what a piece is; `letter`: it stands in a letter."""
    if is_note(low, start, start + len(body)):
        return ItemKind.NOTE
    if "\n" in body and shown_by_labels(body):
        return ItemKind.DOCUMENT
    if head:
        types = vocabulary().types
        if named[head[0]].start == start or types[named[head[0]].slug].role == "document":
            return ItemKind.DOCUMENT
    if not numbered and low.startswith(_claim_openers(), start):
        return ItemKind.CLAIM
    if len(body) <= 80 and (_PLACEHOLDER.fullmatch(body) or _EMPTY_FILE.fullmatch(body) or _TEMPLATE.search(body)):
        return ItemKind.PLACEHOLDER
    is_deed = not head and not numbered and _DEED.search(low, start, start + len(body)) is not None
    if low.endswith("menyusul", start, start + len(body)):
        return ItemKind.NOTE
    if not named and _is_frame(body, low, start, deed=is_deed, letter=letter and not numbered):
        return ItemKind.NOTE
    if is_deed:
        return ItemKind.CLAIM
    return ItemKind.LINK if "." in body and _URL.fullmatch(body) else ItemKind.DOCUMENT


def _is_frame(body: str, low: str, start: int, *, deed: bool, letter: bool) -> bool:
    """Tell what frames a letter: who, when and where; the name of the office in capitals, "Bogor, 4 Januari 2021"."""
    if letter and (body.isupper() or _PLACE_AND_DAY.match(body)):
        return True
    return _frame().match(low, start) is not None and not (deed and low.startswith("pada hari", start))


_PLACE_AND_DAY = re.compile(r"[A-Z][\w. -]{2,40}?\s?,\s{1,12}\d{1,2}\s{1,4}[A-Za-z]{3,12}\s{1,4}\d{4}\W*$")


def is_letter(text: str) -> bool:
    """Tell a letter by its labels ("Nomor : ...", "Hal : ..."), each at the head of a line."""
    if "\n" not in text or ":" not in text:
        return False
    return len(_labels(text)) > 1


def _labels(text: str) -> set[str]:
    return {match["label"].lower() for match in label_line().finditer(text)}


@cache
def label_line() -> re.Pattern[str]:
    """A line of a letterhead: "Perihal : ..."; "Yth." needs no colon."""
    labels = alternation(vocabulary().labels)
    return re.compile(rf"(?im)^[ \t]*(?P<label>{labels})(?:\.?[ \t]*:|(?<=yth)\.)")


def shown_by_labels(body: str) -> str | None:
    """The type that the labels of a letterhead show: who writes to whom is a note, day and hour an invitation."""
    labels = _labels(body)
    kinds = vocabulary().types.values()
    return next((kind.slug for kind in kinds if kind.labels and all(one & labels for one in kind.labels)), None)


def is_note(low: str, start: int, end: int) -> bool:
    return low.startswith(vocabulary().note, start) and _NOTE.match(low, start, end) is not None


@cache
def _claim_openers() -> tuple[str, ...]:
    return tuple(f"{word} " for word in vocabulary().claim)


@cache
def _frame() -> re.Pattern[str]:
    """Lines of a letter's frame ("Bogor, 4 Januari 2021", "Hari : Senin") that name no evidence."""
    return re.compile(rf"(?:{alternation(vocabulary().frame)})(?![a-z])|[a-z]{{3,20}},\s{{1,4}}\d{{1,2}}\s?[a-z]")
