"""Settings: read from pyproject.toml or loopguard.toml and from the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import eq
from pathlib import Path
from typing import Any

import tomli

from loopguard.domain.errors import Complaint, ConfigError
from loopguard.domain.finding import SEVERITIES
from loopguard.rules import BY_CODE

FAIL_ON = ("error", "warning", "never")
CONFIDENCES = ("certain", "likely")
OFFLOADS = ("auto", "asyncio", "anyio", "starlette", "asgiref", "trio", "quart", "homeassistant")

DEFAULT_EXCLUDE = (
    ".git", ".hg", ".svn", ".venv", "venv", ".env", "node_modules", "__pycache__", "__pypackages__",
    ".tox", ".nox", ".eggs", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".loopguard_cache",
    "build", "dist", "site-packages",
)  # fmt: skip
"""Names of directories that hold no code of the project's own."""


CHOICES = {"fail_on": FAIL_ON, "offload": OFFLOADS, "confidence": CONFIDENCES}
"""The settings that take one of a few values, by field."""
NOT_IN_FILES = frozenset({"root", "config_file"})
"""The fields of Settings that no file sets."""
_SWITCHES = frozenset({"unsafe_fixes"})
_TEXTS = frozenset({"baseline"})


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a run depends on, besides the code that it reads.

    The texts below the fields are shown on the documentation site, whose build reads them here.
    """

    root: Path = field(default_factory=Path.cwd)
    """The project's directory."""
    config_file: Path | None = None
    """Where the settings come from (None: defaults)."""
    select: tuple[str, ...] = ()
    """The rules to check, as codes (`LG102`) or the beginning of codes (`LG1`). Where it is empty,
    all rules are checked that are on by default."""
    extend_select: tuple[str, ...] = ()
    """Rules to check besides those that `select` or the default chooses."""
    ignore: tuple[str, ...] = ()
    """Rules to leave out. The longest code that fits a rule decides; at equal length `ignore` wins
    over `select`."""
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    """Files and directories that are not read at all, instead of the default: patterns as in
    `.gitignore`, relative to the project's directory. What is reached only through an excluded file
    is not found."""
    extend_exclude: tuple[str, ...] = ()
    """Files and directories to leave out besides those of `exclude`."""
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Patterns as in `.gitignore`, each with rules that are not reported in files that fit it. The
    files are read all the same."""
    severity: tuple[tuple[str, str], ...] = ()
    """Codes, or beginnings of codes, each with the severity of its findings, `"error"` or
    `"warning"`, in the place of the one that LoopGuard gives; the longest that fits decides."""
    fail_on: str = "warning"
    """The mildest severity with which `loopguard check` ends with exit code 1."""
    offload: str = "auto"
    """How fixes hand a call to a thread; with `auto` the imports of the file decide."""
    confidence: str = "certain"
    """The least that a finding needs to be reported. `likely` adds calls of which one of several
    look-alikes is meant."""
    unsafe_fixes: bool = False
    """Whether `--fix` and `--diff` also apply fixes that can change what the code does."""
    baseline: str = ""
    """A file of old findings, which are held back; relative to the project's directory."""
    extra_blocklists: tuple[str, ...] = ()
    """Files with blocklist entries of your own, relative to the project's directory."""
    blocklist: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Blocklist entries of your own, in the form of a blocklist file."""

    @property
    def blocklist_files(self) -> tuple[Path, ...]:
        """The files with entries of the user's own."""
        return tuple(self.root / path for path in self.extra_blocklists)

    @property
    def baseline_file(self) -> Path | None:
        """The file of old findings that are held back, if there is one."""
        return self.root / self.baseline if self.baseline else None

    def selects(self, code: str) -> bool:
        """Whether findings of this rule are reported; the longest matching prefix decides.

        At equal length, `ignore` wins over `select` and `extend_select`.
        """
        if self.select:
            chosen = _longest(self.select, code)
        else:
            rule = BY_CODE.get(code)
            chosen = 0 if rule is not None and rule.default else -1
        chosen = max(chosen, _longest(self.extend_select, code))
        return chosen > _longest(self.ignore, code) if self.ignore else chosen >= 0

    def severity_of(self, code: str, usual: str) -> str:
        """How grave findings of this rule are; the longest fitting prefix in `severity` decides."""
        fitting = [prefix for prefix, _ in self.severity if code.startswith(prefix)]
        return dict(self.severity)[max(fitting, key=len)] if fitting else usual


