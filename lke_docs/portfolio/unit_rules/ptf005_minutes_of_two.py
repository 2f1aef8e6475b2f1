"""PTF005."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.model import Confidence, Level
from lke_docs.portfolio.unit_rule import Crowd, UnitHit, unit_rule
from lke_docs.portfolio.unit_rules.ptf003_file_of_two import HOLDERS, hits_of_files

_NEARLY = 0.75  # of the runs of the shorter one, after taking away what many units write
_LEAST = 20  # runs that are not of a template
_MANY, _SHARE = 8, 0.05  # offices, and share of all; what more of them write is a template


@unit_rule(
    "PTF005",
    "notula atau laporan yang nyaris sama di dua unit",
    level=Level.PERLU,
    confidence=Confidence.RENDAH,
    remedy="Baca kedua berkas berdampingan; minta catatan asli kegiatannya dari kedua unit.",
)
def minutes_of_two(crowd: Crowd) -> Iterator[UnitHit]:
    """
    ## Apa yang diperiksa
    Notula, laporan, dan berita acara di folder dua atau tiga unit yang isinya nyaris sama kata demi kata setelah
    nama, nomor, dan tanggal disamarkan dan kalimat yang dipakai banyak unit (kop, label templat, kalimat baku) tidak
    dihitung. Teks yang sama seluruhnya ditanyakan oleh PTF003.

    ## Mengapa
    Dua kantor yang rapat sendiri-sendiri tidak membicarakan hal yang sama dengan kata yang sama.

    ## Contoh
    Buruk: notula rapat evaluasi Kejari Sukamaju dan Kejari Tirtasari berisi pembahasan dan kesimpulan yang sama; hanya
    tanggal, pimpinan, dan nama kantornya yang lain.
    Baik: tiap notula mencatat pembahasan rapat itu sendiri; hanya bentuknya yang sama.

    ## Cara memperbaiki
    Jika rapatnya memang bersama, tulis demikian di kedua lembar. Jika tidak, ganti salinannya dengan catatan yang asli.

    ## Dasar
    Notula adalah bukti suatu kejadian; kejadian satu kantor tidak membuktikan kegiatan kantor lain.
    """
    yield from hits_of_files(
        crowd, _NEAR, "Isi {} nyaris sama dengan notula atau laporan di folder {}. Apakah kegiatan bersama?"
    )


_NEAR = f"""
WITH told AS MATERIALIZED (
  SELECT row_number() OVER () AS id, unit, path, text_sha256, runs FROM files WHERE len(runs) >= {_LEAST}
), runs AS MATERIALIZED (SELECT id, unit, unnest(runs) AS run FROM told),
held AS MATERIALIZED (
  SELECT run, count(DISTINCT office) AS units FROM runs JOIN offices USING (unit) GROUP BY run
),
many AS (SELECT greatest({_MANY}, {_SHARE} * count(DISTINCT office)) AS units FROM offices),
sizes AS (
  SELECT id, count(*) AS size FROM runs JOIN held USING (run) WHERE held.units <= (SELECT units FROM many)
  GROUP BY id HAVING size >= {_LEAST}
), few AS MATERIALIZED (
  SELECT id, unit, run FROM runs JOIN held USING (run) WHERE held.units BETWEEN 2 AND {HOLDERS}
), near AS (
  SELECT x.id AS mine, y.id AS theirs FROM few x JOIN few y ON x.run = y.run AND x.unit <> y.unit
  JOIN sizes a ON a.id = x.id JOIN sizes b ON b.id = y.id
  GROUP BY x.id, y.id, a.size, b.size HAVING count(*) >= {_NEARLY} * least(a.size, b.size)
)
SELECT DISTINCT x.unit, y.unit AS other, x.path FROM near JOIN told x ON x.id = mine JOIN told y ON y.id = theirs
WHERE x.text_sha256 <> y.text_sha256"""
