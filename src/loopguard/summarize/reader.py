"""The state of reading one module: scopes, names, and the sites found so far."""

from __future__ import annotations

import ast
from contextlib import contextmanager
from typing import TYPE_CHECKING

from loopguard.domain.summary import (
    UNKNOWN,
    Attribute,
    Call,
    Choice,
    Free,
    FunctionSummary,
    Guard,
    Guarded,
    GuardKind,
    Literal,
    Name,
    Narrowed,
    Parameter,
    ParameterSummary,
    Site,
    SiteKind,
    Store,
    TextTest,
)
from loopguard.summarize.guards import alternatives, can_be_read_again, text_test
from loopguard.summarize.scopes import (
    NARROWED,
    ClassScope,
    Environment,
    ExpressionTable,
    FunctionScope,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


_DECIDABLE = (Attribute, Call, Choice, Guarded, Literal, Narrowed, Parameter)
"""Expressions whose truth can be known."""

_FILLING = (GuardKind.NONE, GuardKind.SET)
"""What is asked of a global that is filled when it is first needed."""


class Reader:
    """Keeps the open scopes, binds and looks up names, and notes where code runs."""

    def __init__(self) -> None:
        self.table = ExpressionTable()
        self.functions: list[FunctionSummary | None] = []
        self.module = FunctionScope(0, None, -1, "<module>", "<module>")
        self.function = self.module
        self.class_scope: ClassScope | None = None
        self.module_extra: dict[str, list[int]] = {}
        self.stores: list[Store] = []
        self.statement = (1, 1)
        self.once = False
        self.guard = UNKNOWN
        self.unused: ast.expr | None = None

    # names

    def lookup(self, name: str) -> int:
        """What `name` holds at this point."""
        scope = self.function
        scope.untouched.discard(name)
        if self.class_scope is not None and name in self.class_scope.env:
            return self.class_scope.env[name]
        narrowed = scope.env.get(f"{NARROWED}{name}")
        if narrowed is not None:
            return narrowed
        if name not in scope.globals:
            if name in scope.env:
                return scope.env[name]
            parent = scope if scope.parent is None else scope.parent
            if parent is not self.module:
                parent.capture(name)
                return self.table.add(Free(parent.index, name))
        return self.table.add(Name(name))

    def bind(self, name: str, value: int) -> None:
        """Assigns `value` to `name` in the scope that is open."""
        scope = self.function
        if self.class_scope is not None:
            self.class_scope.env[name] = value
            return
        scope.forget(name)
        if name in scope.globals:
            self.module_extra.setdefault(name, []).append(value)
        elif name in scope.nonlocals:
            scope.assign_outer(name, value)
        else:
            scope.assign(name, self.table.choice((value, *scope.shared.get(name, ()))))

    def owner_of_self(self, value: int) -> ClassScope | None:
        """The class whose `self` (or `cls`) the expression is, while its body is being read."""
        raise NotImplementedError

    def newly_filled(self, statement: ast.stmt) -> set[str]:
        """The local variable that the statement fills first, with the result of a call, if any."""
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Call())
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Call())
            ) if self.class_scope is None and self.function.is_new(name):
                return {name}
        return set()

    def is_untouched(self, node: ast.expr) -> bool:
        """Whether it is a local name that a call has just filled, not mentioned since."""
        return isinstance(node, ast.Name) and node.id in self.function.untouched

    # sites

    def note(
        self,
        kind: SiteKind,
        target: int,
        node: ast.expr | ast.stmt,
        *,
        awaited: bool = False,
        body_end: int = 0,
        first_use: bool = False,
    ) -> None:
        """Records that code runs at `node`."""
        self.function.observe()
        self.function.sites.append(
            Site(
                kind,
                target,
                node.lineno,
                node.col_offset,
                node.end_lineno or node.lineno,
                node.end_col_offset or node.col_offset,
                awaited,
                *self.statement,
                self.once,
                self.guard,
                node is self.unused,
                body_end,
                first_use,
                self.function.block,
            )
        )

    def note_operator(
        self, value: int, method: str, arguments: tuple[int, ...], node: ast.expr
    ) -> int:
        """Records that a special method runs at `node`; what its call gives."""
        call = self.table.add(Call(self.table.add(Attribute(value, method)), arguments, ()))
        self.note(SiteKind.OPERATOR, call, node)
        return call

    # branches and conditions

    def merge(self, environments: Sequence[Environment]) -> Environment:
        """What the names can hold after any one of several branches."""
        merged = dict(environments[0])
        for environment in environments[1:]:
            for name, value in environment.items():
                known = merged.setdefault(name, value)
                if known != value:
                    members = (*self.members(known), *self.members(value))
                    merged[name] = self.table.choice(members)
        for name in [name for name in merged if name.startswith(NARROWED)]:
            if not all(name in environment for environment in environments):
                del merged[name]
        return merged

    def members(self, value: int) -> tuple[int, ...]:
        """The expressions that a choice is between; any other is its only member."""
        row = self.table.rows[value]
        return row.members if isinstance(row, Choice) else (value,)

    def guarded(self, value: int) -> int:
        """The value with the condition under which the code being read runs."""
        return self.table.add(Guarded(value, self.guard)) if self.guard else value

    def guard_of(self, conditions: Iterable[tuple[ast.expr, GuardKind]]) -> int:
        """The present condition and these on top of it, as far as they may decide something."""
        return self._chain(conditions, self.guard)

    def _chain(self, conditions: Iterable[tuple[ast.expr, GuardKind]], outer: int) -> int:
        guard = outer
        for node, kind in conditions:
            if kind is GuardKind.ANY:
                assert isinstance(node, ast.BoolOp)
                cases = [self._chain(case, UNKNOWN) for case in alternatives(node)]
                if UNKNOWN not in cases:
                    guard = self.table.add(Guard(self.table.choice(cases), kind, guard))
                continue
            asked = text_test(node)
            if asked is not None:
                constants = tuple([self.reread(constant) for constant in asked.constants])
                subject = self.reread(asked.subject)
                if isinstance(self.table.rows[subject], _DECIDABLE):
                    value = self.table.add(TextTest(subject, asked.kind, asked.texts, constants))
                    guard = self.table.add(Guard(value, kind, guard))
            elif can_be_read_again(node):
                value = self.reread(node)
                row = self.table.rows[value]
                if isinstance(row, _DECIDABLE) or (kind in _FILLING and isinstance(row, Name)):
                    guard = self.table.add(Guard(value, kind, guard))
        return guard

    def reread(self, node: ast.expr) -> int:
        """What an expression that has been read already evaluates to; notes nothing again."""
        scope = self.function
        sites, scope.sites = scope.sites, []
        blocks = len(scope.blocks)
        value = self.read(node)
        scope.sites = sites
        del scope.blocks[blocks:]
        return value

    def read(self, node: ast.expr) -> int:
        """The index of what `node` evaluates to; notes the sites inside it."""
        raise NotImplementedError

    # functions

    @contextmanager
    def nested_function(
        self, node: ast.expr | ast.FunctionDef | ast.AsyncFunctionDef, name: str
    ) -> Iterator[FunctionScope]:
        """Opens the scope of a function, lambda or generator expression."""
        outer, class_scope, statement = self.function, self.class_scope, self.statement
        outer.untouched.clear()
        once, self.once = self.once, False
        guard, self.guard = self.guard, UNKNOWN
        if class_scope is not None:
            qualified = f"{class_scope.qualified_name}.{name}"
        elif outer is self.module:
            qualified = name
        else:
            qualified = f"{outer.qualified_name}.<locals>.{name}"
        is_method = class_scope is not None and not isinstance(node, ast.expr)
        owner = class_scope.index if is_method and class_scope is not None else -1
        parent = None if outer is self.module else outer
        self.functions.append(None)
        scope = FunctionScope(len(self.functions) - 1, parent, owner, name, qualified)
        if parent is None:
            scope.parent = self.module
        self.function, self.class_scope = scope, None
        yield scope
        self.function, self.class_scope, self.statement = outer, class_scope, statement
        self.once, self.guard = once, guard
        for name, values in outer.shared.items():
            if name in outer.env:
                outer.env[name] = self.table.choice((outer.env[name], *values))

    def close_function(
        self,
        scope: FunctionScope,
        node: ast.expr | ast.FunctionDef | ast.AsyncFunctionDef,
        *,
        parameters: tuple[ParameterSummary, ...] = (),
        decorators: tuple[int, ...] = (),
        returns: int = UNKNOWN,
        is_async: bool = False,
        is_lambda: bool = False,
        is_stub: bool = False,
        start: int | None = None,
    ) -> None:
        """Stores the summary of a function whose body has been read."""
        parent = scope.parent
        scope.observe()
        if scope.live:
            none = self.table.add(Literal(None, "NoneType"))
            scope.leave(UNKNOWN, scope.results[-1] if is_lambda and scope.results else none)
        returns_at = () if scope.is_generator or not scope.sites else tuple(scope.exits)
        self.functions[scope.index] = FunctionSummary(
            scope.name,
            scope.qualified_name,
            scope.owner,
            -1 if parent is None or parent is self.module else parent.index,
            is_async,
            scope.is_generator,
            is_lambda,
            is_stub,
            node.lineno if start is None else start,
            node.lineno,
            node.col_offset,
            node.end_lineno or node.lineno,
            parameters,
            decorators,
            returns,
            tuple(dict.fromkeys(scope.results)),
            tuple(dict.fromkeys(scope.yields)),
            {
                name: tuple(dict.fromkeys(values))
                for name, values in scope.bindings.items()
                if name in scope.captured
            },
            tuple(scope.sites),
            tuple(scope.blocks),
            returns_at,
        )
