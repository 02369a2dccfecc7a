"""What names hold, and what expressions are made into."""

from __future__ import annotations

import pytest

from ...helpers.facts import Facts


@pytest.mark.parametrize(
    ("statement", "name", "value"),
    [
        ("import requests", "requests", "import requests"),
        ("import os.path", "os", "import os"),
        ("import os.path as p", "p", "import os.path"),
        ("from time import sleep", "sleep", "from time import sleep"),
        ("from time import sleep as nap", "nap", "from time import sleep"),
        ("from . import client", "client", "from . import client"),
        ("from ..core.http import get", "get", "from ..core.http import get"),
    ],
)
def test_an_import_binds_a_name_to_what_it_imports(statement: str, name: str, value: str) -> None:
    assert Facts.of(statement).value(name) == [value]


def test_importing_a_submodule_also_notes_that_the_submodule_is_needed() -> None:
    facts = Facts.of("import app.jobs.mail")
    assert facts.texts(tuple(range(1, 3))) == ["import app.jobs.mail", "import app"]


def test_star_imports_are_kept_in_order_with_their_levels() -> None:
    facts = Facts.of("from a.b import *\nfrom . import *\nfrom ..c import *\n")
    assert facts.summary.stars == (("a.b", 0), ("", 1), ("c", 2))


@pytest.mark.parametrize(
    ("code", "exports"),
    [
        ('__all__ = ["get", "post"]', ("get", "post")),
        ('__all__ = ("get",)', ("get",)),
        ("__all__ = []", ()),
        ("__all__ = names()", None),
        ('__all__ = ["get", *others]', None),
        ('__all__ = ["get"]\n__all__ += others', None),
        ("", None),
    ],
)
def test_exports_are_known_only_where_all_of_them_can_be_read(
    code: str, exports: tuple[str, ...] | None
) -> None:
    assert Facts.of(code).summary.exports == exports


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("True", "True"),
        ("1", "1"),
        ("-1", "-1"),
        ("0.5", "0.5"),
        ("None", "None"),
        ('"s3"', "'s3'"),
        ("b'x'", "bytes()"),
        ("...", "ellipsis()"),
        ("2j", "complex()"),
        (str(2**70), "int()"),
        (repr("x" * 200), "str()"),
        ('"two\\nlines"', "str()"),
        ('f"{x}"', "str()"),
        ("not x", "bool()"),
        ("x == 1", "bool()"),
        ("[x, 1]", "list(x, 1)"),
        ("(x, 1)", "tuple(x, 1)"),
        ("{x, 1}", "set(x, 1)"),
        ("{'a': x, 'b': y}", "dict('a': x, 'b': y)"),
        ("{**x, 'b': y}", "dict(?: *x, 'b': y)"),
        ("x.y.z", "attr(attr(x, y), z)"),
        ("x[0]", "item(x, 0)"),
        ("x(1, *y, k=2, **z)", "call(x, 1, *y, k=2, **=z)"),
        ("x / y", "call(attr(x, __truediv__), y)"),
        ("x | y", "call(attr(x, __or__), y)"),
        ("x or y", "x | y"),
        ("x and y", "x | y"),
        ("x if c else y", "x | y"),
    ],
)
def test_an_expression_is_kept_as_far_as_its_value_matters(expression: str, value: str) -> None:
    facts = Facts.of(f"result = {expression}")
    assert [" | ".join(facts.value("result"))] == [value]


def test_true_one_and_one_point_zero_stay_apart() -> None:
    facts = Facts.of("a = True\nb = 1\nc = 1.0\n")
    assert [facts.value(name) for name in "abc"] == [["True"], ["1"], ["1.0"]]


def test_equal_expressions_are_kept_once() -> None:
    facts = Facts.of("import requests\nx = requests.get\ny = requests.get\n")
    assert facts.summary.bindings["x"] == facts.summary.bindings["y"]


