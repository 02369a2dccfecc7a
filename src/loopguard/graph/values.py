"""What an expression can be when the whole program is known.

Values are frozen and compared by content; a set of possible values is a tuple in a fixed order
(`Values`), so that every run gives the same answer.
"""

from __future__ import annotations

from typing import Any, Union

import msgspec


class Frame:
    """A function in one calling context: its arguments as far as they matter.

    `function` is an index into the module's functions; -1 stands for a class body whose `self` is
    the first binding. `parent` is the frame that the function closes over. Frames are interned by
    `graph.frames`, so equal ones are the same object; `memo` caches expressions evaluated in it
    (a number stands for one that is being worked out, at that depth), `types` annotations.
    """

    __slots__ = ("bindings", "function", "memo", "module", "number", "parent", "types")

    def __init__(
        self,
        module: int,
        function: int,
        parent: Frame | None,
        bindings: tuple[tuple[int, Values], ...],
        number: int,
    ) -> None:
        self.module = module
        self.function = function
        self.parent = parent
        self.bindings = bindings
        self.number = number
        self.memo: dict[int, Values | int] = {}
        self.types: dict[int, Values] = {}


class ModuleValue(msgspec.Struct, frozen=True, cache_hash=True):
    """A module of the project."""

    module: int


class PackageValue(msgspec.Struct, frozen=True, cache_hash=True):
    """A directory of the project that is imported without an `__init__.py`; an absolute path."""

    directory: str


class FunctionValue(msgspec.Struct, frozen=True, cache_hash=True):
    """A function of the project.

    `closure` is the frame around it, `receiver` what its first parameter is bound to, `kind` how
    its decorators change what a call or a load does: "" for a plain one, "property", "static",
    "class", "manager" (`contextlib.contextmanager`), "dispatch" (`functools.singledispatch`);
    `cached` ones run once for each set of arguments; `managers` are entered around each call, or
    are decorators of libraries that wait in each;
    `likely` ones are one of several that may be meant, with nothing to tell which; `attached` is a
    library's class whose attributes a decorator has given the function.
    """

    module: int
    function: int
    closure: Any = None  # Frame | None, which msgspec must not look into
    receiver: Any = None  # Value | None
    kind: str = ""
    cached: bool = False
    managers: tuple[Any, ...] = ()
    likely: bool = False
    attached: str = ""


class ClassValue(msgspec.Struct, frozen=True, cache_hash=True):
    """A class of the project."""

    module: int
    index: int
    closure: Any = None


class InstanceValue(msgspec.Struct, frozen=True, cache_hash=True):
    """An instance of a class of the project.

    `origin` is the frame of the `__init__` that made it, where its call could be seen and passed
    something that matters: attributes set from parameters are looked up there. `member` is its name
    where it is a known member of an enumeration.
    """

    module: int
    index: int
    closure: Any = None
    origin: Any = None  # Frame | None
    member: str = ""


class SuperValue(msgspec.Struct, frozen=True, cache_hash=True):
    """`super()` in a method of the class `module`, `index`, on `receiver`."""

    module: int
    index: int
    receiver: Any


class LibraryValue(msgspec.Struct, frozen=True, cache_hash=True):
    """Something that a library publishes, by its canonical dotted name."""

    name: str


class LibraryInstance(msgspec.Struct, frozen=True, cache_hash=True):
    """An instance of a library's class; `arguments` are the type arguments of its annotation.

    `harmless` ones were made in a way that leaves their methods nothing to wait for, such as an
    archive in memory, but for those methods that block anyway.
    """

    name: str
    arguments: tuple[tuple[Any, ...], ...] = ()
    harmless: bool = False


class LibraryMember(msgspec.Struct, frozen=True, cache_hash=True):
    """An attribute, possibly dotted, of an instance (or of the class) `owner`.

    `arguments` are the type arguments of the instance, `harmless` is what it is. `receiver` is the
    object of the project that a method gives back (`model_copy`), or None.
    """

    owner: str
    path: str
    arguments: tuple[tuple[Any, ...], ...] = ()
    harmless: bool = False
    receiver: Any = None


class LiteralValue(msgspec.Struct, frozen=True, cache_hash=True):
    """A constant; `kind` is the name of its type."""

    value: Union[bool, int, float, str, None]
    kind: str


class ContainerValue(msgspec.Struct, frozen=True, cache_hash=True):
    """A builtin container or an iterator; `elements` are what it may hold (a dict's values).

    `keyed` tells apart the values of a dict display whose keys are all literals.
    """

    kind: str
    elements: tuple[Any, ...]
    keyed: tuple[tuple[Any, tuple[Any, ...]], ...] = ()


class ContainerMember(msgspec.Struct, frozen=True, cache_hash=True):
    """A method of a builtin container."""

    container: ContainerValue
    name: str


class TupleValue(msgspec.Struct, frozen=True, cache_hash=True):
    """A tuple of known length; each item is a tuple of possible values."""

    items: tuple[tuple[Any, ...], ...]


class LibraryIterator(msgspec.Struct, frozen=True, cache_hash=True):
    """What a library call gives that does its blocking work while it is iterated (`os.walk`)."""

    callee: Union[LibraryValue, LibraryMember]
    elements: tuple[Any, ...]


