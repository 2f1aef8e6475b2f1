"""BER010."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lke_docs.check.carried import Carried, carried, on_claims
from lke_docs.check.rule import Dossier, Hit, rule
from lke_docs.extract.bind import month_of, year_of
from lke_docs.files.fit import said_by_name
from lke_docs.files.model import Part
from lke_docs.model import Confidence, Level
from lke_docs.moment import Unit, When
from lke_docs.patterns import phrases, rule_words
from lke_docs.wording import day, listed, month, period

_SHORTER = (Unit.MONTH, Unit.QUARTER, Unit.SEMESTER)  # a meeting on a year may be held before it
_NEAR = timedelta(days=92)


@rule(
    "BER010",
    "tanggal di dalam berkas tidak sejalan",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Periksa dokumen aslinya; perbaiki yang salah tulis dengan cara yang sah.",
    applies=on_claims,
)
def own_dates_disagree(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Tanggal yang disebut satu dokumen tentang dirinya sendiri: bulan dan tahun dalam nomornya, tanggal
    penetapan, dan tanggal pada lampirannya. Notula, daftar hadir, laporan dan berita acara juga tidak bertanggal
    sebelum bulan atau triwulan yang disebut judul atau nama berkasnya, kecuali tentang persiapan atau rencananya.

    ## Mengapa
    Tanggal yang bertentangan dalam satu dokumen menimbulkan pertanyaan kapan dokumen itu dibuat.

    ## Contoh
    Buruk:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/V/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/V/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```
    Baik:
    ```
    A.1.1.A | YA | SK Tim Kerja Nomor 12/KPTS/II/2021 tanggal 16 Februari 2021
    A.1.1.A/sk.pdf: KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU / NOMOR 12/KPTS/II/2021 / TENTANG / TIM KERJA / Menetapkan TIM KERJA / Ditetapkan di Sukamaju / pada tanggal 16 Februari 2021 / Kepala, / Budi Contoh
    ```

    ## Cara memperbaiki
    Bandingkan dengan buku agenda surat; bila salah tulis, terbitkan ralat. Jangan mengganti tanggal.

    ## Dasar
    Tata naskah dinas: nomor dan tanggal diberikan pada waktu penandatanganan.
    """  # noqa: E501 - the lines of a file stand in one
    told = set()
    for it in carried(dossier, unsure=True):
        for said in (*_contradictions(it.part), *_recorded_before(it)):
            if (it.file.path, said) not in told:
                told.add((it.file.path, said))
                doubt = "" if it.confidence is Confidence.TINGGI else "; mungkin terbaca keliru."
                yield it.hit(f"Dalam berkas {it.where}: {said}", key=(it.file.path, said), doubt=doubt)


def _contradictions(part: Part) -> Iterator[str]:
    """What a document says of its own time that cannot all be so."""
    dated = part.date.full if part.date else None
    if dated is None:
        return
    if part.number is not None:
        numbered, year = month_of(part.number), year_of(part.number)
        if numbered and numbered != dated.month:
            yield f"nomornya dari bulan {month(numbered)}, tanggalnya {day(dated)}"
        elif year and year != dated.year:
            yield f"nomornya dari tahun {year}, tanggalnya {day(dated)}"
    if "sop" in part.document_types:
        return  # it is made, revised, approved and in force on days of their own
    for other, seen in part.others:
        if other.full and other.full != dated:
            yield f"tanggalnya {day(dated)}, di halaman {seen.page} {day(other.full)}"


def _recorded_before(it: Carried) -> Iterator[str]:
    """Minutes "Bulan Maret 2024" of a meeting in February: what records a time cannot be older than it."""
    part, name = it.part, said_by_name(it.file.path)
    records = rule_words().paper["of_activity"] - rule_words().paper["ahead"]
    told = part.event or part.date
    on = told.full if told else None
    is_of_plans = phrases("event", "founding").search(f"{part.title} {part.subject} {name.text}".casefold())
    if on is None or is_of_plans or records.isdisjoint(part.document_types[:1]):
        return
    for which, periods in (("judulnya", part.periods), ("nama berkasnya", name.periods)):
        whens = [when for covered in periods if (when := covered.when) and when.last.unit in _SHORTER]
        if whens and all(_is_before(on, when) for when in whens):
            yield f"{which} menyebut {listed([period(when) for when in whens])}, tanggalnya {day(on)}, sebelum masa itu"
            return


def _is_before(on: date, when: When) -> bool:
    """Before it began; where no year is written, it may be that of the year before."""
    days = when.with_year(on.year).days
    return days is not None and on < days[0] and (when.has_year or days[0] - on < _NEAR)
