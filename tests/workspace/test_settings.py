"""lke.toml: what it sets, and that anything else is refused with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from lke_docs.check import RULES
from lke_docs.claim import claim_vocabulary
from lke_docs.errors import ConfigError
from lke_docs.model import Confidence, Finding, Level
from lke_docs.workspace import Asked, load_config, make_terms, set_levels
from lke_docs.workspace.config import Config
from lke_docs.workspace.terms import choose

FULL = """
instrument = "zi-2019"
rubric = "52/2014"
window = "2021-01-01..2021-08-31"
started = 2021-02-16
unit_code = "X.4.17"
select = ["nom", "TGL"]
ignore = ["NOM009"]
fail_on = "perlu"

[level]
nom001 = "saran"

[berkala]
max_step_months = 3

[limits]
pages = 2000
memory_bytes = "1GB"
"""


def parse_config(text: str, source: Path) -> Config:
    """What a file of this name and text sets."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / source
        file.write_text(text, encoding="utf-8")
        return load_config(file, Path(folder))._replace(source=source)


def a_finding(rule: str = "NOM001") -> Finding:
    return Finding("f" * 16, rule, "nama", Level.WAJIB, Confidence.TINGGI, "A.1.1.A", "pesan", "saran")


def test_levels_of_a_family_and_of_a_rule_in_it(tmp_path: Path) -> None:
    (tmp_path / "lke.toml").write_text('mulai = 2021-02-03\n[tingkat]\nNOM001 = "wajib"\nNOM = "saran"\n', "utf-8")
    terms = make_terms(Asked(), tmp_path)
    levels = {it.rule: it.level for it in set_levels([a_finding("NOM001"), a_finding("NOM004")], terms.levels)}
    assert levels == {"NOM001": Level.WAJIB, "NOM004": Level.SARAN}
    assert "tidak ada yang ditunggu sebelum 2021-02-03; NOM001 bertingkat wajib; NOM bertingkat saran" in terms.settings
    (tmp_path / "lke.toml").write_text('[tingkat]\nNAM = "saran"\n', "utf-8")
    with pytest.raises(ConfigError, match="“NAM” bukan aturan"):
        make_terms(Asked(), tmp_path)
    for key in ("pilih", "abaikan"):
        (tmp_path / "lke.toml").write_text(f'mulai = 2021-02-03\n{key} = ["NOM99"]\n', "utf-8")
        with pytest.raises(ConfigError, match=r"lke\.toml, baris 2: “NOM99” bukan aturan"):
            make_terms(Asked(select=("SER",)), tmp_path)


def test_all_keys() -> None:
    config = parse_config(FULL, Path("lke.toml"))
    assert config.window is not None
    assert config.window[:2] == (date(2021, 1, 1), date(2021, 8, 31))
    assert (config.instrument, config.rubric, config.unit_code) == ("zi-2019", "52/2014", "X.4.17")
    assert config.started == date(2021, 2, 16)
    assert config.levels == {"NOM001": Level.SARAN}
    assert config.meaning == claim_vocabulary().meaning._replace(max_step_months=3)
    assert config.fail_on == "perlu"
    assert config.limits == {"pages": 2000, "memory_bytes": 2**30}


INDONESIAN = """
instrumen = "zi-2019"
rubrik = "52/2014"
masa_penilaian = "2021-01-01..2021-08-31"
mulai = 2021-02-16
kode_satker = "X.4.17"
pilih = ["nom", "TGL"]
abaikan = ["NOM009"]
gagal_pada = "perlu"

[tingkat]
nom001 = "saran"

[berkala]
jarak_bulan = 3

[batas]
pages = 2000
memory_bytes = "1GB"
"""


def test_indonesian_keys_mean_the_same() -> None:
    ours, theirs = (parse_config(text, Path("lke.toml")) for text in (INDONESIAN, FULL))

    assert ours._replace(window=None) == theirs._replace(window=None)
    assert ours.window and theirs.window and ours.window[:2] == theirs.window[:2]


def test_every_key_of_the_guide_is_known() -> None:
    """The block of docs/nilai.md, as it stands there."""
    guide = (Path(__file__).parents[2] / "docs" / "nilai.md").read_text(encoding="utf-8")
    block = guide.split("## `lke.toml`")[1].split("\n\nSemua perintah")[0].split("\n", 1)[1]
    config = parse_config("\n".join(line.removeprefix("    ") for line in block.splitlines()), Path("lke.toml"))
    assert (config.instrument, config.unit_code, config.as_of) == ("zi-2021", "X.4.17", date(2025, 12, 31))
    assert config.profile is not None
    assert config.profile.letterhead == {"kop_unit": "Kantor Contoh"}
    assert config.profile.office_code == "X.4.17"


def test_the_office_code_of_the_profile_counts_for_the_audit() -> None:
    config = parse_config('[naskah]\nkode_satker = "X.4.17"\n', Path("lke.toml"))
    assert config.unit_code == "X.4.17"


