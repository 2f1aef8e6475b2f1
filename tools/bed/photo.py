"""Made photos: a room, people, a screen; with the day of the camera. And screenshots of an invented application."""

from __future__ import annotations

import io
import random
from datetime import date
from typing import Any


def _shade(rng: random.Random, low: int = 30, high: int = 220) -> tuple[int, int, int]:
    return (rng.randint(low, high), rng.randint(low, high), rng.randint(low, high))


def scene(seed: str, room: str, *, size: tuple[int, int] = (960, 640)) -> Any:
    """A meeting: the room by `room`, who sits where by `seed`; two meetings in one room look alike and are not."""
    from PIL import Image, ImageDraw, ImageFilter

    wide, high = size
    walls, people = random.Random(f"room {room}"), random.Random(f"people {seed}")
    image = Image.new("RGB", size, _shade(walls, 120, 230))
    pen = ImageDraw.Draw(image)
    floor = int(high * walls.uniform(0.55, 0.7))
    pen.rectangle((0, floor, wide, high), fill=_shade(walls, 60, 150))
    for _ in range(walls.randint(2, 5)):
        x, y = walls.randint(0, wide - 160), walls.randint(0, floor - 120)
        pen.rectangle((x, y, x + walls.randint(70, 260), y + walls.randint(60, 170)), fill=_shade(walls))
    for _ in range(people.randint(7, 14)):
        x, y, r = people.randint(20, wide - 60), people.randint(int(high * 0.3), high - 80), people.randint(22, 52)
        coat = _shade(people, 10, 200)
        pen.rounded_rectangle((x - r, y + r, x + 2 * r, y + 5 * r), r // 2, fill=coat)
        pen.ellipse((x - r // 2, y - r // 2, x + r + r // 4, y + r + r // 3), fill=(people.randint(120, 200), 120, 90))
    x = people.randint(0, wide // 2)
    pen.polygon(
        [(x, high), (x + 80, int(high * 0.72)), (x + 420, int(high * 0.72)), (x + 520, high)], fill=_shade(people)
    )
    return image.filter(ImageFilter.GaussianBlur(1.2))


def as_jpeg(image: Any, day: date | None, *, clock: str = "09:12:33", quality: int = 82, size: float = 1.0) -> bytes:
    """The photo as a camera writes it; without a day, as a messenger passes it on."""
    from PIL import Image

    if size != 1.0:
        image = image.resize((int(image.width * size), int(image.height * size)), Image.Resampling.LANCZOS)
    exif = Image.Exif()
    if day:
        stamp = f"{day.year}:{day.month:02d}:{day.day:02d} {clock}"
        exif[306] = stamp
        exif.get_ifd(34665)[36867] = stamp
        exif[272] = "Kamera Contoh A1"
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality, **({"exif": exif} if day else {}))
    return stream.getvalue()


def screenshot(seed: str, title: str) -> bytes:
    """A page of an application: bars, boxes, and a title that can be read."""
    from PIL import Image, ImageDraw, ImageFont

    rng = random.Random(f"screen {seed}")
    image = Image.new("RGB", (1100, 700), (245, 246, 250))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 1100, 56), fill=_shade(rng, 10, 120))
    pen.text((20, 14), title[:60], font=ImageFont.load_default(24), fill=(255, 255, 255))
    pen.rectangle((0, 56, 210, 700), fill=_shade(rng, 190, 235))
    for k in range(9):
        pen.text((16, 84 + k * 40), rng.choice(("Beranda", "Data", "Laporan", "Pengguna", "Arsip", "Menu")), fill=(40, 40, 40),
                 font=ImageFont.load_default(16))  # fmt: skip
    for k in range(12):
        y = 90 + k * 46
        pen.line((230, y, 1080, y), fill=(200, 200, 205))
        pen.text((240, y + 12), f"{k + 1}   Berkas {rng.randint(100, 999)}     {rng.choice(('selesai', 'proses', 'baru'))}",
                 font=ImageFont.load_default(15), fill=(60, 60, 60))  # fmt: skip
        pen.rectangle((800, y + 8, 800 + rng.randint(30, 250), y + 34), fill=_shade(rng, 90, 220))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
