"""The settings of the server: what is wrong is refused with file, line and key; secrets others can read are refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from lke_docs.errors import ConfigError
from lke_docs.web.server_config import EXAMPLE, ServerConfig, load_server_config, secret_key
from tests.web.conftest import Program
from tests.web.plain_browser import PlainBrowser

BASE = '[server]\nfolder_data = "data"\nnama_host = ["lke.contoh.go.id"]\n'


def load(folder: Path, text: str) -> object:
    file = folder / "server.toml"
    file.write_text(text, encoding="utf-8")
    return load_server_config(file)


def test_the_example_is_good(tmp_path: Path) -> None:
    config = load(tmp_path, EXAMPLE)

    assert config.hosts == ("lke.contoh.go.id",) and config.portal.token == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "kunci “server” wajib ada"),
        ('[server]\nfolder_data = "data"\n', "kunci “nama_host” wajib ada"),
        (BASE + "port = 70000\n", "baris 4: server: nilai “port” harus 1 sampai 65535"),
        (BASE + 'https = "ya"\n', "nilai “https” harus true atau false"),
        (BASE + "prot = 1\n", "mungkin maksudnya “port”"),
        (BASE.replace("lke.contoh.go.id", "*"), "harus menyebut nama server"),
        (BASE + 'basis_data = "mysql://x"\n', "harus berawal postgresql://"),
        (BASE + '[portal]\ntoken_berkas = "tidak-ada"\n', "tidak-ada” tidak ada"),
        (BASE + '[portal]\ntoken_berkas = "pendek"\n', "token portal kurang dari 32 huruf"),
        (BASE + '[portal]\ntoken_berkas = "terbuka"\n', "dapat dibaca pengguna lain"),
        (BASE + '[oidc]\npenerbit = "http://x"\nklien = "a"\nrahasia_berkas = "pendek"\n', "harus alamat https://"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, said: str) -> None:
    for name, rights in (("pendek", 0o600), ("terbuka", 0o644)):
        (tmp_path / name).write_text("x" * 8, encoding="utf-8")
        (tmp_path / name).chmod(rights)
    if os.name != "posix" and "pengguna lain" in said:
        pytest.skip("rights of files")

    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)

    assert said in str(error.value) and "server.toml" in str(error.value)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://lke@/lke", {"NAME": "lke", "USER": "lke", "OPTIONS": {}}),
        ("postgresql://lke@/lke?host=/tmp/a%20b", {"NAME": "lke", "USER": "lke", "HOST": "/tmp/a b", "OPTIONS": {}}),
        (
            "postgres://lke:r%40@db:5433/lke?sslmode=require",
            {"NAME": "lke", "USER": "lke", "PASSWORD": "r@", "HOST": "db", "PORT": "5433",
             "OPTIONS": {"sslmode": "require"}},
        ),
        ("postgresql://lke:rahasia%zz@db/lke", None),
        ("postgresql://lke:rahasia@db/lke?salah=1", None),
    ],
)  # fmt: skip
def test_an_address_of_postgresql_is_read_whole(tmp_path: Path, address: str, told: dict[str, object] | None) -> None:
    pytest.importorskip("psycopg", reason="pip install lke-docs[server]")
    from lke_docs.web.team_site import database_of

    config = ServerConfig(tmp_path / "server.toml", tmp_path, ("x",), database=address)
    if told is None:
        with pytest.raises(ConfigError, match=r"server\.toml: “basis_data” bukan alamat") as error:
            database_of(config)
        assert "rahasia" not in str(error.value)
    else:
        assert told.items() <= database_of(config).items()


def test_the_key_is_made_once_and_kept_to_oneself(tmp_path: Path) -> None:
    first = secret_key(tmp_path / "data")

    assert first == secret_key(tmp_path / "data") and len(first) >= 64
    assert os.name != "posix" or (tmp_path / "data" / "kunci_rahasia").stat().st_mode & 0o077 == 0


def test_the_example_is_printed_as_it_is_read(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from lke_docs.cli.serve import serve

    printed = CliRunner().invoke(serve, ["example"], standalone_mode=False).output
    assert printed == EXAMPLE and load(tmp_path, printed)


def test_what_is_above_the_limit_is_refused_on_a_page_that_arrives(
    program: Callable[..., Program], tmp_path: Path
) -> None:
    """Of a server of its own, over HTTP: the page comes, though the sender sends on."""
    more = f"https = false\nbatas_unggah_mb = 1\nport = {8900 + os.getpid() % 600}\n"
    load(tmp_path, BASE.replace("lke.contoh.go.id", "127.0.0.1") + more)
    running = program(tmp_path, "serve", "--config", str(tmp_path / "server.toml"))
    page = PlainBrowser(running.address).post("/masuk/", file=("lembar", "lke.xlsx", bytes(20 << 20)))

    assert page.status == 413 and "paling banyak 1 MB" in page.text


@pytest.mark.parametrize(
    ("told", "origin"),
    [
        ({}, "https://lke.contoh.go.id"),
        ({"is_https": False}, "http://lke.contoh.go.id:8320"),
        ({"is_https": False, "hosts": ("localhost:9000",)}, "http://localhost:9000"),
    ],
)
def test_links_lead_to_where_the_server_is_reached(tmp_path: Path, told: dict[str, object], origin: str) -> None:
    config = ServerConfig(tmp_path / "server.toml", tmp_path, ("lke.contoh.go.id",))
    assert config._replace(**told).origin == origin  # type: ignore[arg-type]
