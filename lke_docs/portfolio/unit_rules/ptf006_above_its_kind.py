"""PTF006."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.model import Confidence, Level
from lke_docs.portfolio.unit_rule import Crowd, UnitHit, unit_rule
from lke_docs.wording import decimal

_PEERS = 8  # units of a kind; of fewer nothing is usual
_FAR, _LEAST = 3.0, 0.35  # times the usual distance from the middle, and share of what peers claim at the least
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
    Poin yang diakui tetapi tidak tampak dari uraian bukti, dibandingkan dengan unit sejenis (pengadilan dengan
    pengadilan, dinas dengan dinas; jika sejenisnya kurang dari delapan, dengan semua unit yang memakai bentuk LKE yang
    sama). Yang disebut hanya unit yang jauh di luar kebiasaan.

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
    for unit, claimed, gap, middle, peers in crowd.db.execute(_FAR_OUT).fetchall():
        yield UnitHit(
            unit,
            f"{decimal(gap, 1)} dari {decimal(claimed, 1)} poin yang diakui tidak tampak dari uraian bukti; "
            f"tengah dari {peers} unit pembanding {decimal(middle, 1)} poin.",
        )


_FAR_OUT = f"""
WITH gaps AS (
  SELECT unit, instrument, kind, claimed, claimed - shown AS gap FROM units WHERE claimed > 0 AND shown IS NOT NULL
), counted AS (
  SELECT *, CASE WHEN kind <> '' AND count(*) OVER (PARTITION BY instrument, kind) >= {_PEERS} THEN kind ELSE '' END
    AS peer FROM gaps
), all_of AS (
  SELECT instrument, kind AS peer, claimed, gap FROM gaps WHERE kind <> ''
  UNION ALL SELECT instrument, '', claimed, gap FROM gaps
), middles AS (
  SELECT instrument, peer, median(gap) AS middle, mad(gap) AS distance, median(claimed) AS usual, count(*) AS peers
  FROM all_of GROUP BY ALL
)
SELECT unit, counted.claimed, counted.gap, middle, peers FROM counted JOIN middles USING (instrument, peer)
WHERE peers >= {_PEERS} AND gap > middle + greatest({_LEAST} * usual, {_FAR * _SPREAD} * distance) ORDER BY unit"""
