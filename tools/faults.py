"""Break runs of the commands, each a process of its own, and count what is lost: python tools/faults.py [KIND ...].

Kinds: notes (20 at once), drafts (24 at once), kills (200 forced renewals of typed drafts, killed at any time), rename (one
that fails in the middle), links (traps where files, temporary names and locks lie), history (damaged, foreign), closed
(folders that may not be written).
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "kejari_bantaeng_2021.txt"
SHORT = "a. Apakah unit kerja telah membentuk tim? A.1.1.A\nYA\nSK Nomor KEP-12/P.4/2021 tanggal 3 Maret 2021\n"
NOTE = "note {} --reason alasan_lain_yang_cukup_panjang --author Sari --until 2099-01-01 --directory ."
DRAFT = "draft lke.txt --output draf --force"


def begin(line: str, code: str = "", *, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Start a command in this folder; `code` is run before it."""
    program = f"{code}\nfrom lke_docs.cli import main; main()"
    command = [*before, sys.executable, "-c", program, *line.split()]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(line: str, code: str = "", *, before: Sequence[str] = ()) -> tuple[int, str]:
    """The exit code, and all that was said."""
    process = begin(line, code, before=before)
    said = "".join(process.communicate())
    return process.returncode, said


def tree(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, but for locks."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def together(lines: list[str]) -> list[int]:
    """Exit codes of commands that are started at once."""
    processes = [begin(line) for line in lines]
    for process in processes:
        process.communicate()
    return [process.returncode for process in processes]


def notes(here: Path) -> tuple[str, bool]:
    codes = together([NOTE.format(f"{number:016x}") for number in range(20)])
    text = (here / "lke-catatan.toml").read_text(encoding="utf-8")
    kept = sum(f"{number:016x}" in text for number in range(20))
    return f"{codes.count(0)} of 20 said done, {kept} kept", codes == [0] * 20 and kept == 20


def drafts(here: Path) -> tuple[str, bool]:
    shutil.copy(SAMPLE, here / "lke.txt")
    run("draft lke.txt --output satu")
    codes = together([DRAFT] * 24)
    one, many = tree(here / "satu"), tree(here / "draf")
    left = [name for name in many if ".lke-docs." in name or name.endswith(".tmp")]
    same = sum(many.get(name) == data for name, data in one.items())
    said = f"{codes.count(0)} of 24 done, {same} of {len(one)} files as one run alone makes them, {len(left)} left over"
    return said, codes == [0] * 24 and same == len(one) == len(many)


def kills(here: Path) -> tuple[str, bool]:
    shutil.copy(SAMPLE, here / "lke.txt")
    dice = random.Random(15)
    begun = time.monotonic()
    run(DRAFT)
    whole = time.monotonic() - begun
    fresh, typed, lost, half, ended = tree(here / "draf"), set[bytes](), 0, 0, 0
    words = sorted(name for name in fresh if name.endswith(".docx") and "DAFTAR" not in name)
    for number in range(200):
        name = dice.choice(words)
        with (here / "draf" / name).open("ab") as stream:
            stream.write(f"# diketik {number}\n".encode())
        typed.add((here / "draf" / name).read_bytes())
        process = begin(DRAFT)
        # most of a run is start, reading and drafting: the last part is where files are moved
        time.sleep(whole * dice.choice((dice.uniform(0, 1.1), dice.uniform(0.7, 1.1))))
        ended += process.poll() is not None
        process.kill()
        process.communicate()
        there = tree(here / "draf")
        lost += len(typed - set(there.values()))
        half += sum(name in words and data not in typed and data != fresh[name] for name, data in there.items())
    code, _ = run(DRAFT)
    there = tree(here / "draf")
    lost += len(typed - set(there.values()))
    left = [name for name in there if ".lke-docs." in name]
    said = f"200 killed ({ended} had ended), {lost} typed files lost, {half} half, {len(left)} left over after the next run"
    return said, not (code or lost or half or left)


def rename(here: Path) -> tuple[str, bool]:
    """Each rename of a renewal fails once; the next run brings all to its end."""
    shutil.copy(SAMPLE, here / "lke.txt")
    shutil.copy(SAMPLE, here / "lain.txt")
    run(DRAFT)
    new, failed, half, traces = tree(here / "draf"), 0, 0, 0
    code = (
        "import os, pathlib\nleft = [{}]\nold = pathlib.Path.replace\ndef replace(self, target):\n    left[0] -= 1\n"
        "    if left[0] == 0: raise OSError(28, os.strerror(28), str(target))\n    return old(self, target)\n"
        "pathlib.Path.replace = replace"
    )
    count = 0
    for number in (*range(1, 9), 15, 30, 60, 100):
        count += 1
        shutil.rmtree(here / "draf")
        done, said = run("draft lke.txt --output draf", code.format(number))
        failed += done != 0
        traces += "Traceback" in said
        done, _ = run(DRAFT)
        half += done != 0 or tree(here / "draf") != new
    said = f"{count} runs, {failed} failed and said so, {half} not whole after the next run, {traces} tracebacks"
    return said, not (half or traces) and failed > 8


def links(here: Path) -> tuple[str, bool]:
    outside = Path(tempfile.mkdtemp())
    victim = outside / "korban"
    victim.write_text("isi", encoding="utf-8")
    traps = (
        "lke-catatan.toml", ".lke-catatan.toml.lock", ".lke-docs.lock", "draf", "draf/KEADAAN.toml", "draf/.lke-docs.lock",
        "draf/DAFTAR.docx", ".lke-docs", ".lke-docs/history.sqlite", "hasil.json", "draf/usang",
    )  # fmt: skip
    lines = (NOTE.format("a" * 16), "draft lke.txt --output draf", DRAFT, "audit lke.txt",
             "audit lke.txt --format json --output hasil.json --force")  # fmt: skip
    wrong, traces, runs = 0, 0, 0
    shutil.copy(SAMPLE, here / "lke.txt")
    for trap in traps:
        for line in lines:
            runs += 1
            for path in (here / "draf", here / ".lke-docs"):
                path.unlink() if path.is_symlink() else shutil.rmtree(path, ignore_errors=True)
            (here / trap).parent.mkdir(exist_ok=True)
            (here / trap).unlink(missing_ok=True)
            (here / trap).symlink_to(outside if trap in ("draf", ".lke-docs", "draf/usang") else victim)
            _, said = run(line)
            traces += "Traceback" in said
            wrong += victim.read_text(encoding="utf-8") != "isi"
            (here / trap).unlink(missing_ok=True) if not (here / trap).is_dir() or (here / trap).is_symlink() else None
    return f"{runs} runs, {wrong} followed a link to a file, {traces} tracebacks", not (wrong or traces)


def history(here: Path) -> tuple[str, bool]:
    path = here / ".lke-docs" / "history.sqlite"
    run("audit lke.txt")
    good = path.read_bytes()
    other = here / "lain.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE pegawai (nama TEXT)")
    dice = random.Random(3)
    kinds = [b"", good[:100], good[:5000], b"bukan basis data" * 300, other.read_bytes()]
    for _ in range(45):
        data = bytearray(good)
        for _ in range(dice.randint(1, 400)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        kinds.append(bytes(data))
    stopped = changed = told = 0
    for data in kinds:
        path.write_bytes(data)
        code, said = run("audit lke.txt")
        stopped += code not in (0, 1) or "Traceback" in said
        told += (is_told := "Riwayat" in said and "tidak disimpan" in said)
        changed += is_told and path.read_bytes() != data
    said = f"{len(kinds)} histories, {stopped} audits stopped, {told} told as unusable, {changed} of these changed"
    return said, not (stopped or changed)


def closed(here: Path) -> tuple[str, bool]:
    lines = (NOTE.format("a" * 16), "draft lke.txt --output draf", "draft notula --output o.docx", "init lke.txt --output i.toml",
             "audit lke.txt", "audit lke.txt --output hasil", "export lke.txt --format json --output e.json")  # fmt: skip
    shutil.copy(SAMPLE, here / "lke.txt")
    here.chmod(0o555)
    before = tree(here)
    plain = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    found = [run(line, before=plain) for line in lines]
    bad = sum("Traceback" in said or code != (1 if line == "audit lke.txt" else 2)
              for line, (code, said) in zip(lines, found, strict=True))  # fmt: skip
    is_same = tree(here) == before
    here.chmod(0o755)
    return (
        f"{len(lines)} commands, {bad} without a message, {'nothing' if is_same else 'something'} changed",
        is_same and not bad,
    )


KINDS: dict[str, Callable[[Path], tuple[str, bool]]] = {
    "notes": notes, "drafts": drafts, "kills": kills, "rename": rename, "links": links, "history": history,
    "closed": closed,
}  # fmt: skip


def main(asked: list[str]) -> int:
    is_good = True
    for name in asked or KINDS:
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            Path(folder).chmod(0o755)
            Path("lke.txt").write_text(SHORT, encoding="utf-8")
            Path("lke.toml").write_text("", encoding="utf-8")
            said, good = KINDS[name](Path(folder))
            os.chdir(ROOT)
        print(f"{name:8} {'ok ' if good else 'BAD'} {said}", flush=True)
        is_good &= good
    return 0 if is_good else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
