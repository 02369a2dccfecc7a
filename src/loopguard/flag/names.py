"""How a file calls what a rewrite needs: by the imports that it has, or by one to add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loopguard.domain.summary import Import, ModuleSummary


@dataclass(frozen=True, slots=True)
class Spelled:
    """A qualified name as the file can write it, and the import statements that this needs."""

    text: str
    imports: tuple[str, ...] = ()


class ModuleNames:
    """The names that a module binds at its top, as far as rewrites have to know them."""

    def __init__(self, summary: ModuleSummary) -> None:
        self._imported: dict[str, set[str]] = {}
        self._taken: set[str] = set()
        for name, bound in summary.bindings.items():
            rows = [summary.expressions[e] for index in bound for e in summary.reachable(index)]
            imports = [row for row in rows if isinstance(row, Import) and not row.level]
            self._taken.add(name)
            for row in imports:
                qualified = f"{row.module}.{row.name}" if row.name else row.module
                self._imported.setdefault(name, set()).add(qualified)

    def imported_as(self, name: str) -> str:
        """What a name was imported as, `module.name`; empty where it is nothing imported."""
        found = self._imported.get(name, set())
        return next(iter(found)) if len(found) == 1 else ""

    def spell(self, qualified: str, statement: str, families: Iterable[str] = ()) -> Spelled:
        """`qualified` as this file writes it; `statement` is the import where it has none.

        `families` are top-level modules that hand the same thing on under the same last name.
        """
        module, name = read_import(statement)
        found = []
        for local in self._imported:
            source = self.imported_as(local)
            is_above = qualified.startswith(f"{source}.") and source != ""
            if source == qualified or (is_above and (not name or len(source) >= len(module))):
                found.append((-len(source), local, qualified[len(source) :]))
            elif name and _last(source) == name and source.partition(".")[0] in families:
                found.append((-len(qualified), local, ""))
        if found:
            length, local, rest = min(found)
            is_loaded = -length >= len(module)
            return Spelled(f"{local}{rest}", () if is_loaded else (statement,))
        bound = name or module.partition(".")[0]
        rest = qualified[len(module) + 1 + len(name) if name else len(bound) :]
        if bound not in self._taken:
            return Spelled(f"{bound}{rest}", (statement,))
        free = f"{bound}_"
        while free in self._taken:
            free += "_"
        if not name:
            rest = qualified[len(module) :]
        return Spelled(f"{free}{rest}", (f"{statement} as {free}",))


def read_import(statement: str) -> tuple[str, str]:
    """The module of an import statement, and the name that a `from` takes out of it, or none."""
    words = statement.split()
    return (words[1], words[3]) if words[0] == "from" else (words[1], "")


def _last(name: str) -> str:
    return name.rpartition(".")[2]
