"""Write docs/ketepatan.md: how well extraction reads the annotated lines, by set and field.

    python -m tools.score_table

The part made from the repository's own lines is the same everywhere (a test demands that it is current). Real
lines beside the checkout are measured where they are; dateparser is compared with where it is installed.
"""

from __future__ import annotations

import importlib.util
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from lke_docs.extract import extract
from lke_docs.extract.mention import find_words
from lke_docs.patterns import vocabulary
from tests.annotated import FIELDS, FOLDERS, Line, Tally, found, lines, tally

PAGE = Path(__file__).resolve().parent.parent / "docs" / "ketepatan.md"
NAMES = {"numbers": "nomor", "dates": "tanggal", "periods": "periode", "types": "jenis", "pieces": "butir"}
HEAD = """# Ketepatan pembacaan bukti dukung

Dibuat oleh `python -m tools.score_table`; jangan disunting dengan tangan.

Angka di bawah adalah F1 (1 berarti semua terbaca benar dan tidak ada yang keliru terbaca), dihitung dari nilai yang
dinormalkan dan harus sama persis. Titik-titik berarti tidak ada yang dapat dihitung.
"""
OWN_HEAD = """
## Baris buatan dalam repositori

Kalimat dan nama kantor di `tests/annotated/` direka menurut gaya lembar yang sesungguhnya dan dianotasi dengan tangan.
Pola kemudian diperbaiki menurut baris ini juga, jadi angka di bawah bukan ukuran untuk teks baru.
"""
STRANGERS_HEAD = """
## Baris buatan penulis yang tidak mengenal pola

Ditulis dan dianotasi oleh penulis yang belum pernah melihat pola maupun program ini (`tests/annotated/asing/`).
Sesudah hasil pertamanya dihitung, pola diperbaiki menurut sebagian baris itu, jadi tabel di bawah bukan ukuran untuk
teks baru. Ukuran untuk teks baru ialah hasil pertamanya, termasuk baris yang tidak disimpan di sini karena kebanyakan
kutipan dokumen nyata:

| saat pertama kali diukur | baris | nomor | tanggal | periode | jenis | butir |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| himpunan pertama: daerah_dan_lain, lembaga_pusat, kutipan | 393 | 0,932 | 0,973 | 0,881 | 0,905 | 0,868 |
| himpunan kedua: instansi_vertikal | 130 | 0,990 | 0,996 | 0,979 | 0,958 | 0,931 |
| himpunan kedua: wilayah_dan_sekolah | 130 | 0,965 | 1,000 | 0,958 | 0,944 | 0,933 |
| himpunan kedua: kutipan | 110 | 0,962 | 1,000 | 0,953 | 0,891 | 0,777 |
| **himpunan kedua** | 370 | 0,974 | 0,998 | 0,964 | 0,936 | 0,898 |
| himpunan ketiga: kalimat_dan_daftar | 100 | 0,974 | 0,996 | 1,000 | 0,921 | 0,858 |
| himpunan ketiga: kutipan | 90 | 0,955 | 1,000 | 0,945 | 0,903 | 0,945 |
| **himpunan ketiga** | 190 | 0,966 | 0,997 | 0,977 | 0,916 | 0,886 |
| himpunan keempat: kutipan pengadilan, desa, puskesmas, sekolah | 43 | 1,000 | 1,000 | 1,000 | 0,953 | 0,744 |
| himpunan kelima: kutipan desa, puskesmas, sekolah (penganotasi mengenal pola) | 30 | 0,833 | 1,000 | … | 0,989 | 0,809 |
| himpunan keenam: kutipan pemasyarakatan, madrasah, pengadilan, pemerintah digital (penganotasi mengenal pola) | 31 | 1,000 | 1,000 | 1,000 | 0,970 | 0,894 |
| himpunan ketujuh: daftar pendek lembaga sertifikasi, sekolah, pemerintah digital (penganotasi mengenal pola) | 15 | … | … | … | 1,000 | 0,723 |
| himpunan kedelapan: kutipan daftar pendek sekolah, pemasyarakatan, pemerintah daerah (penganotasi mengenal pola) | 30 | … | … | … | … | 0,885 |
| himpunan kesembilan: kutipan lembaga pusat, pengadilan, pemerintah daerah, puskesmas, sekolah | 140 | 0,909 | 1,000 | 0,976 | 0,950 | 0,791 |
| himpunan kesepuluh: kutipan rumah sakit, perguruan tinggi, desa, kementerian, pemasyarakatan | 120 | 0,826 | 1,000 | 0,889 | 0,956 | 0,763 |
| himpunan kesebelas, sesudah perbaikan menurut dua himpunan di atas: kejaksaan, BUMN, kepolisian, peradilan | 60 | 0,892 | 1,000 | 0,933 | 0,943 | 0,868 |
| himpunan kedua belas: klinik, perguruan tinggi, sekolah, pemerintah daerah | 60 | 0,921 | 1,000 | 0,938 | 0,993 | 0,958 |
| himpunan ketiga belas: stasiun karantina, dinas, perguruan tinggi, puskesmas | 60 | 0,974 | 0,966 | 0,984 | 0,987 | 0,929 |
| himpunan keempat belas: kutipan pengadilan, statistik, rumah sakit, sekolah, pengadaan, desa, sertifikasi | 470 | 0,936 | 1,000 | 1,000 | 0,941 | 0,850 |
| himpunan kelima belas, sesudah perbaikan menurut himpunan di atas: statistik, pengadilan, akreditasi, inovasi, desa | 70 | 0,917 | 1,000 | 1,000 | 0,967 | 0,887 |
| himpunan keenam belas: akreditasi, pengadilan, sekolah, desa, inspektorat (butir 0,903 sesudah anotasi diperiksa lagi) | 177 | 0,958 | 0,977 | 0,921 | 0,963 | 0,886 |
| himpunan ketujuh belas: rumah sakit, pengadilan, sekolah, BUMN, pemerintah daerah (butir 0,925 sesudah anotasi diperiksa lagi) | 185 | 0,932 | 1,000 | 0,954 | 0,989 | 0,861 |
| himpunan kedelapan belas: pengadilan, kejaksaan, penyelenggara pemilu, kecamatan, pemasyarakatan, puskesmas (butir 0,878 sesudah anotasi diperiksa lagi) | 133 | 0,920 | 1,000 | 0,957 | 0,973 | 0,861 |
| himpunan kesembilan belas: daftar bukti pengendalian intern, pemerintahan digital, kinerja pegawai, layanan informasi, situs kantor (nomor 0,936 sesudah anotasi diperiksa lagi) | 148 | 0,865 | 1,000 | 0,937 | 0,986 | 0,954 |
| himpunan kedua puluh: daftar bukti pembangunan zona integritas, surat keputusan dan edaran, puskesmas, madrasah, kepolisian, perguruan tinggi (nomor 1,000, jenis 0,973, butir 0,950 sesudah anotasi diperiksa lagi) | 83 | 0,977 | 1,000 | 1,000 | 0,944 | 0,930 |
"""
REAL_HEAD = """
## Baris nyata

Kutipan dokumen kantor yang sesungguhnya; tidak disimpan dalam repositori.
"""
DATES_HEAD = """
## Tanggal dibandingkan dengan dateparser

Hanya tanggal lengkap (hari, bulan, tahun), pada baris yang sama. "Wajib lengkap": dateparser diminta hanya memberi
tanggal yang ketiga bagiannya tertulis. Ujung rentang tanggal tidak dihitung keliru.
"""

