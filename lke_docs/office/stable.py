"""Equal documents give equal bytes: the time of writing is taken out of office packages."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from datetime import date

_NO_DAY = date(1980, 1, 1)  # the first that a zip can name
_TIMES = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def fix_times(data: bytes) -> bytes:
    """Set every entry of a zip to 1 January 1980, in place: the only bytes that differ between equal runs."""
    out = bytearray(data)
    stamp = struct.pack("<HH", 0, 1 << 5 | 1)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        position = archive.start_dir
        for info in archive.infolist():
            out[info.header_offset + 10 : info.header_offset + 14] = stamp
            out[position + 12 : position + 16] = stamp
            name, extra, comment = struct.unpack_from("<HHH", out, position + 28)
            position += 46 + name + extra + comment
    return bytes(out)


def date_workbook(data: bytes, made: date = _NO_DAY) -> bytes:
    """The workbook as made on that day: openpyxl puts the present moment into its properties on saving."""
    stamp = f"{made.isoformat()}T00:00:00Z".encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "docProps/core.xml":
                content = _TIMES.sub(stamp, content)
            new.writestr(info.filename, content)
    return fix_times(stream.getvalue())