def _longest(prefixes: Sequence[str], code: str) -> int:
    """Length of the longest prefix that fits the code; -1 where none does."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)


def find_config(start: Path) -> tuple[Path, dict[str, Any]] | None:
    """The nearest configuration at or above `start`: its file and its table.

    In one directory loopguard.toml comes before pyproject.toml, which counts only if it has a
    `[tool.loopguard]` table. Raises ConfigError where a file cannot be read.
    """
    for directory in (start, *start.parents):
        own, shared = directory / "loopguard.toml", directory / "pyproject.toml"
        if own.is_file():
            return own, _read_toml(own)
        if shared.is_file():
            tools = _read_toml(shared).get("tool", {})
            if isinstance(tools, dict) and "loopguard" in tools:
                return shared, _own_table(tools["loopguard"], shared)
    return None


def read_settings(start: Path, *, config: Path | None = None, isolated: bool = False) -> Settings:
    """The settings that hold for files below `start` (an absolute path).

    Raises ConfigError with every complaint about the file at once.
    """
    found = None
    if config is not None:
        table = _read_toml(config)
        if config.name == "pyproject.toml":
            tools = table.get("tool", {})
            table = _own_table(
                tools.get("loopguard", {}) if isinstance(tools, dict) else {}, config
            )
        found = config, table
    elif not isolated:
        found = find_config(start)
    if found is None:
        return Settings(root=find_root(start))
    file, table = found
    return settings_from_table(table, file)


def _own_table(value: Any, file: Path) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError((Complaint(str(file), "tool.loopguard", "must be a table"),))
    return value


def find_root(start: Path) -> Path:
    """The project's directory: the nearest at or above `start` that looks like one.

    Where none does, it is the directory that holds the outermost package around `start`. A
    `setup.py` inside a package is one of its modules and says nothing.
    """
    markers = ("pyproject.toml", "setup.py", "setup.cfg", ".git", ".hg")
    for directory in (start, *start.parents):
        found = {marker for marker in markers if (directory / marker).exists()}
        if (directory / "__init__.py").is_file():
            found.discard("setup.py")
        if found:
            return directory
    packages = [d for d in (start, *start.parents) if (d / "__init__.py").is_file()]
    return packages[-1].parent if packages else start


def settings_from_table(table: Mapping[str, Any], file: Path) -> Settings:
    """Settings from a configuration table.

    Raises ConfigError with every complaint about the table at once.
    """
    complaints: list[Complaint] = []
    values: dict[str, Any] = {}
    known = {
        option.name.replace("_", "-"): option.name
        for option in fields(Settings)
        if option.name not in NOT_IN_FILES
    }

    def complain(key: str, reason: str) -> None:
        complaints.append(Complaint(str(file), key, reason))

    for key, value in table.items():
        name = known.get(key)
        if name is None:
            near = did_you_mean(key, known)
            complain(key, f"is no setting{near or '; there are ' + ', '.join(sorted(known))}")
        elif name == "per_file_ignores":
            values[name] = _per_file_ignores(value, key, complain)
        elif name == "severity":
            values[name] = _severity(value, key, complain)
        elif name in CHOICES:
            if value in CHOICES[name]:
                values[name] = value
            else:
                complain(key, f"must be one of {', '.join(CHOICES[name])}")
        elif name == "blocklist":
            values[name] = value
            if not isinstance(value, dict):
                complain(key, "must be a table as in docs/blocklist-format.md")
        elif name in _SWITCHES:
            values[name] = value
            if not isinstance(value, bool):
                complain(key, "must be true or false")
        elif name in _TEXTS:
            values[name] = value
            if not isinstance(value, str) or not value:
                complain(key, "must be a text that is not empty")
        elif not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            complain(key, "must be a list of texts")
        else:
            values[name] = tuple(value)
            if name in ("select", "ignore", "extend_select"):
                for reason in unknown_codes(value):
                    complain(key, reason)
    if complaints:
        raise ConfigError(tuple(complaints))
    return Settings(root=file.resolve().parent, config_file=file, **values)


def unknown_codes(codes: Sequence[str]) -> list[str]:
    """One complaint for each entry that is neither a rule's code nor a prefix of one."""
    return [
        f"{code!r} is no rule code or prefix of one"
        + (_code_meant_by(code) or "; `loopguard rules` lists them")
        for code in codes
        if not code or not any(known.startswith(code) for known in BY_CODE)
    ]


def _code_meant_by(code: str) -> str:
    """A hint at the code that a mistyped one, or the name of a rule, may stand for."""
    for rule in BY_CODE.values():
        if rule.name == code.lower():
            return f"; did you mean {rule.code!r}?"
    return did_you_mean(code.upper(), BY_CODE, 0.8)


def did_you_mean(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """A hint at the known word that is most like this one; empty where none is like it enough."""
    from difflib import get_close_matches  # imported here: most runs have no mistake

    close = get_close_matches(word, sorted(known), n=5, cutoff=likeness)
    best = max(close, key=lambda one: sum(map(eq, one, word)), default="")
    return f"; did you mean {best!r}?" if best else ""


def with_options(settings: Settings, **options: Any) -> Settings:
    """The settings with the command line's options over them; None leaves a setting alone.

    Raises ConfigError where a code is unknown.
    """
    given = {name: value for name, value in options.items() if value not in (None, ())}
    complaints = [
        Complaint("command line", f"--{name.replace('_', '-')}", reason)
        for name in ("select", "ignore", "extend_select")
        for reason in unknown_codes(given.get(name, ()))
    ]
    if complaints:
        raise ConfigError(tuple(complaints))
    return replace(settings, **given)


def _per_file_ignores(
    value: Any, key: str, complain: Any
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        complain(key, "must be a table of patterns to lists of codes")
        return ()
    found = []
    for pattern, codes in value.items():
        if isinstance(codes, list) and all(isinstance(code, str) for code in codes):
            for reason in unknown_codes(codes):
                complain(f"{key}.{pattern}", reason)
            found.append((pattern, tuple(codes)))
        else:
            complain(f"{key}.{pattern}", "must be a list of codes")
    return tuple(found)


def _severity(value: Any, key: str, complain: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        complain(key, "must be a table of codes to severities")
        return ()
    for code, severity in value.items():
        for reason in unknown_codes([code]):
            complain(f"{key}.{code}", reason)
        if severity not in SEVERITIES:
            complain(f"{key}.{code}", f"must be one of {', '.join(SEVERITIES)}")
    return tuple(value.items())


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomli.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ConfigError((Complaint(str(file), "", f"cannot be read: {reason}"),)) from error
