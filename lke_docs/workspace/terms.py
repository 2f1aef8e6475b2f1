"""On what terms a sheet is read: the command line over the unit's one `lke.toml`, as one frozen value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from lke_docs.errors import ConfigError
from lke_docs.model import Level, Window
from lke_docs.office.door import is_file
from lke_docs.office.limits import Limits
from lke_docs.tuples import NamedTuple
from lke_docs.workspace.config import HISTORY, NOTES, OLD_PROFILE, Config, load_config, load_profile

if TYPE_CHECKING:
    from lke_docs.check.rule import Rule
    from lke_docs.claim import CadenceMeaning
    from lke_docs.draft.profile import Profile
    from lke_docs.files.model import EvidenceFile


class Asked(NamedTuple):
    """What the command line says; empty where it says nothing."""

    config: Path | None = None
    instrument: str = ""
    rubric: str = ""
    window: Window | None = None
    as_of: date | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    limit: Mapping[str, int] = MappingProxyType({})
    unit: Path | None = None
    evidence: Path | None = None
    no_ocr: bool = False
    unmask: bool = False


class FolderFiles(NamedTuple):
    """The files of a folder of evidence, and what is to be said of it."""

    files: tuple[EvidenceFile, ...]
    notices: tuple[str, ...] = ()


class Terms(NamedTuple):
    """All that a command needs to know besides the sheet, decided once.

    `source`: the file of the settings; `folder`: where the unit's notes and history lie (None: nowhere);
    `instrument_origin`: who named the form. `window` and `as_of` are derived from the sheet where None.
    `today`: the day on which a note counts or is over, where nobody named an `as_of`; None: that of the sheet.
    `evidence`: the folder of the unit's files, whose rules run as well; None: not looked at. `no_ocr`: pages that are
    pictures are left. `held`: what was read of that folder before; None: it is still to be read.
    `shelf`: the folder that keeps what is read of it (None: that of the unit); `readers`: how many processes read it
    (0: one a core).
    `only` and `but`: indicators, areas and levels among the codes that were `selected` and `ignored`.
    `notices` are for the user, about the settings; `settings` says what they hide or change ("": nothing).
    """

    source: Path | None = None
    folder: Path | None = None
    instrument: str = ""
    instrument_origin: str = ""
    rubric: str = ""
    window: Window | None = None
    as_of: date | None = None
    today: date | None = None
    rules: tuple[Rule, ...] = ()
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    selected: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    levels: Mapping[str, Level] = MappingProxyType({})
    fail_on: str = "perlu"
    limits: Mapping[str, int] = MappingProxyType({})
    started: date | None = None
    meaning: CadenceMeaning | None = None
    unit_code: str = ""
    profile: Profile | None = None
    evidence: Path | None = None
    no_ocr: bool = False
    unmask: bool = False
    held: FolderFiles | None = None
    shelf: Path | None = None
    readers: int = 0
    notices: tuple[str, ...] = ()
    settings: str = ""

    @property
    def ran(self) -> tuple[str, ...]:
        """Codes of the rules that run."""
        return tuple(rule.code for rule in self.rules)

    @property
    def home(self) -> Path:
        """The folder of the unit, as far as its papers go: where its profile stands."""
        return self.profile.path.parent if self.profile and self.profile.path else self.folder or Path()


def make_terms(asked: Asked, cwd: Path, *, today: date | None = None) -> Terms:
    """Put what was asked over the settings of `cwd`. Raises ConfigError for what is wrong in either."""
    config = load_config(asked.config, cwd)
    name = config.source.name if config.source else ""  # reports go out of the house: they tell no folder
    folder = _folder(config, cwd)
    profile, notices = _profile(asked, config, folder or cwd)
    loose = [name for name, value in config.limits.items() if value > getattr(Limits(), name)]
    tight = {name: value for name, value in config.limits.items() if name not in loose}
    if loose:
        said = f"lebih longgar dari bawaan dan tidak dipakai; naikkan dengan --limit {loose[0]}=…"
        notices = (*notices, f"{name}: batas {', '.join(loose)} {said}.")
    hidden = _hidden(asked, config, tight)
    selected, ignored = asked.select or config.select, (*asked.ignore, *config.ignore)
    return Terms(
        source=config.source,
        folder=folder,
        instrument=asked.instrument or config.instrument,
        instrument_origin="pilihan --instrument" if asked.instrument else name,
        rubric=asked.rubric or config.rubric,
        window=asked.window or config.window,
        as_of=asked.as_of or config.as_of,
        today=today,
        rules=choose(_known_rules(asked, config), select=selected, ignore=ignored),
        only=_elsewhere(selected),
        but=_elsewhere(ignored),
        selected=codes_of(selected),
        ignored=codes_of(ignored),
        levels=_levels(config),
        fail_on=config.fail_on,
        limits=MappingProxyType({**tight, **asked.limit}),
        started=config.started,
        meaning=config.meaning,
        unit_code=config.unit_code or (profile.office_code if profile else ""),
        profile=profile,
        evidence=asked.evidence,
        no_ocr=asked.no_ocr,
        unmask=asked.unmask,
        notices=notices,
        settings=f"{name}: {'; '.join(hidden)}" if hidden else "",
    )


def _known_rules(asked: Asked, config: Config) -> tuple[Rule, ...]:
    """The rules that can run: those on files where a folder is given. Raises where the settings name others."""
    from lke_docs.check import RULES, all_rules

    known = all_rules() if asked.evidence else RULES
    for name, given in (("select", config.select), ("ignore", config.ignore)):
        _of_rules(known, given, place=f"{config.source}, baris {config.lines.get(name)}")
    return known


def _levels(config: Config) -> Mapping[str, Level]:
    """The level of each rule that the settings name, by its code or its family; the longer of two codes counts.

    Raises ConfigError for a code that no rule has.
    """
    from lke_docs.check import all_rules

    codes = [rule.code for rule in all_rules()] if config.levels else []
    levels: dict[str, Level] = {}
    for start in sorted(config.levels, key=len):
        under = [code for code in codes if code.startswith(start)]
        if not under:
            raise ConfigError(f"{config.source}: [tingkat] “{start}” bukan aturan. Daftar aturan: lke-docs rule")
        levels |= dict.fromkeys(under, config.levels[start])
    return MappingProxyType(levels)


def _hidden(asked: Asked, config: Config, limits: Mapping[str, int]) -> list[str]:
    """What a file of settings hides or changes: whoever reads the report has to know."""
    said = [f"tanpa aturan {', '.join(config.ignore)}"] if config.ignore else []
    if config.select and not asked.select:
        said.append(f"hanya aturan {', '.join(config.select)}")
    if config.started:
        said.append(f"tidak ada yang ditunggu sebelum {config.started}")
    said += [f"{code} bertingkat {level.value}" for code, level in config.levels.items()]
    if config.fail_on != Config().fail_on:
        said.append(f"gagal pada {config.fail_on}")
    return said + [f"batas {name} = {value}" for name, value in limits.items() if name not in asked.limit]


def _folder(config: Config, cwd: Path) -> Path | None:
    """Where lke.toml lies, or `cwd` where it holds notes or a history."""
    if config.source is not None:
        return config.source.parent
    return cwd if is_file(cwd / NOTES) or (cwd / HISTORY).is_dir() else None


def _profile(asked: Asked, config: Config, folder: Path) -> tuple[Profile | None, tuple[str, ...]]:
    """The unit's profile, for one version still from a file of its own, and what is to be said of that."""
    old = asked.unit or folder / OLD_PROFILE
    if not asked.unit and not is_file(old):
        return config.profile, ()
    if not asked.unit and config.profile:
        return config.profile, (f"{old}: tidak dibaca lagi, karena profil unit sudah ada dalam {config.source}.",)
    advice = "Pindahkan isinya ke lke.toml; versi berikutnya tidak membaca berkas ini lagi"
    return load_profile(old), (f"{old}: profil unit kini bagian dari lke.toml. {advice}.",)


