"""The entries of a blocklist file as frozen values; msgspec structs, as they are also stored.

docs/blocklist-format.md says what each key means.
"""

from __future__ import annotations

from enum import Enum
from typing import Union

import msgspec


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
    WAITING = "waiting"


class Advice(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What to do instead: one line, and code that shows it.

    The other keys write that code for a given call: `becomes` is what takes the call's place (or
    the head of its `with`), `before` what is needed above it; where that ends in a colon, the
    statement stands inside. `swaps` maps classes to their async counterparts, `keywords` are the
    arguments that both take by name (empty: all).
    """

    summary: str
    example: str = ""
    link: str = ""
    becomes: str = ""
    before: str = ""
    swaps: tuple[tuple[str, str], ...] = ()
    keywords: tuple[str, ...] = ()


class Condition(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A question about one argument of a call.

    The argument is looked up by `argument` (keyword) and `position` (0-based, without `self`).
    `test` is `equals`, `none`, `given`, `instance`, `constant` or `prefix`, `value` what it is
    compared with.
    """

    argument: str
    position: Union[int, None]
    test: str
    value: Union[bool, int, float, str]


class CallableModel(msgspec.Struct, frozen=True, omit_defaults=True, gc=False, cache_hash=True):
    """What one callable of a library does.

    `name` is the qualified name that users know; `library` the distribution it belongs to.
    `offload` tells what may run in a thread in its place: the call "alone", only the "whole" work
    around it (for a "file", a Path may do it at once), or nothing ("never"). `ready_when` names
    methods of the same object ("done", "not is_alive") whose answer means that it no longer
    waits. `quiet_when` are further harmless uses, which say nothing of what they give; what another
    harmless use gives is harmless too, save for the methods that block `anyway`. `contended` ones
    wait for others that use the same object, and so not where a new one is first used. `passes` is
    what the callables of `calls` and `schedules` are called with: the object ("self"), the
    arguments from a position on ("rest[1]"), what iterating over one gives ("element[0]").
    `raises` is the error with which it refuses to run on an event loop. `when_running` is what it
    is sure to do where an event loop runs in its thread: it "returns", gives something "true" or
    "false", what identifies the "thread", or whether the thread has something that is "unset" until
    code on the loop itself blocks. A method does it on the running loop alone, save for "unset".
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
    advice: Union[Advice, None] = None
    offload: str = "alone"
    nonblocking_when: tuple[Condition, ...] = ()
    blocking_when: tuple[Condition, ...] = ()
    quiet_when: tuple[Condition, ...] = ()
    anyway: bool = False
    disarms: tuple[Condition, ...] = ()
    ready_when: tuple[str, ...] = ()
    contended: bool = False
    calls: tuple[Union[int, str], ...] = ()
    iterates: tuple[Union[int, str], ...] = ()
    enters: tuple[Union[int, str], ...] = ()
    builds: tuple[Union[int, str], ...] = ()
    invokes: tuple[str, ...] = ()
    injects: tuple[Union[int, str], ...] = ()
    schedules: tuple[Union[int, str], ...] = ()
    passes: tuple[str, ...] = ()
    starts: tuple[Union[int, str], ...] = ()
    offloads: tuple[Union[int, str], ...] = ()
    wraps: bool = False
    makes: Union[Makes, None] = None
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


class ClassModel(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What the instances of one class of a library do.

    `key` is the type of what any object gives for one of them as a subscript (`app[KEY]`);
    `known_as` are the names that code gives the one object of the class, which is one of the
    project's own subclass if there is one (`app`, `bot`). `keeps` is the attribute under which it
    keeps the keywords that it was made with (`Application(db=…).settings["db"]`).
    """

    name: str
    library: str
    bases: tuple[str, ...] = ()
    construct: Union[CallableModel, None] = None
    attributes: dict[str, str] = {}
    methods: dict[str, CallableModel] = {}
    handle: bool = False
    lock: bool = False
    key: str = ""
    known_as: tuple[str, ...] = ()
    keeps: str = ""
    thread_affine: str = ""
    in_constructor: tuple[str, ...] = ()
    on_loop: tuple[str, ...] = ()
    off_loop: tuple[str, ...] = ()
    when_imported: tuple[str, ...] = ()
    reason: str = ""
    source: str = ""


class OffloadStyle(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """How to hand a call to a thread, in code for one framework.

    `call` holds `{function}` and `{arguments}`; `keywords` tells whether keyword arguments are
    handed on. Where it also holds `{object}`, that is an `object_type` in reach of the call, under
    one of the names `objects`, in the order of preference.
    """

    name: str
    imports: tuple[str, ...]
    priority: int
    call: str
    import_line: str
    keywords: bool
    object_type: str = ""
    objects: tuple[str, ...] = ()


class LibraryFile(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One blocklist file: everything it says about one library family.

    `available` tells of names that do not exist in every version or on every platform, `off` names
    what earlier files describe and this one switches off.
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
    available: dict[str, str] = {}
    off: tuple[str, ...] = ()


class OwnEntries(msgspec.Struct, frozen=True):
    """What users and plugins say, in force in the place of shipped entries of the same names.

    `origins` gives the file that an entry, or a method of a class, comes from.
    """

    files: tuple[LibraryFile, ...] = ()
    aliases: dict[str, str] = {}
    functions: dict[str, CallableModel] = {}
    classes: dict[str, ClassModel] = {}
    origins: dict[str, str] = {}


NOTHING_OWN = OwnEntries()
"""What the shipped blocklist stands under where there is nothing else."""
