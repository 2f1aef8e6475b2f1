"""The settings of a unit in a form: saved into its lke.toml, refused with the reason, never over another's change."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.test_start import drop

if TYPE_CHECKING:
    from django.test import Client

ADDRESS = "/unit/1/pengaturan/"


def form(client: Client) -> dict[str, list[str]]:
    """What a browser would send back."""
    from lxml import html

    page = html.fromstring(client.get(ADDRESS).content).forms[-1]
    found: dict[str, list[str]] = {}
    for name, value in page.form_values():
        found.setdefault(name, []).append(value)
    return found


def test_what_is_saved_holds_for_the_next_audit(local: Client, tmp_path: Path) -> None:
    drop(local)
    told = form(local)
    path = next(tmp_path.glob("*/lke.toml"))
    before = path.read_text(encoding="utf-8")
    assert told["kop.unit"] == ["KEJARI BANTAENG"] and local.post(ADDRESS, told).status_code == 302
    assert path.read_text(encoding="utf-8") == before

    told |= {"dari": ["2020-01-01"], "sampai": ["2020-12-31"], "nama": ["Unit <b>Contoh</b>"]}
    told["pejabat.nama"] = ["Contoh & Contoh"]
    assert local.post(ADDRESS, told).status_code == 302
    page = local.get("/unit/1/").content.decode()
    assert "1 Januari 2020 s.d. 31 Desember 2020" in page and "Unit &lt;b&gt;Contoh&lt;/b&gt;" in page
    assert 'nama = "Contoh & Contoh"' in path.read_text(encoding="utf-8")


def test_a_change_of_somebody_else_and_a_fault_are_told_and_nothing_is_lost(local: Client, tmp_path: Path) -> None:
    drop(local)
    told = form(local)
    path = next(tmp_path.glob("*/lke.toml"))
    mine = {**told, "naskah.tempat": ["Kota Contoh"]}
    path.write_text(path.read_text(encoding="utf-8") + "\n# dari orang lain\n", encoding="utf-8")
    clash = local.post(ADDRESS, mine)
    assert clash.status_code == 422 and "Kota Contoh" in clash.content.decode()
    assert path.read_text(encoding="utf-8").endswith("# dari orang lain\n")

    again = {**mine, "sidik": re.findall(r'name="sidik" value="(\w+)"', clash.content.decode())}
    wrong = local.post(ADDRESS, {**again, "dari": ["2021-05-01"], "sampai": [""]})
    assert wrong.status_code == 422 and "isi keduanya" in wrong.content.decode()
    assert local.post(ADDRESS, again).status_code == 302
    assert "# dari orang lain" in path.read_text(encoding="utf-8") and "Kota Contoh" in path.read_text(encoding="utf-8")


def test_settings_are_read_as_an_editor_saved_them(local: Client, tmp_path: Path) -> None:
    drop(local)
    path = next(tmp_path.glob("*/lke.toml"))
    text = '# satu\n[naskah]  # dua\ntempat = "Palu"\n'
    for encoding in ("utf-8-sig", "utf-16"):
        path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
        assert local.post(ADDRESS, form(local) | {"naskah.tempat": ["Poso"]}).status_code == 302
        assert path.read_text(encoding="utf-8") == text.replace("Palu", "Poso")
    path.write_bytes("# 5 °C".encode("latin-1"))
    answer = local.get(ADDRESS)
    assert answer.status_code == 422 and "bukan teks UTF-8" in answer.content.decode()
