"""The one door from a file to a Sheet. Formats are told by content; their libraries load where used.

>>> table = b"Kode|Pertanyaan|Jawaban|Bukti Dukung\\nA.2.1.C|Apakah SOP telah dievaluasi?|A|Notula Evaluasi SOP\\n"
>>> row = read_bytes(table, "lke.csv").rows[0]
>>> row.code, row.answer, row.evidence, str(row.place_at(0))
('A.2.1.C', 'A', 'Notula Evaluasi SOP', 'sel D2')

The same cell in XLSX, ODS, DOCX, HTML or a printed page becomes the same row; only its place differs.
"""

from __future__ import annotations

from pathlib import Path

from lke_docs.model import Sheet
from lke_docs.office.allowance import grant
from lke_docs.office.door import read_within
from lke_docs.office.limits import MIB, Limits, as_input_error, make_limits, over

__all__ = ["Limits", "load", "make_limits", "read_bytes", "read_sheet"]


def read_sheet(path: str | Path, *, limits: Limits | None = None) -> Sheet:
    """Read the sheet in a file of any format that `detect` knows, whatever its name ends in.

    Raises InputError where the file cannot be read, is no LKE, or costs more than `limits` allow.
    """
    bounds = limits or Limits()
    return read_bytes(load(path, limits=bounds), str(path), limits=bounds)


def read_bytes(data: bytes, source: str, *, limits: Limits | None = None) -> Sheet:
    """Read a sheet from memory; `source` names it in messages."""
    if _is_plain(data):
        from lke_docs.read.txt import read_txt

        return read_txt(data, source)
    from lke_docs.read.door import read_other

    return read_other(data, source, limits or Limits())


def _is_plain(data: bytes) -> bool:
    """Tell plain text at a glance: then nothing else is loaded. `detect` looks closer at the rest."""
    head = data[:8192]
    if not head.strip():
        return True  # its reader says what an empty file is
    if b"\x00" in head or (b"<" in head and b">" in head) or head.startswith((b"%PDF", b"PK", b"{\\rtf")):
        return False
    if any(byte < 9 for byte in head[:64]) or head[:2] in (b"\x1f\x8b", b"\xff\xd8", b"MZ", b"7z"):
        return False
    if b"MIME-Version:" in head:
        return False
    if head[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return False
    lines = head.splitlines()[:20]
    return not any(line.count(mark) >= 2 for mark in (b"\t", b",", b";", b"|") for line in lines)


def load(path: str | Path, *, limits: Limits) -> bytes:
    """Read the bytes of a regular file, never more than the bound. Raises InputError."""
    data, size = read_within(path, most=limits.file_bytes)
    if size > limits.file_bytes:
        raise as_input_error(str(path), over(limits, "file_bytes", f"ukuran berkas {size // MIB} MB"))
    grant(size)
    return data