FAULTS = [
    ('warna = "merah"', "baris 2", "“warna” tidak dikenal"),
    ("instrument = 3", "baris 2", "harus teks, bukan 3"),
    ('window = "tahun ini"', "baris 2", "masa penilaian"),
    ('window = "2021-08-31..2021-01-01"', "baris 2", "lebih awal"),
    ('fail_on = "selalu"', "baris 2", "“selalu”"),
    ("select = [1]", "baris 2", "daftar teks yang berisi"),
    ('[level]\nNOM001 = "gawat"', "baris 3", "“gawat”"),
    ("[berkala]\nbulan = 3", "baris 3", "berkala: kunci “bulan” tidak dikenal; mungkin maksudnya “jarak_bulan”"),
    ('[berkala]\ngrace_days = "x"', "baris 3", "bilangan bulat"),
    ("[berkala]\nmin_documents = 1", "baris 2", "sedikitnya 2"),
    ("[limits]\npage = 3", "baris 3", "“page” tidak dikenal"),
    ("[limits]\npages = true", "baris 3", "bukan nilai yang sah"),
    ('[limits]\npages = "banyak"', "baris 3", "bukan nilai yang sah"),
    ("select = [", "lke.toml", "bukan TOML"),
    ('ignor = ["SER"]', "baris 2", "mungkin maksudnya “ignore”"),
    ('masa_penilian = "2021"', "baris 2", "mungkin maksudnya “masa_penilaian”"),
    ('abaikan = ["SER"]\nignore = ["BKT"]', "baris 3", "“ignore” sama artinya dengan “abaikan”"),
    ('masa_penilaian = "tahun ini"', "baris 2", "masa penilaian"),
    ("tanggal_acuan = 2021-08-31T08:00:00", "baris 2", "tanpa jam"),
    ("[berkala]\nhari_tenggang = -1", "baris 3", "“hari_tenggang”"),
    ('kode_satker = "X.1"\n[naskah]\nkode_satker = "X.2"', "baris 2", "berbeda"),
    ('rubrik = "53/2014"', "baris 2", "pilihan: 52/2014, 90/2021"),
    ('instrumen = "zi-1999"', "baris 2", "yang ada: zi-2019, zi-2021"),
    ('instrumen = "tak_ada.toml"', "baris 2", "bukan berkas"),
    ('[kop]\nlembga = ["Lembaga"]', "baris 3", "mungkin maksudnya “lembaga”"),
]


@pytest.mark.parametrize(("text", "place", "reason"), FAULTS)
def test_faults_are_refused_with_their_place(text: str, place: str, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config("\n" + text + "\n", Path("lke.toml"))
    assert place in str(caught.value)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("select", "ignore", "code", "runs"),
    [
        ((), (), "NOM001", True),
        (("NOM",), (), "NOM001", True),
        (("NOM",), (), "TGL001", False),
        (("NOM001",), (), "NOM001", True),
        ((), ("NOM",), "NOM001", False),
        (("NOM",), ("NOM001",), "NOM001", False),
    ],
)
def test_which_rules_run(select: tuple[str, ...], ignore: tuple[str, ...], code: str, runs: bool) -> None:
    assert any(rule.code == code for rule in choose(RULES, select=select, ignore=ignore)) is runs


def test_the_command_line_is_stronger_than_the_settings(tmp_path: Path) -> None:
    (tmp_path / "lke.toml").write_text(FULL, encoding="utf-8")
    plain = make_terms(Asked(), tmp_path)
    assert plain.folder == tmp_path
    assert plain.instrument_origin == "lke.toml"
    assert {code[:3] for code in plain.ran} == {"NOM", "TGL"} and "NOM009" not in plain.ran
    terms = make_terms(Asked(instrument="zi-2021", select=("SER",), ignore=("SER001",), limit={"pages": 3}), tmp_path)
    assert (terms.instrument, terms.instrument_origin) == ("zi-2021", "pilihan --instrument")
    assert terms.ran == ("SER002", "SER003", "SER004", "SER005")
    assert terms.limits == {"pages": 3}, "a file that loosens a limit is not followed"
    assert terms.window == plain.window


def test_levels_replace_those_of_the_rule_and_nothing_else() -> None:
    config = parse_config(FULL, Path("lke.toml"))
    (changed,) = set_levels([a_finding()], config.levels)
    assert changed.level is Level.SARAN
    assert changed.fingerprint == a_finding().fingerprint
    assert set_levels([a_finding("TGL001")], config.levels) == (a_finding("TGL001"),)


def test_the_nearest_file_counts_and_absence_means_defaults(tmp_path: Path) -> None:
    below = tmp_path / "bukti" / "A.1"
    below.mkdir(parents=True)
    assert load_config(None, below).source is None
    (tmp_path / "lke.toml").write_text('unit_code = "X.1"\n', encoding="utf-8-sig")
    assert load_config(None, below).unit_code == "X.1"
    (below / "lke.toml").write_text('instrument = "sendiri.toml"\n', encoding="utf-8")
    (below / "sendiri.toml").touch()
    assert load_config(None, below).instrument == str(below / "sendiri.toml")
    with pytest.raises(ConfigError, match="berkas tidak ada"):
        load_config(tmp_path / "lain.toml", below)


def test_settings_say_what_they_hide_and_never_loosen_a_limit(tmp_path: Path) -> None:
    below = tmp_path / "bukti"
    below.mkdir()
    text = 'abaikan = ["SER"]\npilih = ["NOM", "SER"]\ngagal_pada = "never"\n[tingkat]\nNOM001 = "saran"\n'
    (tmp_path / "lke.toml").write_text(f"{text}[batas]\npages = 9\ncells = 999999999\n", encoding="utf-8")

    terms = make_terms(Asked(), below)

    assert terms.settings == (
        "lke.toml: tanpa aturan SER; hanya aturan NOM, SER; NOM001 bertingkat saran; gagal pada never; batas pages = 9"
    )
    assert dict(terms.limits) == {"pages": 9}
    assert [notice for notice in terms.notices if "batas cells lebih longgar" in notice]
    assert dict(make_terms(Asked(limit={"cells": 10**9}), below).limits) == {"pages": 9, "cells": 10**9}
