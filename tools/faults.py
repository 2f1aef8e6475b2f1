"""Break runs of the commands, each a process of its own, and count what is lost: python tools/faults.py [KIND ...].

Kinds: notes (20 at once), drafts (24 at once), kills (200 commands that renew typed drafts, note, audit and export, killed at
any time), rename (one that fails in the middle), links (traps where files, temporary names and locks lie), history (damaged,
foreign), full (a disk without space), closed (folders that may not be written).
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "kejari_bantaeng_2021.txt"
SHORT = "a. Apakah unit kerja telah membentuk tim? A.1.1.A\nYA\nSK Nomor KEP-12/P.4/2021 tanggal 3 Maret 2021\n"
NOTE = "note {} --reason alasan_lain_yang_cukup_panjang --author Sari --until 2099-01-01 --directory ."
DRAFT = "draft lke.txt --output draf --force"
KILLS = 50  # of each command


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


def killed(line: str, whole: float, dice: random.Random) -> bool:
    """Kill a command at any time of its run, most often in its last part, where it writes; whether it had ended."""
    process = begin(line)
    time.sleep(whole * dice.choice((dice.uniform(0, 1.1), dice.uniform(0.7, 1.1))))
    had_ended = process.poll() is not None
    process.kill()
    process.communicate()
    return had_ended


def timed(line: str) -> float:
    begun = time.monotonic()
    run(line)
    return time.monotonic() - begun


def kill_drafts(here: Path, dice: random.Random, count: Counter[str]) -> None:
    """Somebody types into a draft, then a forced renewal is killed."""
    whole = timed(DRAFT)
    fresh, typed = tree(here / "draf"), set[bytes]()
    words = sorted(name for name in fresh if name.endswith(".docx") and "DAFTAR" not in name)
    for number in range(KILLS):
        name = dice.choice(words)
        with (here / "draf" / name).open("ab") as stream:
            stream.write(f"# diketik {number}\n".encode())
        there = set(tree(here / "draf").values())
        typed = (typed & there) | {(here / "draf" / name).read_bytes()}  # who types on gives up what was there
        count["ended"] += killed(DRAFT, whole, dice)
        there = tree(here / "draf")
        count["lost"] += len(typed - set(there.values()))
        count["half"] += sum(
            name in words and data not in typed and data != fresh[name] for name, data in there.items()
        )
    code, _ = run(DRAFT)
    there = tree(here / "draf")
    count["lost"] += len(typed - set(there.values())) + code
    count["left"] += sum(".lke-docs." in name for name in there)


def kill_notes(here: Path, dice: random.Random, count: Counter[str]) -> None:
    """A note that was there stays, and the file is one that can be read."""
    whole, path, there = timed(NOTE.format("f" * 16)), here / "lke-catatan.toml", {"f" * 16}
    for number in range(KILLS):
        count["ended"] += killed(NOTE.format(f"{number:016x}"), whole, dice)
        try:
            found = {str(it["sidik"]) for it in tomllib.loads(path.read_text(encoding="utf-8"))["catatan"]}
        except (ValueError, KeyError):
            count["half"] += 1
            continue
        count["lost"] += len(there - found)
        count["half"] += not found - there <= {f"{number:016x}"}
        there = found


def kill_audits(here: Path, dice: random.Random, count: Counter[str]) -> None:
    """A sheet that changes each time: the runs of before stay in the history."""
    sheet, path, runs = here / "lke.txt", here / ".lke-docs" / "history.sqlite", 0
    whole = timed("audit lke.txt")
    for number in range(KILLS):
        sheet.write_text(SHORT.replace("KEP-12", f"KEP-{number + 20}"), encoding="utf-8")
        count["ended"] += killed("audit lke.txt", whole, dice)
        with closing(sqlite3.connect(path)) as connection:
            count["half"] += connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
            now = connection.execute("SELECT count(*) FROM run").fetchone()[0]
        count["lost"] += now < runs
        runs = now
    _, said = run("audit lke.txt")
    count["lost"] += "tidak disimpan" in said


def kill_exports(here: Path, dice: random.Random, count: Counter[str]) -> None:
    """An output is the old one or the new one."""
    line, output = "export lke.txt --format json --output e.json --force", here / "e.json"
    whole = timed(line)
    for number in range(KILLS):
        (here / "lke.txt").write_text(SHORT.replace("KEP-12", f"KEP-{number + 20}"), encoding="utf-8")
        count["ended"] += killed(line, whole, dice)
        try:
            json.loads(output.read_text(encoding="utf-8"))
        except ValueError:
            count["half"] += 1


def kills(here: Path) -> tuple[str, bool]:
    """Real processes, fifty of each kind, killed at any time."""
    dice, count, parts = random.Random(15), Counter[str](), []
    for of in (kill_drafts, kill_notes, kill_audits, kill_exports):
        shutil.copy(SAMPLE, here / "lke.txt")
        of(here, dice, count)
        stale = list(here.glob(".*.tmp"))
        parts.append(f"{of.__name__}: {len(stale)} stale, {count['lost']} lost, {count['half']} half by then")
        for path in stale:
            path.unlink()
    said = f"{4 * KILLS} killed ({count['ended']} had ended), {count['lost']} lost, {count['half']} half"
    return f"{said}, {count['left']} left over in drafts; {', '.join(parts)}", not (
        count["lost"] or count["half"] or count["left"]
    )


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
    wrong, traces, runs = [], 0, 0
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
            if victim.read_text(encoding="utf-8") != "isi" or len(list(outside.iterdir())) > 1:
                wrong.append(f"{trap}: {line}")
                shutil.rmtree(outside)
                outside.mkdir()
                victim.write_text("isi", encoding="utf-8")
            (here / trap).unlink(missing_ok=True) if not (here / trap).is_dir() or (here / trap).is_symlink() else None
    return f"{runs} runs, {len(wrong)} followed a link {wrong or ''}, {traces} tracebacks", not (wrong or traces)


def full(here: Path) -> tuple[str, bool]:
    """A disk on which so few bytes are free: what was there stays, and it is said. Needs the right to mount one."""
    disk = here / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", disk], capture_output=True).returncode:
        return "not run: no disk could be mounted", True
    lines = (NOTE.format("b" * 16), DRAFT, "audit lke.txt", "export lke.txt --format json --output e.json --force",
             "export lke.txt --output e.xlsx --force", "draft notula --output o.docx --force")  # fmt: skip
    silent, changed, runs, refused = [], [], 0, 0
    try:
        os.chdir(disk)
        shutil.copy(SAMPLE, disk / "lke.txt")
        (disk / "lke.toml").touch()
        for line in (NOTE.format("a" * 16), *lines[1:]):
            run(line)
        (disk / "lke.txt").write_text(SAMPLE.read_text(encoding="utf-8").replace("2021", "2022"), encoding="utf-8")
        before = tree(disk)
        for free in (0, 2, 8, 24, 64, 200):
            for line in lines:
                blocks = os.statvfs(disk).f_bavail - free // 4
                (disk / "isi.bin").write_bytes(b"0" * 4096 * max(blocks, 0))
                code, said = run(line)
                runs += 1
                (disk / "isi.bin").unlink()
                after = tree(disk)
                is_said = "penuh" in said.lower() or "No space" in said
                refused += is_said
                if "Traceback" in said or (code not in (0, 1) and not is_said):
                    silent.append(f"{line} {free}: {said[-200:]}")
                if is_said and any(after.get(name) != data for name, data in before.items()):
                    changed.append(f"{line} {free}")
                before = after
    finally:
        os.chdir(here)
        subprocess.run(["umount", disk], check=False)
    said = f"{runs} runs, {refused} said that the disk is full, {len(silent)} without a reason {silent or ''}"
    return f"{said}, {len(changed)} of these changed what was there {changed or ''}", not (silent or changed)


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
    "full": full, "closed": closed,
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
