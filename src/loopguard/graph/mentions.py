"""Where a module names things: which functions it calls by which name, and what else it does."""

from __future__ import annotations

from collections.abc import Iterator

from loopguard.domain.summary import (
    Attribute,
    Awaited,
    Call,
    Choice,
    Display,
    Element,
    Expression,
    Free,
    FunctionRef,
    Guarded,
    Import,
    MatchArgument,
    ModuleSummary,
    Name,
    Narrowed,
    Site,
    SiteKind,
    Starred,
    Subscript,
    TextTest,
)


class Mentions:
    """An index of one module.

    `taken` gives for an expression the functions that enter it as a manager, with the site;
    `callers` for a name the functions that call something of that name, with the callee; `passed`
    are expressions and `named` last names that stand anywhere else than as a manager or a callee,
    so that more can happen to what they name than can be seen here.
    """

    def __init__(self, summary: ModuleSummary) -> None:
        self.taken: dict[int, list[tuple[int, Site]]] = {}
        self.callers: dict[str, set[tuple[int, int]]] = {}
        self.passed: set[int] = set()
        self._read_sites(summary)
        for row in summary.expressions:
            self.passed.update(_operands(row))
        for function in summary.functions:
            self.passed.update((*function.results, *function.yields, *function.decorators))
            self.passed.update(part for parts in function.bindings.values() for part in parts)
        for class_ in summary.classes:
            self.passed.update(part for parts in class_.instance.values() for part in parts)
            self.passed.update(
                part
                for parts in class_.members.values()
                for part in parts
                if not isinstance(summary.expressions[part], FunctionRef)
            )
        self.passed.update(store.value for store in summary.stores)
        names = (_last_name(summary, index) for index in self.passed)
        self.named = frozenset(name for name in names if name)

    def _read_sites(self, summary: ModuleSummary) -> None:
        for number, function in enumerate(summary.functions):
            for site in function.sites:
                row = summary.expressions[site.target]
                if site.kind == SiteKind.ENTER:
                    self.taken.setdefault(site.target, []).append((number, site))
                elif site.kind == SiteKind.ITERATE:
                    self.passed.add(site.target)
                elif site.kind == SiteKind.CALL and isinstance(row, Call):
                    name = _last_name(summary, row.function)
                    self.callers.setdefault(name, set()).add((number, row.function))


def _last_name(summary: ModuleSummary, index: int) -> str:
    row = summary.expressions[index]
    if isinstance(row, (Attribute, Name, Free, Import)):
        return row.name
    return summary.functions[row.index].name if isinstance(row, FunctionRef) else ""


def _operands(row: Expression) -> Iterator[int]:
    """The expressions that an expression is made of, without callees and managers (see sites)."""
    match row:
        case Attribute(base=operand) | Awaited(value=operand) | Starred(value=operand):
            yield operand
        case Call(arguments=arguments, keywords=keywords):
            yield from arguments
            yield from (value for _, value in keywords)
        case Choice(members=operands):
            yield from operands
        case Subscript(base=base, index=index):
            yield from (base, index)
        case Element(iterable=operand) | MatchArgument(value=operand) | TextTest(value=operand):
            yield operand
        case Display(elements=elements, keys=keys):
            yield from elements
            yield from keys
        case Narrowed(value=operand) | Guarded(value=operand):  # a `Guard` only looks at it
            yield operand
