"""PTF002."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.model import Confidence, Level
from lke_docs.portfolio.unit_rule import Crowd, UnitHit, few_of, unit_rule

_HOLDERS = 3  # offices; a number that more of them name is of an office above them
_OWN, _OWN_SHARE = 3, 0.3  # numbers of a unit, and share of all it names, with a code that is its own


@unit_rule(
    "PTF002",
    "nomor naskah dipakai dua unit",
    level=Level.PERLU,
    confidence=Confidence.SEDANG,
    remedy="Cocokkan nomor dengan naskah dan buku agenda kedua unit; ganti dengan naskah unit sendiri.",
)
def number_of_two(crowd: Crowd) -> Iterator[UnitHit]:
    """
    ## Apa yang diperiksa
    Nomor keputusan atau surat yang sama di lembar dua unit, jika kode kantor di dalamnya adalah kode salah satu dari
    keduanya. Nomor peraturan, nomor surat atasan yang dirujuk banyak unit, dan nomor tanpa kode kantor (yang dapat
    kebetulan sama) tidak ditanyakan.

    ## Mengapa
    Satu nomor adalah satu naskah, dan naskah itu milik satu kantor.

    ## Contoh
    Buruk: `KEP-12/M.3.14/Cr.1/02/2023` di lembar Kejari Sukamaju (M.3.14) dan di lembar Kejari Tirtasari (M.3.17).
    Baik: Kejari Tirtasari menyebut `KEP-9/M.3.17/Cr.1/02/2023`.

    ## Cara memperbaiki
    Buka naskahnya di kedua unit. Jika naskah itu memang berlaku bagi keduanya, tulis demikian.

    ## Dasar
    Tata naskah dinas: nomor diberikan menurut buku agenda kantor yang menerbitkan.
    """
    shared: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for number, unit, other, code in crowd.db.execute(_SHARED).fetchall():
        shared.setdefault((unit, other), []).append((number, code))
    for (unit, other), uses in shared.items():
        numbers = sorted({number for number, _ in uses})
        yield UnitHit(
            unit,
            f"Nomor {few_of(numbers, 'nomor')} juga ada di lembar {crowd.names[other]}. Naskah siapa?",
            other=other,
            key=tuple(numbers),
            codes=tuple(dict.fromkeys(code for _, code in uses)),
        )


# Codes of an office: "M.3.14", "UN96.8", "92740" of a number, whole between slashes ("KPN.W17-U3") or between dashes,
# or over a slash: of "KEP-7/WPJ.11/KP.02/2023" only "WPJ.11/KP.02" is one office.
_SHARED = rf"""
WITH numbers AS MATERIALIZED (
  SELECT DISTINCT unit, code, normalized AS number, upper(regexp_replace(normalized, '\s', '', 'g')) AS same
  FROM "references" WHERE kind = 'letter'
), parts AS (
  SELECT DISTINCT unit, same, unnest(slashed || regexp_split_to_array(same, '[/-]|TAHUN') ||
    [it[1] || '/' || it[2] FOR it IN list_zip(slashed, slashed[2:])
      IF regexp_matches(it[1], '[A-Z.].*\d') AND regexp_matches(it[2], '[A-Z.].*\d')]) AS part
  FROM (SELECT DISTINCT unit, same, string_split(same, '/') AS slashed FROM numbers)
), codes AS MATERIALIZED (
  SELECT * FROM parts WHERE regexp_matches(part, '\d') AND regexp_matches(part, '[A-Z.]|^\d{{4,}}$') AND len(part) > 2
    AND NOT regexp_matches(part, '^(19|20)\d\d$')
), totals AS (SELECT unit, count(DISTINCT same) AS total FROM numbers GROUP BY unit),
own AS (
  SELECT unit, part FROM codes JOIN totals USING (unit) GROUP BY unit, part, total
  HAVING count(DISTINCT same) >= greatest({_OWN}, {_OWN_SHARE} * total)
), few AS (SELECT part FROM codes JOIN offices USING (unit) GROUP BY part
  HAVING count(DISTINCT office) <= {_HOLDERS + 1}),
held AS (SELECT same FROM numbers JOIN offices USING (unit) GROUP BY same
  HAVING count(DISTINCT office) BETWEEN 2 AND {_HOLDERS}),
owned AS (
  SELECT DISTINCT same, own.unit AS owner FROM held JOIN codes USING (same) JOIN few USING (part) JOIN own USING (part)
  WHERE own.unit = codes.unit
), met AS (
  SELECT x.number, x.unit, y.unit AS other, x.code FROM numbers x JOIN numbers y ON x.same = y.same AND x.unit <> y.unit
  WHERE EXISTS (SELECT 1 FROM owned o WHERE o.same = x.same AND o.owner IN (x.unit, y.unit))
)
SELECT DISTINCT number, unit, other, code FROM met ORDER BY unit, other, code, number"""
