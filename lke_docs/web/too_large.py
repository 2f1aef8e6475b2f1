"""What is larger than a site takes at once is refused in words that its users read; waitress refuses it in English.

It comes to its end first, unread: a browser whose connection is reset while it sends shows no answer.
"""

from __future__ import annotations

_PAGE = """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Terlalu besar</title></head><body>
<h1>Kiriman ini terlalu besar</h1>
<p>Sekali kirim paling banyak {} MB, jadi tidak ada yang disimpan. Kembali ke halaman tadi. Berkas bukti dikirim per
bagian, misalnya beberapa ZIP; lembar LKE disimpan ulang dahulu tanpa gambar dan baris kosong.</p>
</body></html>
"""


def refuse_in_words(megabytes: int) -> None:
    """From now on the server of this process says the limit where a request is above it."""
    from waitress.channel import HTTPChannel
    from waitress.parser import HTTPRequestParser
    from waitress.utilities import RequestEntityTooLarge

    body = _PAGE.format(megabytes).encode()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
    status = f"{RequestEntityTooLarge.code} {RequestEntityTooLarge.reason}"
    RequestEntityTooLarge.to_response = lambda *_, **__: (status, headers, body)

    class PatientParser(HTTPRequestParser):  # type: ignore[misc]
        _rest = 0

        def received(self, data: bytes) -> int:
            if self._rest:
                whole = min(len(data), self._rest)
                self._rest -= whole
                self.completed = not self._rest
                return whole
            taken = int(super().received(data))
            if isinstance(self.error, RequestEntityTooLarge):
                self._rest = self.content_length  # 0 where it came in chunks: its end is not known
                self.completed = not self._rest
            return taken

    HTTPChannel.parser_class = PatientParser