def test_a_later_assignment_replaces_an_earlier_one() -> None:
    facts = Facts.of("x = 1\nshow(x)\nx = 2\nshow(x)\n")
    assert facts.arguments("show") == ["1", "2"]
    assert facts.value("x") == ["2"]


def test_a_chained_assignment_gives_all_targets_the_same_value() -> None:
    facts = Facts.of("a = b = make()\n")
    assert facts.value("a") == facts.value("b") == ["call(make)"]


def test_a_walrus_binds_where_it_stands() -> None:
    assert Facts.of("show(x := make())\nshow(x)\n").arguments("show") == ["call(make)"] * 2


def test_a_walrus_in_a_boolean_operation_is_seen_afterwards() -> None:
    facts = Facts.of("def f(a):\n    a and (x := make())\n    show(x)\n")
    assert facts.arguments("show", "f") == ["call(make)"]


def test_a_deleted_name_of_the_module_is_looked_up_anew_as_a_builtin() -> None:
    facts = Facts.of("open = make()\nshow(open)\ndel open\nshow(open)\n")
    assert facts.arguments("show") == ["call(make)", "open"]
    assert facts.summary.bindings == {}


def test_a_deleted_name_of_a_function_holds_nothing() -> None:
    facts = Facts.of("def f():\n    open = make()\n    del open\n    show(open)\n")
    assert facts.arguments("show", "f") == ["?"]


@pytest.mark.parametrize(
    ("assignment", "values"),
    [
        ("a, b = make(), 2", ["call(make)", "2"]),
        ("[a, b] = 1, 2", ["1", "2"]),
        ("a, b = make()", ["element(call(make), 0)", "element(call(make), 1)"]),
        ("(a, b), c = make()", ["element(element(call(make), 0), 0)"]),
        ("a, *b = make()", ["element(call(make), 0)", "list(element(call(make)))"]),
        ("*a, b = make()", ["list(element(call(make)))", "element(call(make))"]),
        ("a, *b = 1, 2, 3", ["1", "list(2, 3)"]),
        ("*a, b = 1, 2, 3", ["list(1, 2)", "3"]),
        ("a, *b = 1, *x", ["element(tuple(1, *x), 0)", "list(element(tuple(1, *x)))"]),
        ("a, b = b, a", ["b", "a"]),
    ],
)
def test_unpacking_binds_each_name_to_its_own_part(assignment: str, values: list[str]) -> None:
    facts = Facts.of(f"{assignment}\nshow(a)\nshow(b)\n")
    assert facts.arguments("show")[: len(values)] == values


def test_what_follows_a_star_in_a_target_is_counted_from_the_end_where_the_end_is_known() -> None:
    for value, last in (("1, 2, 3, 4", "4"), ("make()", "element(call(make))")):
        assert Facts.of(f"a, *b, c = {value}\nshow(c)\n").arguments("show") == [last]


def test_targets_that_are_attributes_or_subscripts_run_what_is_in_them() -> None:
    facts = Facts.of("first().x = 1\nsecond()[third()] = 2\n")
    assert facts.calls() == ["call(first)", "call(second)", "call(third)"]


def test_an_augmented_assignment_runs_its_right_side() -> None:
    assert Facts.of("x = 0\nx += make()\n").calls() == ["call(make)"]


def test_the_parts_of_a_statement_run_in_the_order_of_the_language() -> None:
    facts = Facts.of("a(b(), k=c()).d[e()] = f()\n")
    assert facts.calls() == [
        "call(f)",
        "call(b)",
        "call(c)",
        "call(a, call(b), k=call(c))",
        "call(e)",
    ]


def test_calls_are_found_in_every_kind_of_expression() -> None:
    facts = Facts.of(
        """
        f"{a()!r:{b()}}"
        x[c():d()]
        assert e(), g()
        raise h() from i()
        """
    )
    assert facts.calls() == [f"call({name})" for name in "abcdeghi"]