Finder = Callable[[Line], Iterable[str]]


def own_part() -> str:
    """The tables of the lines that the repository holds."""
    return OWN_HEAD + "\n" + table(of(FOLDERS[0])) + STRANGERS_HEAD + "\n" + table(of(FOLDERS[1]))


def of(folder: Path) -> list[Line]:
    names = {path.stem for path in folder.glob("*.jsonl")}
    return [line for line in lines() if line.file in names]


def table(some: Sequence[Line]) -> str:
    """F1 by file and field, and over all files."""
    counts = tally((line, found(extract(line.text))) for line in some)
    sizes = Counter(line.file for line in some)
    rows = [["himpunan", "baris", *(NAMES[field] for field in FIELDS)]]
    rows += [[name, str(sizes[name]), *(cell(counts.get((name, field))) for field in FIELDS)] for name in sorted(sizes)]
    sums = [total(count for (_, field), count in counts.items() if field == wanted) for wanted in FIELDS]
    rows.append(["**semua**", str(len(some)), *(cell(one) for one in sums)])
    return markdown(rows)


def readable_part(some: Sequence[Line]) -> str:
    """Types again, without the lines whose label comes from the file round them, not from their own words."""
    kept = [line for line in some if types_are_named(line)]
    counts = tally((line, found(extract(line.text))) for line in kept)
    score = cell(total(count for (_, field), count in counts.items() if field == "types"))
    return (
        f"\nPada {len(some) - len(kept)} baris, jenis menurut anotasi tidak disebut dalam baris itu sendiri (misalnya “Bogor,"
        f" 4 Januari 2021”\ndari sebuah SOP). Tanpa baris itu, jenis memperoleh {score}.\n"
    )


