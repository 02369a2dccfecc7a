"""Resolves symbolic expressions to values across the whole program.

Everything is evaluated on demand and remembered per frame, so that only code which an event loop
can reach costs anything. Unknown stays unknown: an empty tuple.
"""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable, Sequence
from functools import cached_property

from loopguard.blocklist.library import Library
from loopguard.domain.summary import (
    UNKNOWN,
    Attribute,
    Awaited,
    Call,
    Choice,
    ClassRef,
    Display,
    Element,
    Entered,
    Expression,
    Free,
    FunctionRef,
    FunctionSummary,
    Guard,
    Guarded,
    Import,
    Literal,
    MatchArgument,
    Name,
    Narrowed,
    Parameter,
    ParameterKind,
    Starred,
    Subscript,
    TextTest,
    Typed,
    TypeName,
    Unknown,
)
from loopguard.graph.abstract import AbstractClasses
from loopguard.graph.annotations import AnnotationReader
from loopguard.graph.callers import CallerIndex
from loopguard.graph.calling import CallEvaluator
from loopguard.graph.constants import Constants
from loopguard.graph.decisive import DecisiveParameters
from loopguard.graph.evaluation import DEEPEST, MORE_ROOM, NOWHERE, Evaluation
from loopguard.graph.frames import FrameTable
from loopguard.graph.guards import GuardEvaluator
from loopguard.graph.hierarchy import ClassHierarchy
from loopguard.graph.iteration import ProtocolEvaluator
from loopguard.graph.members import MemberLookup
from loopguard.graph.project import ImportResolver, Module
from loopguard.graph.published import PublishedNames
from loopguard.graph.stores import StoreIndex
from loopguard.graph.types import evaluate_type
from loopguard.graph.values import (
    AwaitableValue,
    ClassValue,
    ContainerValue,
    CoroutineValue,
    Frame,
    InstanceValue,
    LibraryInstance,
    LibraryValue,
    LiteralValue,
    ModuleValue,
    PackageValue,
    TupleValue,
    Values,
    relevant_values,
    scalar,
    union,
    without_members,
)

_NAMED = frozenset({Name, Free, Import, Attribute})
_BUILTINS = frozenset(dir(builtins))


