"""BER007."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.carried import folder_of
from lke_docs.check.rule import Dossier, Hit, on_no_row, rule
from lke_docs.model import Confidence, Level
from lke_docs.wording import quoted


@rule(
    "BER007",
    "notula atau laporan yang isinya sama, hanya tanggalnya berbeda",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Ganti dengan dokumen kegiatan yang sebenarnya; isi setiap kegiatan tentu berbeda.",
    applies=on_no_row,
)
def clone(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Dua notula, laporan, atau berita acara yang isinya sama kata demi kata selain tanggal, masa, nama, dan angka,
    setelah dikurangi teks yang dipakai banyak berkas (kop, judul, dan label templat); salah baca pindaian tidak
    dihitung sebagai perbedaan.

    ## Mengapa
    Isi yang sama untuk dua kegiatan menimbulkan dugaan bahwa salah satunya hanya salinan.

    ## Contoh
    Buruk:
    ```
    A.1.3.A | A | Notula rapat evaluasi kinerja Februari 2021; Notula rapat evaluasi kinerja Maret 2021
    A.1.3.A/notula feb.pdf: NOTULA / Rapat evaluasi kinerja Februari 2021 / Hari/Tanggal : Senin, 22 Februari 2021 / Pimpinan : Kepala / Pembahasan : Capaian pelayanan mencapai sasaran, antrean loket dua menjadi lebih pendek setelah jadwal petugas diubah, keluhan parkir diteruskan kepada pengelola gedung, kursi tunggu ditambah enam buah / Kesimpulan : jadwal baru dipertahankan sampai akhir semester dan hasil survei kepuasan ditempel di ruang tunggu
    A.1.3.A/notula mar.pdf: NOTULA / Rapat evaluasi kinerja Maret 2021 / Hari/Tanggal : Senin, 29 Maret 2021 / Pimpinan : Kepala / Pembahasan : Capaian pelayanan mencapai sasaran, antrean loket dua menjadi lebih pendek setelah jadwal petugas diubah, keluhan parkir diteruskan kepada pengelola gedung, kursi tunggu ditambah enam buah / Kesimpulan : jadwal baru dipertahankan sampai akhir semester dan hasil survei kepuasan ditempel di ruang tunggu
    ```
    Baik:
    ```
    A.1.3.A | A | Notula rapat evaluasi kinerja Februari 2021; Notula rapat evaluasi kinerja Maret 2021
    A.1.3.A/notula feb.pdf: NOTULA / Rapat evaluasi kinerja Februari 2021 / Hari/Tanggal : Senin, 22 Februari 2021 / Pimpinan : Kepala / Pembahasan : Capaian pelayanan mencapai sasaran, antrean loket dua menjadi lebih pendek setelah jadwal petugas diubah, keluhan parkir diteruskan kepada pengelola gedung, kursi tunggu ditambah enam buah / Kesimpulan : jadwal baru dipertahankan sampai akhir semester dan hasil survei kepuasan ditempel di ruang tunggu
    A.1.3.A/notula mar.pdf: NOTULA / Rapat evaluasi kinerja Maret 2021 / Hari/Tanggal : Senin, 29 Maret 2021 / Pimpinan : Kepala / Pembahasan : Dua pengaduan masuk lewat kotak saran, satu tentang toilet dan satu tentang jam istirahat petugas; realisasi anggaran baru seperempat karena lelang mundur / Kesimpulan : petugas loket tiga mengikuti pelatihan bahasa isyarat, mesin antrean diganti, lalu bagian umum membeli dispenser untuk pengunjung
    ```

    ## Cara memperbaiki
    Buka kedua berkas berdampingan. Bila salah satunya salinan, ganti dengan catatan rapat yang sebenarnya.

    ## Dasar
    Notula adalah bukti suatu kejadian; membuatnya untuk rapat yang tidak ada adalah pemalsuan.
    """  # noqa: E501 - the lines of a file stand in one
    for twin in folder_of(dossier).twins():
        if twin.differs:  # otherwise it is one text
            said = f"Isi {twin.first} dan {twin.second} sama selain tanggal, nama, dan angka."
            yield Hit(None, f"{said} Yang berbeda: {quoted(twin.differs, 160)}.", key=(twin.first, twin.second))
