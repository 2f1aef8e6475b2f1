"""SER003."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lke_docs.check.follow_up import Round, Unanswered, asks_follow_up
from lke_docs.check.rule import NOT_APPLICABLE, Dossier, Hit, Mark, Skip, rule
from lke_docs.gap import Consequence, Gap, GapKind
from lke_docs.model import Confidence, Entry, EvidenceItem, Level
from lke_docs.wording import day, listed

_FEW = 3  # follow-ups that a message lists


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
    sesudahnya. Pemantauan dalam 30 hari terakhir tidak diperiksa; jika tindak lanjutnya per triwulan atau
    semester, juga pemantauan dalam triwulan atau semester yang belum atau baru saja berakhir. Dokumen pemantauan
    yang disalin ke indikator tindak lanjut tidak dihitung sebagai tindak lanjut.

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
    for unanswered in dossier.unanswered():
        yield _hit(unanswered)


def _hit(unanswered: Unanswered) -> Hit:
    code = unanswered.monitoring.code
    undated = bool(unanswered.answers) and not unanswered.replies
    words = listed(_told(unanswered.rounds))
    message = f"Tindak lanjut pemantauan {words} ({code}) tidak disebut di sini."
    last = max(unanswered.replies, key=lambda reply: reply.end, default=None)
    if last and (on := max([last.end, *_days(unanswered.answers)])) < min(it.begin for it in unanswered.rounds):
        told = _told(unanswered.replies)
        early = f"terakhir disebut ({day(on)})" if on > last.end or len(told) > _FEW else f"disebut ({listed(told)})"
        message = f"{message[:-1]}; yang {early} lebih awal daripada pemantauannya."
    if undated:
        message = f"Tindak lanjut tidak bertanggal. Apakah mencakup pemantauan {words} ({code})?"
    replies = [item for it in unanswered.replies for item in it.told] if unanswered.replies else unanswered.answers
    marks = [Mark.of(unanswered.follow_up, item) for item in replies]
    marks += [Mark.of(unanswered.monitoring, item) for it in unanswered.rounds for item in it.told]
    watched = next((item.subject for item in unanswered.watched if item.subject), "pemantauan")
    subject = next((item.subject for item in unanswered.answers if item.subject), None)
    return Hit(
        unanswered.follow_up,
        message,
        key=(code, *(it.on.isoformat() if it.on else it.last.value for it in unanswered.rounds)),
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


def _told(rounds: Sequence[Round]) -> list[str]:
    return list(dict.fromkeys(it.words for it in rounds))


def _days(items: Sequence[EvidenceItem]) -> list[date]:
    return [on for item in items for written in item.dates if (on := written.full)]


def _types(unanswered: Unanswered) -> tuple[str, ...]:
    """The document types by which the row tells its follow-ups: of the dated ones, else of all."""
    items = unanswered.answers or unanswered.follow_up.evidence.items
    told = {(item.start, item.end) for reply in unanswered.replies for item in reply.told}
    dated = [item for item in items if (item.start, item.end) in told]
    return tuple(dict.fromkeys(slug for item in dated or items for slug in item.document_types))
