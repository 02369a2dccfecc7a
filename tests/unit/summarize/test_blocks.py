"""Which code of a function runs whenever it is run at all, and where the function returns."""

from __future__ import annotations

import pytest

from loopguard.domain.summary import Guard, SiteKind

from ...helpers.facts import Facts


def facts_of(body: str) -> Facts:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return Facts.of(f"async def f(x, xs):\n{lines}\n")


def run_before_the_end(body: str) -> list[str]:
    """The calls that stand in one of the blocks that hold the last call."""
    facts = facts_of(body)
    function = facts.function("f")
    sites = [site for site in function.sites if site.kind == SiteKind.CALL]
    around, block = {0}, sites[-1].block
    while block:
        around.add(block)
        block = function.blocks[block - 1].parent
    return [facts.text(site.target) for site in sites[:-1] if site.block in around]


@pytest.mark.parametrize(
    "body",
    [
        "a()\nend()",
        "a()\nif x:\n    end()",
        "if x:\n    a()\n    end()",
        "for y in xs:\n    a()\n    end()",
        "while a():\n    pass\nend()",
        "try:\n    a()\nfinally:\n    pass\nend()",
        "try:\n    pass\nexcept E:\n    pass\nfinally:\n    a()\nend()",
        "try:\n    a()\n    end()\nexcept E:\n    pass",
        "if a():\n    pass\nend()",
        "if a() and x:\n    pass\nend()",
        "y = [z for z in a()]\nend()",
        "assert a()\nend()",
    ],
)
def test_code_of_the_same_or_an_outer_block_has_run(body: str) -> None:
    assert run_before_the_end(body) == ["call(a)"]


@pytest.mark.parametrize(
    "body",
    [
        "if x:\n    a()\nend()",
        "if x:\n    a()\nelse:\n    end()",
        "if x:\n    pass\nelse:\n    a()\nend()",
        "for y in xs:\n    a()\nend()",
        "for y in xs:\n    pass\nelse:\n    a()\nend()",
        "while x:\n    a()\nend()",
        "try:\n    a()\nexcept E:\n    pass\nend()",
        "try:\n    a()\nexcept E:\n    end()",
        "try:\n    pass\nexcept E:\n    pass\nelse:\n    a()\nend()",
        "match x:\n    case 1:\n        a()\nend()",
        "with x:\n    a()\nend()",
        "async with x:\n    a()\nend()",
        "y = x and a()\nend()",
        "y = x or a()\nend()",
        "y = a() if x else 1\nend()",
        "y = 1 if x else a()\nend()",
        "y = [a() for z in xs]\nend()",
        "y = {z: a() for z in xs}\nend()",
        "y = 1 < x < a()\nend()",
        "assert x, a()\nend()",
    ],
)
def test_code_that_may_be_left_out_has_not(body: str) -> None:
    assert run_before_the_end(body) == []


def entries(body: str) -> list[str]:
    """When each block of the function is entered, as far as that is known."""
    facts = facts_of(body)
    found = []
    for block in facts.function("f").blocks:
        row = facts.summary.expressions[block.entry]
        found.append(
            facts.text(block.entry).replace("parameter ", "")
            if isinstance(row, Guard) or block.entry
            else "?"
        )
    return found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("if x:\n    a()", ["true(x)", "false(x)"]),
        ("if not x:\n    a()", ["false(x)", "true(x)"]),
        ("if x is None:\n    a()", ["none(x)", "set(x)"]),
        ("if x and xs:\n    a()", ["?", "?", "?", "?"]),
        ("if x == 1:\n    a()", ["?", "?"]),
        ("with x:\n    a()", ["x"]),
        ("async with x:\n    a()", ["?"]),
        ("for y in xs:\n    a()", ["?", "?"]),
    ],
)
def test_a_block_knows_when_it_is_entered(body: str, expected: list[str]) -> None:
    assert entries(body) == expected


def exits(body: str) -> list[tuple[int, int, str]]:
    """The block, the number of sites before, and the result of each return."""
    facts = facts_of(body)
    found = facts.function("f").exits
    return [
        (leaving.block, leaving.position, facts.text(leaving.result).replace("parameter ", ""))
        for leaving in found
    ]


def test_a_function_ends_at_each_return_and_behind_its_last_statement() -> None:
    assert exits("if x:\n    return 1\na()") == [(1, 1, "1"), (0, 2, "None")]


def test_a_function_that_always_returns_has_no_other_end() -> None:
    assert exits("a()\nreturn x") == [(0, 1, "x")]


def test_an_exception_is_no_way_to_return() -> None:
    assert exits("a()\nraise x") == []


def test_a_lambda_returns_what_its_body_gives() -> None:
    facts = Facts.of("f = lambda: a()")
    (leaving,) = facts.function("<lambda>").exits
    assert facts.text(leaving.result) == "call(a)"
