"""Reads import statements."""

from __future__ import annotations

import ast

from loopguard.domain.summary import Import, SiteKind
from loopguard.summarize.patterns import PatternReader
from loopguard.summarize.scopes import Environment


class ImportReader(PatternReader):
    """Binds what imports name; `bound_before` is what the module had bound at each of `stars`."""

    def __init__(self) -> None:
        super().__init__()
        self.stars: list[tuple[str, int]] = []
        self.bound_before: list[Environment] = []

    def import_module(self, node: ast.Import) -> None:
        """Reads `import a.b as c`."""
        for alias in node.names:
            self._note_import(Import(alias.name, 0, ""), node)
        for alias in node.names:
            if alias.asname:
                self.bind(alias.asname, self.table.add(Import(alias.name, 0, "")))
            else:
                top = alias.name.partition(".")[0]
                if top != alias.name:  # also says that the submodule is needed
                    self.table.add(Import(alias.name, 0, ""))
                self.bind(top, self.table.add(Import(top, 0, "")))

    def import_names(self, node: ast.ImportFrom) -> None:
        """Reads `from a import b as c`."""
        module = node.module or ""
        for alias in node.names:
            self._note_import(Import(module, node.level, alias.name), node)
        for alias in node.names:
            if alias.name == "*":
                self.stars.append((module, node.level))
                self.bound_before.append(dict(self.module.env))
            else:
                value = self.table.add(Import(module, node.level, alias.name))
                self.bind(alias.asname or alias.name, value)

    def _note_import(self, value: Import, node: ast.stmt) -> None:
        """An import inside a function runs the module's body the first time."""
        if self.function is not self.module:
            self.note(SiteKind.IMPORT, self.table.add(value), node)