def choose(rules: Iterable[Rule], *, select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """Return the rules whose code begins with a selected code and with none ignored."""
    known = tuple(rules)
    wanted, unwanted = (_of_rules(known, given) for given in (select, ignore))
    return tuple(
        rule
        for rule in known
        if (not wanted or rule.code.startswith(wanted)) and not (unwanted and rule.code.startswith(unwanted))
    )


def _of_rules(rules: Sequence[Rule], given: Sequence[str], *, place: str = "") -> tuple[str, ...]:
    """The codes that begin those of rules; the others must be levels or look like indicators. `place`: of the codes."""
    from lke_docs.check.rules import OF_FOLDER

    codes = codes_of(given)
    of_rules = tuple(code for code in codes if any(rule.code.startswith(code) for rule in rules))
    for code in codes:
        if code not in of_rules and not is_elsewhere(code) and not code.startswith(OF_FOLDER):
            kinds = "bukan aturan, indikator (A.1.2.C), area (A.1), atau tingkat (wajib, perlu, saran)"
            raise ConfigError(f"{place and f'{place}: '}“{code}” {kinds}. Daftar aturan: lke-docs rule")
    return of_rules


def is_elsewhere(code: str) -> bool:
    """Whether a code chooses by level or by indicator, not by rule."""
    return code.lower() in list(Level) or "." in code


def _elsewhere(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(is_elsewhere, codes_of(given)))


def codes_of(given: Iterable[str]) -> tuple[str, ...]:
    """The codes in texts that may hold several, by comma."""
    return tuple(code.strip().upper() for text in given for code in text.split(",") if code.strip())
