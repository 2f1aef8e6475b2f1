"""PTF003."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.model import Confidence, Level
from lke_docs.portfolio.unit_rule import Crowd, UnitHit, few_of, unit_rule
from lke_docs.wording import quoted

HOLDERS = 3  # offices; a file that more of them have was handed out to them


@unit_rule(
    "PTF003",
    "berkas bukti dimiliki dua unit",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Buka berkasnya dan pastikan milik siapa; ganti dengan berkas unit sendiri.",
)
def file_of_two(crowd: Crowd) -> Iterator[UnitHit]:
    """
    ## Apa yang diperiksa
    Berkas bukti yang isinya sama, byte demi byte atau teksnya, di folder dua atau tiga unit. Berkas yang dimiliki lebih
    banyak unit (peraturan, pedoman, formulir dari instansi) tidak ditanyakan.

    ## Mengapa
    Naskah satu kantor tidak membuktikan kegiatan kantor lain.

    ## Contoh
    Buruk: `notula rapat tim kerja.pdf` yang sama di folder Kejari Sukamaju dan Kejari Tirtasari.
    Baik: tiap unit memasukkan notula rapatnya sendiri.

    ## Cara memperbaiki
    Periksa kop dan penanda tangannya. Berkas bersama, misalnya undangan satu kegiatan untuk dua unit, boleh tetap ada.

    ## Dasar
    Kebiasaan pemeriksaan: bukti berasal dari unit yang diusulkan.
    """
    yield from hits_of_files(crowd, _SHARED, "Berkas {} juga ada di folder {}. Berkas siapa?")


def hits_of_files(crowd: Crowd, question: str, message: str) -> Iterator[UnitHit]:
    """A hit for each unit and each other, from lines of `unit`, `other` and `path`; on the rows that a file is for."""
    shared: dict[tuple[str, str], list[tuple[str, list[str]]]] = {}
    lines = f"SELECT unit, other, path, codes FROM ({question}) JOIN files USING (unit, path) ORDER BY ALL"
    for unit, other, path, codes in crowd.db.execute(lines).fetchall():
        shared.setdefault((unit, other), []).append((path, codes))
    for (unit, other), files in shared.items():
        paths = tuple(path for path, _ in files)
        told = few_of([quoted(path, 100) for path in paths], "berkas")
        codes = tuple(dict.fromkeys(code for _, codes in files for code in codes))
        yield UnitHit(unit, message.format(told, crowd.names[other]), other=other, key=paths, codes=codes)


_SHARED = f"""
WITH known AS MATERIALIZED (
  SELECT unit, path, unnest([sha256, 'teks ' || text_sha256]) AS same, text_sha256 FROM files WHERE sha256 <> ''
), held AS (
  SELECT same FROM known JOIN offices USING (unit) WHERE same <> 'teks ' GROUP BY same
  HAVING count(DISTINCT office) BETWEEN 2 AND {HOLDERS}
), handed AS (
  SELECT 'teks ' || text_sha256 AS same FROM files JOIN offices USING (unit) WHERE text_sha256 <> ''
  GROUP BY 1 HAVING count(DISTINCT office) > {HOLDERS}
)
SELECT DISTINCT x.unit, y.unit AS other, x.path FROM held JOIN known x USING (same) JOIN known y USING (same)
WHERE x.unit <> y.unit AND 'teks ' || x.text_sha256 NOT IN (FROM handed)"""