def test_an_awaited_call_is_marked_and_gives_its_result() -> None:
    facts = Facts.of("async def f():\n    x = await make()\n    show(x)\n    await later\n")
    assert facts.sites("f") == [
        "2 await call call(make)",
        "2 operator call(attr(call(make), __await__))",
        "3 call call(show, await(call(make)))",
        "4 operator call(attr(later, __await__))",
    ]


def test_a_load_of_an_attribute_is_a_site_but_the_callee_of_a_call_is_not() -> None:
    assert Facts.of("a.b.c()\nx = a.d\n").sites() == [
        "1 load attr(a, b)",
        "1 call call(attr(attr(a, b), c))",
        "2 load attr(a, d)",
    ]


@pytest.mark.parametrize(
    ("expression", "method"),
    [
        ("-x", "call(attr(x, __neg__))"),
        ("x < y", "call(attr(x, __lt__), y)"),
        ("x[y]", "call(attr(x, __getitem__), y)"),
        ("x in y", "call(attr(y, __contains__), x)"),
        ("x not in y", "call(attr(y, __contains__), x)"),
    ],
)
def test_an_operator_is_a_call_of_its_method(expression: str, method: str) -> None:
    assert Facts.of(expression).sites() == [f"1 operator {method}"]


@pytest.mark.parametrize(
    ("operator", "name"), [("+", "add"), ("|", "or"), ("@", "matmul"), ("/", "truediv")]
)
def test_an_operator_of_two_operands_may_call_the_reflected_method_of_the_right_one(
    operator: str, name: str
) -> None:
    assert sorted(Facts.of(f"x {operator} y").sites()) == [
        f"1 operator call(attr(x, __{name}__), y)",
        f"1 operator call(attr(y, __r{name}__), x)",
    ]


def test_what_is_assigned_to_attributes_of_other_objects_is_kept() -> None:
    facts = Facts.of("app.state.db = make()\n\ndef f(request):\n    request.user = 1\n")
    assert [
        (facts.summary.functions[s.function].name, facts.text(s.base), s.name, facts.text(s.value))
        for s in facts.summary.stores
    ] == [
        ("<module>", "attr(app, state)", "db", "call(make)"),
        ("f", "parameter request", "user", "1"),
    ]


def test_an_import_in_a_function_is_a_site_and_one_at_the_top_is_not() -> None:
    facts = Facts.of("import a\n\ndef f():\n    import b.c\n    from d import e\n")
    assert facts.sites() == []
    assert facts.sites("f") == ["4 import import b.c", "5 import from d import e"]


def test_a_site_has_the_span_of_its_call_and_the_lines_of_its_statement() -> None:
    facts = Facts.of(
        """
        value = (
            make(
                1
            )
        )
        """
    )
    (site,) = facts.function("<module>").sites
    assert (site.line, site.column, site.end_line, site.end_column) == (2, 4, 4, 5)
    assert (site.statement, site.statement_end) == (1, 5)


def test_columns_are_counted_in_bytes_as_in_the_ast() -> None:
    (site,) = Facts.of('x = ("é", make())\n').function("<module>").sites
    assert (site.column, site.end_column) == (11, 17)


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("if (make() and\n    x):\n    pass\n", (1, 2)),
        ("while make():\n    pass\n", (1, 1)),
        ("for x in make(\n):\n    pass\n", (1, 2)),
        ("with make() as (\n    x):\n    pass\n", (1, 2)),
        ("match make(\n):\n    case _:\n        pass\n", (1, 2)),
        ("return_value = [\n    make()\n]\n", (1, 3)),
    ],
)
def test_a_compound_statement_is_its_header_where_comments_count(
    code: str, lines: tuple[int, int]
) -> None:
    sites = Facts.of(code).function("<module>").sites
    assert {(site.statement, site.statement_end) for site in sites} == {lines}
