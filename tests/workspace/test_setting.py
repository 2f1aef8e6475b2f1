"""Settings as fields of a form: what is written is what was typed, and all else stays as it stood."""

from __future__ import annotations

from pathlib import Path

import pytest

from lke_docs.errors import ConfigError
from lke_docs.read import read_bytes
from lke_docs.workspace.config import START, load_config, tables_of
from lke_docs.workspace.setting import FIELDS, OFFICER, told_settings, with_settings
from tests.test_report import SAMPLE

OLD = """\
# milik unit
window = "2021"  # SE 4/2021
abaikan = ["NOM009"]

[kop]
unit = ["BALAI CONTOH"]  # nama lengkap

[naskah.nomor]
nota_dinas = "ND-[ISI: nomor urut]"

[[pejabat]]
jabatan = "Kepala"
nama = "Contoh Satu"
# mulai = 2020-01-01

[isian.notula]
tempat = "Ruang Rapat"
"""


@pytest.mark.parametrize("text", [OLD, "", START + tables_of(read_bytes(SAMPLE.read_bytes(), "lke.txt"))])
def test_what_nobody_changed_stays_to_the_letter(text: str) -> None:
    assert with_settings(text, *told_settings(text)) == text


def test_what_was_typed_is_read_by_every_command(tmp_path: Path) -> None:
    fields, officers = told_settings(OLD)
    assert (fields["dari"], fields["sampai"], officers[0]["nama"]) == ("2021-01-01", "2021-12-31", "Contoh Satu")
    fields |= {"sampai": "2021-08-31", "tanggal_acuan": "2021-09-05", "instrumen": "zi-2019"}
    fields |= {
        "kop.alamat": "Jalan Contoh 1\r\nTelepon 021-1\r\n",
        "naskah.tempat": "Kota “Contoh”",
        "tampilan.kertas": "F4",
    }
    officers.append({**dict.fromkeys(OFFICER, ""), "jabatan": "Plt. Kepala", "mulai": "2022-01-04"})
    made = with_settings(OLD, fields, officers)
    (tmp_path / "lke.toml").write_text(made, encoding="utf-8")
    config = load_config(tmp_path / "lke.toml", tmp_path)

    for line in OLD.splitlines():
        assert "window" in line or line in made, line
    assert "# SE 4/2021" in made and config.ignore == ("NOM009",) and config.instrument == "zi-2019"
    assert config.window is not None and config.window.end.isoformat() == "2021-08-31"
    assert config.profile is not None and [it.title for it in config.profile.officers] == ["Kepala", "Plt. Kepala"]
    assert config.profile.letterhead["kop_alamat"] == ["Jalan Contoh 1", "Telepon 021-1"]
    assert config.profile.look.paper == "F4" and config.profile.place == "Kota “Contoh”"
    back = with_settings(made, {**told_settings(made)[0], "tampilan.kertas": "", "naskah.tempat": ""}, [])
    assert "Contoh Satu" not in back and "F4" not in back and "Ruang Rapat" in back


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"dari": ""}, "isi keduanya"),
        ({"dari": "2022-01-01"}, "lebih awal"),
        ({"tanggal_acuan": "kemarin"}, "bukan tanggal"),
        ({"tampilan.kertas": "A3"}, "A4"),
    ],
)
def test_what_is_wrong_is_told_without_places_of_ours(changed: dict[str, str], said: str) -> None:
    fields, officers = told_settings(OLD)
    with pytest.raises(ConfigError, match=said) as told:
        with_settings(OLD, fields | changed, officers)

    assert "/tmp" not in str(told.value)
    assert set(FIELDS) < set(fields)
