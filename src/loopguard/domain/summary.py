"""What LoopGuard remembers of one file: plain facts, no verdicts.

A `ModuleSummary` is all that leaves the stage *summarize*. Values that the code computes are small
symbolic expressions, kept once each in `ModuleSummary.expressions` and named by their index, so
that the table is compact, cheap to encode and can be evaluated with a memo. Index 0 is always
`Unknown`.

The types are msgspec structs and not dataclasses: a large project has a million of them, and on
CPython 3.11 a frozen struct is made in 0.17 µs where a frozen dataclass takes 0.94 µs; they are
also encoded and decoded without a line of our own (see docs/architecture.md).

Positions are those of the `ast` module: lines 1-based, columns 0-based in UTF-8 bytes.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Union

import msgspec

UNKNOWN = 0
"""The index of the expression about which nothing is known."""


class Unknown(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=0):
    """A value about which nothing is known."""


class Literal(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=1):
    """A short constant whose value matters (`blocking=False`, `boto3.client("s3")`).

    `kind` is the name of its type, without which `True`, `1` and `1.0` would be one expression.
    """

    value: Union[bool, int, float, str, None]
    kind: str


class Name(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=2):
    """A name looked up in the module and then among the builtins."""

    name: str


class TypeName(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=3):
    """A name in an annotation; sees what is imported under `if TYPE_CHECKING` too."""

    name: str


class Free(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=4):
    """A name that a nested function takes from the function `scope` or from those around it."""

    scope: int
    name: str


class Import(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=5):
    """`import module` (name empty) or `from module import name`; `level` counts leading dots."""

    module: str
    level: int
    name: str


class Attribute(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=6):
    """`base.name`."""

    base: int
    name: str


class Call(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=7):
    """`function(*arguments, **keywords)`; `**x` has the empty keyword name."""

    function: int
    arguments: tuple[int, ...]
    keywords: tuple[tuple[str, int], ...]


class Awaited(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=8):
    """What `await value` gives."""

    value: int


class FunctionRef(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=9):
    """A function, lambda or generator expression of this module, before its decorators."""

    index: int


class ClassRef(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=10):
    """A class of this module."""

    index: int


class Parameter(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=11):
    """The parameter `index` of the function `function`, as the function receives it."""

    function: int
    index: int


class Choice(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=12):
    """One of several values: branches that join, `a or b`, `a if c else b`."""

    members: tuple[int, ...]


class Subscript(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=13):
    """`base[index]`."""

    base: int
    index: int


class Element(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=14):
    """What iterating over `iterable` gives; `position` is known where a tuple is unpacked."""

    iterable: int
    position: int


class Entered(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=15):
    """What `with manager as x` binds (`async with` where `is_async`)."""

    manager: int
    is_async: bool


class Display(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=16):
    """A list, tuple, set or dict display, or a builtin scalar; `keys` are a dict's."""

    kind: str
    elements: tuple[int, ...]
    keys: tuple[int, ...]


class Typed(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=17):
    """A value of the type that the expression `annotation` names."""

    annotation: int


class Narrowed(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=18):
    """`value` after `isinstance(value, type)` held; `annotation` is the type."""

    value: int
    annotation: int


class Starred(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=19):
    """`*value` among arguments or elements."""

    value: int


class MatchArgument(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=20):
    """What the positional pattern `position` of a class pattern takes from `value`."""

    value: int
    position: int


class Guard(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=21):
    """A condition on `value` under which code runs, inside the condition `outer`."""

    value: int
    kind: int
    outer: int


class Guarded(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=22):
    """`value`, computed by code that runs under the condition `guard`."""

    value: int
    guard: int


class TextTestKind(IntEnum):
    """What a `TextTest` asks of a text."""

    EQUALS = 0
    PREFIX = 1
    SUFFIX = 2


class TextTest(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=23):
    """Whether `value` is, begins or ends with one of `texts`, or is one of the `constants`.

    Constants are names that look like one (`LOCAL`, `Kind.LOCAL`, `Kind.LOCAL.value`).
    """

    value: int
    kind: int
    texts: tuple[str, ...]
    constants: tuple[int, ...] = ()


Expression = Union[
    Unknown,
    Literal,
    Name,
    TypeName,
    Free,
    Import,
    Attribute,
    Call,
    Awaited,
    FunctionRef,
    ClassRef,
    Parameter,
    Choice,
    Subscript,
    Element,
    Entered,
    Display,
    Typed,
    Narrowed,
    Starred,
    MatchArgument,
    Guard,
    Guarded,
    TextTest,
]


class GuardKind(IntEnum):
    """What a `Guard` says of its value.

    True, false, None, not None, that its call raised, that it equals something or does not, or that
    one of several other guards holds (the value is a `Choice` of them).
    """

    TRUE = 0
    FALSE = 1
    NONE = 2
    SET = 3
    RAISED = 4
    EQUAL = 5
    UNEQUAL = 6
    ANY = 7


class SiteKind(IntEnum):
    """How code runs at a site."""

    CALL = 0
    ENTER = 1
    ITERATE = 2
    LOAD = 3
    OPERATOR = 4
    IMPORT = 5


