"""The entries of a blocklist file as frozen values.

docs/blocklist-format.md says what each key means.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Makes(str, Enum):
    """What a callable gives when it is called with a function, or used as its decorator."""

    SAME = "same"
    OFFLOADED = "offloaded"
    CACHED = "cached"
    CONTEXT_MANAGER = "contextmanager"
    MANAGED = "managed"
    PARTIAL = "partial"
    DISPATCH = "dispatch"
    PROPERTY = "property"
    CACHED_PROPERTY = "cached_property"


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do instead: one line, and code that shows it."""

    summary: str
    example: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A question about one argument of a call.

    The argument is looked up by `argument` (keyword) and `position` (0-based, without `self`).
    `test` is `equals`, `none`, `given` or `instance`, `value` what it is compared with.
    """

    argument: str
    position: int | None
    test: str
    value: bool | int | float | str


@dataclass(frozen=True, slots=True)
class CallableModel:
    """What one callable of a library does.

    `name` is the qualified name that users know; `library` the distribution it belongs to.
    `offload` tells what may run in a thread in its place: the call "alone", only the "whole" work
    around it, or nothing ("never"). `ready_when` names methods of the same object ("done",
    "not is_alive") whose answer means that it no longer waits. `passes` is what the callables of
    `schedules` are called with: the object ("self"), the arguments from a position on ("rest[1]").
    `raises` is the error with which it refuses to run on an event loop. `when_running` is what it is sure to do where an event loop
    runs in its thread: it "returns", gives something "true", or what identifies the "thread".
    """

    name: str
    library: str
    blocks: bool = False
    rule: str = ""
    severity: str = "error"
    returns: str = ""
    raises: str = ""
    twin: str = ""
    instead: str = ""
    advice: Advice | None = None
    offload: str = "alone"
    nonblocking_when: tuple[Condition, ...] = ()
    blocking_when: tuple[Condition, ...] = ()
    disarms: tuple[Condition, ...] = ()
    ready_when: tuple[str, ...] = ()
    calls: tuple[int | str, ...] = ()
    iterates: tuple[int | str, ...] = ()
    enters: tuple[int | str, ...] = ()
    builds: tuple[int | str, ...] = ()
    invokes: tuple[str, ...] = ()
    injects: tuple[int | str, ...] = ()
    schedules: tuple[int | str, ...] = ()
    passes: tuple[str, ...] = ()
    starts: tuple[int | str, ...] = ()
    offloads: tuple[int | str, ...] = ()
    wraps: bool = False
    makes: Makes | None = None
    attaches: str = ""
    runs: str = ""
    when_imported: tuple[str, ...] = ()
    when_running: str = ""
    reason: str = ""
    source: str = ""
    thread_affine: str = ""

    @property
    def is_lazy(self) -> bool:
        """Whether it blocks while its result is iterated, and not when it is called."""
        return self.blocks and self.returns.startswith("iterator[")


@dataclass(frozen=True, slots=True)
class ClassModel:
    """What the instances of one class of a library do."""

    name: str
    library: str
    bases: tuple[str, ...] = ()
    construct: CallableModel | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    methods: dict[str, CallableModel] = field(default_factory=dict)
    handle: bool = False
    lock: bool = False
    thread_affine: str = ""
    on_loop: tuple[str, ...] = ()
    off_loop: tuple[str, ...] = ()
    when_imported: tuple[str, ...] = ()
    reason: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class OffloadStyle:
    """How to hand a call to a thread, in code for one framework.

    `call` holds `{function}` and `{arguments}`; `keywords` tells whether keyword arguments are
    handed on.
    """

    name: str
    imports: tuple[str, ...]
    priority: int
    call: str
    import_line: str
    keywords: bool


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """One blocklist file: everything it says about one library family.

    `available` tells of names that do not exist in every version or on every platform.
    """

    path: str
    name: str
    modules: tuple[str, ...]
    rule: str
    docs: str
    verified: str
    aliases: dict[str, str]
    functions: tuple[CallableModel, ...]
    classes: tuple[ClassModel, ...]
    offload_styles: tuple[OffloadStyle, ...] = ()
    available: dict[str, str] = field(default_factory=dict)
