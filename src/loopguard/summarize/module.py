"""Reads statements in order, with the values of names carried along every branch."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from loopguard.domain.summary import (
    UNKNOWN,
    Call,
    Choice,
    ClassRef,
    ClassSummary,
    Element,
    Entered,
    Free,
    FunctionRef,
    GuardKind,
    Literal,
    ModuleSummary,
    Narrowed,
    Parameter,
    SiteKind,
    Typed,
)
from loopguard.summarize.comments import find_suppressions
from loopguard.summarize.expressions import OPERATORS
from loopguard.summarize.guards import conditions, is_for_the_first, is_simple, probing_call
from loopguard.summarize.imports import ImportReader
from loopguard.summarize.once import fills, fills_after_return
from loopguard.summarize.scopes import ClassScope, Environment, FunctionScope, Loop
from loopguard.summarize.source import Unreadable, parse_source
from loopguard.summarize.static import (
    TRY_STATEMENTS,
    assigned_names,
    grown_names,
    holds_across_await,
    is_stub,
    is_type_checking,
    truth,
    yields,
)
from loopguard.summarize.syntax import (
    accessor_kind,
    as_loaded,
    end_of,
    header_end,
    is_static,
    span_of,
    text_elements,
)


def summarize_source(text: str) -> ModuleSummary | Unreadable:
    """The facts of one file's text, or why it cannot be read."""
    tree = parse_source(text)
    if isinstance(tree, Unreadable):
        return tree
    reader = ModuleReader()
    try:
        return reader.summarize(tree, text)
    except RecursionError:
        return Unreadable("nested too deeply to be analysed")
    finally:
        # Its own methods in its tables keep it and all that it has seen alive: no run of LoopGuard
        # looks for garbage, and this was 9 MB for each MB of source.
        reader.close()


