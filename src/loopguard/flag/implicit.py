"""What blocks without being a call: a property, an operator, a loop over what reads as it goes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import libcst as cst

from loopguard.domain.finding import Span
from loopguard.domain.summary import SiteKind
from loopguard.flag.names import Spelled
from loopguard.flag.threads import Arguments, RewriteContext, deferred, in_thread
from loopguard.flag.trees import holds, nodes_in
from loopguard.flag.visitor import BlockedNode

_TRUTH = frozenset({"__bool__", "__len__"})
_TESTED = (cst.If, cst.While, cst.Assert)

CALLS_MOVE = "the calls in it then run in the thread as well"
AT_ONCE = "all is read before the first is used"
EARLIER = "the object is then looked up before the value is computed"


@dataclass(frozen=True, slots=True)
class Implicit:
    """Code for the range `span`, and why it is unsafe, if it is."""

    code: Spelled
    span: Span
    reason: str = ""


def rewrite(
    node: BlockedNode, kind: int, method: str, *, is_short: bool, context: RewriteContext
) -> Implicit | None:
    """The same in a thread, in one expression; None where it takes more.

    `method` is the special method or property that blocks; `is_short` says of an iterable that it
    ends soon, so that it can be read as a whole.
    """
    expression, span = node.node, node.span(node.node)
    if kind == SiteKind.LOAD and isinstance(expression, cst.Attribute):
        return _evaluated(node, span, context)
    if kind == SiteKind.ITERATE:
        if not is_short or _stays(expression) or not _is_iterated(node):
            return None
        code = deferred(f"list({node.bare()})", context)
        return Implicit(code, span, AT_ONCE)
    if kind != SiteKind.OPERATOR:
        return None
    if method in _TRUTH and not isinstance(expression, (cst.Call, cst.Comparison)):
        if not _is_tested(node) or holds(expression, cst.Call) or _stays(expression):
            return None
        given = Arguments(inside=node.code(expression), has_any=True)
        return Implicit(in_thread("bool", given, context), span)
    if isinstance(expression, cst.Subscript) and not isinstance(node.parent, cst.Arg):
        changed = _changed(node, expression, context)
        if changed is not None or isinstance(node.parent, (cst.AssignTarget, cst.Del)):
            return changed
        if isinstance(node.parent, (cst.AugAssign, cst.AnnAssign, cst.NamedExpr)):
            return None
    if isinstance(expression, (cst.Subscript, cst.Comparison, cst.BinaryOperation)):
        return _evaluated(node, span, context)
    return None


def used_at_once(node: BlockedNode, context: RewriteContext) -> Implicit | None:
    """A call with the method that is called on its result, in a thread; None without one."""
    if len(node.ancestors) < 2:
        return None
    outer, attribute = node.ancestors[-2:]
    if not isinstance(outer, cst.Call) or not isinstance(attribute, cst.Attribute):
        return None
    if outer.func is not attribute or attribute.value is not node.node or _stays(outer):
        return None
    around = replace(node, node=outer, ancestors=node.ancestors[:-2])
    calls = sum(isinstance(inner, cst.Call) for inner in nodes_in(outer))
    reason = CALLS_MOVE if calls > 2 else ""
    code = deferred(around.code(outer), context)
    placed = Spelled(around.in_place(code.text), code.imports)
    return Implicit(placed, around.span(outer), reason)


def step_by_step(node: BlockedNode, context: RewriteContext) -> str:
    """A `for` in which each next element comes from a thread, as lines; empty where none can."""
    loop = node.parent
    if not isinstance(loop, cst.For) or loop.asynchronous is not None or loop.iter is not node.node:
        return ""
    if not isinstance(loop.target, cst.Name) or _stays(node.node):
        return ""
    target = loop.target.value
    given = Arguments(inside="steps, end", has_any=True)
    following = in_thread("next", given, context).text
    return (
        f"steps, end = iter({node.code(node.node)}), object()\n"
        f"while ({target} := {following}) is not end:\n    ...  # as in the `for`"
    )


def _evaluated(node: BlockedNode, span: Span, context: RewriteContext) -> Implicit | None:
    expression = node.node
    if _stays(expression) or _is_stored(node):
        return None
    reason = CALLS_MOVE if holds(expression, cst.Call) else ""
    return Implicit(deferred(node.bare(), context), span, reason)


def _changed(
    node: BlockedNode, expression: cst.Subscript, context: RewriteContext
) -> Implicit | None:
    """`x[key] = value` and `del x[key]`, where they are statements of their own."""
    target, statement = node.parent, node.ancestors[-2] if len(node.ancestors) > 1 else None
    key = expression.slice[0].slice if len(expression.slice) == 1 else None
    if not isinstance(key, cst.Index) or key.star is not None:
        return None
    place = f"{node.code(expression.value)}, {node.code(key.value)}"
    reason = CALLS_MOVE if holds(expression, cst.Call) else ""
    whole: cst.CSTNode
    if isinstance(target, cst.Del):
        name, inside, whole = "delitem", place, target
    elif isinstance(target, cst.AssignTarget) and isinstance(statement, cst.Assign):
        if len(statement.targets) != 1:
            return None
        value = node.code(statement.value)
        if isinstance(statement.value, (cst.Tuple, cst.Yield)) and not statement.value.lpar:
            value = f"({value})"
        plain = all(
            isinstance(part, (cst.Name, cst.SimpleString)) for part in (expression.value, key.value)
        )
        if not plain and holds(statement.value, cst.Call, cst.Await, cst.Yield):
            reason = EARLIER
        name, inside, whole = "setitem", f"{place}, {value}", statement
    else:
        return None
    if holds(expression, cst.NamedExpr, cst.Yield):
        return None
    spelled = context.names.spell(f"operator.{name}", "import operator")
    code = in_thread(spelled.text, Arguments(inside=inside, has_any=True), context)
    if reason == CALLS_MOVE:
        reason = ""  # arguments are computed before the thread
    return Implicit(Spelled(code.text, (*spelled.imports, *code.imports)), node.span(whole), reason)


def _stays(expression: cst.CSTNode) -> bool:
    """Whether it cannot be in a lambda, or something in it would mean another thing there."""
    return any(
        isinstance(inner, (cst.Await, cst.Yield, cst.NamedExpr))
        or (
            isinstance(inner, cst.Call)
            and isinstance(inner.func, cst.Name)
            and inner.func.value == "super"
        )
        for inner in nodes_in(expression)
    )


def _is_stored(node: BlockedNode) -> bool:
    """Whether the expression is assigned to or deleted, and not loaded."""
    parent = node.parent
    if isinstance(parent, (cst.AssignTarget, cst.Del, cst.NamedExpr)):
        return True
    if isinstance(parent, (cst.AugAssign, cst.AnnAssign)):
        return parent.target is node.node
    return isinstance(parent, (cst.Element, cst.StarredElement)) and any(
        isinstance(each, (cst.AssignTarget, cst.Del)) for each in node.ancestors
    )


def _is_iterated(node: BlockedNode) -> bool:
    """Whether it is what a `for` or a comprehension, and no unpacking, goes through."""
    parent = node.parent
    return isinstance(parent, (cst.For, cst.CompFor)) and (
        parent.iter is node.node and parent.asynchronous is None
    )


def _is_tested(node: BlockedNode) -> bool:
    """Whether nothing but the truth of it counts."""
    parent = node.parent
    if isinstance(parent, cst.UnaryOperation):
        return isinstance(parent.operator, cst.Not)
    if isinstance(parent, (cst.IfExp, cst.CompIf)):
        return parent.test is node.node
    return isinstance(parent, _TESTED) and parent.test is node.node
