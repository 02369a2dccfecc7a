"""Which code runs which other code in the same thread, from everything that a loop runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field, replace

from loopguard.blocklist.models import CallableModel, Makes
from loopguard.domain.summary import (
    Attribute,
    Call,
    FunctionSummary,
    Site,
    SiteKind,
)
from loopguard.graph.awaiting import awaitable, coroutine_functions, dispatches
from loopguard.graph.conditions import argument_at, blocks
from loopguard.graph.construction import ConstructionHooks
from loopguard.graph.edges import LOCK_HELD, Edge, LockKey, Sink, display_name
from loopguard.graph.entrypoints import (
    ASYNC,
    Entries,
    entry_frames,
    holds,
    model_of,
    passed,
    run_at_start,
    scheduled_frames,
    scheduling_calls,
)
from loopguard.graph.handles import HandleUse
from loopguard.graph.implicit import accessor_names, operator_names, special_methods
from loopguard.graph.importing import FirstImports
from loopguard.graph.link import Linker
from loopguard.graph.locks import PrivateLocks, brief_locks
from loopguard.graph.needs import needing_frames
from loopguard.graph.published import without_handed_over
from loopguard.graph.startup import FunctionKey, starting_functions
from loopguard.graph.values import (
    Arguments,
    ClassValue,
    ContainerMember,
    Frame,
    FunctionValue,
    GeneratorValue,
    InstanceValue,
    Keywords,
    LibraryInstance,
    LibraryIterator,
    LibraryMember,
    LibraryValue,
    ManagerValue,
    PartialValue,
    Value,
    Values,
    WrappedIterator,
    union,
)

_FALLBACKS = {"__bool__": ("__len__",), "__str__": ("__repr__",)}
_HOOKS = frozenset({"__getattr__", "__getattribute__"})
_DETACHED: FunctionKey = (-1, -1)
"""Stands for whoever runs a coroutine that its maker does not await at once (`create_task`)."""

_RunByLoad = tuple[list[FunctionValue], list[InstanceValue], list[FunctionValue]]

_NO_CODE: _RunByLoad = ([], [], [])

_GENERATOR_METHODS = frozenset({"send", "throw", "__next__"})
_ON_ITERATORS = frozenset({"__contains__"})
_CALLED = (FunctionValue, PartialValue, LibraryMember, LibraryValue, ClassValue)
"""What an iterator over others calls for each element (`map(load, names)`)."""


@dataclass(slots=True)
class CallGraph:
    """Edges of every frame that a loop can reach; `on_loop` are those the loop runs itself.

    The values of `on_loop` say why it does. `unknown` holds the calls in all those frames, by
    module and site, with a frame in which the target is unknown, or None where it is known in
    some frame. `offloaded` are functions that a frame hands to a thread, with the place and the
    callable that takes them. `starting` are those that run at start-up or shutdown alone,
    `needing` those that would fail in another thread, as they use the running loop, `using_loop`
    the sites at which a library's call does so.
    """

    edges: dict[Frame, tuple[Edge, ...]] = field(default_factory=dict)
    on_loop: dict[Frame, str] = field(default_factory=dict)
    unknown: dict[tuple[int, Site], Frame | None] = field(default_factory=dict)
    offloaded: dict[FunctionKey, tuple[Frame, Site, str]] = field(default_factory=dict)
    starting: frozenset[FunctionKey] = frozenset()
    needing: frozenset[Frame] = frozenset()
    using_loop: dict[Frame, list[Site]] = field(default_factory=dict)

    def sites_using_loop(self, frame: Frame) -> frozenset[Site]:
        """The sites of a frame whose code uses the running loop."""
        calling = [e.site for e in self.edges.get(frame, ()) if e.target in self.needing]
        return frozenset((*calling, *self.using_loop.get(frame, ())))


def build_call_graph(linker: Linker, entries: Entries = entry_frames) -> CallGraph:
    """Explores all code that runs on an event loop, in a fixed order."""
    return _Explorer(linker).explore(entries)


class _Explorer:
    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._graph = CallGraph()
        self._pending: deque[Frame] = deque()
        self._handles = HandleUse(linker)
        self._hooks = ConstructionHooks(linker)
        self._locks = PrivateLocks(linker)
        self._accessors = accessor_names(linker)
        self._operators = operator_names(linker)
        self._hooked = bool(self._operators & _HOOKS)
        self._imports = FirstImports(linker)
        self._starting = set(run_at_start(linker))
        self._callers: dict[FunctionKey, set[FunctionKey]] = {}
        self._loads: dict[tuple[InstanceValue, str], _RunByLoad] = {}
        self._methods: dict[tuple[Value, str], tuple[FunctionValue | LibraryMember, ...]] = {}

    def explore(self, entries: Entries) -> CallGraph:
        for frame, why in entries(self._linker):
            self._on_loop(frame, why)
        for frame, call in scheduling_calls(self._linker):
            self._schedule_all(frame, call)
        self._explore_pending()
        self._leave_out_brief_locks()
        self._graph.starting = starting_functions(self._starting, self._callers)
        self._graph.needing = needing_frames(self._graph.edges, self._graph.using_loop)
        return self._graph

    def _explore_pending(self) -> None:
        while self._pending:
            frame = self._pending.popleft()
            if frame not in self._graph.edges:
                self._graph.edges[frame] = tuple(dict.fromkeys(self._edges(frame)))

    def _leave_out_brief_locks(self) -> None:
        """Drops the edges to locks that are never held for long.

        What holds them elsewhere, in threads, is explored apart: it is not on the loop.
        """
        apart = copy(self)
        apart._graph = CallGraph(dict(self._graph.edges))
        apart._starting, apart._callers = set(), {}
        explored: set[LockKey] = set()
        while keys := set(self._locks.keys()) - explored:
            for key in keys:
                apart._pending += map(self._locks.frame_of, self._locks.sections(key))
            apart._explore_pending()
            explored |= keys
        brief = brief_locks(apart._graph.edges, self._locks)
        for frame, edges in self._graph.edges.items():
            if any(edge.lock in brief for edge in edges):
                self._graph.edges[frame] = tuple(e for e in edges if e.lock not in brief)

    def _on_loop(self, frame: Frame, why: str) -> None:
        self._graph.on_loop.setdefault(frame, why)
        self._pending.append(frame)

    def _edges(self, frame: Frame) -> Iterator[Edge]:
        guards = self._linker.guards
        for site in self._linker.function(frame).sites:
            if site.guard and not guards.is_alive(site.guard, frame):
                continue
            if site.guard and guards.is_doubtful(site.guard, frame):
                yield from (replace(e, likely=True) for e in self._edges_of(site, frame))
            else:
                yield from self._edges_of(site, frame)

    def _edges_of(self, site: Site, frame: Frame) -> Iterator[Edge]:
        summary = self._linker.modules[frame.module].summary
        if site.kind == SiteKind.CALL:
            call = summary.expressions[site.target]
            assert isinstance(call, Call)
            yield from self._call(site, call, frame)
        elif site.kind == SiteKind.OPERATOR:
            call = summary.expressions[site.target]
            assert isinstance(call, Call)
            method = summary.expressions[call.function]
            assert isinstance(method, Attribute)
            if method.name in self._operators or method.name in _ON_ITERATORS:
                yield from self._operator(site, call, method, frame)
        elif site.kind == SiteKind.IMPORT:
            yield from self._import(site, frame)
        elif site.kind == SiteKind.LOAD:
            load = summary.expressions[site.target]
            assert isinstance(load, Attribute)
            if load.name in self._accessors or self._hooked:
                yield from self._load(site, load, frame)
        else:
            for value in self._linker.evaluate(site.target, frame):
                if site.kind == SiteKind.ENTER:
                    yield from self._enter(site, value, frame)
                else:
                    yield from self._iterate(site, value, frame)

    # the four kinds of site

    def _call(self, site: Site, call: Call, frame: Frame) -> Iterator[Edge]:
        callees = self._linker.evaluate(call.function, frame)
        if callees:
            self._graph.unknown[frame.module, site] = None
        else:
            self._graph.unknown.setdefault((frame.module, site), frame)
        written = self._linker.modules[frame.module].summary.expressions[call.function]
        if isinstance(written, Attribute) and written.name in _GENERATOR_METHODS:
            for base in self._linker.evaluate(written.base, frame):
                if isinstance(base, GeneratorValue):
                    yield from self._frame(site, base.frame)
        if not callees:
            return
        arguments, keywords = self._linker.calls.arguments(call, frame)
        if site.awaited:
            callees = awaitable(self._linker, callees, arguments, keywords)
        elif dispatches(self._linker, site, callees, frame):
            callees = coroutine_functions(self._linker, callees)
        for callee in callees:
            yield from self._run(site, callee, frame, arguments, keywords, call)

    def _summary_of(self, callee: FunctionValue) -> FunctionSummary:
        return self._linker.modules[callee.module].summary.functions[callee.function]

    def _operator(self, site: Site, call: Call, method: Attribute, frame: Frame) -> Iterator[Edge]:
        for value in self._linker.evaluate(method.base, frame):
            if isinstance(value, (GeneratorValue, WrappedIterator)):
                if method.name in _ON_ITERATORS:
                    yield from self._iterate(site, value, frame)
            elif isinstance(value, (InstanceValue, LibraryInstance)):
                key = (value, method.name)
                methods = self._methods.get(key)
                if methods is None:
                    methods = self._methods[key] = tuple(self._operator_methods(*key))
                for member in methods:
                    given = self._linker.calls.arguments(call, frame)
                    yield from self._run(site, member, frame, *given, None)

    def _operator_methods(
        self, value: InstanceValue | LibraryInstance, name: str
    ) -> list[FunctionValue | LibraryMember]:
        """The methods that an operator runs; truth falls back on the length, text on `repr`."""
        if name.endswith((".setter", ".deleter")) and isinstance(value, InstanceValue):
            return self._accessor_methods(value, *name.rsplit(".", 1))
        for candidate in (name, *_FALLBACKS.get(name, ())):
            found = [
                member
                for member in self._linker.members.raw_attribute(value, candidate)
                if isinstance(member, FunctionValue)
                or (
                    isinstance(member, LibraryMember)
                    and self._linker.library.method(member.owner, member.path) is not None
                )
            ]
            if found:
                return found
        return []

    def _accessor_methods(
        self, value: InstanceValue, attribute: str, accessor: str
    ) -> list[FunctionValue | LibraryMember]:
        """What assigning or deleting an attribute runs: a property's function or a descriptor."""
        members = self._linker.members
        found = list(members.raw_attribute(value, f"{attribute}.{accessor}"))
        for descriptor in members.class_level(value, attribute):
            if isinstance(descriptor, InstanceValue):
                special = "__set__" if accessor == "setter" else "__delete__"
                found += members.raw_attribute(descriptor, special)
        return [member for member in found if isinstance(member, FunctionValue)]

    def _import(self, site: Site, frame: Frame) -> Iterator[Edge]:
        """The first import of a module runs its body; one that is loaded at start-up is there."""
        for body in self._imports.bodies(site, frame):
            self._pending.append(body)
            yield Edge(site, body, once=True)
        sink = self._imports.of_library(site, frame)
        if sink is not None:
            yield Edge(site, sink, once=True)

    def _load(self, site: Site, load: Attribute, frame: Frame) -> Iterator[Edge]:
        members = self._linker.members
        for base in self._linker.evaluate(load.base, frame):
            if isinstance(base, (LibraryInstance, LibraryMember)):
                for member in members.raw_attribute(base, load.name):
                    if isinstance(member, LibraryMember):
                        model = self._linker.library.method(member.owner, member.path)
                        if model is not None and model.makes is Makes.PROPERTY:
                            yield from self._sink(site, model, member, (), ())
            elif isinstance(base, InstanceValue):
                getters, descriptors, hooks = self._run_by_load(base, load.name)
                for getter in getters:
                    made = self._linker.calls.frame_of(getter, (), ())
                    yield from self._frame(site, made, getter.cached)
                for descriptor in descriptors:
                    yield from self._special(site, descriptor, "__get__", frame)
                for hook in hooks:
                    yield from self._run(site, hook, frame, (), (), None)

    def _run_by_load(self, base: InstanceValue, name: str) -> _RunByLoad:
        """The getters of properties, the descriptors and the hooks that a load of `name` runs."""
        known = self._loads.get((base, name))
        if known is None:
            members = self._linker.members
            getters = [
                found
                for found in members.raw_attribute(base, name)
                if isinstance(found, FunctionValue) and found.kind == "property"
            ]
            level = members.class_level(base, name)
            descriptors = [value for value in level if isinstance(value, InstanceValue)]
            hooks = members.attribute_hooks(base, name)
            known = (getters, descriptors, hooks) if getters or descriptors or hooks else _NO_CODE
            self._loads[base, name] = known
        return known

    def _enter(self, site: Site, manager: Value, frame: Frame) -> Iterator[Edge]:
        if isinstance(manager, ManagerValue):
            yield from self._frame(site, manager.frame)
        elif isinstance(manager, (LibraryValue, LibraryMember)):  # decorators that wait
            model = model_of(self._linker, manager)
            if model is not None and model.blocks:
                name = display_name(manager).removesuffix(".__call__")
                yield Edge(site, Sink(model, name, model.rule), once=site.once)
        elif site.awaited and isinstance(manager, LibraryInstance) and self._is_lock(manager):
            model = self._linker.library.method(manager.name, "__enter__")
            if model is not None:
                name = display_name(LibraryMember(manager.name, "__enter__"))
                yield Edge(site, Sink(model, name, LOCK_HELD))
        elif isinstance(manager, (LibraryInstance, InstanceValue)):
            entering = self._special(site, manager, "__enter__", frame)
            lock = self._locks.key_of(site, frame) if self._is_lock(manager) else None
            yield from (replace(edge, lock=lock) for edge in entering) if lock else entering
            yield from self._special(site, manager, "__exit__", frame)
            if isinstance(manager, LibraryInstance):
                yield from self._invoked(site, manager, "__exit__", frame)

    def _invoked(
        self, site: Site, wrapper: LibraryInstance, method: str, frame: Frame
    ) -> Iterator[Edge]:
        """What a method runs on the object that the wrapper was made with."""
        model = self._linker.library.method(wrapper.name, method)
        for name in model.invokes if model is not None else ():
            for value in union(*wrapper.arguments[:1]):
                if isinstance(value, (InstanceValue, LibraryInstance)):
                    yield from self._special(site, value, name, frame)

    def _iterate(self, site: Site, iterable: Value, frame: Frame) -> Iterator[Edge]:
        if site.kind == SiteKind.ITERATE and site.awaited:  # `async for` runs one sync method
            if isinstance(iterable, InstanceValue):
                yield from self._special(site, iterable, "__aiter__", frame)
        elif isinstance(iterable, GeneratorValue):
            yield from self._frame(site, iterable.frame)
        elif isinstance(iterable, WrappedIterator):
            iterated = [s for s in iterable.sources if not isinstance(s, _CALLED)]
            elements = self._linker.protocols.spread(tuple(iterated), is_dict=False)
            for source in iterable.sources:
                if isinstance(source, _CALLED):
                    yield from self._run(site, source, frame, (elements,), (), None)
                else:
                    yield from self._iterate(site, source, frame)
        elif isinstance(iterable, LibraryIterator):
            callee = iterable.callee
            if isinstance(callee, LibraryMember) and self._handles.is_iterated_here(
                callee, site, frame
            ):
                return
            if isinstance(callee, LibraryValue):
                model = self._linker.library.function(callee.name)
            else:
                model = self._linker.library.method(callee.owner, callee.path)
            if model is not None:
                yield from self._sink(site, model, callee, (), ())
        elif isinstance(iterable, LibraryInstance):
            if not self._handles.is_own(iterable, site.target, frame):
                yield from self._special(site, iterable, "__iter__", frame)
                yield from self._special(site, iterable, "__next__", frame)
        elif isinstance(iterable, InstanceValue):
            yield from self._special(site, iterable, "__iter__", frame)
            for method in self._linker.members.raw_attribute(iterable, "__iter__"):
                if isinstance(method, FunctionValue):
                    for iterator in self._linker.calls.called(method, (), ()):
                        if isinstance(iterator, GeneratorValue):
                            yield from self._frame(site, iterator.frame)
                        elif isinstance(iterator, InstanceValue):
                            yield from self._special(site, iterator, "__next__", frame)

    def _special(
        self, site: Site, value: LibraryInstance | InstanceValue, method: str, frame: Frame
    ) -> Iterator[Edge]:
        for member in self._linker.members.raw_attribute(value, method):
            if isinstance(member, (FunctionValue, LibraryMember)):
                yield from self._run(site, member, frame, (), (), None)

    # what a call of a value runs

    def _run(
        self,
        site: Site,
        callee: Value,
        frame: Frame,
        arguments: Arguments,
        keywords: Keywords,
        call: Call | None,
    ) -> Iterator[Edge]:
        linker = self._linker
        match callee:
            case FunctionValue():
                for manager in callee.managers:
                    yield from self._enter(site, manager, frame)
                for function in linker.calls.implementations(callee, arguments):
                    yield from self._run_function(site, function, frame, arguments, keywords)
            case ClassValue():
                yield from self._construct(site, callee, frame, arguments, keywords, call)
            case LibraryValue(name=name):
                for operand, special in special_methods(linker, name, arguments, keywords):
                    for member in self._operator_methods(operand, special):
                        yield from self._run(site, member, frame, (), (), None)
                model = linker.library.function(name)
                class_model = linker.library.class_(name)
                if model is None and class_model is not None:
                    model = class_model.construct
                if model is not None:
                    yield from self._modelled(site, model, callee, frame, arguments, keywords)
            case LibraryMember(owner=owner, path=path):
                model = linker.library.method(owner, path)
                if model is not None and self._handles.may_wait(site, callee, model, call, frame):
                    yield from self._modelled(site, model, callee, frame, arguments, keywords)
            case ContainerMember(container=container, name=name):
                own = LibraryMember(f"builtins.{container.kind}", name)
                yield from self._run(site, own, frame, arguments, keywords, call)
            case InstanceValue():
                for method in linker.members.raw_attribute(callee, "__call__"):
                    yield from self._run(site, method, frame, arguments, keywords, call)
            case LibraryInstance(name=owner):
                own = LibraryMember(owner, "__call__")
                yield from self._run(site, own, frame, arguments, keywords, call)
            case PartialValue():
                yield from self._run(
                    site,
                    callee.function,
                    frame,
                    (*callee.arguments, *arguments),
                    (*callee.keywords, *keywords),
                    None,
                )

    def _run_function(
        self,
        site: Site,
        callee: FunctionValue,
        frame: Frame,
        arguments: Arguments,
        keywords: Keywords,
    ) -> Iterator[Edge]:
        function = self._summary_of(callee)
        model = self._linker.published.where_it_runs(callee)
        if model is not None:
            self._hand_over(model, callee, arguments, keywords)
            self._offload(site, model, frame, arguments, keywords)
            arguments, keywords = without_handed_over(model, arguments, keywords)
        called = self._linker.calls.frame_of(callee, arguments, keywords)
        if function.is_async:
            self._on_loop(called, ASYNC)
            callers = self._callers.setdefault((callee.module, callee.function), set())
            callers.add((frame.module, frame.function) if site.awaited else _DETACHED)
        elif not function.is_generator and callee.kind != "manager":
            given = (arguments, keywords)
            yield from self._frame(site, called, callee.cached, given, callee.likely)

    def _construct(
        self,
        site: Site,
        callee: ClassValue,
        frame: Frame,
        arguments: Arguments,
        keywords: Keywords,
        call: Call | None,
    ) -> Iterator[Edge]:
        instance = InstanceValue(callee.module, callee.index, callee.closure)
        for method in ("__new__", "__init__", "__post_init__"):
            for member in self._linker.members.raw_attribute(instance, method):
                if isinstance(member, (FunctionValue, LibraryMember)):
                    given = (arguments, keywords) if method != "__post_init__" else ((), ())
                    yield from self._run(site, member, frame, *given, call)
        for hook in self._hooks.of(instance):
            yield from self._run(site, hook, frame, (), (), None)
        for built in self._linker.members.built_fields(instance):
            given_names = [name for name, _ in keywords]
            if built.position >= len(arguments) and built.name not in given_names:
                for factory in built.factories:
                    yield from self._run(site, factory, frame, (), (), None)

    def _modelled(
        self,
        site: Site,
        model: CallableModel,
        callee: LibraryValue | LibraryMember,
        frame: Frame,
        arguments: Arguments,
        keywords: Keywords,
    ) -> Iterator[Edge]:
        later = model.is_lazy and not model.name.endswith(".__iter__")
        if not later and model.makes is not Makes.WAITING:
            yield from self._sink(site, model, callee, arguments, keywords)
        given = passed(self._linker, model, callee, arguments) if model.calls else ()
        for place in model.calls:
            for value in argument_at(place, arguments, keywords):
                yield from self._run(site, value, frame, given, (), None)
        for place in model.iterates:
            for value in argument_at(place, arguments, keywords):
                yield from self._iterate(site, value, frame)
        for place in model.enters:
            for value in argument_at(place, arguments, keywords):
                for edge in self._enter(site, value, frame):
                    yield replace(edge, entering=True)
        self._hand_over(model, callee, arguments, keywords)
        if model.when_running in ("returns", "true") or model.schedules:
            self._graph.using_loop.setdefault(frame, []).append(site)
        self._offload(site, model, frame, arguments, keywords)

    def _offload(
        self,
        site: Site,
        model: CallableModel,
        frame: Frame,
        arguments: Arguments,
        keywords: Keywords,
    ) -> None:
        for place in model.offloads:
            for value in argument_at(place, arguments, keywords):
                if isinstance(value, FunctionValue):
                    key = (value.module, value.function)
                    self._graph.offloaded.setdefault(key, (frame, site, model.name))

    def _schedule_all(self, frame: Frame, call: Call) -> None:
        """Functions that code outside the loop hands to it."""
        arguments, keywords = self._linker.calls.arguments(call, frame)
        for callee in self._linker.evaluate(call.function, frame):
            model = model_of(self._linker, callee)
            if model is not None:
                self._hand_over(model, callee, arguments, keywords)

    def _hand_over(
        self, model: CallableModel, callee: Value, arguments: Arguments, keywords: Keywords
    ) -> None:
        if not holds(self._linker, model, arguments, keywords):
            return
        given = passed(self._linker, model, callee, arguments)
        for place in model.schedules:
            self._schedule(argument_at(place, arguments, keywords), model.name, given)
        for place in model.starts:
            values = argument_at(place, arguments, keywords)
            self._starting.update(self._schedule(values, model.name, given))

    def _is_lock(self, manager: Value) -> bool:
        if not isinstance(manager, LibraryInstance):
            return False
        return self._linker.library.is_lock(manager.name)

    def _schedule(self, values: Values, scheduler: str, given: Arguments) -> list[FunctionKey]:
        """Functions that the loop runs later are code on the loop of their own."""
        frames = scheduled_frames(self._linker, values, given)
        for frame in frames:
            self._on_loop(frame, f"handed to the loop by {scheduler}")
        return [(frame.module, frame.function) for frame in frames]

    def _sink(
        self,
        site: Site,
        model: CallableModel,
        callee: LibraryValue | LibraryMember,
        arguments: Arguments,
        keywords: Keywords,
    ) -> Iterator[Edge]:
        given_to_await = site.awaited and site.kind != SiteKind.ENTER
        if not given_to_await and blocks(model, arguments, keywords, self._linker.library):
            yield Edge(site, Sink(model, display_name(callee), model.rule), once=site.once)

    def _frame(
        self,
        site: Site,
        target: Frame,
        cached: bool = False,
        given: tuple[Arguments, Keywords] = ((), ()),
        likely: bool = False,
    ) -> Iterator[Edge]:
        self._pending.append(target)
        memo = given if cached else ((), ())
        yield Edge(site, target, cached or site.once, memo, likely)
