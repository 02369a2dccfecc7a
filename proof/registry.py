"""The proofs: which entry of the blocklist, how it is called, and what is to be used instead."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from loopguard.blocklist import Library
from loopguard.blocklist.models import CallableModel

from .hold import Hold
from .watch import Async

TO_THREAD = "asyncio.to_thread"


@dataclass(frozen=True)
class Case:
    """One entry, ready to be called.

    `blocks` makes the call, `hold` keeps its answer back, `free` has the async ways by name.
    `offload` is false where the call cannot be made in another thread.
    """

    blocks: Callable[[], object]
    hold: Hold
    free: Mapping[str, Async] = field(default_factory=dict)
    offload: bool = True


Prepare = Callable[..., Iterator[Case]]


@dataclass(frozen=True)
class Proof:
    """A claim about an entry, and the generator that prepares and clears away one case of it.

    `module` is the module that has to be installed; `free` the names of the async ways.
    """

    entry: str
    module: str
    prepare: Prepare
    free: tuple[str, ...]
    offload: bool

    @property
    def fixtures(self) -> list[str]:
        """What the generator asks for: the names of fixtures, such as servers."""
        return list(inspect.signature(self.prepare).parameters)

    @property
    def ways(self) -> tuple[str, ...]:
        """All that is seen not to block."""
        return (*self.free, *((TO_THREAD,) if self.offload else ()))


PROOFS: list[Proof] = []


def proves(
    entry: str, *free: str, module: str = "", offload: bool = True
) -> Callable[[Prepare], Prepare]:
    """Registers the decorated generator as the proof of an entry and of its async ways."""

    def register(prepare: Prepare) -> Prepare:
        PROOFS.append(Proof(entry, module or entry.partition(".")[0], prepare, free, offload))
        return prepare

    return register


def entry_of(library: Library, name: str) -> CallableModel | None:
    """The entry of a qualified name: a function, a constructor or a method."""
    name = library.canonical(name)
    model = library.function(name)
    if model is not None:
        return model
    described = library.class_(name)
    if described is not None:
        return library.method(name, "__init__")
    cut = name.rfind(".")
    while cut > 0:
        if library.class_(library.canonical(name[:cut])) is not None:
            return library.method(library.canonical(name[:cut]), name[cut + 1 :])
        cut = name.rfind(".", 0, cut)
    return None
