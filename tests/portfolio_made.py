"""A small portfolio made of nothing but a seed: tables as a run writes them, with a few units that share evidence."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from lke_docs.instrument import load_instrument
from lke_docs.portfolio.tables import write_part

KINDS = ("kejaksaan negeri", "pengadilan negeri", "kantor imigrasi", "lembaga pemasyarakatan", "")
_PLACES = ("Sukamaju", "Sukarela", "Tanjung Harapan", "Muara Damai", "Bukit Sentosa", "Karang Indah", "Teluk Jaya")
_WORDS = ("rapat", "monitoring", "evaluasi", "tim", "kerja", "zona", "integritas", "laporan", "triwulan", "sosialisasi")
_RULES = (("NOM005", "wajib"), ("SER001", "perlu"), ("TGL003", "perlu"), ("KAT001", "saran"))


def made_portfolio(out: Path, units: int = 40, *, seed: int = 1, copies: int = 4, year: int = 2021) -> None:
    """Write the tables of so many units; the last `copies` of them have copied from the first ones."""
    made = [_unit(Random(f"{seed}-{number}"), number, year) for number in range(units)]
    pairs = [_copy(made[number], made[units - 1 - number]) for number in range(copies)]
    for name in ("units", "rows", "findings", "points"):
        write_part(out, name, "semua", [line for unit in made for line in unit[name]])
    write_part(out, "pairs", "semua", pairs)


def _unit(random: Random, number: int, year: int) -> dict[str, list[dict[str, Any]]]:
    form = load_instrument("zi-2019" if number % 3 else "zi-2021")
    kind = KINDS[number % len(KINDS)]
    name = f"{kind or 'unit'} {_PLACES[number % 7]} {number}".title()
    own = {"unit": f"unit_{number:05}/lke.txt", "key": f"{random.getrandbits(64):016x}"}
    if number % 29 == 28:
        state = {"source": own["unit"], "unit_name": "", "kind": "", "state": "tidak terbaca", "reason": "berkas rusak"}
        return {"units": [own | state], "rows": [], "findings": [], "points": []}
    honest, rows, areas = random.betavariate(5, 2), [], {}
    for code, asked in form.indicators.items():
        if asked.is_computed:
            continue
        letters = asked.letters
        place = min(int(random.expovariate(1.6)), len(letters) - 1)
        claimed = asked.weight * asked.by_letter[letters[place]].value
        shown = claimed * (random.random() < honest)
        unsure = (claimed - shown) * (random.random() < 0.3)
        judged = letters[min(place + (random.random() > honest), len(letters) - 1)] if number % 2 else None
        area = next(it.code for it in form.areas if code.startswith(it.code + "."))
        words = " ".join(random.choice(_WORDS) for _ in range(30))
        row = {"code": code, "area": area, "question": asked.label, "answer": letters[place], "assessor_answer": judged}
        row |= {"evidence": words, "shown_letter": letters[place] if shown else letters[-1], "claimed_points": claimed}
        rows.append(own | row | {"shown_points": shown, "cannot_tell_points": unsure, "place": f"baris {len(rows)}"})
        sums = areas.setdefault(area, [0.0, 0.0, 0.0])
        areas[area] = [it + more for it, more in zip(sums, (claimed, shown, unsure), strict=True)]
    findings = [_finding(random, own, rows) for _ in range(random.randrange(12))]
    counts = {level: sum(it["level"] == level for it in findings) for level in ("wajib", "perlu", "saran")}
    claimed, shown, unsure = (sum(it[part] for it in areas.values()) for part in range(3))
    head = {"source": own["unit"], "agency": "Instansi Contoh", "unit_name": name, "kind": kind, "year": year}
    head |= {"instrument": form.id, "rows": len(rows), "rows_with_evidence": len(rows), "state": "terbaca", **counts}
    head |= {"claimed": claimed, "shown": shown, "cannot_tell": unsure, "not_shown": claimed - shown - unsure}
    points = [
        own | {"area": area, "claimed": it[0], "shown": it[1], "cannot_tell": it[2], "not_shown": it[0] - it[1] - it[2]}
        for area, it in areas.items()
    ]
    return {"units": [own | head | {"rules_version": "uji"}], "rows": rows, "findings": findings, "points": points}


def _finding(random: Random, own: dict[str, str], rows: list[dict[str, Any]]) -> dict[str, Any]:
    rule, level = random.choice(_RULES)
    row = random.choice(rows)
    found = {"fingerprint": f"{random.getrandbits(64):016x}", "rule": rule, "level": level, "confidence": "tinggi"}
    found |= {"code": row["code"], "message": f"Temuan buatan pada {row['code']}.", "points": row["claimed_points"]}
    return own | found | {"state": "open" if random.random() < 0.9 else "suppressed"}


def _copy(one: dict[str, list[dict[str, Any]]], other: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Let a unit have the first rows of another, and say so as the comparison does."""
    shared, passages = [], []
    theirs = {row["code"]: row for row in other["rows"]}
    for row in one["rows"][:6]:
        if row["code"] in theirs:
            theirs[row["code"]]["evidence"] = row["evidence"].replace("laporan", "Laporan", 1)
            shared.append(row["code"])
            texts = (row["evidence"], theirs[row["code"]]["evidence"])
            passages.append({"code_a": row["code"], "text_a": texts[0], "code_b": row["code"], "text_b": texts[1]})
    ends = {"unit_a": one["units"][0]["unit"], "key_a": one["units"][0]["key"]}
    ends |= {"unit_b": other["units"][0]["unit"], "key_b": other["units"][0]["key"]}
    told = {"overlap": 0.5 + len(shared) / 20, "shared": 20 * len(shared), "kinds": ["teks"], "codes": shared}
    return ends | told | {"passages": json.dumps(passages)}
