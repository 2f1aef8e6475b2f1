"""What a finding means, as data: what is missing and what it costs, without a word of Indonesian between rooms."""

from __future__ import annotations

from enum import StrEnum

from lke_docs.moment import When
from lke_docs.tuples import NamedTuple


class GapKind(StrEnum):
    """What is missing where a finding says that something is; templates name the kinds that they close."""

    MONTH = "bulan"  # a month of a monthly series
    QUARTER = "triwulan"  # a quarter or a semester of a series
    FOLLOW_UP = "tindak_lanjut"  # what follows a round of monitoring
    DOCUMENT = "dokumen"  # a document that the question names
    BUNDLE = "berkas"  # the papers that go with a document: the invitation of a meeting
    NUMBER = "nomor"  # the number of a decree, an order or a letter
    DATE = "tanggal"  # the date of a decree, an order or a letter
    ACTIVITY_DATE = "tanggal_kegiatan"  # the date of what was done
    REQUIREMENT = "syarat"  # what the letter of the answer requires
    COUNTS = "jumlah"  # numbers that agree


class Gap(NamedTuple):
    """What a finding says is missing, as data: drafts read this and never a message.

    `missing`: slugs of the document types that would close it, where the sheet or its form tells them.
    `subject`: what it is about, a series or a title. `periods`: those that are missing.
    """

    kind: GapKind
    missing: tuple[str, ...] = ()
    subject: str = ""
    periods: tuple[When, ...] = ()


class Consequence(StrEnum):
    """What a finding means for the letter of its indicator."""

    NOTHING = "nothing"
    CANNOT_TELL = "cannot_tell"  # the pieces that it quotes cannot be counted on
    STEP_DOWN = "step_down"  # the letter falls to the next one that the evidence carries
    NOT_SHOWN = "not_shown"  # the pieces that it quotes show nothing; all of the cell where it quotes none
