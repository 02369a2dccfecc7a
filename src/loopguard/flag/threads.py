"""Writes calls that run in a thread, in the manner of a file's framework."""

from __future__ import annotations

import re
from dataclasses import dataclass

import libcst as cst

from loopguard.blocklist.library import Library
from loopguard.blocklist.models import OffloadStyle
from loopguard.flag.names import ModuleNames, Spelled, read_import
from loopguard.flag.trees import holds
from loopguard.flag.visitor import BlockedNode

CALLED = re.compile(r"(await )([\w.]+)(\(.*)", re.DOTALL)
_EMPTY = cst.Module([])
_LINE_END = re.compile(r"\r\n|\r|\n")
_ENDS_BY_EXCEPTION = frozenset({"next", "__next__", "send", "throw"})
"""What may raise StopIteration, which no future and so no thread can hand on."""


@dataclass(frozen=True, slots=True)
class RewriteContext:
    """What the rewrites of a file depend on besides the call.

    How it leaves the loop, what the file's names mean, and what is known of libraries.
    """

    offload: OffloadStyle
    names: ModuleNames
    library: Library


@dataclass(frozen=True, slots=True)
class Arguments:
    """The code of a call's arguments: the space before the first, and all the rest."""

    before: str = ""
    inside: str = ""
    has_any: bool = False
    has_keywords: bool = False


def offloaded(node: BlockedNode, call: cst.Call, context: RewriteContext) -> Spelled | None:
    """The call handed to a thread; None where it cannot be."""
    if _last_name(call.func) in _ENDS_BY_EXCEPTION:
        return None
    if any(_begins_here(argument.value) for argument in call.args):
        return None
    before, inside = _inside(node, call)
    unfit = any(argument.keyword or argument.star == "**" for argument in call.args)
    arguments = Arguments(before, inside, has_any=bool(call.args), has_keywords=unfit)
    return in_thread(node.code(call.func), arguments, context)


def _begins_here(argument: cst.BaseExpression) -> bool:
    """Whether it is a generator whose first iterable a call makes: that runs before the thread."""
    if not isinstance(argument, cst.GeneratorExp):
        return False
    return holds(argument.for_in.iter, cst.Call)


def in_thread(function: str, given: Arguments, context: RewriteContext) -> Spelled:
    """A call of a function in a thread, with its arguments."""
    style, before, inside = context.offload, given.before, given.inside
    imports: list[str] = []
    called = CALLED.match(style.call)
    template = style.call
    if called is not None and not style.object_type:
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


def deferred(code: str, context: RewriteContext) -> Spelled:
    """An expression that is evaluated in a thread."""
    return in_thread(f"lambda: {code}", Arguments(), context)


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
