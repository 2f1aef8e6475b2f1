"""A shortcut on the desktop of Windows that opens a folder with `lke-docs web`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from lke_docs.errors import ConfigError

# Names come from the environment: in the text of a script, a folder named "a'; b" would be a part of it.
_SCRIPT = """\
$at = Join-Path ([Environment]::GetFolderPath('Desktop')) 'lke-docs.lnk'
$made = (New-Object -ComObject WScript.Shell).CreateShortcut($at)
$made.TargetPath = $env:LKE_PROGRAM
$made.Arguments = $env:LKE_ARGUMENTS
$made.WorkingDirectory = $env:LKE_FOLDER
$made.WindowStyle = 7
$made.Save()
[Console]::OutputEncoding = [Text.Encoding]::UTF8
Write-Output $at
"""
_SECONDS = 60


def make_shortcut(home: Path) -> str:
    """Make it, and tell where it is. Raises ConfigError where it cannot be made."""
    if sys.platform != "win32":
        raise ConfigError("pintasan desktop hanya dibuat di Windows; di sini jalankan lke-docs web.")
    command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", _SCRIPT]
    try:
        done = subprocess.run(
            command, env={**os.environ, **told(home)}, capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ConfigError("pintasan tidak dapat dibuat: PowerShell tidak menjawab atau menolak.") from error
    return done.stdout.decode("utf-8", "replace").strip()


def told(home: Path) -> Mapping[str, str]:
    """What the script is told: which program opens which folder. The window of the program lies below the others."""
    arguments = subprocess.list2cmdline(["-m", "lke_docs", "web", str(home)])
    return {"LKE_PROGRAM": sys.executable, "LKE_ARGUMENTS": arguments, "LKE_FOLDER": str(home)}
