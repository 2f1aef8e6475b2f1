"""patterns/libur.toml is what the library says."""

from __future__ import annotations

from tools.build_holidays import TARGET, text


def test_file_is_as_the_library_says() -> None:
    assert TARGET.read_text(encoding="utf-8") == text()