def types_are_named(line: Line) -> bool:
    """Tell whether a reader could take one of the expected types from the line: its name, or a number's prefix."""
    words = vocabulary()
    wanted = set(line.expected["types"] or ()) - {"lainnya"}
    named = {hit.slug for hit in find_words(line.text, line.text.lower().replace("_", " ")).types}
    prefixes = [ref.fields.get("prefix") or ref.fields.get("kpts", "") for ref in extract(line.text).references]
    named |= {kind.slug for prefix in prefixes if prefix and (kind := words.by_prefix(prefix))}
    named |= {"peraturan" for ref in extract(line.text).references if ref.kind == "regulation"}
    named |= {"sk" for ref in extract(line.text).references if ref.pattern == "kemenkumham-keputusan"}
    return not wanted or not wanted.isdisjoint(named)


def total(counts: Iterable[Tally]) -> Tally:
    result = Tally()
    for count in counts:
        result.right += count.right
        result.missed += count.missed
        result.wrong += count.wrong
    return result


def cell(count: Tally | None) -> str:
    if count is None or not count.right + count.missed + count.wrong:
        return "…"
    return f"{count.f1:.3f}".replace(".", ",")


def markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    rule = ["---", *("---:" for _ in head[1:])]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *body))


# --- dates beside dateparser --------------------------------------------------------------------------


def ours(line: Line) -> Iterable[str]:
    return [date.full.isoformat() for date in extract(line.text).dates if date.full]


def dateparser_with(*parts: str) -> Finder:
    """dateparser's search; the day of reference is fixed, for it fills in what is not written."""
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime(2026, 1, 1), "REQUIRE_PARTS": list(parts)}

    def find(line: Line) -> Iterable[str]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [day.date().isoformat() for _, day in search_dates(line.text, ["id"], settings) or ()]

    return find


def confusion(some: Sequence[Line], find: Finder) -> Tally:
    """Right, missed and false full dates."""
    result = Tally()
    for line in some:
        dates, periods = line.expected["dates"] or Counter(), line.expected["periods"] or Counter()
        expected = Counter({value: n for value, n in dates.items() if len(value) == 10 and value[0] != "-"})
        ends = {end for value in periods for end in value.split("/")}
        got = Counter(find(line))
        result.right += (expected & got).total()
        result.missed += (expected - got).total()
        result.wrong += sum(n for value, n in (got - expected).items() if value not in ends)
    return result


def dates_part(sets: Sequence[tuple[str, Sequence[Line]]]) -> str:
    finders = {
        "lke-docs": ours,
        "dateparser": dateparser_with(),
        "dateparser, wajib lengkap": dateparser_with("day", "month", "year"),
    }
    rows = [["himpunan", "pembaca", "benar", "keliru", "terlewat", "F1"]]
    for name, some in sets:
        for finder, find in finders.items():
            count = confusion(some, find)
            rows.append([name, finder, str(count.right), str(count.wrong), str(count.missed), cell(count)])
    return DATES_HEAD + "\n" + markdown(rows)


def main() -> None:
    own, real = of(FOLDERS[0]), of(FOLDERS[2])
    parts = [HEAD, own_part()]
    if real:
        parts.append(REAL_HEAD + "\n" + table(real) + readable_part(real))
    if importlib.util.find_spec("dateparser"):
        sets = [("baris buatan", own), ("baris nyata", real)]
        parts.append(dates_part([(name, some) for name, some in sets if some]))
    PAGE.write_text("".join(parts), encoding="utf-8", newline="\n")
    print(PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
