"""Coroutines that could be plain functions: their framework then runs them in a thread."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from loopguard.domain.summary import (
    Attribute,
    Call,
    Expression,
    Free,
    FunctionRef,
    FunctionSummary,
    Import,
    ModuleSummary,
    Name,
    SiteKind,
)
from loopguard.graph.entrypoints import decorating
from loopguard.graph.link import Linker
from loopguard.graph.values import Frame
from loopguard.summarize.source import Unreadable, parse_source
from loopguard.summarize.text import SourceText

_AWAITING = (ast.Await, ast.AsyncFor, ast.AsyncWith)
_OF_THE_LOOP = "asyncio"


class PlainFunctions:
    """Answers whether a coroutine may lose its `async`.

    Everything by name is taken for a use that stands in the way: a name is often shared, and a
    fix that is not offered does less harm than one that breaks a caller.
    """

    def __init__(self, linker: Linker, needing: frozenset[Frame]) -> None:
        self._linker = linker
        self._needing = needing
        self._known: dict[tuple[int, int], bool] = {}
        self._references: dict[int, _References] = {}

    def may_be_plain(self, module: int, function: int) -> bool:
        """Whether a framework runs it in a thread once it is plain, and nothing hinders that.

        What it awaits is told from its text, see `awaits_nothing`.
        """
        key = (module, function)
        if key not in self._known:
            self._known[key] = self._may_be_plain(module, function)
        return self._known[key]

    def _may_be_plain(self, module: int, function: int) -> bool:
        summary = self._linker.modules[module].summary
        facts = summary.functions[function]
        if not facts.is_async or facts.owner >= 0 or facts.parent > 0:
            return False
        decorators = list(decorating(self._linker, module, facts))
        is_endpoint = any(model.runs == "in-thread" for model in decorators)
        if len(facts.decorators) > len([m for m in decorators if m.runs == "in-thread"]):
            return False  # another decorator may want a coroutine
        if any(site.awaited and site.kind == SiteKind.CALL for site in facts.sites):
            return False  # asked before the uses, which every module has to be searched for
        uses = {
            use
            for number in {module, *self._linker.mentioning(facts.name)}
            for use in self._uses(number, facts, function if number == module else -1)
        }
        if uses - {"injected"} or not (is_endpoint or uses):
            return False
        if is_endpoint and facts.is_generator:
            return False
        return not any(f.module == module and f.function == function for f in self._needing)

    def _uses(self, module: int, facts: FunctionSummary, index: int) -> Iterator[str]:
        """What a module does with the name of the function, which is its own under `index`."""
        summary = self._linker.modules[module].summary
        if module not in self._references:
            self._references[module] = _References(summary)
        references = self._references[module]
        for row in (*references.names.get(facts.name, ()), *references.own.get(index, ())):
            yield from references.used.get(row, ())
            for callee in references.given.get(row, ()):
                injects = self._injects(summary.expressions[callee], summary)
                yield "injected" if injects else "passed"

    def _injects(self, row: Expression, summary: ModuleSummary) -> bool:
        rows = summary.expressions
        if isinstance(row, Name):
            found = [rows[index] for index in summary.bindings.get(row.name, ())]
            return any(isinstance(r, Import) and self._injects(r, summary) for r in found)
        if isinstance(row, Import):
            return self._is_injector(f"{row.module}.{row.name}")
        if isinstance(row, Attribute):
            base = rows[row.base]
            found = [base]
            if isinstance(base, Name):
                found = [rows[index] for index in summary.bindings.get(base.name, ())]
            modules = [r.module for r in found if isinstance(r, Import) and not r.name]
            return any(self._is_injector(f"{module}.{row.name}") for module in modules)
        return False

    def _is_injector(self, name: str) -> bool:
        library = self._linker.library
        model = library.function(library.canonical(name))
        return model is not None and bool(model.injects)


class _References:
    """What a module does with each of its expressions: one pass for all that is asked of it.

    `names` are the expressions by the name that they look up, `own` those that are a function of
    the module by its index; `used` tells whether one is called or kept, `given` to which callees it
    is passed.
    """

    def __init__(self, summary: ModuleSummary) -> None:
        self.names: dict[str, list[int]] = {}
        self.own: dict[int, list[int]] = {}
        self.used: dict[int, set[str]] = {}
        self.given: dict[int, set[int]] = {}
        for number, row in enumerate(summary.expressions):
            if isinstance(row, (Name, Free, Import, Attribute)):
                self.names.setdefault(row.name, []).append(number)
            elif isinstance(row, FunctionRef):
                self.own.setdefault(row.index, []).append(number)
            if isinstance(row, Call):
                self.used.setdefault(row.function, set()).add("called")
                for argument in (*row.arguments, *(value for _, value in row.keywords)):
                    self.given.setdefault(argument, set()).add(row.function)
            else:
                for inner in _inside(row):
                    self.used.setdefault(inner, set()).add("kept")


def _inside(row: Expression) -> set[int]:
    """The expressions that a row which is no call holds, apart from a name's own."""
    found: set[int] = set()
    for field in getattr(row, "__struct_fields__", ()):
        value = getattr(row, field)
        if field in ("members", "elements", "keys", "arguments") and isinstance(value, tuple):
            found.update(value)
        elif field in ("base", "value", "iterable", "manager") and isinstance(value, int):
            found.add(value)
    return found


def awaits_nothing(source: SourceText, facts: FunctionSummary) -> bool:
    """Whether the body of a coroutine would run in one that is none."""
    code = "".join(source.lines[facts.start - 1 : facts.end_line])
    indented = code[:1] in " \t\f"
    tree = parse_source(f"if True:\n{code}" if indented else code)
    if isinstance(tree, Unreadable):
        return False
    outer = next((n for n in ast.walk(tree) if isinstance(n, ast.AsyncFunctionDef)), None)
    if outer is None:
        return False
    pending: list[ast.AST] = list(outer.body)
    while pending:
        node = pending.pop()
        if isinstance(node, _AWAITING) or (isinstance(node, ast.comprehension) and node.is_async):
            return False
        if isinstance(node, ast.Name) and node.id == _OF_THE_LOOP:
            return False
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            pending.extend(ast.iter_child_nodes(node))
    return True
