"""TGL005."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, Mark, on_periods, rule
from lke_docs.model import Confidence, Entry, EvidenceItem, ItemKind, Level, Period, ReferenceKind
from lke_docs.wording import listed, quoted


@rule(
    "TGL005",
    "bulan atau triwulan tanpa tahun",
    level=Level.PERLU,
    confidence=Confidence.TINGGI,
    remedy="Tulis tahunnya, misalnya “Bulan Maret 2021” atau “Triwulan I Tahun 2021”.",
    applies=on_periods,
)
def period_without_year(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Bulan, triwulan, dan semester ditulis dengan tahunnya, kecuali tahun itu jelas dari tanggal, nomor, atau
    judul pada butir yang sama. Periode yang tidak lazim (“trisemester”) ditanyakan. Bila masa penilaian terletak
    dalam satu tahun, bulan tanpa tahun dianggap dari tahun itu, dan tahunnya hanya disarankan.

    ## Mengapa
    “Bulan Maret” dapat berarti Maret tahun mana pun; dokumennya harus dari masa penilaian.

    ## Contoh
    Buruk: `Notula Evaluasi SOP Bulan Maret; Notula Evaluasi SOP Bulan April`
    Baik: `Notula Evaluasi SOP Bulan Maret 2021; Notula Evaluasi SOP Bulan April 2021`

    ## Cara memperbaiki
    Tambahkan tahun pada setiap bulan atau triwulan.

    ## Dasar
    Kebiasaan pemeriksaan: periode bukti dukung harus terbaca tanpa menduga.
    """
    for entry in dossier.entries:
        bare = list(_bare(entry))
        if bare:
            words = listed([quoted(text) for text in dict.fromkeys(" ".join(p.raw.split()) for p in bare)])
            yield Hit(
                entry,
                f"{words} ditulis tanpa tahun.",
                key=tuple(sorted({p.value or "" for p in bare})),
                marks=tuple(Mark.of(entry, p) for p in bare),
                level=Level.SARAN if _is_plain_year(dossier) or not _dates_paper(entry, bare) else None,
            )
        for period in entry.evidence.periods:
            if period.value is None:
                yield _unusual(entry, period)


def _unusual(entry: Entry, period: Period) -> Hit:
    asked, remedy = (
        ("Apakah tahunnya salah ketik?", "Cocokkan tahunnya dengan dokumen asli.")
        if period.kind == "year"
        else ("Apakah maksudnya triwulan atau semester?", "Tulis triwulan, semester, atau bulannya dengan tahunnya.")
    )
    return Hit(
        entry,
        f"{quoted(period.raw)} bukan periode yang lazim. {asked}",
        key=("tidak lazim", " ".join(period.raw.casefold().split())),
        marks=(Mark.of(entry, period),),
        level=Level.SARAN,
        confidence=Confidence.SEDANG,
        remedy=remedy,
    )


def _is_plain_year(dossier: Dossier) -> bool:
    """Where the window lies in one year, a month without year can hardly be another's."""
    return dossier.window.start.year == dossier.window.end.year


def _dates_paper(entry: Entry, bare: list[Period]) -> bool:
    """Whether one of the periods is that of a document: "pegawai baru masuk Juni" only tells a story."""
    papers = [item for item in entry.evidence.items if item.kind is ItemKind.DOCUMENT]
    return any(item.start <= period.start < item.end for item in papers for period in bare)


def _bare(entry: Entry) -> Iterator[Period]:
    """Yield the periods whose year neither their item nor the heading over it tells."""
    under_heading = False
    for item in entry.evidence.items:
        if item.kind is ItemKind.HEADING:
            under_heading = _tells_year(item)
        elif item.is_offered and not under_heading and not _tells_year(item):
            yield from (p for p in item.periods if p.value and not p.has_year)


def _tells_year(item: EvidenceItem) -> bool:
    return (
        any(period.has_year for period in item.periods)
        or any(date.year for date in item.dates)
        or any(reference.fields.get("year") for reference in item.references if reference.kind is ReferenceKind.LETTER)
    )
