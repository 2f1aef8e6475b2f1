"""The commands, one a file: arguments and exit codes, nothing else. Each loads what it needs when it runs.

`lke-docs audit lke.xlsx` says of the cell "Notula Evaluasi SOP Bulan Februari 2021; ..." that April is missing
and ends with 1; `lke-docs draft lke.xlsx --output draf` makes the papers for April; `lke-docs note` sets the
finding aside.

Exit codes: 0 nothing at or above the threshold, 1 findings, 2 wrong usage or a defect of ours,
3 part of the input could not be read.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from lke_docs.cli.terminal import open_closed, silence, speak_indonesian, warn
from lke_docs.errors import LkeError
from lke_docs.office.door import is_file, why
from lke_docs.resources import __version__
from lke_docs.text import visible

OK, FOUND, FAULT, UNREAD = 0, 1, 2, 3
OWN_PROCESS = "own process"  # said to the commands where nothing else runs in it

# Objects made between two looks for garbage. A run keeps nearly all that it makes (words, expressions, findings);
# at Python's 700 a tenth of the start went into looking.
_ALLOCATIONS = 100_000

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

# Each is a module here with a command of the same name, loaded when it is called.
COMMANDS = (
    "audit",
    "compare",
    "doctor",
    "draft",
    "explain",
    "export",
    "extract",
    "finalize",
    "init",
    "match",
    "note",
    "package",
    "portfolio",
    "rule",
    "score",
    "serve",
    "template",
    "web",
)


class _Commands(click.Group):
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(f"lke_docs.cli.{cmd_name}"), cmd_name)
        return command


@click.group(
    cls=_Commands,
    commands={name: click.Command(name) for name in COMMANDS},  # bare names, for the list and near matches
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[PILIHAN]",
    subcommand_metavar="PERINTAH ...",
    epilog="Kode keluar: 0 tanpa temuan, 1 ada temuan, 2 salah pakai atau cacat program, "
    "3 sebagian masukan tidak terbaca.",
)
@click.version_option(__version__, message="lke-docs %(version)s", help="Tampilkan versi, lalu selesai.")
def commands() -> None:
    """Periksa dan siapkan bukti dukung Lembar Kerja Evaluasi (LKE) Zona Integritas.

    Semua dikerjakan di komputer ini; tidak ada data yang dikirim ke mana pun.
    """


def run(args: Sequence[str] | None = None, *, obj: str = "") -> int:
    """Run a command line and return its exit code; `obj` goes to the commands."""
    from lke_docs.office import allowance

    speak_indonesian()
    out, err = sys.stdout, sys.stderr
    try:
        given = _meant(sys.argv[1:] if args is None else list(args))
        result = commands.main(given, prog_name="lke-docs", standalone_mode=False, obj=obj)
    except click.ClickException as error:
        _show(error)
        return FAULT
    except click.Abort as error:
        if isinstance(error.__cause__, EOFError):  # no keyboard that ended, as click takes it: a file did
            return _defect(error.__cause__)
        warn("Dihentikan.")
        return FAULT
    except (BrokenPipeError, SystemExit) as error:
        # click wraps the streams and ends with 1 where the reader has gone away; 1 means findings
        if isinstance(error, SystemExit) and sys.stdout is out:
            raise
        sys.stdout, sys.stderr = out, err
        silence()
        return OK
    except allowance.ENDS:
        return _spent()
    except LkeError as error:
        first, *more = str(error).split("\n")
        for line in (f"Kesalahan: {first}", *more):
            warn(line)
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - Python would end with 1, and 1 means findings, not a defect of ours
        return _defect(error)
    finally:
        allowance.stop()
    return result if isinstance(result, int) else OK


def _defect(error: BaseException) -> int:
    """Say what is no fault of the user; a disk without room, under standard output too, is none of ours."""
    import traceback

    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        silence()
        warn(f"Kesalahan: {error.filename or 'hasil'} tidak dapat ditulis ({why(error)}).")
        return FAULT
    for line in "".join(traceback.format_exception(error)).splitlines():
        warn(line)
    warn("Cacat program lke-docs, bukan kesalahan Anda. Mohon laporkan teks di atas.")
    return FAULT


def _spent() -> int:
    from lke_docs.office.allowance import SPENT
    from lke_docs.office.limits import MORE

    warn(f"Kesalahan: {SPENT}; tidak ada hasil. {MORE}")
    return UNREAD


def _meant(args: list[str]) -> list[str]:
    """The arguments as they were meant: `audit` forgotten before a file, or the quotes round a name with blanks."""
    meant: list[str] = []
    for arg in args:
        if meant and not arg.startswith("-") and not is_file(Path(arg)) and not meant[-1].startswith("-"):
            whole = f"{meant[-1]} {arg}"
            if len(meant) > 1 and not is_file(Path(meant[-1])) and _begins_a_name(Path(whole)):
                meant[-1] = whole
                continue
        meant.append(arg)
    if meant and meant[0] not in COMMANDS and not meant[0].startswith("-") and is_file(Path(meant[0])):
        return ["audit", *meant]
    return meant


def _begins_a_name(path: Path) -> bool:
    """Whether a file has this name, or one that goes on behind a blank."""
    try:
        return is_file(path) or any(it.name.startswith(f"{path.name} ") for it in path.parent.iterdir())
    except (OSError, ValueError):
        return False


def _show(error: click.ClickException) -> None:
    """Show wrong usage as click does, with names that cannot make lines of their own."""
    vars(error)["message"] = visible(error.message)
    error.show()


def main() -> None:
    """Entry point of `lke-docs`."""
    import gc
    import signal

    from lke_docs import kept
    from lke_docs.office import allowance
    from lke_docs.office.limits import Limits

    gc.set_threshold(_ALLOCATIONS)
    open_closed()
    # Told to end, it ends as it would by itself: what it started is stopped, what it began is taken away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    allowance.start(Limits().command_seconds)
    allowance.bound_memory(Limits().command_bytes)
    kept.recall()
    code = run(obj=OWN_PROCESS)
    kept.keep()
    gc.freeze()  # the looks for garbage at the end of a process would find none
    raise SystemExit(code)
