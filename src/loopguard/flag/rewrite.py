"""Writes what a call should become: its async twin, its async equivalent, or a thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import libcst as cst

from loopguard.blocklist.models import CallableModel, OffloadStyle
from loopguard.domain.finding import Fix
from loopguard.flag.visitor import BlockedNode


@dataclass(frozen=True, slots=True)
class RewriteContext:
    """What a rewrite depends on besides the call: how this file leaves the loop."""

    offload: OffloadStyle


def advise(
    model: CallableModel,
    blocked: BlockedNode | None,
    context: RewriteContext,
    *,
    is_call: bool,
    is_direct: bool,
    needs_loop: bool = False,
) -> Fix | None:
    """The best fix for a blocked call.

    `is_call` says that the site is a call as written, and no `with` or `for` over one;
    `is_direct` that the expression is the blocking call itself and no sync helper. `blocked` is
    None where its source could not be read. `needs_loop` says that what is called uses the running
    loop, so that it cannot go to a thread as a whole.
    """
    node = blocked.node if blocked is not None and is_call else None
    call = node if isinstance(node, cst.Call) and blocked and blocked.is_awaitable_here else None
    if is_direct and model.twin:
        return _twin(model, blocked, call)
    if is_direct and model.instead:
        return _equivalent(model, blocked, call)
    offload = None
    alone = model.offload == "alone" and not model.is_lazy
    if (
        model.offload != "never"
        and not needs_loop
        and (alone or not is_direct)
        and call is not None
        and blocked is not None
    ):
        offload = _offloaded(blocked, call, context.offload)
    fix = _from_advice(model, blocked, offload, is_direct, context)
    if fix is not None and needs_loop and fix.kind == "offload":
        return replace(fix, description=f"{fix.description} (what is called here needs the loop)")
    return fix


def _twin(model: CallableModel, blocked: BlockedNode | None, call: cst.Call | None) -> Fix:
    name = model.twin.rpartition(".")[2]
    replacement = ""
    if call is not None and blocked is not None and isinstance(call.func, cst.Attribute):
        replacement = _awaited(blocked.code_with(call.func.attr, name))
    description = f"await its async twin `{name}`"
    return Fix("twin", "safe", description, replacement, _advice_example(model))


def _equivalent(model: CallableModel, blocked: BlockedNode | None, call: cst.Call | None) -> Fix:
    replacement = ""
    if call is not None and blocked is not None:
        replacement = _awaited(f"{model.instead}({_arguments(blocked, call.args)})")
    return Fix("replacement", "safe", f"await `{model.instead}`", replacement)


def _from_advice(
    model: CallableModel,
    blocked: BlockedNode | None,
    offload: str | None,
    is_direct: bool,
    context: RewriteContext,
) -> Fix | None:
    summary = model.advice.summary if model.advice is not None else ""
    example = _advice_example(model)
    if offload is not None and not (model.thread_affine and is_direct):
        # One call of an object that must stay in its thread cannot leave alone; a helper that
        # makes, uses and drops the object can, as far as is known here.
        safety = "unsafe" if model.thread_affine else "safe"
        way_out = f"run it in a thread ({context.offload.import_line})"
        if model.thread_affine:
            way_out = f"run the whole unit of work in a thread ({context.offload.import_line})"
        return Fix("offload", safety, _either(way_out, summary), offload, example)
    if model.offload == "never":
        return Fix("library", "unsafe", summary, "", example) if summary else None
    way_out = "move the blocking part into a function of its own and run that in a thread"
    if blocked is not None and not blocked.is_awaitable_here:
        way_out += ", from the coroutine around: nothing can be awaited here"
    return Fix("offload", "unsafe", _either(way_out, summary), "", example)


def _either(way_out: str, summary: str) -> str:
    return f"{way_out}, or {summary}" if summary else way_out


def _offloaded(blocked: BlockedNode, call: cst.Call, style: OffloadStyle) -> str:
    """The call handed to a thread, in the style of the file's framework."""
    function = blocked.code(call.func)
    arguments = _arguments(blocked, call.args)
    unfit = any(argument.keyword or argument.star == "**" for argument in call.args)
    if unfit and not style.keywords:
        function, arguments = f"functools.partial({function}, {arguments})", ""
    beside_function = "{function}{arguments}" in style.call
    if beside_function and arguments:
        arguments = f", {arguments}"
    return style.call.format(function=function, arguments=arguments)


def _arguments(blocked: BlockedNode, arguments: Sequence[cst.Arg]) -> str:
    """The source of the arguments, without the parentheses and a trailing comma."""
    parts = [blocked.code(argument).strip().removesuffix(",").rstrip() for argument in arguments]
    if len(arguments) == 1 and isinstance(arguments[0].value, cst.GeneratorExp):
        return parts[0] if arguments[0].value.lpar else f"({parts[0]})"
    return ", ".join(parts)


def _awaited(code: str) -> str:
    return f"await {code}"


def _advice_example(model: CallableModel) -> str:
    return model.advice.example if model.advice is not None else ""
