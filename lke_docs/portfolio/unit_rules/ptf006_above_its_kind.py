"""PTF006."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.model import Confidence, Level
from lke_docs.portfolio.unit_rule import Crowd, UnitHit, unit_rule
from lke_docs.wording import decimal

_PEERS = 8  # units of a kind; of fewer nothing is usual
_FAR, _LEAST = 4.0, 0.15  # times the usual distance from the middle, and share of the points at the least
_SPREAD = 1.4826  # the usual distance (MAD) as a standard deviation


@unit_rule(
    "PTF006",
    "nilai jauh di atas bukti dibandingkan unit sejenis",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Dahulukan unit ini dalam pemeriksaan lapangan; periksa indikator yang buktinya paling tipis.",
)
def above_its_kind(crowd: Crowd) -> Iterator[UnitHit]:
    """
    ## Apa yang diperiksa
    Bagian nilai yang tidak ditunjukkan bukti, dibandingkan dengan unit sejenis (pengadilan dengan pengadilan, dinas
    dengan dinas; jika sejenisnya kurang dari delapan, dengan semua unit yang memakai bentuk LKE yang sama). Yang
    disebut hanya unit yang jauh di luar kebiasaan.

    ## Mengapa
    Di tiap lembar ada poin yang tidak tampak dari uraian. Yang jauh lebih banyak daripada unit sejenis patut dilihat.

    ## Contoh
    Buruk: unit sejenis mengaku 60 poin dan 45 di antaranya tampak; unit ini mengaku 60 poin dan 12 yang tampak.
    Baik: 40 dari 60 poin tampak.

    ## Cara memperbaiki
    Unit melengkapi bukti, atau menurunkan jawaban yang tidak dapat ditunjukkan.

    ## Dasar
    Kebiasaan pemeriksaan: nilai mengikuti bukti, dan unit sejenis dinilai sejenis.
    """
    for unit, share, middle, peers in crowd.db.execute(_FAR_OUT).fetchall():
        yield UnitHit(
            unit,
            f"{decimal(100 * share, 0)}% dari nilai yang diakui tidak ditunjukkan bukti; tengah dari {peers} unit "
            f"pembanding {decimal(100 * middle, 0)}%.",
        )


_FAR_OUT = f"""
WITH shares AS (
  SELECT unit, instrument, kind, not_shown / claimed AS share FROM units WHERE claimed > 0 AND not_shown IS NOT NULL
), counted AS (
  SELECT *, CASE WHEN kind <> '' AND count(*) OVER (PARTITION BY instrument, kind) >= {_PEERS} THEN kind ELSE '' END
    AS peer FROM shares
), all_of AS (
  SELECT instrument, kind AS peer, share FROM shares WHERE kind <> '' UNION ALL SELECT instrument, '', share FROM shares
), middles AS (
  SELECT instrument, peer, median(share) AS middle, mad(share) AS distance, count(*) AS peers FROM all_of GROUP BY ALL
)
SELECT unit, share, middle, peers FROM counted JOIN middles USING (instrument, peer)
WHERE peers >= {_PEERS} AND share > middle + greatest({_LEAST}, {_FAR * _SPREAD} * distance) ORDER BY unit"""
