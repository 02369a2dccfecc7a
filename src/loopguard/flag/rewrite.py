"""Writes what a call should become: its async twin, its async equivalent, or a thread."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import libcst as cst
from libcst import matchers

from loopguard.blocklist.library import Library
from loopguard.blocklist.models import CallableModel, OffloadStyle
from loopguard.domain.finding import Fix, Span
from loopguard.domain.summary import FunctionSummary
from loopguard.flag.names import ModuleNames, Spelled, read_import
from loopguard.flag.surroundings import Surroundings
from loopguard.flag.visitor import OBSTACLES, BlockedNode
from loopguard.flag.whole_file import WholeFile
from loopguard.summarize.text import SourceText

_EMPTY = cst.Module([])
_LINE_END = re.compile(r"\r\n|\r|\n")
_CALLED = re.compile(r"(await )([\w.]+)(\(.*)", re.DOTALL)
_ENDS_BY_EXCEPTION = frozenset({"next", "__next__", "send", "throw"})
"""What may raise StopIteration, which no future and so no thread can hand on."""

_ASYNC_DEF = re.compile(r"async[ \t]+def\b")
_AT_THE_SAME_TIME = "the function then runs in a thread, at the same time as other code"
_MORE_THAN_THE_CALL = "more than this call has to change"
_LOOP_LIBRARY = "asyncio"
"""Whose equivalents other libraries for async code have under the same last name."""


@dataclass(frozen=True, slots=True)
class RewriteContext:
    """What the rewrites of a file depend on besides the call.

    How the file leaves the loop, what its names mean, and what is known of libraries.
    """

    offload: OffloadStyle
    names: ModuleNames
    library: Library


@dataclass(frozen=True, slots=True)
class Blocked:
    """A blocked site, as far as a rewrite has to know it.

    `node` is None where its source could not be read. `is_call` says that it is a call as written,
    and no `with` or `for` over one; `is_direct` that the expression is the blocking call itself
    and no sync helper. `needs_loop` says that what is called uses the running loop, so that it
    cannot go to a thread as a whole. `around` is what stands around it in its function,
    `whole_file` gives the work with a file that it opens where that is one step.
    """

    model: CallableModel
    node: BlockedNode | None
    is_call: bool
    is_direct: bool
    around: Surroundings
    whole_file: Callable[[], WholeFile | None]
    needs_loop: bool = False

    @property
    def call(self) -> cst.Call | None:
        """The call that can be awaited in its place."""
        found = self.node.node if self.node is not None and self.is_call else None
        return found if isinstance(found, cst.Call) and not self.obstacle else None

    @property
    def obstacle(self) -> str:
        """Why there is no single call here that can be replaced, or an empty text."""
        if not self.is_call:
            return "what blocks is no call of its own"
        if self.node is None:
            return "the code around cannot be read"
        return OBSTACLES["class"] if self.around.in_class else self.node.obstacle


def advise(blocked: Blocked, context: RewriteContext) -> Fix | None:
    """The best fix for a blocked call."""
    model = blocked.model
    if blocked.is_direct and model.twin:
        return _guarded(_twin(blocked, context), blocked)
    if blocked.is_direct and model.instead:
        return _guarded(_equivalent(blocked, context), blocked)
    offload = None
    alone = model.offload == "alone" and not model.is_lazy
    if model.offload != "never" and not blocked.needs_loop and (alone or not blocked.is_direct):
        offload = _offloaded(blocked, context)
    if blocked.is_direct and model.offload == "whole" and not blocked.obstacle:
        found = blocked.whole_file()
        if found is not None:
            return _guarded(_whole_file(blocked, found, context), blocked, alone=False)
    fix = _from_advice(blocked, offload, context)
    return _guarded(fix, blocked) if fix is not None else None


def _guarded(fix: Fix, blocked: Blocked, *, alone: bool = True) -> Fix:
    """The fix, unsafe where an `await` is no harmless thing in its place.

    `alone` says that it replaces the call and nothing around it.
    """
    if not fix.replacement:
        return replace(fix, reason=fix.reason or blocked.obstacle or _MORE_THAN_THE_CALL)
    if alone:
        assert blocked.node is not None
        fix = replace(fix, replacement=blocked.node.in_place(fix.replacement))
    if blocked.around.hazard:
        return replace(fix, safety="unsafe", reason=fix.reason or blocked.around.hazard)
    return fix


def _twin(blocked: Blocked, context: RewriteContext) -> Fix:
    model, node, call = blocked.model, blocked.node, blocked.call
    name = model.twin.rpartition(".")[2]
    replacement = ""
    imports: tuple[str, ...] = ()
    if call is not None and node is not None:
        if isinstance(call.func, cst.Attribute):
            replacement = f"await {node.code_with(call.func.attr, name)}"
        elif isinstance(call.func, cst.Name):
            source = context.names.imported_as(call.func.value)
            module, _, last = source.rpartition(".")
            if module and last == model.name.rpartition(".")[2]:
                spelled = context.names.spell(f"{module}.{name}", f"from {module} import {name}")
                replacement = f"await {node.code_with(call.func, spelled.text)}"
                imports = spelled.imports
    description = f"await its async twin `{name}`"
    return Fix("twin", "safe", description, replacement, _advice_example(model), imports)


def _equivalent(blocked: Blocked, context: RewriteContext) -> Fix:
    model, node, call = blocked.model, blocked.node, blocked.call
    instead = _own_equivalent(model.instead, context.offload)
    module, _, name = instead.rpartition(".")
    replacement = ""
    imports: tuple[str, ...] = ()
    if call is not None and node is not None:
        statement = f"import {module}"
        if module != _LOOP_LIBRARY and "." in module and name[:1].isupper():
            statement = f"from {module} import {name}"
        spelled = context.names.spell(instead, statement)
        replacement = f"await {node.code_with(call.func, spelled.text)}"
        imports = spelled.imports
    description, safety, reason = f"await `{instead}`", "safe", ""
    if _is_used_by_blocking_calls(model.returns, context.library):
        safety, reason = "unsafe", "what it gives has to be used with `await` as well"
        description += f" ({reason})"
    return Fix("replacement", safety, description, replacement, "", imports, None, reason)


def _own_equivalent(instead: str, style: OffloadStyle) -> str:
    """The equivalent in the async library that the file uses.

    An async library with threads of its own brings its own `sleep`; that of another one would fail
    under its loop.
    """
    called = _CALLED.match(style.call)
    module, _, name = instead.rpartition(".")
    if module == _LOOP_LIBRARY and called is not None and "." in called[2]:
        return f"{called[2].partition('.')[0]}.{name}"
    return instead


def _is_used_by_blocking_calls(returns: str, library: Library) -> bool:
    return any(
        method.blocks
        for name in re.findall(r"[\w.]+", returns)
        for owner in library.ancestors(name)
        for method in owner.methods.values()
    )


def _affinity(returns: str, library: Library) -> str:
    """Why what a call gives has to stay in its thread, or an empty text."""
    for name in re.findall(r"[\w.]+", returns):
        for owner in library.ancestors(name):
            if owner.thread_affine:
                return owner.thread_affine
    return ""


def _from_advice(blocked: Blocked, offload: Spelled | None, context: RewriteContext) -> Fix | None:
    model = blocked.model
    summary = model.advice.summary if model.advice is not None else ""
    example = _advice_example(model)
    import_line = context.offload.import_line
    affine = model.thread_affine or _affinity(model.returns, context.library)
    if offload is not None and not (affine and blocked.is_direct):
        # One call of an object that must stay in its thread cannot leave alone; a helper that
        # makes, uses and drops the object can, as far as is known here.
        safety, way_out, reason = "safe", f"run it in a thread ({import_line})", ""
        if affine:
            safety = "unsafe"
            way_out = f"run the whole unit of work in a thread ({import_line})"
            reason = f"it works on what must stay in one thread: {affine}"
        description = _either(way_out, summary)
        imports = offload.imports
        return Fix("offload", safety, description, offload.text, example, imports, None, reason)
    if model.offload == "never":
        return Fix("library", "unsafe", summary, "", example) if summary else None
    way_out = "move the blocking part into a function of its own and run that in a thread"
    reason = ""
    if blocked.node is not None and blocked.is_call and blocked.obstacle:
        way_out += ", from the coroutine around: nothing can be awaited here"
        reason = blocked.obstacle
    elif affine:
        reason = f"its object must stay in one thread: {affine}"
    elif blocked.needs_loop:
        reason = "what is called here needs the loop"
    description = _either(way_out, summary)
    if blocked.needs_loop:
        description += " (what is called here needs the loop)"
    return Fix("offload", "unsafe", description, "", example, (), None, reason)


def _either(way_out: str, summary: str) -> str:
    return f"{way_out}, or {summary}" if summary else way_out


def _offloaded(blocked: Blocked, context: RewriteContext) -> Spelled | None:
    """The call handed to a thread, in the style of the file's framework."""
    node, call = blocked.node, blocked.call
    if node is None or call is None or _last_name(call.func) in _ENDS_BY_EXCEPTION:
        return None
    if any(_begins_here(argument.value) for argument in call.args):
        return None
    before, inside = _inside(node, call)
    unfit = any(argument.keyword or argument.star == "**" for argument in call.args)
    arguments = _Arguments(before, inside, has_any=bool(call.args), has_keywords=unfit)
    return _in_thread(node.code(call.func), arguments, context)


