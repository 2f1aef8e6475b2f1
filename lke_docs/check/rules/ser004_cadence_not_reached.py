"""SER004."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lke_docs.check.letter import marks_of
from lke_docs.check.rule import Act, Dossier, Hit, Mark, on_letter, rule
from lke_docs.claim import Judgement, said
from lke_docs.gap import Consequence, Gap, GapKind
from lke_docs.model import Confidence, Entry, EvidenceItem, Level
from lke_docs.moment import Moment, Unit
from lke_docs.series import occurrences
from lke_docs.series.filing import main_type, title_of_series
from lke_docs.wording import day

_LATE = 2  # months after its period in which a report is still made at its time


@rule(
    "SER004",
    "frekuensi yang dinyatakan jawaban belum tercapai",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Tambahkan dokumen periode yang kurang, atau pilih huruf yang sesuai dengan frekuensinya.",
    applies=on_letter,
    needs_window=True,
    consequence=Consequence.STEP_DOWN,
)
def cadence_not_reached(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Jika huruf jawaban menurut instrumen berarti setiap bulan, setiap triwulan, berkala, atau sekian kali
    setahun, bukti dukungnya menunjukkan dokumen bertanggal sebanyak itu dalam masa penilaian. “Berkala”
    tidak punya angka dalam peraturan; menurut uji alat ini: sedikitnya 2 dokumen bertanggal, berjarak teratur
    paling lama 6 bulan, dan periode terakhir tidak terlewat (dapat diatur dalam lke.toml). Triwulan atau semester yang terlewat, dan isian tanpa satu tanggal pun, dilaporkan tersendiri
    (SER005, TGL011, BKT002). Laporan beberapa periode yang semuanya bertanggal sama ditanyakan.

    ## Mengapa
    Huruf jawaban adalah pernyataan tentang frekuensi. Tanpa dokumen untuk setiap periode, pemeriksa
    menurunkan jawabannya.

    ## Contoh
    Buruk:
    ```
    A.3.4.C | Apakah Pengukuran kinerja individu dilakukan secara periodik? | A | Laporan Capaian Kinerja Bulan Januari 2021; Laporan Capaian Kinerja Bulan Februari 2021
    ```
    Baik:
    ```
    A.3.4.C | Apakah Pengukuran kinerja individu dilakukan secara periodik? | C | Laporan Capaian Kinerja Semester I Tahun 2021
    ```

    ## Cara memperbaiki
    Cari dokumen periode yang kurang. Jika memang tidak ada, pilih huruf yang menyatakan frekuensi yang
    sebenarnya.

    ## Dasar
    Kriteria huruf jawaban dalam instrumen.
    """  # noqa: E501 - a cell is one line
    for entry, judgement in dossier.unreached():
        value, marks = judgement.claim.value, marks_of(dossier, entry, [judgement])
        message = f"Jawaban {entry.row.answer.strip()} berarti {said(value)}, tetapi {judgement.reason}."
        act = Act(value, f"Jawaban berarti {said(value)}, tetapi dokumennya tidak sesering itu")
        yield Hit(entry, message, key=(value,), marks=marks, gap=_gap(judgement), act=act)
    for entry in dossier.entries:
        option = dossier.form.choice(entry).option if dossier.form and not on_letter(dossier, entry) else None
        if option and option.cadence and option.cadence != "irregular":
            yield from _made_at_once(dossier, entry)


def _made_at_once(dossier: Dossier, entry: Entry) -> Iterator[Hit]:
    """ "TW I: laporan 29 September; TW II: laporan 29 September": reports of several periods, all of one day."""
    made: dict[date, dict[int, EvidenceItem]] = {}
    for item in entry.evidence.items:
        days = {day.full for day in item.dates if day.full} if item.is_offered else set()
        ends = {it.last for it in occurrences(item, entry, dossier.horizon) if it.is_labelled}
        if len(days) == 1 and ends and max(ends) <= Moment.of_day(on := days.pop()).month_count:
            made.setdefault(on, {}).setdefault(max(ends), item)
    for on, items in made.items():
        if len(items) > 1 and Moment.of_day(on).month_count - min(items) > _LATE:
            yield Hit(
                entry,
                f"{len(items)} dokumen untuk periode yang berbeda semuanya bertanggal {day(on)}. Apakah dibuat "
                "sekaligus, bukan pada waktunya?",
                key=("satu tanggal", on.isoformat()),
                marks=tuple(Mark.of(entry, item) for item in items.values()),
                consequence=Consequence.CANNOT_TELL,
            )


def _gap(judgement: Judgement) -> Gap | None:
    """The periods that would settle it, where the test could name them."""
    if not judgement.missing:
        return None
    kind = GapKind.MONTH if judgement.missing[0].unit is Unit.MONTH else GapKind.QUARTER
    item = max((occurrence.item for occurrence in judgement.series), key=lambda it: len(it.subject or ""))
    slug = main_type(item)
    title = title_of_series(slug, item.subject)
    return Gap(kind, (slug,) if slug else (), title, tuple(judgement.missing))