class Site(msgspec.Struct, frozen=True, array_like=True, gc=False, cache_hash=True):
    """A place where a function runs other code.

    `target` is the `Call` for CALL and OPERATOR (a call of a special method), the manager for
    ENTER, the iterable for ITERATE, the `Attribute` for LOAD and the `Import` for IMPORT. The span
    is that of the call, the `with` item, the iterable, the attribute, the operation or the import
    statement. `statement` and `statement_end` are the first and last line of the statement (of its
    header, for compound ones), where suppression comments count.

    `awaited` tells whether the result of a CALL is awaited at once, or whether the body of an
    ENTER awaits something while the manager is held. `once` tells whether it stands under a check
    that an attribute or a global is not filled yet, which the same code then fills. `guard` is the
    `Guard` under which it stands, or `UNKNOWN`. `unused` tells whether it is a statement of its
    own, so that nobody looks at the result. `body_end` is the last line of the body of an
    ENTER, 0 if the body yields, for then anything can run before it ends. `first_use` tells whether
    the receiver of a CALL or the manager of an ENTER is a local variable that a call has just
    filled and that nothing has mentioned since. `block` is the number of the `Block` of its
    function that it stands in.
    """

    kind: int
    target: int
    line: int
    column: int
    end_line: int
    end_column: int
    awaited: bool
    statement: int
    statement_end: int
    once: bool
    guard: int = UNKNOWN
    unused: bool = False
    body_end: int = 0
    first_use: bool = False
    block: int = 0


class Block(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Code of a function that may run or not, inside the block `parent` (0: the whole body).

    `entry` says when it runs, where that is known: a `Guard` whose own condition decides it, or the
    manager of the `with` that has it for its body, which runs unless the manager hides what goes
    wrong in it. `UNKNOWN` where nothing is sure (loops, `try`, conditions of several parts).
    """

    parent: int
    entry: int


class Exit(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a function returns: in `block`, after its first `position` sites, under `guard`.

    `result` is what it returns.
    """

    block: int
    position: int
    guard: int
    result: int


class ParameterKind(IntEnum):
    """How a parameter takes its arguments; a `TAKEN` one is a keyword out of `**kwargs`."""

    POSITIONAL = 0
    EITHER = 1
    VARIADIC = 2
    KEYWORD = 3
    KEYWORDS = 4
    TAKEN = 5


class ParameterSummary(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One parameter: its name, kind, annotation and default (`UNKNOWN` where there is none)."""

    name: str
    kind: int
    annotation: int
    default: int


class FunctionSummary(msgspec.Struct, frozen=True, array_like=True):
    """A function, a lambda, a generator expression or a module body (always index 0).

    `owner` is the class whose body defines it, `parent` the function around it (-1: none).
    `is_stub` tells whether the body does nothing but raise NotImplementedError or less.
    `results` are returned expressions, `yields` yielded ones, `bindings` what is assigned to the
    names that nested functions take from here. `start` is the line of the first decorator or of
    the `def` itself, `line` that of the `def`. `sites` are in the order in which they run; those of
    a block are known by its number, which is the place in `blocks`, counted from 1. `exits` are all
    ways to return but for exceptions; generators and functions without sites have none.
    """

    name: str
    qualified_name: str
    owner: int
    parent: int
    is_async: bool
    is_generator: bool
    is_lambda: bool
    is_stub: bool
    start: int
    line: int
    column: int
    end_line: int
    parameters: tuple[ParameterSummary, ...]
    decorators: tuple[int, ...]
    returns: int
    results: tuple[int, ...]
    yields: tuple[int, ...]
    bindings: dict[str, tuple[int, ...]]
    sites: tuple[Site, ...]
    blocks: tuple[Block, ...] = ()
    exits: tuple[Exit, ...] = ()


class ClassSummary(msgspec.Struct, frozen=True, array_like=True):
    """A class: its bases, what its body binds, and what its methods assign to `self`.

    `members` maps names bound in the body to their values, `annotations` names annotated there to
    the annotation, `instance` attributes set on `self` or `cls` to the assigned values,
    `instance_annotations` those annotated where they are set.
    """

    name: str
    qualified_name: str
    parent: int
    line: int
    bases: tuple[int, ...]
    decorators: tuple[int, ...]
    members: dict[str, tuple[int, ...]]
    annotations: dict[str, int]
    instance: dict[str, tuple[int, ...]]
    instance_annotations: dict[str, int]


class Store(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """`base.name = value` on anything but `self`; `function` is where it stands."""

    function: int
    base: int
    name: str
    value: int


class Suppression(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A comment that silences findings on its line; no codes means all, line 0 the whole file."""

    line: int
    codes: tuple[str, ...]
    reason: str


class ModuleSummary(msgspec.Struct, frozen=True, array_like=True):
    """All facts of one file, independent of where it lies and of every other file.

    `bindings` maps the module's names to the values they may hold once the module has run,
    `type_bindings` those bound under `if TYPE_CHECKING`; `stars` are `from x import *` in order
    as (module, level); `covered` gives for names bound before some of them the number of stars
    that came earlier: the later ones may bind the name anew; `exports` is `__all__` where it can
    be read; `stores` are assignments to attributes of objects.
    """

    expressions: tuple[Expression, ...]
    functions: tuple[FunctionSummary, ...]
    classes: tuple[ClassSummary, ...]
    bindings: dict[str, tuple[int, ...]]
    type_bindings: dict[str, tuple[int, ...]]
    stars: tuple[tuple[str, int], ...]
    covered: dict[str, int]
    exports: Union[tuple[str, ...], None]
    stores: tuple[Store, ...]
    suppressions: tuple[Suppression, ...]

    def members(self, index: int) -> tuple[int, ...]:
        """The expressions that a choice is between; any other is its only member."""
        row = self.expressions[index]
        return row.members if isinstance(row, Choice) else (index,)

    def reachable(self, index: int) -> tuple[int, ...]:
        """The expression, or those that a choice is between, without their conditions."""
        pending, found = [index], dict[int, None]()
        while pending:
            current = pending.pop()
            row = self.expressions[current]
            if isinstance(row, Choice):
                following: tuple[int, ...] = row.members
            elif isinstance(row, (Guarded, Narrowed)):
                following = (row.value,)
            else:
                following = ()
            if current not in found:
                found[current] = None
                pending.extend(following)
        return tuple(found)
