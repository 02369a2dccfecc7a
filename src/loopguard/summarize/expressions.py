"""Reads expressions: what they evaluate to, and which other code they run on the way."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from loopguard.domain.summary import (
    UNKNOWN,
    Attribute,
    Awaited,
    Call,
    Display,
    Element,
    FunctionRef,
    Literal,
    Narrowed,
    ParameterKind,
    ParameterSummary,
    SiteKind,
    Starred,
    Store,
    Subscript,
)
from loopguard.domain.summary import Parameter as ParameterValue
from loopguard.summarize.annotations import AnnotationReader
from loopguard.summarize.guards import conditions
from loopguard.summarize.scopes import NARROWED, FunctionScope
from loopguard.summarize.static import EXTENDING, GROWING
from loopguard.summarize.syntax import attribute_by_key, awaited_calls, narrowed_name
from loopguard.summarize.taken import AnyFunction, taken_keyword, taken_keywords

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_LITERAL = 120
_UNARY: dict[type[ast.unaryop], str] = {
    ast.USub: "__neg__",
    ast.UAdd: "__pos__",
    ast.Invert: "__invert__",
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "__lt__",
    ast.LtE: "__le__",
    ast.Gt: "__gt__",
    ast.GtE: "__ge__",
    ast.Eq: "__eq__",
    ast.NotEq: "__ne__",
}

OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "__add__",
    ast.Sub: "__sub__",
    ast.Mult: "__mul__",
    ast.MatMult: "__matmul__",
    ast.Div: "__truediv__",
    ast.FloorDiv: "__floordiv__",
    ast.Mod: "__mod__",
    ast.Pow: "__pow__",
    ast.LShift: "__lshift__",
    ast.RShift: "__rshift__",
    ast.BitOr: "__or__",
    ast.BitXor: "__xor__",
    ast.BitAnd: "__and__",
}


class ExpressionReader(AnnotationReader):
    """Evaluates expressions to symbolic ones in the scopes that are open now."""

    def __init__(self) -> None:
        super().__init__()
        self._awaited: set[ast.expr] = set()
        self._readers: dict[type[ast.AST], Callable[..., int]] = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.Attribute: self._attribute,
            ast.Call: self._call,
            ast.Await: self._await,
            ast.BoolOp: self._bool_op,
            ast.BinOp: self._bin_op,
            ast.UnaryOp: self._unary_op,
            ast.Compare: self._compare,
            ast.IfExp: self._if_exp,
            ast.NamedExpr: self._named_expr,
            ast.Lambda: self._lambda,
            ast.List: self._sequence,
            ast.Tuple: self._sequence,
            ast.Set: self._sequence,
            ast.Dict: self._dict,
            ast.ListComp: self._comprehension,
            ast.SetComp: self._comprehension,
            ast.DictComp: self._dict_comprehension,
            ast.GeneratorExp: self._generator_expression,
            ast.Yield: self._yield,
            ast.YieldFrom: self._yield_from,
            ast.Subscript: self._subscript,
            ast.Starred: self._starred,
            ast.JoinedStr: self._text,
            ast.FormattedValue: self._formatted,
            ast.Slice: self._text,
        }

    def read(self, node: ast.expr) -> int:
        """The index of what `node` evaluates to; notes the sites inside it."""
        reader = self._readers.get(type(node))
        if reader is None:  # syntax newer than this table: still look inside
            return self._text(node)
        return reader(node)

    def read_truth(self, test: ast.expr) -> int:
        """Reads a condition, whose truth may run code too."""
        value = self.read(test)
        if isinstance(test, (ast.Name, ast.Attribute, ast.Call, ast.Subscript)):
            self.note_operator(value, "__bool__", (), test)
        return value

    # targets

    def bind_target(self, target: ast.expr, value: int) -> None:
        """Assigns `value` to any target: a name, an attribute of self, a tuple of targets."""
        if isinstance(target, ast.Name):
            self.bind(target.id, value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self._unpack(target.elts, value)
        elif isinstance(target, ast.Attribute):
            base = self.read(target.value)
            self.function.forget(narrowed_name(target))
            accessor = "deleter" if isinstance(target.ctx, ast.Del) else "setter"
            self.note_operator(base, f"{target.attr}.{accessor}", (value,), target)
            self._store(base, target.attr, value)
        elif (keyed := attribute_by_key(target)) is not None:
            self._store(self.read(keyed[0]), keyed[1], value)
        elif isinstance(target, ast.Subscript):
            base, index = self.read(target.value), self.read(target.slice)
            name = "__delitem__" if isinstance(target.ctx, ast.Del) else "__setitem__"
            self.note_operator(base, name, (index, value), target)
            if name == "__setitem__" and value != UNKNOWN:
                self.grow(target.value, Display("dict", (value,), (index,)))

    def _store(self, base: int, name: str, value: int) -> None:
        """Notes what an attribute of an object may hold."""
        owner = self.owner_of_self(base)
        if owner is not None:
            owner.instance.setdefault(name, []).append(value)
        elif value != UNKNOWN:
            self.stores.append(Store(self.function.index, base, name, value))

    def _unpack(self, targets: Sequence[ast.expr], value: int) -> None:
        """Binds each target to its own part, where the parts are known; `*rest` takes several."""
        row = self.table.rows[value]
        star = next((i for i, t in enumerate(targets) if isinstance(t, ast.Starred)), None)
        known: tuple[int, ...] = ()
        if isinstance(row, Display) and row.kind in ("tuple", "list"):
            plain = not any(isinstance(self.table.rows[e], Starred) for e in row.elements)
            fits = len(row.elements) == len(targets) if star is None else True
            known = row.elements if plain and fits and len(row.elements) >= len(targets) else ()
        for position, target in enumerate(targets):
            place = position if star is None or position < star else position - len(targets)
            if isinstance(target, ast.Starred):
                end = len(known) - (len(targets) - position - 1)
                parts = known[position:end] or (self.table.add(Element(value, -1)),)
                self.bind_target(target.value, self.table.add(Display("list", parts, ())))
            elif known:
                self.bind_target(target, known[place])
            else:
                self.bind_target(target, self.table.add(Element(value, max(place, -1))))

    # expressions

    def _constant(self, node: ast.Constant) -> int:
        value = node.value
        kind = type(value).__name__
        if isinstance(value, str):
            short = len(value) <= _LONGEST_LITERAL and value.isprintable()
        elif isinstance(value, int):
            short = -(2**63) <= value < 2**63
        else:
            short = value is None or isinstance(value, float)
        if short and (value is None or isinstance(value, (bool, int, float, str))):
            return self.table.add(Literal(value, kind))
        return self.table.add(Display(kind, (), ()))

    def _name(self, node: ast.Name) -> int:
        return self.lookup(node.id)

    def _attribute(self, node: ast.Attribute) -> int:
        target = self.table.add(Attribute(self.read(node.value), node.attr))
        self.note(SiteKind.LOAD, target, node)
        return self.function.env.get(f"{NARROWED}{narrowed_name(node)}", target)

    def _call(self, node: ast.Call) -> int:
        keyed = attribute_by_key(node)
        if keyed is not None:
            return self.table.add(Attribute(self.read(keyed[0]), keyed[1]))
        function = node.func
        first_use = isinstance(function, ast.Attribute) and self.is_untouched(function.value)
        if isinstance(function, ast.Attribute):
            callee = self.table.add(Attribute(self.read(function.value), function.attr))
        else:
            callee = self.read(function)
        arguments = tuple([self.read(argument) for argument in node.args])
        if len(arguments) == 2 and getattr(function, "attr", getattr(function, "id", "")) == "cast":
            arguments = (self.annotation(node.args[0]), arguments[1])
        keywords = tuple([(word.arg or "", self.read(word.value)) for word in node.keywords])
        for word, (name, value) in zip(node.keywords, keywords, strict=True):
            if not name:
                self.note_operator(value, "keys", (), word.value)
        call = self.table.add(Call(callee, arguments, keywords))
        awaited = node in self._awaited
        self.note(SiteKind.CALL, call, node, awaited=awaited, first_use=first_use)
        if isinstance(function, ast.Attribute) and arguments:
            if function.attr in GROWING:
                self.grow(function.value, Display("list", arguments[-1:], ()))
            elif function.attr in EXTENDING:
                self.extend(function.value, arguments[-1])
        return self._taken(node) or call

    def _taken(self, node: ast.Call) -> int:
        """The parameter that a call takes out of the function's `**kwargs`; 0 for other calls."""
        scope = self.function
        taken = taken_keyword(node, scope.keywords) if scope.taken else None
        return UNKNOWN if taken is None else scope.taken.get(taken[0], UNKNOWN)

    def extend(self, container: ast.expr, more: int) -> None:
        """Notes that a list may hold from here on what `more` gives when it is iterated."""
        self.grow(container, Display("list", (self.table.add(Starred(more)),), ()))

    def grow(self, container: ast.expr, more: Display) -> None:
        """Notes that a container may hold more from here on (`workers.append(worker)`)."""
        more_index = self.table.add(more)
        if isinstance(container, ast.Name):
            scope = self.function
            if self.class_scope is None and container.id in scope.env:
                grown = self.table.choice((scope.env[container.id], more_index))
                scope.env[container.id] = grown
            elif scope.is_outside(container.id):
                self.module_extra.setdefault(container.id, []).append(more_index)
        elif isinstance(container, ast.Attribute):
            owner = self.owner_of_self(self.reread(container.value))
            if owner is not None:
                owner.instance.setdefault(container.attr, []).append(more_index)

    def _await(self, node: ast.Await) -> int:
        self._awaited.update(awaited_calls(node.value))
        value = self.read(node.value)
        self.note_operator(value, "__await__", (), node)
        return self.table.add(Awaited(value))

    def _bool_op(self, node: ast.BoolOp) -> int:
        before, guard = self.function.env, self.guard
        is_and = isinstance(node.op, ast.And)
        members = []
        block = self.function.block
        for value in node.values:
            members.append(self.read(value))
            if is_and:
                self.narrow(value)
            self.guard = self.guard_of(conditions(value, holds=is_and))
            self.function.open_block()
        self.guard, self.function.block = guard, block
        if self.function.env is not before:
            # Keep what a walrus bound; what `isinstance` narrowed holds inside the `and` alone.
            for name, current in self.function.env.items():
                if not isinstance(self.table.rows[current], Narrowed):
                    before[name] = current
            self.function.env = before
        return self.table.choice(members)

    def narrow(self, test: ast.expr, holds: bool = True) -> None:
        """Applies the `isinstance` of a condition that holds, or does not, from here on."""
        match test:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self.narrow(operand, not holds)
            case ast.BoolOp(op=operator, values=values) if isinstance(operator, ast.And) is holds:
                for value in values:
                    self.narrow(value, holds)
            case ast.Call(func=ast.Name(id="isinstance"), args=[subject, types]) if holds:
                key = narrowed_name(subject)
                if key and self.class_scope is None and self.function is not self.module:
                    options = types.elts if isinstance(types, ast.Tuple) else [types]
                    annotation = self.table.choice([self.annotation(o) for o in options])
                    narrowed = self.table.add(Narrowed(self.reread(subject), annotation))
                    key = key if key in self.function.env else f"{NARROWED}{key}"
                    self.function.env = {**self.function.env, key: narrowed}

    def _bin_op(self, node: ast.BinOp) -> int:
        left, right = self.read(node.left), self.read(node.right)
        method = OPERATORS[type(node.op)]
        self.note_operator(right, f"__r{method[2:]}", (left,), node)
        return self.note_operator(left, method, (right,), node)

    def _unary_op(self, node: ast.UnaryOp) -> int:
        negated = isinstance(node.op, ast.Not)
        operand = self.read_truth(node.operand) if negated else self.read(node.operand)
        row = self.table.rows[operand]
        if isinstance(node.op, ast.Not):
            return self.table.add(Display("bool", (), ()))
        self.note_operator(operand, _UNARY[type(node.op)], (), node)
        if isinstance(node.op, ast.USub) and isinstance(row, Literal) and type(row.value) is int:
            return self.table.add(Literal(-row.value, "int"))
        return operand

    def _compare(self, node: ast.Compare) -> int:
        left, block = self.read(node.left), self.function.block
        for operator, comparator in zip(node.ops, node.comparators, strict=True):
            right = self.read(comparator)
            if isinstance(operator, (ast.In, ast.NotIn)):
                self.note_operator(right, "__contains__", (left,), node)
            elif type(operator) in _COMPARISONS:
                self.note_operator(left, _COMPARISONS[type(operator)], (right,), node)
            left = right
            if len(node.ops) > 1:  # the rest runs only where this holds
                self.function.open_block()
        self.function.block = block
        return self.table.add(Display("bool", (), ()))

    def _if_exp(self, node: ast.IfExp) -> int:
        self.read_truth(node.test)
        before, guard = self.function.env, self.guard
        self.narrow(node.test)
        self.guard = self.guard_of(conditions(node.test, holds=True))
        block = self.function.open_block()
        body = self.guarded(self.read(node.body)) if self.guard != guard else self.read(node.body)
        self.function.env, self.guard, self.function.block = before, guard, block
        self.guard = self.guard_of(conditions(node.test, holds=False))
        self.function.open_block()
        orelse = self.read(node.orelse)
        orelse = self.guarded(orelse) if self.guard != guard else orelse
        self.guard, self.function.block = guard, block
        return self.table.choice((body, orelse))

    def _named_expr(self, node: ast.NamedExpr) -> int:
        value = self.read(node.value)
        self.bind(node.target.id, value)
        return value

    def _sequence(self, node: ast.List | ast.Tuple | ast.Set) -> int:
        elements = tuple([self.read(element) for element in node.elts])
        return self.table.add(Display(type(node).__name__.lower(), elements, ()))

    def _dict(self, node: ast.Dict) -> int:
        keys = tuple([UNKNOWN if key is None else self.read(key) for key in node.keys])
        values = tuple(
            [
                self.table.add(Starred(self.read(value))) if key is None else self.read(value)
                for key, value in zip(node.keys, node.values, strict=True)
            ]
        )
        return self.table.add(Display("dict", values, keys))

    def _starred(self, node: ast.Starred) -> int:
        value = self.read(node.value)
        self.note(SiteKind.ITERATE, value, node.value)
        return self.table.add(Starred(value))

    def _subscript(self, node: ast.Subscript) -> int:
        keyed = attribute_by_key(node)
        if keyed is not None:
            return self.table.add(Attribute(self.read(keyed[0]), keyed[1]))
        base, index = self.read(node.value), self.read(node.slice)
        self.note_operator(base, "__getitem__", (index,), node)
        return self.table.add(Subscript(base, index))

    def _yield(self, node: ast.Yield) -> int:
        self.function.is_generator = True
        if node.value is not None:
            self.function.yields.append(self.read(node.value))
        self.function.observe()
        return UNKNOWN

    def _yield_from(self, node: ast.YieldFrom) -> int:
        self.function.is_generator = True
        iterable = self.read(node.value)
        self.note(SiteKind.ITERATE, iterable, node.value)
        self.function.yields.append(self.table.add(Element(iterable, -1)))
        return UNKNOWN

    def _formatted(self, node: ast.FormattedValue) -> int:
        value = self.read(node.value)
        method = "__repr__" if node.conversion == ord("r") else "__str__"
        self.note_operator(value, method, (), node.value)
        if node.format_spec is not None:
            self.read(node.format_spec)
        return self.table.add(Display("str", (), ()))

    def _text(self, node: ast.expr) -> int:
        """A value whose type does not matter, made of expressions that do run."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.read(child)
        if isinstance(node, (ast.JoinedStr, ast.FormattedValue)):
            return self.table.add(Display("str", (), ()))
        return UNKNOWN

    # comprehensions and lambdas

    def _generators(self, generators: list[ast.comprehension]) -> None:
        for generator in generators:
            iterable = self.read(generator.iter)
            if not generator.is_async:
                self.note(SiteKind.ITERATE, iterable, generator.iter)
            self.function.open_block()
            self.bind_target(generator.target, self.table.add(Element(iterable, -1)))
            for condition in generator.ifs:
                self._filter(condition)

    def _filter(self, condition: ast.expr) -> None:
        """Reads a condition of a comprehension; it holds for all that follows."""
        self.read(condition)
        self.narrow(condition)
        self.guard = self.guard_of(conditions(condition, holds=True))

    @contextmanager
    def _own_names(self) -> Iterator[None]:
        """Names bound and conditions met inside are gone afterwards, as in a comprehension."""
        guard, block = self.guard, self.function.block
        self.function.untouched.clear()  # what stands inside may run again and again
        if self.class_scope is not None:
            class_env = self.class_scope.env
            self.class_scope.env = dict(class_env)
            yield
            self.class_scope.env = class_env
        else:
            env = self.function.env
            self.function.env = dict(env)
            yield
            self.function.env = env
        self.guard, self.function.block = guard, block

    def _comprehension(self, node: ast.ListComp | ast.SetComp) -> int:
        with self._own_names():
            self._generators(node.generators)
            element = self.read(node.elt)
        kind = "list" if isinstance(node, ast.ListComp) else "set"
        return self.table.add(Display(kind, (element,), ()))

    def _dict_comprehension(self, node: ast.DictComp) -> int:
        with self._own_names():
            self._generators(node.generators)
            key, value = self.read(node.key), self.read(node.value)
        return self.table.add(Display("dict", (value,), (key,)))

    def _generator_expression(self, node: ast.GeneratorExp) -> int:
        first, *rest = node.generators
        source = self.read(first.iter)
        with self.nested_function(node, "<genexpr>") as scope:
            scope.is_generator = True
            if not first.is_async:  # it is iterated when the generator is, not when it is made
                self.note(SiteKind.ITERATE, source, first.iter)
            self.inherit_names(scope)
            self.bind_target(first.target, self.table.add(Element(source, -1)))
            for condition in first.ifs:
                self._filter(condition)
            self._generators(rest)
            scope.yields.append(self.read(node.elt))
            is_async = any(generator.is_async for generator in node.generators)
            self.close_function(scope, node, is_async=is_async, is_lambda=True)
        function = self.table.add(FunctionRef(scope.index))
        return self.table.add(Call(function, (), ()))

    def _lambda(self, node: ast.Lambda) -> int:
        parameters = self.parameters(node.args)
        with self.nested_function(node, "<lambda>") as scope:
            self.inherit_names(scope)
            self.open_parameters(scope, parameters)
            scope.results.append(self.read(node.body))
            self.close_function(scope, node, parameters=parameters, is_lambda=True)
        return self.table.add(FunctionRef(scope.index))

    def inherit_names(self, scope: FunctionScope) -> None:
        """A lambda or generator expression mostly runs soon: it sees the names as they are now."""
        if scope.parent is not None and scope.parent is not self.module:
            scope.env = dict(scope.parent.env)

    def parameters(self, arguments: ast.arguments) -> tuple[ParameterSummary, ...]:
        """The parameters in order; defaults are read in the scope around the function."""
        found: list[ParameterSummary] = []

        def add(argument: ast.arg, kind: ParameterKind, default: ast.expr | None) -> None:
            annotation = self.annotation(argument.annotation) if argument.annotation else UNKNOWN
            value = self.read(default) if default is not None else UNKNOWN
            found.append(ParameterSummary(argument.arg, kind, annotation, value))

        positional = [(argument, ParameterKind.POSITIONAL) for argument in arguments.posonlyargs]
        positional += [(argument, ParameterKind.EITHER) for argument in arguments.args]
        missing = len(positional) - len(arguments.defaults)
        for position, (argument, kind) in enumerate(positional):
            default = arguments.defaults[position - missing] if position >= missing else None
            add(argument, kind, default)
        if arguments.vararg:
            add(arguments.vararg, ParameterKind.VARIADIC, None)
        for argument, keyword_default in zip(
            arguments.kwonlyargs, arguments.kw_defaults, strict=True
        ):
            add(argument, ParameterKind.KEYWORD, keyword_default)
        if arguments.kwarg:
            add(arguments.kwarg, ParameterKind.KEYWORDS, None)
        return tuple(found)

    def taken_parameters(self, node: AnyFunction) -> tuple[ParameterSummary, ...]:
        """The keywords that a function takes out of its `**kwargs`."""
        return tuple(
            ParameterSummary(name, ParameterKind.TAKEN, UNKNOWN, self.read(default))
            for name, default in taken_keywords(node).items()
        )

    def open_parameters(self, scope: FunctionScope, parameters: Sequence[ParameterSummary]) -> None:
        """Binds each parameter inside the function."""
        for position, parameter in enumerate(parameters):
            value = self.table.add(ParameterValue(scope.index, position))
            if parameter.kind == ParameterKind.TAKEN:
                scope.taken[parameter.name] = value
            else:
                scope.env[parameter.name] = value
            if parameter.kind == ParameterKind.KEYWORDS:
                scope.keywords = parameter.name
