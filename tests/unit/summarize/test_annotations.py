"""Annotations are read as types, strings in them as code."""

from __future__ import annotations

import pytest

from ...helpers.facts import Facts


@pytest.mark.parametrize(
    ("annotation", "read"),
    [
        ("Client", "type Client"),
        ("http.Client", "attr(type http, Client)"),
        ('"Client"', "type Client"),
        ('"http.Client"', "attr(type http, Client)"),
        ('" Client "', "type Client"),
        ("Optional[Client]", "item(type Optional, type Client)"),
        ('Optional["Client"]', "item(type Optional, type Client)"),
        ("'Optional[Client]'", "item(type Optional, type Client)"),
        ("Client | None", "type Client | None"),
        ("'Client | None'", "type Client | None"),
        ("Union[A, B]", "item(type Union, tuple(type A, type B))"),
        ("dict[str, Client]", "item(type dict, tuple(type str, type Client))"),
        ("Callable[[A], B]", "item(type Callable, tuple(tuple(type A), type B))"),
        (
            "Annotated[Session, Depends(get_session)]",
            "item(type Annotated, tuple(type Session, call(Depends, get_session)))",
        ),
        ("None", "None"),
        ("'not code'", "?"),
        ("'f()'", "?"),
        ("1", "?"),
        ("...", "?"),
    ],
)
def test_an_annotation_is_read_as_a_type(annotation: str, read: str) -> None:
    facts = Facts.of(f"def f(x: {annotation}) -> {annotation}: ...")
    function = facts.function("f")
    assert facts.text(function.parameters[0].annotation) == read
    assert facts.text(function.returns) == read


def test_the_marker_in_annotated_runs_around_the_function() -> None:
    facts = Facts.of("def f(x: Annotated[Session, Depends(get)]): ...")
    assert facts.calls() == ["call(Depends, get)"]


def test_a_name_declared_without_a_value_is_of_that_type() -> None:
    facts = Facts.of("def f():\n    x: Client\n    show(x)\n")
    assert facts.arguments("show", "f") == ["a(type Client)"]


def test_a_name_declared_with_a_value_keeps_both() -> None:
    facts = Facts.of("def f():\n    x: Client = make()\n    show(x)\n")
    assert facts.arguments("show", "f") == ["narrowed(call(make), type Client)"]


def test_a_name_in_an_annotation_is_looked_up_where_the_annotation_stands() -> None:
    facts = Facts.of(
        """
        def f():
            class Local: ...
            def g(x: Local, y: Global): ...
        class A:
            class Inner: ...
            def m(self, x: Inner): ...
        """
    )
    g, m = facts.function("f.<locals>.g"), facts.function("A.m")
    assert facts.texts(tuple(p.annotation for p in g.parameters)) == [
        "class f.<locals>.Local",
        "type Global",
    ]
    assert facts.text(m.parameters[1].annotation) == "class A.Inner"