class ModuleReader(ImportReader):
    """Reads one module; made for a single use."""

    def __init__(self) -> None:
        super().__init__()
        self._type_env: Environment = {}
        self._exports: tuple[str, ...] | None = None
        self._class_scopes: dict[int, ClassScope] = {}
        self._classes: list[ClassSummary | None] = []
        self._statements: dict[type[ast.stmt], Callable[..., None]] = {
            ast.Expr: self._expression,
            ast.Assign: self._assign,
            ast.AnnAssign: self._ann_assign,
            ast.AugAssign: self._aug_assign,
            ast.Return: self._return,
            ast.Raise: self._raise,
            ast.Assert: self._assert,
            ast.Delete: self._delete,
            ast.Import: self.import_module,
            ast.ImportFrom: self.import_names,
            ast.Global: self._global,
            ast.Nonlocal: self._nonlocal,
            ast.If: self._if,
            ast.While: self._while,
            ast.For: self._for,
            ast.AsyncFor: self._for,
            ast.With: self._with,
            ast.AsyncWith: self._with,
            ast.Match: self._match,
            ast.Break: self._break,
            ast.Continue: self._continue,
            ast.FunctionDef: self._function,
            ast.AsyncFunctionDef: self._function,
            ast.ClassDef: self._class,
            **dict.fromkeys(TRY_STATEMENTS, self._try),
        }

    def close(self) -> None:
        """Ends the circle through its own methods; it can read nothing any more."""
        self._statements.clear()
        self._readers.clear()

    def summarize(self, tree: ast.Module, text: str) -> ModuleSummary:
        """The facts of the module; `text` is its source, for the comments."""
        self.functions.append(None)
        self._body(tree.body)
        self.close_function(self.module, span_of(tree))
        bindings = {name: self.table.flatten(value) for name, value in self.module.env.items()}
        for name, values in self.module_extra.items():
            bindings[name] = tuple(dict.fromkeys((*bindings.get(name, ()), *values)))
        return ModuleSummary(
            tuple(self.table.rows),
            tuple(function for function in self.functions if function is not None),
            tuple(summary for summary in self._classes if summary is not None),
            bindings,
            {name: self.table.flatten(value) for name, value in self._type_env.items()},
            tuple(self.stars),
            self._covered(),
            self._exports,
            tuple(dict.fromkeys(self.stores)),
            find_suppressions(text, tree),
        )

    def _covered(self) -> dict[str, int]:
        """Names whose last binding stands before a star import, with the stars before it."""
        found: dict[str, int] = {}
        for number, before in enumerate(self.bound_before):
            for name, value in before.items():
                if self.module.env.get(name) == value:
                    found.setdefault(name, number)
        return found

    def owner_of_self(self, value: int) -> ClassScope | None:
        """The class being read whose `self` (or `cls`) the expression is."""
        row = self.table.rows[value]
        scope: FunctionScope | None = self.function
        if isinstance(row, Parameter) and row.index == 0:
            while scope is not None and scope.index != row.function:
                scope = scope.parent
        elif isinstance(row, Free):
            while scope is not None and scope.self_name != row.name:
                scope = scope.parent
        else:
            return None
        if scope is None or not scope.self_name:
            return None
        return self._class_scopes[scope.owner]

    # blocks of statements

    def _body(self, body: Iterable[ast.stmt]) -> None:
        scope, once, guard = self.function, self.once, self.guard
        statements = list(body)
        for position, statement in enumerate(statements):
            if not scope.live:
                break
            self.statement = (statement.lineno, header_end(statement))
            filled = self.newly_filled(statement)
            reader = self._statements.get(type(statement))
            if reader is not None:
                reader(statement)
            else:  # `type X = …` and whatever comes after it
                self._other(statement)
            scope.untouched |= filled - scope.captured.keys()
            if fills_after_return(statement, statements[position + 1 :], scope.globals):
                self.once = True
        self.once, self.guard = once, guard
        scope.untouched.clear()  # of what a branch has filled, another may know

    def _branch(
        self,
        body: Iterable[ast.stmt],
        env: Environment,
        guard: int = UNKNOWN,
        entry: int = UNKNOWN,
        *,
        surely: bool = False,
    ) -> Environment | None:
        """Reads `body` starting from `env`; what the names hold after it, None if it never ends.

        `guard` is the condition of the branch, if it has one of its own, `entry` that of its block;
        `surely` says that it runs whenever the code around it does.
        """
        scope = self.function
        block = scope.block if surely else scope.open_block(entry)
        scope.env = dict(env)
        scope.live = True
        outer, self.guard = self.guard, guard or self.guard
        self._body(body)
        if self.guard != outer:
            for name, value in scope.env.items():
                if env.get(name) != value:
                    scope.env[name] = self.guarded(value)
        self.guard = outer
        scope.block = block
        return scope.env if scope.live else None

    def _join(self, branches: Iterable[Environment | None]) -> None:
        """Goes on with what any of the branches left."""
        alive = [branch for branch in branches if branch is not None]
        scope = self.function
        scope.live = bool(alive)
        if alive:
            scope.env = self.merge(alive)

    # simple statements

    def _expression(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Constant):
            return  # a docstring, or `...`: what it says is no fact
        self.unused = node.value
        self.read(node.value)

    def _assign(self, node: ast.Assign) -> None:
        value = self.read(node.value)
        for target in node.targets:
            is_display = isinstance(node.value, (ast.Tuple, ast.List))
            if isinstance(target, (ast.Tuple, ast.List)) and not is_display:
                self.note(SiteKind.ITERATE, value, node.value)
            self.bind_target(target, value)
            if isinstance(target, ast.Name) and target.id == "__all__":
                self._exports = text_elements(node.value)

    def _ann_assign(self, node: ast.AnnAssign) -> None:
        annotation = self.annotation(node.annotation)
        value = UNKNOWN
        if node.value is not None:
            is_alias = getattr(node.annotation, "attr", getattr(node.annotation, "id", ""))
            as_type = is_alias == "TypeAlias"
            value = self.annotation(node.value) if as_type else self.read(node.value)
            annotation = UNKNOWN if as_type else annotation
        if isinstance(node.target, ast.Name):
            if self.class_scope is not None:
                self.class_scope.annotations[node.target.id] = annotation
                if node.value is not None:
                    self.bind(node.target.id, value)
            elif node.value is None:
                self.bind(node.target.id, self.table.add(Typed(annotation)))
            else:
                self.bind(node.target.id, self.table.add(Narrowed(value, annotation)))
        elif isinstance(node.target, ast.Attribute):
            owner = self.owner_of_self(self.read(node.target.value))
            if owner is not None:
                owner.instance_annotations[node.target.attr] = annotation
                if node.value is not None:
                    owner.instance.setdefault(node.target.attr, []).append(value)

    def _aug_assign(self, node: ast.AugAssign) -> None:
        value = self.read(node.value)
        left = self.read(as_loaded(node.target))
        method = OPERATORS[type(node.op)]
        for name in (f"__i{method[2:]}", method):
            self.note_operator(left, name, (value,), node.target)
        self.note_operator(value, f"__r{method[2:]}", (left,), node.target)
        if isinstance(node.value, (ast.List, ast.ListComp)):
            self.extend(node.target, value)
        elif not isinstance(node.target, ast.Name):
            self.bind_target(node.target, UNKNOWN)
        elif node.target.id == "__all__":
            self._exports = None

    def _return(self, node: ast.Return) -> None:
        result = self.table.add(Literal(None, "NoneType"))
        if node.value is not None:
            result = self.read(node.value)
            self.function.results.append(self.guarded(result))
        self.function.observe()
        self.function.leave(self.guard, result)
        self.function.live = False

    def _raise(self, node: ast.Raise) -> None:
        for value in (node.exc, node.cause):
            if value is not None:
                self.read(value)
        self.function.live = False

    def _assert(self, node: ast.Assert) -> None:
        self.read(node.test)
        self.narrow(node.test)
        if node.msg is not None:
            block = self.function.open_block()
            self.read(node.msg)
            self.function.block = block

    def _delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            at_module_level = self.function is self.module and self.class_scope is None
            if isinstance(target, ast.Name) and at_module_level:
                self.function.env.pop(target.id, None)  # a builtin of that name is seen again
            elif isinstance(target, ast.Name):
                self.bind(target.id, UNKNOWN)
            else:
                self.bind_target(target, UNKNOWN)

    def _other(self, node: ast.stmt) -> None:
        name, value = getattr(node, "name", None), getattr(node, "value", None)
        if isinstance(name, ast.Name) and isinstance(value, ast.expr):
            self.bind(name.id, self.annotation(value))

    def _global(self, node: ast.Global) -> None:
        if self.function is not self.module:
            self.function.globals.update(node.names)

    def _nonlocal(self, node: ast.Nonlocal) -> None:
        self.function.nonlocals.update(node.names)

    # imports

    def _type_checking_imports(self, body: Iterable[ast.stmt]) -> None:
        """Binds what a type checker alone sees; nothing there runs."""
        scope, class_scope = self.function, self.class_scope
        env, live = scope.env, scope.live
        scope.env, self.class_scope = self._type_env, None
        for statement in body:
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                self._statements[type(statement)](statement)
            elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                target = statement.targets[0]
                if isinstance(target, ast.Name):
                    self._type_env[target.id] = self.annotation(statement.value)
            elif isinstance(statement, ast.If):
                self._type_checking_imports((*statement.body, *statement.orelse))
        scope.env, scope.live, self.class_scope = env, live, class_scope

    # branches

    def _if(self, node: ast.If) -> None:
        decided = truth(node.test)
        if decided is False:
            if is_type_checking(node.test):
                self._type_checking_imports(node.body)
            self._body(node.orelse)
            return
        self.read_truth(node.test)
        if decided is True:
            self._body(node.body)
            return
        if self.class_scope is not None:
            self._body(node.body)
            self._body(node.orelse)
            return
        if fills(node.test, node.body, self.function.globals):
            once, self.once = self.once, True
            self._decide(node)
            self.once = once
        else:
            self._decide(node)

    def _decide(self, node: ast.If) -> None:
        before = self.function.env
        self.narrow(node.test)
        positive, self.function.env = self.function.env, before
        self.narrow(node.test, holds=False)
        negative = self.function.env
        body_guard = self.guard_of(conditions(node.test, holds=True))
        else_guard = self.guard_of(conditions(node.test, holds=False))
        is_exact = is_simple(node.test) and self.guard not in (body_guard, else_guard)
        entries = (body_guard, else_guard) if is_exact else (UNKNOWN, UNKNOWN)
        body = self._branch(node.body, positive, body_guard, entries[0])
        orelse = self._branch(node.orelse, negative, else_guard, entries[1])
        self._join((body, orelse))
        if body is None or orelse is None:  # the rest of the block runs under one condition
            self.guard = else_guard if body is None else body_guard

    def _match(self, node: ast.Match) -> None:
        subject = self.read(node.subject)
        before = self.function.env
        ends: list[Environment | None] = []
        exhaustive = False
        for case in node.cases:
            self.function.env = dict(before)
            self.function.live = True
            self.statement = (case.pattern.lineno, end_of(case.guard or case.pattern))
            block = self.function.open_block()
            matched = self.pattern(case.pattern, subject)
            if isinstance(node.subject, ast.Name) and matched != subject:
                self.function.env[node.subject.id] = matched
            if case.guard is not None:
                self.read(case.guard)
            elif isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None:
                exhaustive = True
            self._body(case.body)
            self.function.block = block
            ends.append(self.function.env if self.function.live else None)
        self._join(ends if exhaustive else (*ends, before))

    # loops

    def _while(self, node: ast.While) -> None:
        decided = truth(node.test)
        if decided is False:
            self._body(node.orelse)
            return
        has_test = decided is None

        def head() -> None:
            if has_test:
                self.read_truth(node.test)
                self.guard = self.guard_of(conditions(node.test, holds=True))

        breaks = self._loop(node.body, node.orelse, head, decided)
        if has_test and not breaks:  # the rest of the block runs once the test has failed
            self.guard = self.guard_of(conditions(node.test, holds=False))

    def _for(self, node: ast.For | ast.AsyncFor) -> None:
        iterable = self.read(node.iter)
        is_async = isinstance(node, ast.AsyncFor)
        self.note(SiteKind.ITERATE, iterable, node.iter, awaited=is_async)
        element = self.table.add(Element(iterable, -1))
        self._loop(node.body, node.orelse, lambda: self.bind_target(node.target, element), None)

    def _loop(
        self,
        body: list[ast.stmt],
        orelse: list[ast.stmt],
        head: Callable[[], object],
        decided: bool | None,
    ) -> bool:
        """Reads a loop; whether a `break` may leave it."""
        scope = self.function
        carried: dict[str, tuple[int, int]] = {}
        if self.class_scope is None:
            scope.env = dict(scope.env)
            for name in sorted((assigned_names(body) | grown_names(body)) & scope.env.keys()):
                before, carry = scope.env[name], self.table.reserve()
                carried[name] = (before, carry)
                scope.env[name] = carry
        loop = Loop()
        scope.loops.append(loop)
        guard = self.guard
        scope.untouched.clear()
        head()
        start = dict(scope.env)
        block = scope.open_block()
        self._body(body)
        scope.block = block
        self.guard = guard
        scope.loops.pop()
        ends = [*loop.continues, *([scope.env] if scope.live else [])]
        for name, (before, carry) in carried.items():
            values = [before, *(end[name] for end in ends if name in end)]
            distinct = [value for value in dict.fromkeys(values) if value != carry]
            self.table.settle(carry, Choice(tuple(distinct)))
        normal: Environment | None = None
        if decided is None:
            normal = self._branch(orelse, self.merge([start, *ends]))
        self._join((normal, *loop.breaks))
        return bool(loop.breaks)

    def _break(self, node: ast.Break) -> None:
        if self.function.loops:
            self.function.loops[-1].breaks.append(dict(self.function.env))
        self.function.live = False

    def _continue(self, node: ast.Continue) -> None:
        if self.function.loops:
            self.function.loops[-1].continues.append(dict(self.function.env))
        self.function.live = False

    # with and try

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        is_async = isinstance(node, ast.AsyncWith)
        managers = []
        for item in node.items:
            first_use = self.is_untouched(item.context_expr)
            manager = self.read(item.context_expr)
            managers.append(UNKNOWN if is_async else manager)
            if not is_async:
                held = holds_across_await(item.context_expr, node.body)
                self.note(
                    SiteKind.ENTER,
                    manager,
                    item.context_expr,
                    awaited=held,
                    body_end=0 if yields(node.body) else node.body[-1].end_lineno or 0,
                    first_use=first_use,
                )
            if item.optional_vars is not None:
                self.bind_target(item.optional_vars, self.table.add(Entered(manager, is_async)))
        before = dict(self.function.env)
        block = self.function.block
        for manager in managers:
            self.function.open_block(manager)
        self._body(node.body)
        self.function.block = block
        if not self.function.live and not isinstance(node.body[-1], (ast.Break, ast.Continue)):
            # The manager may swallow an exception that ended the block (contextlib.suppress).
            self.function.env = before
            self.function.live = True

    def _try(self, node: ast.Try) -> None:
        scope = self.function
        if self.class_scope is not None:
            for part in (node.body, *(handler.body for handler in node.handlers)):
                self._body(part)
            self._body(node.orelse)
            self._body(node.finalbody)
            return
        before = scope.env
        probe = probing_call(node)
        raised = self.guard_of([(probe, GuardKind.RAISED)]) if probe is not None else UNKNOWN
        scope.attempts.append({})
        after_body = self._branch(node.body, before, surely=not node.handlers)
        reached = dict(before)
        for name, values in scope.attempts.pop().items():
            known = [self.members(value) for value in (before.get(name, UNKNOWN), *values)]
            reached[name] = self.table.choice([member for part in known for member in part])
        ends = [None if after_body is None else self._branch(node.orelse, after_body)]
        for handler in node.handlers:
            env = dict(reached)
            if handler.type is not None:
                self.statement = (handler.lineno, end_of(handler.type))
                scope.env = env
                self.read(handler.type)
            if handler.name:
                env[handler.name] = UNKNOWN
            guard = raised if is_for_the_first(node, handler) else UNKNOWN
            ends.append(self._branch(handler.body, env, guard))
        self._join(ends)
        if node.finalbody:
            live = scope.live
            start = scope.env if live else reached
            after = self._branch(node.finalbody, start, surely=True)
            scope.live = live and after is not None

    # definitions

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        decorators = tuple([self.read(decorator) for decorator in node.decorator_list])
        parameters = (*self.parameters(node.args), *self.taken_parameters(node))
        returns = self.annotation(node.returns) if node.returns is not None else UNKNOWN
        start = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        with self.nested_function(node, node.name) as scope:
            if scope.owner >= 0 and parameters and not is_static(node):
                scope.self_name = parameters[0].name
            self.open_parameters(scope, parameters)
            self._body(node.body)
            if scope.live and scope.results:
                scope.results.append(self.table.add(Literal(None, "NoneType")))
            self.close_function(
                scope,
                node,
                parameters=parameters,
                decorators=decorators,
                returns=returns,
                is_async=isinstance(node, ast.AsyncFunctionDef),
                is_stub=is_stub(node.body),
                start=start,
            )
        function = self.table.add(FunctionRef(scope.index))
        accessor = accessor_kind(node)
        self.bind(f"{node.name}.{accessor}" if accessor else node.name, function)
        if self.function is not self.module:
            for decorator, value in zip(node.decorator_list, decorators, strict=True):
                applied = self.table.add(Call(value, (function,), ()))
                self.note(SiteKind.CALL, applied, decorator)

    def _class(self, node: ast.ClassDef) -> None:
        decorators = tuple([self.read(decorator) for decorator in node.decorator_list])
        bases = tuple([self.read(base) for base in node.bases])
        for keyword in node.keywords:
            self.read(keyword.value)
        outer = self.class_scope
        if outer is not None:
            qualified = f"{outer.qualified_name}.{node.name}"
        elif self.function is self.module:
            qualified = node.name
        else:
            qualified = f"{self.function.qualified_name}.<locals>.{node.name}"
        self._classes.append(None)
        index = len(self._classes) - 1
        scope = self._class_scopes[index] = ClassScope(index, qualified)
        self.class_scope = scope
        self._body(node.body)
        self.class_scope = outer
        self._classes[index] = ClassSummary(
            node.name,
            qualified,
            -1 if self.function is self.module else self.function.index,
            node.lineno,
            bases,
            decorators,
            {name: self.table.flatten(value) for name, value in scope.env.items()},
            scope.annotations,
            {name: tuple(dict.fromkeys(values)) for name, values in scope.instance.items()},
            scope.instance_annotations,
        )
        self.bind(node.name, self.table.add(ClassRef(index)))
