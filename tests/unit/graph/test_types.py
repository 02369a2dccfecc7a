"""The blocklist's type expressions as values."""

from __future__ import annotations

import pytest

from loopguard.graph.types import evaluate_type
from loopguard.graph.values import (
    AwaitableValue,
    ContainerValue,
    LibraryInstance,
    LibraryValue,
    TupleValue,
    Values,
)

SELF = (LibraryInstance("redis.Redis"),)
A, B = LibraryInstance("lib.A"), LibraryInstance("lib.B")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", ()),
        ("lib.A", (A,)),
        ("lib.old.A", (A,)),
        ("str", (LibraryInstance("builtins.str"),)),
        ("self", SELF),
        ("None", ()),
        ("lib.A | None", (A,)),
        ("lib.A | lib.B", (A, B)),
        ("lib.A | lib.A", (A,)),
        ("type[lib.A]", (LibraryValue("lib.A"),)),
        ("type[lib.old.A]", (LibraryValue("lib.A"),)),
        ("list[lib.A]", (ContainerValue("list", (A,)),)),
        ("set[lib.A]", (ContainerValue("set", (A,)),)),
        ("dict[str, lib.A]", (ContainerValue("dict", (A,)),)),
        ("iterator[lib.A]", (ContainerValue("list", (A,)),)),
        ("tuple[lib.A, lib.B]", (TupleValue(((A,), (B,))),)),
        ("awaitable[lib.A]", (AwaitableValue((A,)),)),
        ("list[tuple[self, lib.B]]", (ContainerValue("list", (TupleValue((SELF, (B,))),)),)),
        ("list[lib.A | lib.B]", (ContainerValue("list", (A, B)),)),
    ],
)
def test_a_type_expression_stands_for_values(text: str, values: Values) -> None:
    assert evaluate_type(text, SELF, lambda name: name.replace("lib.old", "lib")) == values
