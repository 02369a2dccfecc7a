"""Verifies the blocklist against real libraries in the versions that it names.

    python verify/run.py DIRECTORY             those of libraries.txt, installed together
    python verify/run.py DIRECTORY --each      every library by itself; takes an hour
    python verify/run.py DIRECTORY NAME ...    these libraries, each by itself
    python verify/run.py DIRECTORY --table     also writes their rows of docs/blocklist.md

DIRECTORY holds the virtual environment and is made where it is not there. Versions come from the
blocklist, so that nothing has to be kept in step. Exit code 1 tells that an entry is wrong, or
that fewer libraries were verified than this asks for.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
LIBRARIES = HERE / "libraries.txt"
TABLE = REPOSITORY / "docs" / "blocklist.md"
AT_LEAST = 90
"""Libraries, the standard library not counted."""

PAGE = """\
# The blocklist, verified

What `loopguard blocklist verify` found when it imported the real libraries: that each name exists,
that what is said to block is not async, that async twins are, that types agree, and that the
examples name real things. `python verify/run.py DIRECTORY --table` makes this page. Where more than
a few entries cannot be verified, the most frequent reason stands beside them. boto3 makes its
services from data, which `./dev proof` compares with the entries (`proof/test_service_data.py`).

{summary}

| library | version | entries | verified | unverifiable | mostly because |
{ruler}
{rows}
"""

RULER = "|---|---|---|---|---|---|"

FileResult = dict[str, Any]
"""What `verify --format json` says of one blocklist file."""


def listed() -> list[str]:
    """The libraries that can be installed together, without comments."""
    lines = LIBRARIES.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def make_environment(directory: Path) -> Path:
    """A virtual environment with LoopGuard and uv; its Python."""
    python = directory / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(directory)], check=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "uv", "--editable", str(REPOSITORY)], check=True)
    return python


def loopguard(python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs `loopguard blocklist verify` in the environment."""
    command = [str(python), "-m", "loopguard", "blocklist", "verify", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)


def requirements(python: Path, names: list[str]) -> list[str]:
    """The pinned requirements of these libraries."""
    chosen = [part for name in names for part in ("--library", name)]
    return loopguard(python, "--requirements", *chosen).stdout.split()


def install(python: Path, wanted: list[str]) -> bool:
    """Installs the requirements; false where they cannot be had or do not go together."""
    # fmt: off
    command = [
        str(python), "-m", "uv", "pip", "install", "--quiet", "--python", str(python),
        "--only-binary", ":all:", *wanted,
    ]
    # fmt: on
    return subprocess.run(command, check=False).returncode == 0


def verified(python: Path, names: list[str]) -> list[FileResult]:
    """What `verify` says of the files of these libraries."""
    chosen = [part for name in names for part in ("--library", name)]
    found: list[FileResult] = json.loads(loopguard(python, "--format", "json", *chosen).stdout)[
        "files"
    ]
    return found


def every_library(python: Path) -> list[str]:
    """The names of all libraries of the blocklist but Python itself."""
    code = "from loopguard.blocklist import load_shipped as l; print(*{f.name for f in l().files})"
    out = subprocess.run([str(python), "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    return sorted(set(out.stdout.split()) - {"python"}, key=str.lower)


def reason_of(entry: dict[str, str]) -> str:
    """Why an entry cannot be verified, without the names in it, so that equal reasons are equal."""
    reason = re.sub(r"[\w.]*\.[\w.]+ ?", "", entry["detail"]).strip()
    return re.sub(r"__\w+__", r"`\g<0>`", reason)


def known_rows() -> dict[str, tuple[str, ...]]:
    """The rows that the page has, by library: what was found by earlier runs."""
    lines = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
    table = lines[lines.index(RULER) + 1 :] if RULER in lines else []
    split = [tuple(re.split(r" ?(?<!\\)\| ?", line)[1:-1]) for line in table if line]
    return {row[0]: row for row in split}


def rows_of(files: list[FileResult]) -> dict[str, tuple[str, ...]]:
    """A row for each library: version, entries, verified, unverifiable, mostly because."""
    rows = {}
    for library in {file["library"] for file in files}:
        own = [file for file in files if file["library"] == library]
        counts = Counter[str]()
        for file in own:
            counts.update({key: file[key] for key in ("verified", "unverifiable")})
        reasons = Counter(
            reason_of(entry)
            for file in own
            for entry in file["entries"]
            if entry["outcome"] == "unverifiable"
        )
        mostly = reasons.most_common(1)[0][0] if counts["unverifiable"] > 3 else ""
        total = counts["verified"] + counts["unverifiable"]
        cells = (library, own[0]["installed"], total, *counts.values(), mostly.replace("|", "\\|"))
        rows[library] = tuple(map(str, cells))
    return rows


def page_of(rows: dict[str, tuple[str, ...]]) -> str:
    """The page docs/blocklist.md."""
    verified, unverifiable = (sum(int(row[i]) for row in rows.values()) for i in (3, 4))
    summary = (
        f"{len(rows)} libraries, {verified:,} entries verified, {unverifiable:,} that cannot be."
    )
    ordered = [rows[library] for library in sorted(rows, key=str.lower)]
    lines = [f"| {' | '.join(row)} |" for row in ordered]
    return PAGE.format(summary=summary, ruler=RULER, rows="\n".join(lines))


def report(files: list[FileResult], *, at_least: int, write_table: bool) -> int:
    """Prints what is wrong and the totals; the exit code."""
    for file in files:
        if file["problem"]:
            print(f"{file['file']}: {file['problem']}")
        for entry in file["entries"]:
            if entry["outcome"] == "failed":
                print(f"{file['file']}: {entry['name']}: {entry['detail']}")
    good = [file for file in files if file["installed"] and not file["problem"]]
    as_named = [file for file in good if file["installed"] == file["checked_with"]]
    own = [file for file in good if file["library"] == "python"]
    failed = sum(file["failed"] for file in files)
    libraries = {file["library"] for file in good} - {"python"}
    print(f"{len(libraries)} libraries, {failed} entries failed")
    if write_table:
        rows = known_rows() | rows_of([*own, *as_named])
        TABLE.write_text(page_of(rows), encoding="utf-8")
    wrong = failed or any(file["problem"] for file in files)
    return 1 if wrong or len(libraries) < at_least else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--table", action="store_true")
    options = parser.parse_args()
    python = make_environment(options.directory.absolute())
    files = verified(python, ["python"])
    if options.each or options.names:
        for name in options.names or every_library(python):
            if install(python, requirements(python, [name])):
                files += verified(python, [name])
            else:
                print(f"{name}: cannot be installed here", file=sys.stderr)
    else:
        names = listed()
        if not install(python, requirements(python, names)):
            # Another Python than the list was made with: as many as there are for it.
            names = [name for name in names if install(python, requirements(python, [name]))]
        files += verified(python, names)
    at_least = 0 if options.names else AT_LEAST
    return report(files, at_least=at_least, write_table=options.table)


if __name__ == "__main__":
    sys.exit(main())