class Linker(Evaluation):
    """Evaluates expressions of the modules of one run."""

    def __init__(
        self, modules: Sequence[Module], imports: ImportResolver, library: Library
    ) -> None:
        super().__init__()
        self.modules = modules
        self.library = library
        self.frames = FrameTable()
        self.annotations = AnnotationReader(self)
        self.members = MemberLookup(self)
        self.calls = CallEvaluator(self)
        self.callers = CallerIndex(self)
        self.stores = StoreIndex(self)
        self.hierarchy = ClassHierarchy(self)
        self.abstract = AbstractClasses(self)
        self.published = PublishedNames(self)
        self.protocols = ProtocolEvaluator(self)
        self.guards = GuardEvaluator(self)
        self.decisive = DecisiveParameters(self)
        self.constants = Constants(self)
        self._expressions = [module.summary.expressions for module in modules]
        self._imports = imports
        self._index = {module.path: index for index, module in enumerate(modules)}
        self._declared: dict[tuple[int, int, int], Values] = {}
        self._names: dict[tuple[int, str], Values] = {}
        self._evaluators: dict[type[Expression], Callable[..., Values]] = {
            Unknown: lambda expression, frame: (),
            Literal: lambda expression, frame: (LiteralValue(expression.value, expression.kind),),
            Name: self._name,
            TypeName: self._name,
            Free: self._free,
            Import: self._import,
            Attribute: self._attribute,
            Call: self._call,
            Awaited: self._awaited,
            FunctionRef: self._function,
            ClassRef: self._class,
            Parameter: self._parameter,
            Choice: self._choice,
            Subscript: self._subscript,
            Element: self._element,
            Entered: self._entered,
            Display: self._display,
            Typed: self._typed,
            Narrowed: self._narrowed,
            Starred: lambda expression, frame: (),
            MatchArgument: self._match_argument,
            Guard: lambda expression, frame: (),
            Guarded: self._guarded,
            TextTest: lambda expression, frame: (),
        }

    def module_frame(self, module: int) -> Frame:
        """The frame of a module's body."""
        return self.frames.frame(module, 0)

    def function(self, frame: Frame) -> FunctionSummary:
        """The summary of the frame's function."""
        functions = self.modules[frame.module].summary.functions
        return functions[frame.function if frame.function > 0 else 0]

    def evaluate(self, index: int, frame: Frame) -> Values:
        """What the expression `index` of the frame's module can be in that frame.

        An expression that depends on itself (a loop, a recursive function) contributes nothing at
        the inner place; what was computed on such a cut is not remembered, save for the outermost.
        """
        if index == UNKNOWN:
            return ()
        memo = frame.memo
        known = memo.get(index)
        if known is not None:
            if not isinstance(known, int):
                return known
            self._lowest = min(self._lowest, known)
            return ()
        level = self._depth
        if level >= DEEPEST:
            return self._too_deep(())
        key = (frame, index)
        tried = self._tried.get(key)
        if tried is not None and level > tried[0] - MORE_ROOM:
            return self._too_deep(tried[1])  # type: ignore[arg-type]
        cuts = self._cuts
        outer, self._lowest = self._lowest, NOWHERE
        self._depth = level + 1
        memo[index] = level  # says until there is a result that it is being worked out
        expression = self._expressions[frame.module][index]
        values: Values = ()
        try:
            values = self._evaluators[type(expression)](expression, frame)
        except RecursionError:  # a way round that no depth is counted on: cut it here
            self._too_deep(())
        self._depth = level
        if self._lowest >= level:
            memo[index] = values
            self._lowest = outer
        else:
            del memo[index]
            if self._is_final(key, level, values, cuts):
                memo[index] = values
            self._lowest = min(self._lowest, outer)
        return values

    def evaluate_all(self, indices: Sequence[int], frame: Frame) -> Values:
        """The union of several expressions."""
        if len(indices) == 1:
            return self.evaluate(indices[0], frame)
        return union(*[self.evaluate(index, frame) for index in indices])

    def uses(self, names: Sequence[str]) -> bool:
        """Whether the project imports one of the modules; true where none is asked for."""
        return not names or any(name in self._imported for name in names)

    @cached_property
    def _imported(self) -> frozenset[str]:
        """The dotted names that the project imports, with the packages around them."""
        found: set[str] = set()
        for module in self.modules:
            for row in module.imports:
                if not row.level:
                    parts = f"{row.module}.{row.name}".strip(".").split(".")
                    found.update(".".join(parts[: n + 1]) for n in range(len(parts)))
            found.update(name for name, level in module.summary.stars if not level)
        return frozenset(found)

    def mentioning(self, name: str) -> Sequence[int]:
        """The modules in which the name stands, as a name, an attribute or an import."""
        return self._mentions.get(name, ())

    @cached_property
    def _mentions(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, module in enumerate(self.modules):
            rows = module.summary.expressions
            for name in {r.name for r in rows if type(r) in _NAMED}:  # type: ignore[union-attr]
                found.setdefault(name, []).append(number)
        return found

    @cached_property
    def imported_names(self) -> frozenset[str]:
        """The names that modules take from others (`from module import name`)."""
        return frozenset(row.name for module in self.modules for row in module.imports)

    # names and imports

    def name(self, module: int, name: str) -> Values:
        """What a name of the module's scope holds after the module has run."""
        return self.once(self._names, (module, name), lambda: self._read_name(module, name), ())

    def _read_name(self, module: int, name: str) -> Values:
        summary = self.modules[module].summary
        first_star = 0
        values: Values = ()
        if name in summary.bindings:
            values = self.evaluate_all(summary.bindings[name], self.module_frame(module))
            values = union(values, self.stores.set_on_module(module, name))
            first_star = summary.covered.get(name, len(summary.stars))
        return union(self._from_stars(module, name, first_star), values)

    def exports(self, module: int, name: str) -> Values:
        """What `from module import name` gives: a name of the module or a submodule."""
        found = self.name(module, name)
        if found:
            return found
        summary = self.modules[module].summary
        declared = summary.type_bindings.get(name)
        if declared and "__getattr__" in summary.bindings:
            # Loaded when it is first asked for; what type checkers see says what it is.
            return self.evaluate_all(declared, self.module_frame(module))
        place = self._imports.child(self.modules[module].path, name)
        return self._place(place)

    def _from_stars(self, module: int, name: str, first: int) -> Values:
        """What the star imports from number `first` on bind the name to; the last one wins."""
        record = self.modules[module]
        for source, level in reversed(record.summary.stars[first:]):
            place = self._imports.resolve(record.path, source, level)
            target = self._index.get(place) if place is not None else None
            if target is not None and target != module:
                exports = self.modules[target].summary.exports
                if name in exports if exports is not None else not name.startswith("_"):
                    found = self.name(target, name)
                    if found:
                        return found
            elif place is None and not level:
                qualified = self.library.canonical(f"{source}.{name}")
                if self.library.function(qualified) or self.library.class_(qualified):
                    return (LibraryValue(qualified),)
        return ()

    def imported_modules(self, expression: Import, frame: Frame) -> tuple[int, ...]:
        """The project's module that an import names, as an index."""
        path = self.modules[frame.module].path
        place = self._imports.resolve(path, expression.module, expression.level)
        return (self._index[place],) if place in self._index else ()

    def _module_named(self, name: str) -> Values:
        """The module of that dotted name, as `importlib.import_module` gives it."""
        place = self._imports.resolve("", name, 0)
        return self._place(place) if place else (LibraryValue(self.library.canonical(name)),)

    def _place(self, place: str | None) -> Values:
        if place is None:
            return ()
        index = self._index.get(place)
        if index is not None:
            return (ModuleValue(index),)
        return () if os.path.splitext(place)[1] == ".py" else (PackageValue(place),)

    def submodule(self, package: PackageValue, name: str) -> Values:
        """The module `name` in a directory without `__init__.py`."""
        return self._place(self._imports.child(package.directory, name))

    def _name(self, expression: Name | TypeName, frame: Frame) -> Values:
        name = expression.name
        summary = self.modules[frame.module].summary
        declared = summary.type_bindings.get(name)
        if declared and (isinstance(expression, TypeName) or name in summary.bindings):
            # What type checkers see is what the name is meant to be: `boto3 = lazy_import("boto3")`
            found = self.evaluate_all(declared, self.module_frame(frame.module))
            if found:
                return found
        if name in summary.bindings or summary.stars:
            found = self.name(frame.module, name)
            if found or name in summary.bindings:
                return found
        if name in _BUILTINS:
            return (LibraryValue(self.library.canonical(f"builtins.{name}")),)
        return ()

    def _import(self, expression: Import, frame: Frame) -> Values:
        path = self.modules[frame.module].path
        place = self._imports.resolve(path, expression.module, expression.level)
        if place is None:
            if expression.level:
                return ()
            name = f"{expression.module}.{expression.name}".rstrip(".")
            return (LibraryValue(self.library.canonical(name)),)
        found = self._place(place)
        if not expression.name:
            return found
        values: Values = ()
        for value in found:
            if isinstance(value, ModuleValue):
                values = union(values, self.exports(value.module, expression.name))
            elif isinstance(value, PackageValue):
                values = union(values, self.submodule(value, expression.name))
        return values

    def _free(self, expression: Free, frame: Frame) -> Values:
        functions = self.modules[frame.module].summary.functions
        scope = expression.scope
        while scope >= 0:
            if expression.name in functions[scope].bindings:
                around: Frame | None = frame
                while around is not None and around.function != scope:
                    around = around.parent
                home = around or self.frames.frame(frame.module, scope)
                return self.evaluate_all(functions[scope].bindings[expression.name], home)
            scope = functions[scope].parent
        return self._name(Name(expression.name), frame)

    # definitions and parameters

    def _function(self, expression: FunctionRef, frame: Frame) -> Values:
        return self.calls.decorated(expression.index, frame)

    def _class(self, expression: ClassRef, frame: Frame) -> Values:
        parent = self.modules[frame.module].summary.classes[expression.index].parent
        return (ClassValue(frame.module, expression.index, self.enclosing(frame, parent)),)

    def enclosing(self, frame: Frame, function: int) -> Frame | None:
        """The frame of the enclosing `function` seen from `frame`; None for the module."""
        around: Frame | None = frame
        while around is not None and around.function != function:
            around = around.parent
        return around if function > 0 else None

    def bound(self, expression: Parameter, frame: Frame) -> Values | None:
        """What the call that made the frame passes for a parameter; None where it is silent."""
        around: Frame | None = frame
        while around is not None:
            if around.function == expression.function and around.module == frame.module:
                return dict(around.bindings).get(expression.index)
            around = around.parent
        return None

    def _parameter(self, expression: Parameter, frame: Frame) -> Values:
        function = self.modules[frame.module].summary.functions[expression.function]
        around: Frame | None = frame
        while around is not None:
            own = around.function == expression.function and around.module == frame.module
            as_self = around.function == -1 and expression.index == 0 and function.owner >= 0
            if own or as_self:
                bound = dict(around.bindings).get(expression.index)
                if bound is not None:
                    return bound
                if own:
                    return self.declared(expression, frame)
            around = around.parent
        # Seen from outside the function, in something that it has filled.
        declared = self.declared(expression, frame)
        return declared or self.callers.argument(frame.module, expression)

    def evaluate_parameter(self, parameter: Parameter, frame: Frame) -> Values:
        """What a parameter holds in a frame, also where the code never mentions it."""
        return self._parameter(parameter, frame)

    def declared(self, parameter: Parameter, frame: Frame) -> Values:
        """What a parameter can be when no caller says so: by annotation, default or as `self`."""
        key = (frame.module, parameter.function, parameter.index)
        return self.once(self._declared, key, lambda: self._read_declaration(parameter, frame), ())

    def _read_declaration(self, parameter: Parameter, frame: Frame) -> Values:
        function = self.modules[frame.module].summary.functions[parameter.function]
        summary = function.parameters[parameter.index]
        home = self.module_frame(frame.module)
        typed = self.annotations.read(summary.annotation, home)
        if summary.kind == ParameterKind.VARIADIC:
            return (ContainerValue("tuple", typed),)
        if summary.kind == ParameterKind.KEYWORDS:
            return (ContainerValue("dict", typed),)
        if typed:
            return typed
        if parameter.index == 0 and function.owner >= 0:
            instance = InstanceValue(frame.module, function.owner)
            return self.members.first_argument(function, instance, frame)
        default = self.evaluate(summary.default, home)
        if function.name == "__init__" and function.owner >= 0:
            owner = ClassValue(frame.module, function.owner)
            return union(default, self.callers.constructor_argument(owner, parameter))
        return default

    # composed values

    def _attribute(self, expression: Attribute, frame: Frame) -> Values:
        base = self.evaluate(expression.base, frame)
        if not base:
            return self.stores.attribute_of_unknown(expression, frame)
        values = union(*[self.members.attribute(value, expression.name) for value in base])
        row = self.modules[frame.module].summary.expressions[expression.base]
        if isinstance(row, Parameter) and row.index == 0 and self.function(frame).owner >= 0:
            return self.hierarchy.without_replacers(values, frame)
        return values

    def _call(self, expression: Call, frame: Frame) -> Values:
        return self.calls.result(expression, frame)

    def _awaited(self, expression: Awaited, frame: Frame) -> Values:
        return union(*[self.awaited(v) for v in self.evaluate(expression.value, frame)])

    def awaited(self, value: object) -> Values:
        """What awaiting the value gives."""
        if isinstance(value, CoroutineValue):
            return self.calls.returned(value.frame)
        return value.results if isinstance(value, AwaitableValue) else ()

    def _choice(self, expression: Choice, frame: Frame) -> Values:
        expressions = self.modules[frame.module].summary.expressions
        if not any(isinstance(expressions[member], Narrowed) for member in expression.members):
            return self.evaluate_all(expression.members, frame)
        # What a container was seen to be filled with says more than the annotation of an empty one.
        empty = [member for member in expression.members if self._is_empty(member, frame)]
        filled = [member for member in expression.members if member not in empty]
        values = self.evaluate_all(filled, frame)
        known = any(isinstance(value, ContainerValue) and value.elements for value in values)
        return values if known else union(values, self.evaluate_all(empty, frame))

    def _is_empty(self, index: int, frame: Frame) -> bool:
        """Whether it is a container with an annotation and without content (`x: list[A] = []`)."""
        row = self.modules[frame.module].summary.expressions[index]
        values = self.evaluate(row.value, frame) if isinstance(row, Narrowed) else ()
        return bool(values) and all(
            isinstance(value, ContainerValue) and not value.elements for value in values
        )

    def _subscript(self, expression: Subscript, frame: Frame) -> Values:
        index = self.evaluate(expression.index, frame)
        values = self.evaluate(expression.base, frame)
        found = union(*[self.protocols.item(value, index) for value in values])
        found = found or union(*[self.protocols.item_by_key(key) for key in index])
        return found or self.stores.stored_item(expression, frame)

    def _element(self, expression: Element, frame: Frame) -> Values:
        values = self.evaluate(expression.iterable, frame)
        return union(*[self.protocols.element(v, expression.position) for v in values])

    def _entered(self, expression: Entered, frame: Frame) -> Values:
        values = self.evaluate(expression.manager, frame)
        return union(*[self.protocols.entered(v, expression.is_async) for v in values])

    def _display(self, expression: Display, frame: Frame) -> Values:
        kind = expression.kind
        if kind not in ("list", "tuple", "set", "dict"):
            return (scalar(kind),)
        expressions = self.modules[frame.module].summary.expressions
        rows = [expressions[element] for element in expression.elements]
        items: list[Values] = []
        for index, row in zip(expression.elements, rows, strict=True):
            if isinstance(row, Starred):
                given = self.protocols.spread(self.evaluate(row.value, frame), kind == "dict")
            else:
                given = self.evaluate(index, frame)
            items.append(relevant_values(without_members(given)))
        spreads = any(isinstance(row, Starred) for row in rows)
        if kind == "tuple" and not spreads:
            return (TupleValue(tuple(items)),)
        keyed: tuple[tuple[LiteralValue, Values], ...] = ()
        keys = [] if spreads else [expressions[key] for key in expression.keys]
        if any(items) and all(isinstance(key, Literal) for key in keys):
            keyed = tuple(
                (LiteralValue(key.value, key.kind), item)
                for key, item in zip(keys, items, strict=False)
                if isinstance(key, Literal)
            )
        return (ContainerValue(kind, union(*items), keyed),)

    def _guarded(self, expression: Guarded, frame: Frame) -> Values:
        alive = self.guards.is_alive(expression.guard, frame)
        return self.evaluate(expression.value, frame) if alive else ()

    def _match_argument(self, expression: MatchArgument, frame: Frame) -> Values:
        values = self.evaluate(expression.value, frame)
        return union(*[self.protocols.match_argument(v, expression.position) for v in values])

    def _typed(self, expression: Typed, frame: Frame) -> Values:
        return self.annotations.read(expression.annotation, frame)

    def _narrowed(self, expression: Narrowed, frame: Frame) -> Values:
        values = self.evaluate(expression.value, frame)
        return self.members.narrowed(values, self.annotations.read(expression.annotation, frame))

    def library_type(self, text: str, receiver: Values, arguments: Sequence[Values] = ()) -> Values:
        """The values of a blocklist type expression; `arguments` are those of the call, if any."""
        kind, _, place = text.partition("[")
        if kind in ("argument", "entered", "element", "module"):
            position = int(place.rstrip("]"))
            values = arguments[position] if position < len(arguments) else ()
            if kind == "argument":
                return values
            if kind == "module":
                names = [v.value for v in values if isinstance(v, LiteralValue)]
                return union(*[self._module_named(name) for name in names if isinstance(name, str)])
            if kind == "entered":
                return union(*[self.protocols.entered(value, False) for value in values])
            return union(*[self.protocols.element(value, -1) for value in values])
        return evaluate_type(text, receiver, self.library.canonical)

    def instance_of(self, value: object) -> Values:
        """An instance of a class value; nothing for anything else."""
        if isinstance(value, ClassValue):
            return (InstanceValue(value.module, value.index, value.closure),)
        if isinstance(value, LibraryValue):
            return (LibraryInstance(value.name),)
        return ()

    def class_value(self, value: object) -> Values:
        """The class of an instance, as `type(value)` gives it."""
        if isinstance(value, InstanceValue):
            return (ClassValue(value.module, value.index, value.closure),)
        return (LibraryValue(value.name),) if isinstance(value, LibraryInstance) else ()

    def class_of(self, value: object) -> ClassValue | LibraryValue | None:
        """The same as a class to compare with, or None."""
        found = self.class_value(value)
        first = found[0] if found else None
        return first if isinstance(first, (ClassValue, LibraryValue)) else None

    def same_class(self, one: ClassValue | LibraryValue, other: ClassValue | LibraryValue) -> bool:
        """Whether both are the same class, whatever scope they were seen from."""
        if isinstance(one, ClassValue) and isinstance(other, ClassValue):
            return (one.module, one.index) == (other.module, other.index)
        return one == other
