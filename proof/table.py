"""docs/proof.md: what a whole run has seen, written by `--write-proof-table`."""

from __future__ import annotations

import platform
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path

from loopguard.blocklist import load_shipped

from .registry import Proof, entry_of

SHIPPED = load_shipped()

PAGE = Path(__file__).parents[1] / "docs" / "proof.md"

HEADER = "| entry | seen to block in | seen not to block |"

HEAD = """\
# Seen to block

`./dev proof` calls {entries} entries of the blocklist, from {libraries} libraries, on a running
event loop against servers on the same machine. This page is written by
`./dev proof --write-proof-table`, last with {system}.

How it is seen: what the call waits for is kept back, by a gate before the server that holds its
answers, by a lock that somebody else has, or by a pipe that nobody writes to. Another thread asks
the kernel where the loop's thread is. If it sleeps below the call, and still does with a callback
scheduled by `call_soon_threadsafe`, the loop is held; only then is the answer let go. For the
async way, and for the same call in `asyncio.to_thread`, the thread is seen to sleep in the loop's
own selector, and the callback runs while the answer is still kept back. Nothing is concluded from
a time.

The second column names the innermost Python function in which the loop's thread slept, "the call
itself" for those without one.
"""


@dataclass
class Row:
    """One line of the table."""

    library: str
    version: str
    entry: str
    place: str = ""
    free: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, proof: Proof) -> Row:
        library, installed = distribution(proof)
        return cls(library, installed, proof.entry)

    def take_down(self, what: str) -> None:
        kind, _, name = what.partition(" ")
        if kind == "free":
            self.free.append(name)
        else:
            self.place = name

    def __str__(self) -> str:
        free = ", ".join(f"`{name}`" for name in self.free) or "none: it belongs to no thread"
        place = self.place if " " in self.place else f"`{self.place}`"
        return f"| `{self.entry}` | {place} | {free} |"


def distribution(proof: Proof) -> tuple[str, str]:
    """The name and version of the library of a proof, as it is installed."""
    if proof.module.partition(".")[0] in sys.stdlib_module_names:
        return "python", platform.python_version()
    entry = entry_of(SHIPPED, proof.entry)
    assert entry is not None
    for name in [entry.library, *packages_distributions().get(proof.module.split(".")[0], ())]:
        with suppress(PackageNotFoundError):
            return name, version(name)
    return entry.library, ""


def write_table(rows: list[Row]) -> None:
    """Writes the page from the rows of a whole run."""
    libraries = sorted({(row.library.lower(), row.library, row.version) for row in rows})
    text = HEAD.format(
        entries=len(rows),
        libraries=len(libraries),
        system=f"Python {platform.python_version()} on {platform.system()}",
    )
    for _, library, installed in libraries:
        text += f"\n## {library} {installed}\n\n{HEADER}\n|---|---|---|\n"
        own = [row for row in rows if row.library == library]
        text += "".join(f"{row}\n" for row in sorted(own, key=lambda row: row.entry))
    PAGE.write_text(text, encoding="utf-8")


def read_table() -> dict[str, set[str]]:
    """What the page says was seen not to block, by entry."""
    table = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            entry, _, free = (cell.strip() for cell in line.strip("|").split(" | "))
            names = free.split(", ") if free.startswith("`") else []
            table[entry.strip("` ")] = {name.strip("` ") for name in names}
    return table
