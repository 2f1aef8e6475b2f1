"""PTF001."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.model import Confidence, Level
from lke_docs.portfolio.unit_rule import Crowd, UnitHit, unit_rule
from lke_docs.wording import decimal


@unit_rule(
    "PTF001",
    "uraian bukti sama dengan unit lain",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Tanyakan kepada kedua unit siapa yang menulis lebih dahulu, lalu minta bukti dari unit yang menyalin.",
)
def copied_text(crowd: Crowd) -> Iterator[UnitHit]:
    """
    ## Apa yang diperiksa
    Dua unit yang uraian buktinya sama setelah nama unit, nomor, dan tanggal disamarkan. Kalimat yang dipakai banyak
    unit (bunyi pertanyaan, contoh dari instansi atau wilayah) tidak dihitung; yang dihitung adalah rangkaian enam kata
    yang hampir hanya ada pada kedua unit itu, atau beredar utuh di antara paling banyak sepuluh unit dan tidak lebih
    dari separuhnya. Lembar yang beredar utuh di banyak unit juga ditemukan, kecuali yang ada pada hampir semua unit.
    Yang sama di kurang dari lima indikator tidak ditanyakan: dua unit dapat menceritakan satu kegiatan bersama.

    ## Mengapa
    Bukti menceritakan kegiatan unit sendiri. Kalimat yang sama di dua unit biasanya tersalin.

    ## Contoh
    Buruk: “Telah dilakukan senam bersama dan bakti sosial di pasar Sukamaju sambil membagikan brosur antipungli” di dua
    unit, hanya nama pasarnya yang lain, dan begitu pula pada belasan indikator lain.
    Baik: tiap unit menguraikan kegiatannya sendiri; hanya kalimat baku instansi yang sama.

    ## Cara memperbaiki
    Bandingkan kedua lembar berdampingan. Minta naskah dan foto asli dari kedua unit.

    ## Dasar
    Kebiasaan pemeriksaan: bukti berasal dari unit yang diusulkan.
    """
    for pair in crowd.pairs:
        likeness, codes = pair.likeness, pair.codes
        for unit, other in ((likeness.unit_a, likeness.unit_b), (likeness.unit_b, likeness.unit_a)):
            shared = "Hampir seluruh lembar" if likeness.is_whole else f"Uraian bukti di {len(codes)} indikator"
            yield UnitHit(
                unit,
                f"{shared} sama dengan {crowd.names[other]} setelah nama, nomor, dan tanggal disamarkan "
                f"({decimal(100 * likeness.overlap, 0)}% dari uraian yang khas). Siapa yang menulis lebih dahulu?",
                other=other,
                codes=codes,
            )