def _begins_here(argument: cst.BaseExpression) -> bool:
    """Whether it is a generator whose first iterable a call makes: that runs before the thread."""
    if not isinstance(argument, cst.GeneratorExp):
        return False
    return bool(matchers.findall(argument.for_in.iter, matchers.Call()))


@dataclass(frozen=True, slots=True)
class _Arguments:
    """The code of a call's arguments: the space before the first, and all the rest."""

    before: str
    inside: str
    has_any: bool
    has_keywords: bool


def _in_thread(function: str, given: _Arguments, context: RewriteContext) -> Spelled:
    """A call of a function in a thread, with its arguments."""
    style, before, inside = context.offload, given.before, given.inside
    imports: list[str] = []
    called = _CALLED.match(style.call)
    template = style.call
    if called is not None:
        module, name = read_import(style.import_line)
        qualified = f"{module}.{called[2]}" if name else called[2]
        spelled = context.names.spell(qualified, style.import_line, style.imports)
        template = f"{called[1]}{spelled.text}{called[3]}"
        imports += spelled.imports
    if given.has_keywords and not style.keywords:
        partial = context.names.spell("functools.partial", "import functools")
        imports += partial.imports
        function = f"{partial.text}({before}{function},{_separator(before)}{inside})"
        before, inside = "", ""
    if "{function}{arguments}" not in template:
        return Spelled(template.format(function=function, arguments=before + inside), (*imports,))
    arguments = f",{_separator(before)}{inside}" if given.has_any and inside else inside
    code = template.format(function=before + function, arguments=arguments)
    return Spelled(code, (*imports,))


