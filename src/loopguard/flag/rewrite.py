"""Writes what a call should become: its async twin, its async equivalent, or a thread."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import libcst as cst

from loopguard.blocklist.library import Library
from loopguard.blocklist.models import CallableModel, OffloadStyle
from loopguard.domain.finding import Fix, Span
from loopguard.domain.summary import FunctionSummary, SiteKind
from loopguard.flag import implicit
from loopguard.flag.chain import Inside
from loopguard.flag.names import Spelled
from loopguard.flag.surroundings import Surroundings
from loopguard.flag.threads import CALLED, Arguments, RewriteContext, in_thread, offloaded
from loopguard.flag.visitor import OBSTACLES, BlockedNode
from loopguard.flag.whole_file import WholeFile
from loopguard.summarize.text import SourceText

_ASYNC_DEF = re.compile(r"async[ \t]+def\b")
_AT_THE_SAME_TIME = "the function then runs in a thread, at the same time as other code"
_MORE_THAN_THE_CALL = "more than this call has to change"
_NEEDS_LOOP = "what is called here needs the loop"
_ANOTHER_OBJECT = "what is used here has to be another kind of object"
_LOOP_LIBRARY = "asyncio"
"""Whose equivalents other libraries for async code have under the same last name."""

_SHORT = "LG105"
"""The rule about what ends soon by itself, and can be read as a whole: files and directories."""


def _nothing() -> None:
    return None


def _no_code() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Blocked:
    """A blocked site, as far as a rewrite has to know it.

    `node` is None where its source could not be read. `kind` is the kind of its site, and CALL
    where a call as written is meant; `is_direct` says that the expression is the blocking call
    itself and no sync helper, `method` is the last name of what it runs first. `needs_loop` says
    that what is called uses the running loop, so that it cannot go to a thread as a whole.
    `around` is what stands around it in its function. `whole_file` gives the work with a file that
    it opens where that is one step; `block` the code that moves a whole `with` to a thread,
    `inside` the way of changing the helpers instead, `swapped` the advice's code for this call.
    """

    model: CallableModel
    node: BlockedNode | None
    kind: int
    is_direct: bool
    around: Surroundings
    whole_file: Callable[[], WholeFile | None] = _nothing
    block: Callable[[], str] = _no_code
    inside: Callable[[], Inside | None] = _nothing
    swapped: Callable[[], str] = _no_code
    method: str = ""
    needs_loop: bool = False

    @property
    def is_call(self) -> bool:
        """Whether it is a call as written, and no `with` or `for` over one."""
        return self.kind == SiteKind.CALL

    @property
    def call(self) -> cst.Call | None:
        """The call that can be awaited in its place."""
        found = self.node.node if self.node is not None and self.is_call else None
        return found if isinstance(found, cst.Call) and not self.obstacle else None

    @property
    def here(self) -> str:
        """Why nothing can be awaited in the place of the expression, or an empty text."""
        if self.node is None:
            return "the code around cannot be read"
        return OBSTACLES["class"] if self.around.in_class else self.node.obstacle

    @property
    def obstacle(self) -> str:
        """Why there is no single call here that can be replaced, or an empty text."""
        return self.here if self.is_call else "what blocks is no call of its own"


def advise(blocked: Blocked, context: RewriteContext) -> list[Fix]:
    """The fixes of a blocked site, the best first."""
    model, found = blocked.model, list[Fix]()
    if blocked.is_direct and model.twin:
        found.append(_guarded(_twin(blocked, context), blocked))
    if blocked.is_direct and model.instead:
        found.append(_guarded(_equivalent(blocked, context), blocked))
    if blocked.is_direct and model.offload == "file" and not blocked.obstacle:
        whole = blocked.whole_file()
        if whole is not None:
            found.append(_guarded(_whole_file(blocked, whole, context), blocked, alone=False))
    in_one_step = any(fix.replacement and fix.kind == "offload" for fix in found)
    if model.offload != "never" and not in_one_step:
        found.append(_leaving(blocked, context))
    if model.advice is not None:
        code = blocked.swapped() if blocked.is_direct else ""
        summary = model.advice.summary
        reason = _ANOTHER_OBJECT if code else _MORE_THAN_THE_CALL
        found.append(Fix("library", "unsafe", summary, "", code, (), None, reason))
    return _ordered(found)


def _ordered(found: list[Fix]) -> list[Fix]:
    """Words alone go behind code: what is shown for the very line helps more."""
    if found and found[0].kind == "offload" and found[0].is_advice and not found[0].example:
        found = sorted(found, key=lambda fix: not fix.example)
    return found


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
    return Fix("twin", "safe", description, replacement, "", imports)


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
    called = CALLED.match(style.call)
    module, _, name = instead.rpartition(".")
    if style.object_type or called is None:
        return instead
    if module == _LOOP_LIBRARY and "." in called[2]:
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


def _leaving(blocked: Blocked, context: RewriteContext) -> Fix:
    """The way into a thread: code for the call, for the statement around, or advice."""
    model = blocked.model
    summary = model.advice.summary if model.advice is not None else ""
    affine = model.thread_affine or _affinity(model.returns, context.library)
    may_leave = not blocked.needs_loop and not (affine and blocked.is_direct)
    # One call of an object that must stay in its thread cannot leave alone; a helper that makes,
    # uses and drops the object can, as far as is known here.
    used = blocked.is_direct and _reads_later(model.returns, context.library)
    if used and may_leave and blocked.call is not None and blocked.node is not None:
        fix = _with_its_use(blocked, blocked.node, context)
        if fix is not None:
            return fix
    enters = used and blocked.node is not None and isinstance(blocked.node.parent, cst.WithItem)
    may_move = not enters and (not blocked.is_direct or not model.is_lazy)
    if may_leave and blocked.node is not None and may_move:
        fix = _moved(blocked, blocked.node, affine, context)
        if fix is not None:
            return fix
    if may_leave and blocked.node is not None and not blocked.here:
        fix = _evaluated(blocked, blocked.node, affine, context)
        if fix is not None:
            return fix
    way_out = "move the blocking part into a function of its own and run that in a thread"
    reason = ""
    if blocked.node is not None and blocked.is_call and blocked.obstacle:
        way_out += ", from the coroutine around: nothing can be awaited here"
        reason = blocked.obstacle
    elif affine:
        reason = f"its object must stay in one thread: {affine}"
    elif blocked.needs_loop:
        reason = _NEEDS_LOOP
    example = _example(blocked, context) if not reason or reason == _NEEDS_LOOP else ""
    inside = blocked.inside() if not example and not blocked.is_direct else None
    if inside is not None:
        example = inside.code
        way_out = "run the call that blocks in a thread before this one"
        if inside.function:
            way_out = f"make `{inside.function}` a coroutine, and run what blocks in it in a thread"
    description = _either(way_out, summary)
    if blocked.needs_loop:
        description += f" ({_NEEDS_LOOP})"
    return _guarded(Fix("offload", "unsafe", description, "", example, (), None, reason), blocked)


def _moved(blocked: Blocked, node: BlockedNode, affine: str, context: RewriteContext) -> Fix | None:
    """The call itself, handed to a thread."""
    call = blocked.call
    if call is None or (blocked.is_direct and blocked.model.offload != "alone"):
        return None
    spelled = offloaded(node, call, context)
    if spelled is None:
        return None
    way_out, reason = "run it in a thread", ""
    if affine:
        way_out = "run the whole unit of work in a thread"
        reason = f"it works on what must stay in one thread: {affine}"
    return _guarded(_offload(blocked, way_out, reason, spelled, None, context), blocked)


def _with_its_use(blocked: Blocked, node: BlockedNode, context: RewriteContext) -> Fix | None:
    """A handle that is opened and used in one expression, both in a thread: `open(x).read()`."""
    found = implicit.used_at_once(node, context)
    if found is None:
        return None
    fix = _offload(blocked, "run it in a thread", found.reason, found.code, found.span, context)
    return _guarded(fix, blocked, alone=False)


def _reads_later(returns: str, library: Library) -> bool:
    """Whether a call gives a handle that blocks again when it is used."""
    return any(
        owner.handle and any(m.blocks and not m.is_lazy for m in owner.methods.values())
        for name in re.findall(r"[\w.]+", returns)
        for owner in library.ancestors(name)
    )


def _evaluated(
    blocked: Blocked, node: BlockedNode, affine: str, context: RewriteContext
) -> Fix | None:
    """What is no call, evaluated in a thread."""
    is_short = blocked.is_direct and blocked.model.rule == _SHORT
    found = implicit.rewrite(node, blocked.kind, blocked.method, is_short=is_short, context=context)
    if found is None:
        return None
    reason = found.reason
    if affine:
        reason = f"it works on what must stay in one thread: {affine}"
    fix = _offload(blocked, "run it in a thread", reason, found.code, found.span, context)
    if found.span == node.span(node.node):
        fix = replace(fix, replacement=node.in_place(found.code.text))
    return _guarded(fix, blocked, alone=False)


def _offload(
    blocked: Blocked,
    way_out: str,
    reason: str,
    spelled: Spelled,
    span: Span | None,
    context: RewriteContext,
) -> Fix:
    advice = blocked.model.advice
    imported = context.offload.import_line
    description = f"{way_out} ({imported})" if imported else way_out
    return Fix(
        "offload",
        "unsafe" if reason else "safe",
        _either(description, advice.summary if advice is not None else ""),
        spelled.text,
        "",
        spelled.imports,
        span,
        reason,
    )


def _example(blocked: Blocked, context: RewriteContext) -> str:
    """Code for this very place that is more than a replacement."""
    if blocked.node is None or blocked.needs_loop or blocked.around.in_class:
        return ""
    if blocked.kind == SiteKind.ITERATE and not blocked.here:
        return implicit.step_by_step(blocked.node, context)
    return blocked.block() if blocked.is_direct else ""


def _either(way_out: str, summary: str) -> str:
    return f"{way_out}, or {summary}" if summary else way_out


def _whole_file(blocked: Blocked, found: WholeFile, context: RewriteContext) -> Fix:
    """A file that is read or written in one step, by a Path in a thread."""
    path = found.path
    imports: tuple[str, ...] = ()
    if not found.is_path:
        spelled = context.names.spell("pathlib.Path", "from pathlib import Path")
        path = f"{spelled.text}({path})"
        imports = spelled.imports
    given = Arguments("", found.arguments, bool(found.arguments), found.has_keywords)
    offload = in_thread(f"{path}.{found.method}", given, context)
    awaited = f"({offload.text})" if found.is_primary else offload.text
    summary = blocked.model.advice.summary if blocked.model.advice is not None else ""
    return Fix(
        "offload",
        "unsafe" if found.reason else "safe",
        _either(f"do it in one step, in a thread ({context.offload.import_line})", summary),
        f"{found.before}{awaited}{found.after}",
        "",
        (*imports, *offload.imports),
        found.span,
        found.reason,
    )


def without_async(fixes: list[Fix], source: SourceText, function: FunctionSummary) -> list[Fix]:
    """The fixes with the plain function, which the framework offloads: first if none is code."""
    line = source.line(function.line)
    found = _ASYNC_DEF.match(line, source.character(function.line, function.column) - 1)
    if found is None:
        return fixes
    span = Span(function.line, found.start() + 1, function.line, found.end() + 1)
    way_out = "make it a plain `def`, which the framework runs in a thread"
    has_code = any(fix.replacement for fix in fixes[:1])
    description = _either(way_out, fixes[0].description) if fixes and not has_code else way_out
    plain = Fix("plain-def", "unsafe", description, "def", "", (), span, _AT_THE_SAME_TIME)
    return [*fixes, plain] if has_code else [plain, *fixes]
