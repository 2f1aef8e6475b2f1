"""Notes: a reason, a name and an end are asked for; noted findings stay visible; stale notes are findings."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_docs.errors import ConfigError
from lke_docs.model import Confidence, Finding, Level
from lke_docs.text import clean
from lke_docs.workspace import Note, apply_notes, make_note, read_notes, write_note
from lke_docs.workspace.note import EXPIRED, UNUSED

TODAY = date(2021, 8, 31)
REASON = "Dokumen asli tersimpan di arsip bagian pembinaan"


def a_finding(number: int) -> Finding:
    return Finding(f"{number:016x}", "NOM001", "n", Level.WAJIB, Confidence.TINGGI, "A.1.1.A", "pesan", "saran")


def a_note(number: int, *, until: date = TODAY, rule: str = "NOM001") -> Note:
    return Note(f"{number:016x}", REASON, "Sari", until, TODAY, rule, "A.1.1.A")


def test_a_noted_finding_is_kept_and_says_why() -> None:
    found = apply_notes([a_finding(1), a_finding(2)], [a_note(1)], TODAY)
    assert [finding.state for finding in found] == ["suppressed", "open"]
    assert REASON in found[0].remedy
    assert "Sari" in found[0].remedy
    assert found[1] == a_finding(2)


def test_an_expired_note_reopens_and_is_a_finding() -> None:
    found = apply_notes([a_finding(1)], [a_note(1, until=TODAY - timedelta(1))], TODAY)
    assert found[0].state == "open"
    assert [finding.rule for finding in found] == ["NOM001", EXPIRED]
    assert "masih ada" in found[1].message


def test_an_unused_note_is_a_finding_unless_its_rule_did_not_run() -> None:
    assert [finding.rule for finding in apply_notes([], [a_note(1)], TODAY)] == [UNUSED]
    assert apply_notes([], [a_note(1)], TODAY, ran=["TGL001"]) == ()
    assert [finding.rule for finding in apply_notes([], [a_note(1)], TODAY, ran=["NOM001"])] == [UNUSED]
    assert [finding.rule for finding in apply_notes([], [a_note(1, rule="")], TODAY, ran=["TGL001"])] == [UNUSED]


def test_findings_on_notes_have_fingerprints_of_their_own() -> None:
    found = apply_notes([], [a_note(1), a_note(2), a_note(3, until=date(2020, 1, 1))], TODAY)
    assert len({finding.fingerprint for finding in found}) == 3


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 6), unique=True), st.lists(st.integers(0, 6), unique=True), st.booleans())
def test_nothing_is_ever_hidden(findings: list[int], notes: list[int], expired: bool) -> None:
    until = TODAY - timedelta(1) if expired else TODAY
    given_findings = [a_finding(number) for number in findings]
    found = apply_notes(given_findings, [a_note(number, until=until) for number in notes], TODAY)
    assert {it.fingerprint for it in given_findings} <= {it.fingerprint for it in found}
    assert len(found) == len(findings) + (len(notes) if expired else len(set(notes) - set(findings)))


@pytest.mark.parametrize(
    ("fingerprint", "reason", "author", "until", "said"),
    [
        ("f" * 16, "terlalu pendek", "Sari", TODAY, "terlalu pendek (14"),
        ("f" * 16, "pendek" + " " * 40, "Sari", TODAY, "terlalu pendek"),
        ("f" * 16, "xxxxxxxxxxxxxxxxxxxxxxxx", "Sari", TODAY, "tidak berisi kata"),
        ("f" * 16, REASON, " ", TODAY, "Nama"),
        ("", REASON, "Sari", TODAY, "Sidik"),
        ("f" * 16, REASON, "Sari", TODAY - timedelta(1), "sudah lewat"),
    ],
)
def test_a_note_without_substance_is_refused(
    fingerprint: str, reason: str, author: str, until: date, said: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        make_note(fingerprint, reason, author=author, until=until, made=TODAY)
    assert said in str(caught.value)


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(blacklist_categories=["Cs"]), min_size=1),
    st.text("abc \\\"'\n\t\x7f\x00é“”", min_size=3),
)
def test_any_text_survives_the_file(name: str, tail: str) -> None:
    import tempfile

    reason = " ".join((REASON + " " + tail).split())
    note = Note("a" * 16, reason, " ".join(name.split()) or "Sari", TODAY)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lke-catatan.toml"
        write_note(path, note)
        assert read_notes(path) == (note._replace(reason=clean(note.reason), author=clean(note.author)),)


@pytest.mark.parametrize("char", ["\x7f", "\x00", "\x1b", "\x85", "\u2028", "\udcff", "\ufffe", '"', "\\"])
def test_what_is_typed_survives_being_written_and_replaced(char: str, tmp_path: Path) -> None:
    path = tmp_path / "lke-catatan.toml"
    note = make_note("a" * 16, f"{REASON} {char} x", author=f"Sa{char}ri", until=TODAY, made=TODAY)
    for _ in range(2):
        write_note(path, note)
        assert read_notes(path) == (note,)


def test_a_new_note_replaces_the_old_one_on_the_same_finding(tmp_path: Path) -> None:
    path = tmp_path / "lke-catatan.toml"
    older = [write_note(path, note) for note in (a_note(1), a_note(2), a_note(1, until=date(2022, 1, 1)))]
    assert older == [None, None, a_note(1)]
    assert read_notes(path) == (a_note(1, until=date(2022, 1, 1)), a_note(2))
    assert [it.name for it in tmp_path.iterdir() if it.suffix != ".lock"] == [path.name]


FAULTS = [
    ("[[note]]\nwarna = 1\n", "“warna” tidak dikenal"),
    ('[[note]]\nfingerprint = "a"\n', "“alasan” wajib"),
    ('[[note]]\nfingerprint = "a"\nreason = "x"\nauthor = "B"\nuntil = 2021-01-01\n', "terlalu pendek"),
    ('[[note]]\nuntil = "besok"\n', "harus tanggal"),
    ('catatan = "x"\n', "harus daftar tabel"),
    ("[[note]\n", "bukan TOML"),
]


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_a_wrong_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "lke-catatan.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_notes(path)
    assert said in str(caught.value)
    assert path.name in str(caught.value)
