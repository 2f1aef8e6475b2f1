"""SER003."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.follow_up import Unanswered, asks_follow_up, find_unanswered
from lke_docs.check.rule import NOT_APPLICABLE, Dossier, Hit, Mark, Skip, rule
from lke_docs.gap import Consequence, Gap, GapKind
from lke_docs.model import Confidence, Entry, Level
from lke_docs.wording import listed


def _on_follow_up(dossier: Dossier, entry: Entry) -> Skip | None:
    return None if entry.evidence.text.strip() and asks_follow_up(entry) else NOT_APPLICABLE


@rule(
    "SER003",
    "pemantauan tanpa tindak lanjut",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Sebut dokumen tindak lanjut untuk setiap pemantauan, atau turunkan jawabannya.",
    applies=_on_follow_up,
    needs_window=True,
    consequence=Consequence.STEP_DOWN,
)
def no_follow_up(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Jika suatu indikator menanyakan tindak lanjut atas hasil monitoring dan evaluasi, setiap pemantauan yang
    disebut pada indikator sebelumnya diikuti tindak lanjut: pada periode yang sama, atau dengan tanggal
    sesudahnya. Pemantauan dalam 30 hari terakhir tidak diperiksa. Dokumen pemantauan yang disalin ke
    indikator tindak lanjut tidak dihitung sebagai tindak lanjut.

    ## Mengapa
    Jawaban “semua ditindaklanjuti” memerlukan tindak lanjut untuk setiap pemantauan.

    ## Contoh
    Buruk:
    ```
    A.1.3.B | Apakah ada monitoring dan evaluasi? | A | Notula Monev tanggal 1 Maret 2021; Notula Monev tanggal 3 Mei 2021
    A.1.3.C | Apakah hasil monitoring ditindaklanjuti? | A | Notula Tindak Lanjut tanggal 26 Maret 2021
    ```
    Baik:
    ```
    A.1.3.B | Apakah ada monitoring dan evaluasi? | A | Notula Monev tanggal 1 Maret 2021
    A.1.3.C | Apakah hasil monitoring ditindaklanjuti? | A | Notula Tindak Lanjut tanggal 26 Maret 2021
    ```

    ## Cara memperbaiki
    Tambahkan dokumen tindak lanjut yang memang ada. Jika suatu pemantauan tidak memerlukan tindak lanjut,
    katakan demikian dan tunjukkan notulanya.

    ## Dasar
    Pertanyaan indikator itu sendiri; kebiasaan pemeriksaan untuk pasangannya.
    """  # noqa: E501 - a cell is one line
    for found in find_unanswered(dossier):
        yield _hit(found)


def _hit(unanswered: Unanswered) -> Hit:
    code = unanswered.monitoring.code
    undated = bool(unanswered.answers) and not unanswered.replies
    words = listed(list(dict.fromkeys(one.words for one in unanswered.rounds)))
    message = f"Pemantauan {words} ({code}) tidak diikuti tindak lanjut yang disebut di sini."
    if unanswered.replies and max(reply.end for reply in unanswered.replies) < min(
        one.begin for one in unanswered.rounds
    ):
        early = listed(list(dict.fromkeys(one.words for one in unanswered.replies)))
        message = f"{message[:-1]}: yang disebut ({early}) lebih awal daripada pemantauannya."
    if undated:
        message = f"Tindak lanjut tidak bertanggal. Apakah mencakup pemantauan {words} ({code})?"
    marks = [mark for one in (*unanswered.replies, *unanswered.rounds) for mark in one.marks]
    if not unanswered.replies:
        marks = [*(Mark.of(unanswered.follow_up, item) for item in unanswered.answers), *marks]
    watched = next((item.subject for item in unanswered.watched if item.subject), "pemantauan")
    subject = next((item.subject for item in unanswered.answers if item.subject), None)
    return Hit(
        unanswered.follow_up,
        message,
        key=(code, *(one.on.isoformat() if one.on else one.last.value for one in unanswered.rounds)),
        marks=tuple({(mark.entry.code, mark.start, mark.end): mark for mark in marks}.values()),
        related=(code,),
        level=Level.SARAN if undated else None,
        confidence=Confidence.RENDAH if undated else None,
        gap=Gap(
            GapKind.FOLLOW_UP,
            _types(unanswered),
            subject or f"Tindak lanjut {watched}",
            tuple(unanswered.months),
        ),
    )


def _types(unanswered: Unanswered) -> tuple[str, ...]:
    """The document types by which the row tells its follow-ups: of the dated ones, else of all."""
    items = unanswered.answers or unanswered.follow_up.evidence.items
    told = {(mark.start, mark.end) for reply in unanswered.replies for mark in reply.marks}
    dated = [item for item in items if (item.start, item.end) in told]
    return tuple(dict.fromkeys(slug for item in dated or items for slug in item.document_types))
