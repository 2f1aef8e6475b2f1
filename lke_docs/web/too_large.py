"""What is larger than a site takes at once is refused in words that its users read; waitress refuses it in English."""

from __future__ import annotations

_PAGE = """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Terlalu besar</title></head><body>
<h1>Kiriman ini terlalu besar</h1>
<p>Sekali kirim paling banyak {} MB, jadi tidak ada yang disimpan. Kembali ke halaman tadi, lalu kirim per bagian,
misalnya beberapa ZIP.</p>
</body></html>
"""


def refuse_in_words(megabytes: int) -> None:
    """From now on the server of this process says the limit where a request is above it."""
    from waitress.utilities import RequestEntityTooLarge

    body = _PAGE.format(megabytes).encode()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
    status = f"{RequestEntityTooLarge.code} {RequestEntityTooLarge.reason}"
    RequestEntityTooLarge.to_response = lambda *_, **__: (status, headers, body)
