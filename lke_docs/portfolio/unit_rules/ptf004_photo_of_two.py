"""PTF004."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.model import Confidence, Level
from lke_docs.portfolio.unit_rule import Crowd, UnitHit, unit_rule
from lke_docs.portfolio.unit_rules.ptf003_file_of_two import HOLDERS, hits_of_files

_NEAR = 4  # bits of 64 in which pictures differ that are one, saved again
_PLAIN = 8  # bits set, or not set, in the hash of a picture without content
_BANDS, _BITS = 5, 13  # of five bands one is the same where four bits differ


@unit_rule(
    "PTF004",
    "foto yang sama di dua unit",
    level=Level.PERLU,
    confidence=Confidence.RENDAH,
    remedy="Lihat kedua foto; minta foto asli dengan tanggal dan tempatnya dari kedua unit.",
)
def photo_of_two(crowd: Crowd) -> Iterator[UnitHit]:
    """
    ## Apa yang diperiksa
    Foto yang sama, atau nyaris sama setelah diperkecil atau disimpan ulang, di folder dua atau tiga unit. Gambar yang
    ada di lebih banyak unit (lambang, poster kampanye) tidak ditanyakan.

    ## Mengapa
    Satu foto tidak dapat menjadi dokumentasi kegiatan dua kantor, kecuali kegiatannya bersama.

    ## Contoh
    Buruk: foto apel pagi Kejari Sukamaju juga ada di folder Kejari Tirtasari sebagai foto sosialisasi.
    Baik: tiap unit memakai foto kegiatannya sendiri.

    ## Cara memperbaiki
    Pastikan di mana foto itu diambil; yang bukan kegiatan unit dikeluarkan.

    ## Dasar
    Kebiasaan pemeriksaan: dokumentasi membuktikan kegiatannya sendiri.
    """
    yield from hits_of_files(
        crowd, _SHARED, "Foto di {} tampak sama dengan foto di folder {}. Apakah kegiatan bersama?"
    )


_SHARED = f"""
WITH photos AS (
  SELECT DISTINCT unit, path, TRY_CAST('0x' || unnest(picture_hash) AS UBIGINT) AS bits FROM files
), shown AS MATERIALIZED (SELECT * FROM photos WHERE bit_count(bits) BETWEEN {_PLAIN} AND {64 - _PLAIN}),
bands AS (
  SELECT unit, path, bits, band, (bits >> (band * {_BITS})::UBIGINT) & {2**_BITS - 1}::UBIGINT AS part
  FROM shown, (SELECT unnest(range({_BANDS})) AS band)
),
met AS MATERIALIZED (
  SELECT DISTINCT x.unit, x.path, x.bits, y.unit AS other FROM bands x JOIN bands y USING (band, part)
  JOIN offices a ON a.unit = x.unit JOIN offices b ON b.unit = y.unit
  WHERE a.office <> b.office AND bit_count(xor(x.bits, y.bits)) <= {_NEAR}
), few AS (
  SELECT bits FROM met JOIN offices ON offices.unit = other GROUP BY bits, met.unit
  HAVING count(DISTINCT office) < {HOLDERS}
)
SELECT DISTINCT unit, other, path FROM met SEMI JOIN few USING (bits)"""
