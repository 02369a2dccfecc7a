"""A `with` whose block can run in a thread as a whole: the function that this takes, as code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from loopguard.domain.summary import FunctionSummary
from loopguard.flag.pieces import Piece
from loopguard.flag.threads import Arguments, RewriteContext, in_thread
from loopguard.summarize.source import Unreadable, parse_source

_NAMES = ("work", "block", "do_work", "in_thread")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_SCOPES = (*_FUNCTIONS, ast.ClassDef)
_STAYS = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.Yield, ast.YieldFrom, ast.Delete,
          ast.Global, ast.Nonlocal)  # fmt: skip
_OWN_FRAME = frozenset({"super", "locals", "eval", "exec", "vars", "__class__"})
MOST_LINES = 8


def unit_of_work(piece: Piece, function: FunctionSummary, context: RewriteContext) -> str:
    """The block as a function of its own that a thread runs; empty where it has to stay.

    It stays where it awaits, leaves the function or a loop around, or binds names on some ways
    only that are used elsewhere.
    """
    block = piece.statement
    around = _function(piece, function)
    if not isinstance(block, ast.With) or around is None or function.is_lambda:
        return ""
    returned = _returned(block)
    if returned is None or _has_to_stay(block):
        return ""
    lines = _lines(piece, block)
    if lines is None:
        return ""
    inside = {name for name, _ in _names(block, (ast.Store,))}
    first, last = block.lineno + piece.offset, (block.end_lineno or 0) + piece.offset
    offset = function.start - 1
    elsewhere = [
        (node, store)
        for node, store in _places(around)
        if not first <= node.lineno + offset <= last
    ]
    bound = {node.id for node, store in elsewhere if store} | {p.name for p in function.parameters}
    used = {node.id for node, store in elsewhere if not store}
    given = [name for name in sorted(inside & used) if name not in bound]
    if not set(given) <= _surely_bound(block) or _is_declared(around, inside):
        return ""
    taken = {node.id for node in ast.walk(around) if isinstance(node, ast.Name)}
    name = next((name for name in _NAMES if name not in taken), "")
    shared = sorted((inside & bound) - _targets(block))
    if not name or (returned and (given or shared)):
        return ""
    head = [f"def {name}():"] + ([f"    nonlocal {', '.join(shared)}"] if shared else [])
    result = ", ".join(given)
    tail = [f"    return {result}"] if given else []
    call = in_thread(name, Arguments(), context).text
    start = "return " if returned else f"{result} = " if given else ""
    return "\n".join([*head, *lines, *tail, "", f"{start}{call}"])


def _targets(block: ast.With) -> set[str]:
    """What the `with` binds: closed behind it, so that nobody minds if it stays inside."""
    named = [item.optional_vars for item in block.items if item.optional_vars is not None]
    return {n.id for target in named for n in ast.walk(target) if isinstance(n, ast.Name)}


def _function(piece: Piece, function: FunctionSummary) -> ast.AST | None:
    code = "".join(piece.source.lines[function.start - 1 : function.end_line])
    indented = code[:1] in " \t\f"
    tree = parse_source(f"if True:\n{code}" if indented else code)
    if isinstance(tree, Unreadable) or not tree.body:
        return None
    first = tree.body[0]
    if indented:
        ast.increment_lineno(tree, -1)
        first = first.body[0] if isinstance(first, ast.If) else first
    return first if isinstance(first, (ast.FunctionDef, ast.AsyncFunctionDef)) else None


def _returned(block: ast.With) -> bool | None:
    """Whether the block ends in its only `return`; None where it leaves in another way."""
    leaving = [n for n in _own_nodes(block) if isinstance(n, ast.Return)]
    if not leaving:
        return False
    return True if leaving == [block.body[-1]] else None


def _has_to_stay(block: ast.With) -> bool:
    for node in _own_nodes(block):
        if isinstance(node, _STAYS):
            return True
        if isinstance(node, ast.Name) and node.id in _OWN_FRAME:
            return True
        if isinstance(node, ast.comprehension) and node.is_async:
            return True
    return any(_leaves_loop(child) for child in block.body)


def _leaves_loop(node: ast.AST) -> bool:
    """Whether a `break` or `continue` concerns a loop around."""
    if isinstance(node, (ast.Break, ast.Continue)):
        return True
    if isinstance(node, _SCOPES):
        return False
    if isinstance(node, (ast.For, ast.While)):
        return any(map(_leaves_loop, node.orelse))
    return any(map(_leaves_loop, ast.iter_child_nodes(node)))


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of the same function."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        if not isinstance(current, _SCOPES):
            pending.extend(ast.iter_child_nodes(current))


def _names(
    node: ast.AST, contexts: tuple[type[ast.expr_context], ...]
) -> Iterator[tuple[str, ast.AST]]:
    for each in _own_nodes(node):
        if isinstance(each, ast.Name) and isinstance(each.ctx, contexts):
            yield each.id, each
        elif isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield each.name, each
        elif isinstance(each, (ast.Import, ast.ImportFrom)):
            for alias in each.names:
                yield (alias.asname or alias.name).partition(".")[0], each
        elif isinstance(each, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and each.name:
            yield each.name, each


def _places(function: ast.AST) -> list[tuple[ast.Name, bool]]:
    """All names in a function, also in those inside it, and whether they are bound there."""
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    found = [(node, not isinstance(node.ctx, ast.Load)) for node in names]
    for name, node in _names(function, ()):
        place = ast.Name(name, ast.Store(), lineno=getattr(node, "lineno", 0), col_offset=0)
        found.append((place, True))
    return found


def _surely_bound(block: ast.With) -> set[str]:
    """The names that the block binds whichever way it goes."""
    found: set[str] = set()
    targets: list[ast.expr] = [i.optional_vars for i in block.items if i.optional_vars is not None]
    for statement in block.body:
        if isinstance(statement, ast.Assign):
            targets += statement.targets
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            targets.append(statement.target)
        elif isinstance(statement, ast.With):
            found |= _surely_bound(statement)
    for target in targets:
        found |= {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}
    return found


def _is_declared(function: ast.AST, names: set[str]) -> bool:
    declared: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            declared.update(node.names)
    return bool(declared & names)


def _lines(piece: Piece, block: ast.With) -> list[str] | None:
    """The lines of the block, one level further in; long ones are cut."""
    first, last = block.lineno + piece.offset, (block.end_lineno or 0) + piece.offset
    lines = [piece.source.line(number) for number in range(first, last + 1)]
    for node in ast.walk(block):
        if isinstance(node, (ast.Constant, ast.JoinedStr)) and node.end_lineno != node.lineno:
            return None  # the text would change
    margin = re.match(r"[ \t\f]*", lines[0])
    width = len(margin[0]) if margin is not None else 0
    if any(line.strip() and len(line) - len(line.lstrip(" \t\f")) < width for line in lines):
        return None
    head = block.body[0].lineno - block.lineno
    if len(lines) > head + MOST_LINES:
        inner = " " * (len(lines[head]) - len(lines[head].lstrip()) - width)
        kept = [line[width:] for line in lines[:head]] + [f"{inner}...  # the block as it is"]
    else:
        kept = [line[width:] for line in lines]
    return [f"    {line}" if line else "" for line in kept]
