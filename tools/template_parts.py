"""Pieces that shipped templates share: letterhead, points, tables, clauses, signatures."""

from __future__ import annotations

from collections.abc import Sequence

from docx_source import para, row, table


def kop() -> str:
    """Letterhead: institution, office, address, double rule."""
    return "".join(
        [
            *each("kop_lembaga", "k", "{{ k | kapital }}", "KopLembaga"),
            para("{{ kop_unit | kapital }}", "KopUnit"),
            *each("kop_alamat", "k", "{{ k }}", "KopAlamat"),
            para("", "KopGaris"),
        ]
    )


def each(name: str, item: str, text: str, style: str = "IsiNaskah") -> list[str]:
    """A paragraph for each entry of a list."""
    return [
        para(f"{{%p for {item} in {name} %}}", style),
        para(text, style),
        para("{%p endfor %}", style),
    ]


def points(name: str) -> list[str]:
    """Numbered points; the number is text, since Word's numbering would run on from list to list."""
    return each(name, "butir", "{{ loop.index }}.\t{{ butir }}", "Butir")


def grid(name: str, columns: Sequence[tuple[str, int, str]], *, title: str, style: str = "IsiTabel") -> str:
    """A numbered table over a list: (heading, width in mm, text of the cell)."""
    widths = [10, *(width for _, width, _ in columns)]
    head = [para(text, "KepalaTabel") for text in ("No.", *(text for text, _, _ in columns))]
    cells = [para("{{ loop.index }}.", "NomorTabel"), *(para(text, style) for _, _, text in columns)]
    blank = [para("", style) for _ in columns]
    start = [para(f"{{%tr for b in {name} %}}", style), *blank]
    end = [para("{%tr endfor %}", style), *blank]
    rows = [row(head, widths, header=True), *(row(line, widths) for line in (start, cells, end))]
    return table(widths, rows, title=title)


def identity(lines: Sequence[tuple[str, str]], *, label: int = 42) -> str:
    """Label, colon, value."""
    widths = [label, 5, 160 - label - 5]
    rows = [
        row([para(name, "Identitas"), para(":", "Identitas"), para(text, "Identitas")], widths) for name, text in lines
    ]
    return table(widths, rows, style="TabelPolos", title="Keterangan naskah")


def clause(word: str, name: str, mark: str) -> str:
    """Menimbang, Mengingat: the word on the first line only, then lettered or numbered points."""
    widths = [34, 5, 9, 112]
    start = [para(f"{{%tr for b in {name} %}}", "Identitas"), *[para("", "Identitas")] * 3]
    line = [
        para(f"{{% if loop.first %}}{word}{{% endif %}}", "Identitas"),
        para("{% if loop.first %}:{% endif %}", "Identitas"),
        para(mark, "Identitas"),
        para("{{ b }}", "IsiNaskah"),
    ]
    end = [para("{%tr endfor %}", "Identitas"), *[para("", "Identitas")] * 3]
    return table(widths, [row(cells, widths) for cells in (start, line, end)], style="TabelPolos", title=word)


LETTERS, NUMBERS = "{{ loop.index | huruf }}.", "{{ loop.index }}."
PLACE_DATE = "{{ tempat_penetapan }}, {{ tanggal_dokumen }}"


def signer(heading: Sequence[str], name: str, below: Sequence[str]) -> tuple[str, str, str]:
    """One side of a signature block: place and date, office, then room to sign with name and lines below."""
    first = para(heading[0] if len(heading) > 1 else "", "TandaTangan")
    office = "".join(para(text, "TandaTangan") for text in heading[1:] or heading)
    return (
        first,
        office,
        para(name, "RuangTandaTangan") + "".join(para(text, "TandaTangan") for text in below),
    )


def signatures(left: tuple[str, str, str] | None, right: tuple[str, str, str]) -> str:
    """Two signers side by side, line by line, never parted by a page break."""
    widths = [76, 84]
    blank = (para("", "TandaTangan"),) * 3
    rows = [row(cells, widths) for cells in zip(left or blank, right, strict=True)]
    return (
        para("", "JarakTandaTangan")
        + table(widths, rows, style="TabelPolos", title="Tanda tangan")
        + para("", "JarakJudul")
    )


def head_signs(*first: str) -> str:
    """The signature block of the head of the unit."""
    lines = first or (PLACE_DATE,)
    below = ("{{ penandatangan_pangkat }}", "NIP {{ penandatangan_nip }}")
    return signatures(None, signer([*lines, "{{ penandatangan_jabatan }},"], "{{ penandatangan_nama }}", below))


def copies() -> list[str]:
    """Tembusan, only where there are some."""
    return [
        para("{%p if tembusan %}"),
        para("Tembusan:", "Identitas"),
        *points("tembusan"),
        para("{%p endif %}"),
    ]


def title(*lines: str) -> str:
    """Title of the document and the lines under it, centred."""
    rest = "".join(para(text, "BarisTengah") for text in lines[1:])
    return para(lines[0], "Title") + rest + para("", "JarakJudul")


def chapter(heading: str, *content: str) -> str:
    return para(heading, "Heading1") + "".join(content)


def prose(name: str, style: str = "IsiNaskah") -> str:
    """A paragraph for each entry, without numbers."""
    return "".join(each(name, "alinea", "{{ alinea }}", style))


def followup(name: str = "tindak_lanjut") -> str:
    return grid(
        name,
        [
            ("Uraian", 78, "{{ b.uraian }}"),
            ("Penanggung jawab", 42, "{{ b.penanggung_jawab }}"),
            ("Batas waktu", 30, "{{ b.batas_waktu }}"),
        ],
        title="Tindak lanjut",
    )
