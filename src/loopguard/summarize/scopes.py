"""Where names are bound while one file is read: the state of the walk, without any syntax."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from loopguard.domain.summary import UNKNOWN, Block, Choice, Exit, Expression, Site, Unknown

Environment = dict[str, int]
"""Names to the index of the expression that they hold at this point of the code."""


NARROWED = ":"
"""Begins the keys of an environment that hold what `isinstance` has said of a name that is not
the function's own, or of an attribute."""


class ExpressionTable:
    """Gives every distinct expression of a module one index."""

    def __init__(self) -> None:
        self.rows: list[Expression] = [Unknown()]
        self._index: dict[Expression, int] = {Unknown(): UNKNOWN}

    def add(self, expression: Expression) -> int:
        """The index of `expression`, the same for equal ones."""
        index = self._index.get(expression)
        if index is None:
            index = self._index[expression] = len(self.rows)
            self.rows.append(expression)
        return index

    def reserve(self) -> int:
        """A fresh index for a value that is known later (a name carried around a loop)."""
        self.rows.append(Unknown())
        return len(self.rows) - 1

    def settle(self, index: int, expression: Expression) -> None:
        """Says what a reserved index stands for."""
        self.rows[index] = expression

    def choice(self, members: Iterable[int]) -> int:
        """The expression for "one of these"; a single one is itself."""
        distinct = tuple(dict.fromkeys(member for member in members if member != UNKNOWN))
        if not distinct:
            return UNKNOWN
        return distinct[0] if len(distinct) == 1 else self.add(Choice(distinct))

    def flatten(self, index: int) -> tuple[int, ...]:
        """The members of a choice, or the expression itself; nothing for the unknown."""
        row = self.rows[index]
        if isinstance(row, Choice):
            return row.members
        return () if index == UNKNOWN else (index,)


@dataclass
class Loop:
    """The names' values at each `break` and `continue` of a loop that is being read."""

    breaks: list[Environment] = field(default_factory=list)
    continues: list[Environment] = field(default_factory=list)


@dataclass
class FunctionScope:
    """A function (or the module body) that is being read.

    `bindings` are the values that nested functions can find in the `captured` names, `attempts`
    what each open `try` has bound so far, `shared` what nested functions assign as `nonlocal`,
    `untouched` the names that the block being read has filled with the result of a call and not
    mentioned since. `block` is the block that is being read. `taken` are the keywords that the
    function takes by name out of the dict `keywords`.
    """

    index: int
    parent: FunctionScope | None
    owner: int
    name: str
    qualified_name: str
    self_name: str = ""
    env: Environment = field(default_factory=dict)
    live: bool = True
    is_generator: bool = False
    sites: list[Site] = field(default_factory=list)
    results: list[int] = field(default_factory=list)
    yields: list[int] = field(default_factory=list)
    bindings: dict[str, list[int]] = field(default_factory=dict)
    captured: dict[str, None] = field(default_factory=dict)
    globals: set[str] = field(default_factory=set)
    nonlocals: set[str] = field(default_factory=set)
    loops: list[Loop] = field(default_factory=list)
    attempts: list[dict[str, list[int]]] = field(default_factory=list)
    shared: dict[str, list[int]] = field(default_factory=dict)
    untouched: set[str] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)
    block: int = 0
    exits: list[Exit] = field(default_factory=list)
    keywords: str = ""
    taken: dict[str, int] = field(default_factory=dict)

    def open_block(self, entry: int = UNKNOWN) -> int:
        """Begins a block inside the present one, to which `block` is to be set back later."""
        outer = self.block
        self.blocks.append(Block(outer, entry))
        self.block = len(self.blocks)
        return outer

    def leave(self, guard: int, result: int) -> None:
        """Notes that the function returns here."""
        self.exits.append(Exit(self.block, len(self.sites), guard, result))

    def assign(self, name: str, value: int) -> None:
        """Binds a name of this scope; every `try` that is open may end just after it."""
        self.env[name] = value
        for attempt in self.attempts:
            attempt.setdefault(name, []).append(value)

    def forget(self, name: str) -> None:
        """Drops what `isinstance` has said of a name or an attribute that is bound anew."""
        self.untouched.discard(name)
        key = f"{NARROWED}{name}"
        stale = [k for k in self.env if k.startswith(key) and k[len(key) :][:1] in ("", ".")]
        for narrowed in stale:
            del self.env[narrowed]

    def assign_outer(self, name: str, value: int) -> None:
        """Binds a `nonlocal` name: from here on the function around may hold this value too."""
        outer = self.parent
        while outer is not None and outer.parent is not None and name not in outer.env:
            outer = outer.parent
        if outer is not None:
            outer.shared.setdefault(name, []).append(value)
            outer.bindings.setdefault(name, []).append(value)

    def is_outside(self, name: str) -> bool:
        """Whether the name belongs to the module, seen from this function."""
        scope = self
        while scope.parent is not None:
            if name in scope.env:
                return False
            scope = scope.parent
        return scope is not self

    def is_new(self, name: str) -> bool:
        """Whether nothing has held the name so far, and no other function can see it."""
        elsewhere = name in self.captured or name in self.globals or name in self.nonlocals
        return self.parent is not None and name not in self.env and not elsewhere

    def observe(self) -> None:
        """Notes what the nested functions would find in their outer names if they ran now."""
        for name in self.captured:
            value = self.env.get(name)
            if value is not None:
                seen = self.bindings.setdefault(name, [])
                if value not in seen:
                    seen.append(value)

    def capture(self, name: str) -> None:
        """Notes that a nested function reads `name` from here or from further out."""
        scope: FunctionScope | None = self
        while scope is not None and scope.parent is not None:
            scope.captured[name] = None
            scope = scope.parent


@dataclass
class ClassScope:
    """A class body that is being read."""

    index: int
    qualified_name: str
    env: Environment = field(default_factory=dict)
    annotations: dict[str, int] = field(default_factory=dict)
    instance: dict[str, list[int]] = field(default_factory=dict)
    instance_annotations: dict[str, int] = field(default_factory=dict)
