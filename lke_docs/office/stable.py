"""Equal documents give equal bytes: the time of writing is taken out of office packages."""

from __future__ import annotations

import errno
import io
import re
import struct
import zipfile
from datetime import date
from typing import TYPE_CHECKING

from lke_docs.errors import ConfigError
from lke_docs.office.door import why

if TYPE_CHECKING:
    from openpyxl import Workbook

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


def saved_workbook(book: Workbook, made: date = _NO_DAY) -> bytes:
    """The bytes of a workbook as made on that day: openpyxl puts the present moment into its properties on saving.

    Raises ConfigError where the temporary files have no room, into which openpyxl writes each worksheet first.
    """
    from lxml.etree import SerialisationError

    made_now, stream = io.BytesIO(), io.BytesIO()
    try:
        book.save(made_now)
    except (OSError, SerialisationError) as error:  # lxml says "IO_ENOSPC"
        number = error.errno if isinstance(error, OSError) else getattr(errno, str(error).removeprefix("IO_"), 0)
        raise ConfigError(f"berkas sementara untuk XLSX tidak dapat ditulis ({why(OSError(number, ''))}).") from error
    stamp = f"{made.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(made_now) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "docProps/core.xml":
                content = _TIMES.sub(stamp, content)
            new.writestr(info.filename, content)
    return fix_times(stream.getvalue())
