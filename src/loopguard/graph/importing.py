"""What an import inside a function runs: the body of a module that nothing has loaded before."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from loopguard.domain.summary import Import, Site
from loopguard.graph.edges import Sink
from loopguard.graph.link import Linker
from loopguard.graph.values import Frame, ModuleValue


class FirstImports:
    """Knows what is in memory once the project is imported: its modules, and names of others'."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._modules: set[int] = set()
        self._names: set[str] = set()
        for index in range(len(linker.modules)):
            self._load(index)

    def bodies(self, site: Site, frame: Frame) -> Iterator[Frame]:
        """The module bodies that the import runs, except those that ran at start-up."""
        own = self._linker.modules[frame.module].name
        for module in sorted(self._imported(site.target, self._statement(site, frame), frame)):
            around = own.startswith(f"{self._linker.modules[module].name}.")  # loaded before it
            if module not in self._modules and not around:
                yield self._linker.module_frame(module)

    def of_library(self, site: Site, frame: Frame) -> Sink | None:
        """The reading of another's module; None where nothing is read, or the code is here."""
        statement = self._statement(site, frame)
        if statement.level or self._imported(site.target, statement, frame):
            return None
        top = statement.module.partition(".")[0]
        if statement.module in self._names or top in sys.builtin_module_names:
            return None
        model = self._linker.library.function("builtins.__import__")
        return None if model is None else Sink(model, f"import {statement.module}", model.rule)

    def _load(self, index: int) -> None:
        """Takes note of what a module imports at its top."""
        module = self._linker.modules[index]
        frame = self._linker.module_frame(index)
        for bound in module.summary.bindings.values():
            for expression in bound:
                statement = module.summary.expressions[expression]
                if isinstance(statement, Import):
                    self._modules |= self._imported(expression, statement, frame)
                    if not statement.level:
                        parts = statement.module.split(".")
                        self._names.update(".".join(parts[: n + 1]) for n in range(len(parts)))

    def _statement(self, site: Site, frame: Frame) -> Import:
        statement = self._linker.modules[frame.module].summary.expressions[site.target]
        assert isinstance(statement, Import)
        return statement

    def _imported(self, expression: int, statement: Import, frame: Frame) -> set[int]:
        values = self._linker.evaluate(expression, frame)
        loaded = {value.module for value in values if isinstance(value, ModuleValue)}
        return loaded.union(self._linker.imported_modules(statement, frame))