def _whole_file(blocked: Blocked, found: WholeFile, context: RewriteContext) -> Fix:
    """A file that is read or written in one step, by a Path in a thread."""
    path = found.path
    imports: tuple[str, ...] = ()
    if not found.is_path:
        spelled = context.names.spell("pathlib.Path", "from pathlib import Path")
        path = f"{spelled.text}({path})"
        imports = spelled.imports
    given = _Arguments("", found.arguments, bool(found.arguments), found.has_keywords)
    offload = _in_thread(f"{path}.{found.method}", given, context)
    awaited = f"({offload.text})" if found.is_primary else offload.text
    summary = blocked.model.advice.summary if blocked.model.advice is not None else ""
    return Fix(
        "offload",
        "unsafe" if found.reason else "safe",
        _either(f"do it in one step, in a thread ({context.offload.import_line})", summary),
        f"{found.before}{awaited}{found.after}",
        _advice_example(blocked.model),
        (*imports, *offload.imports),
        found.span,
        found.reason,
    )


def _inside(node: BlockedNode, call: cst.Call) -> tuple[str, str]:
    """What stands between the parentheses of a call, exactly: the space before and all the rest.

    The space comes with its comments, and is empty where the first argument stands on the line of
    the parenthesis.
    """
    skipped = len(_EMPTY.code_for_node(call.whitespace_after_func)) + 1
    text = node.between(call.func)[skipped:-1]
    if not call.args:
        return "", text if text.strip() else ""
    first = call.args[0]
    before = node.between(call.func, first)[skipped:]
    inside = text[len(before) :]
    if len(call.args) == 1 and isinstance(first.value, cst.GeneratorExp) and not first.value.lpar:
        own = node.code(first.value)
        inside = f"({own}){inside[len(own) :]}"
    if _LINE_END.search(before):
        return before, inside
    return "", inside if _LINE_END.search(inside) else inside.rstrip()


def _separator(before: str) -> str:
    """What follows the comma after the function: a blank, or a new line as before the function."""
    ends = list(_LINE_END.finditer(before))
    return f"{ends[-1][0]}{before[ends[-1].end() :]}" if ends else " "


def _last_name(function: cst.BaseExpression) -> str:
    if isinstance(function, cst.Attribute):
        return function.attr.value
    return function.value if isinstance(function, cst.Name) else ""


def _advice_example(model: CallableModel) -> str:
    return model.advice.example if model.advice is not None else ""


def without_async(fix: Fix | None, source: SourceText, function: FunctionSummary) -> Fix | None:
    """In place of a fix without a rewrite: the plain function, which the framework offloads."""
    line = source.line(function.line)
    found = _ASYNC_DEF.match(line, source.character(function.line, function.column) - 1)
    if found is None or (fix is not None and fix.replacement):
        return fix
    span = Span(function.line, found.start() + 1, function.line, found.end() + 1)
    way_out = "make it a plain `def`, which the framework runs in a thread"
    description = _either(way_out, fix.description) if fix is not None else way_out
    example = fix.example if fix is not None else ""
    return Fix("plain-def", "unsafe", description, "def", example, (), span, _AT_THE_SAME_TIME)