class WrappedIterator(msgspec.Struct, frozen=True, cache_hash=True):
    """An iterator over other iterables (`enumerate(x)`): using it iterates them."""

    sources: tuple[Any, ...]
    elements: tuple[Any, ...]


class GeneratorValue(msgspec.Struct, frozen=True, cache_hash=True):
    """A generator that has been made and not run yet."""

    frame: Any


class ManagerValue(msgspec.Struct, frozen=True, cache_hash=True):
    """A context manager made from a generator function."""

    frame: Any


class CoroutineValue(msgspec.Struct, frozen=True, cache_hash=True):
    """A coroutine of the project, not awaited yet."""

    frame: Any


class AwaitableValue(msgspec.Struct, frozen=True, cache_hash=True):
    """Something that gives one of `results` when it is awaited."""

    results: tuple[Any, ...]


class PartialValue(msgspec.Struct, frozen=True, cache_hash=True):
    """`functools.partial(function, …)`; the arguments are possible values by position and name."""

    function: Any
    arguments: tuple[tuple[Any, ...], ...]
    keywords: tuple[tuple[str, tuple[Any, ...]], ...]


class CallableValue(msgspec.Struct, frozen=True, cache_hash=True):
    """Some callable of which only the results are known (`Callable[[], Connection]`)."""

    results: tuple[Any, ...]


class OffloadedValue(msgspec.Struct, frozen=True, cache_hash=True):
    """A function that runs in another thread when it is called (`sync_to_async(f)`)."""

    function: Any


Value = Union[
    ModuleValue,
    PackageValue,
    FunctionValue,
    ClassValue,
    InstanceValue,
    SuperValue,
    LibraryValue,
    LibraryInstance,
    LibraryMember,
    LiteralValue,
    ContainerValue,
    ContainerMember,
    TupleValue,
    LibraryIterator,
    WrappedIterator,
    GeneratorValue,
    ManagerValue,
    CoroutineValue,
    AwaitableValue,
    PartialValue,
    CallableValue,
    OffloadedValue,
]
Values = tuple[Value, ...]
Arguments = tuple[Values, ...]
"""The values of a call's positional arguments, up to the first `*`."""
Keywords = tuple[tuple[str, Values], ...]
"""The values of its keyword arguments, without `**`."""

CALLABLES = (
    FunctionValue,
    ClassValue,
    LibraryValue,
    LibraryMember,
    PartialValue,
    OffloadedValue,
    InstanceValue,
)
"""The kinds of value that a call may be made on."""

_MOST_VALUES = 12


def union(*parts: Values) -> Values:
    """The values of all parts, each once, in order; bounded, so that no merge grows for ever."""
    if len(parts) <= 1:
        return parts[0] if parts else ()
    filled = [part for part in parts if part]
    if not filled:
        return ()
    if len(filled) == 1 and len(filled[0]) == 1:
        return filled[0]
    return tuple(dict.fromkeys(value for part in filled for value in part))[:_MOST_VALUES]


def has_kind(values: Values, kind: type[Value]) -> bool:
    """Whether one of the values is of this kind."""
    return kind in map(type, values)


def as_likely(values: Values) -> Values:
    """The same values, with the functions among them marked as likely."""
    return tuple(
        msgspec.structs.replace(value, likely=True) if isinstance(value, FunctionValue) else value
        for value in values
    )


TEXT = "text"
"""The kind of a literal text that decides a branch."""


def is_decisive(values: Values) -> bool:
    """Whether it is one flag, `None`, or a text that decides a branch, and nothing else."""
    if len(values) != 1:
        return False
    (value,) = values
    return isinstance(value, LiteralValue) and value.kind in ("bool", "NoneType", TEXT)


def is_flag(values: Values) -> bool:
    """Whether it is `True` or `False` and nothing else."""
    return len(values) == 1 and isinstance(values[0], LiteralValue) and values[0].kind == "bool"


def without_members(values: Values) -> Values:
    """The same values, with any member of an enumeration for a known one."""
    for value in values:
        if isinstance(value, InstanceValue) and value.member:
            break
    else:
        return values
    return union(
        *[
            (InstanceValue(value.module, value.index, value.closure),)
            if isinstance(value, InstanceValue) and value.member
            else (value,)
            for value in values
        ]
    )


def relevant_values(values: Values) -> Values:
    """The values for which code can behave differently: no text, no numbers, no empty container.

    What is left out of containers and contexts keeps both small: a program's constants can be
    trees of thousands of literals, and values are hashed all the time.
    """
    kept = tuple([value for value in values if _matters(value)])
    return values if len(kept) == len(values) else kept


def _matters(value: Value) -> bool:
    kind = type(value)
    if kind is LiteralValue:
        return False
    if kind is LibraryInstance:
        return not value.name.startswith("builtins.")  # type: ignore[union-attr]
    if kind is ContainerValue:
        return bool(value.elements)  # type: ignore[union-attr]
    if kind is TupleValue:
        return any(value.items)  # type: ignore[union-attr]
    return True


def scalar(kind: str) -> LibraryInstance:
    """An instance of a builtin class."""
    return LibraryInstance(f"builtins.{kind}")
