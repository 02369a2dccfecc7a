"""Functions, lambdas and comprehensions: their scopes, and what they take from around them."""

from __future__ import annotations

from loopguard.domain.summary import ParameterKind

from ...helpers.facts import Facts


def test_a_function_has_its_parameters_with_kinds_annotations_and_defaults() -> None:
    facts = Facts.of("def f(a, /, b: int, c=x, *rest, d: str = y, e, **more): ...")
    described = [
        (p.name, ParameterKind(p.kind).name, facts.text(p.annotation), facts.text(p.default))
        for p in facts.function("f").parameters
    ]
    assert described == [
        ("a", "POSITIONAL", "?", "?"),
        ("b", "EITHER", "type int", "?"),
        ("c", "EITHER", "?", "x"),
        ("rest", "VARIADIC", "?", "?"),
        ("d", "KEYWORD", "type str", "y"),
        ("e", "KEYWORD", "?", "?"),
        ("more", "KEYWORDS", "?", "?"),
    ]


def test_defaults_and_decorators_run_around_the_function_and_not_in_it() -> None:
    facts = Facts.of("@route(path())\ndef f(x=default()):\n    inside()\n")
    assert facts.calls() == ["call(path)", "call(route, call(path))", "call(default)"]
    assert facts.calls("f") == ["call(inside)"]
    assert facts.texts(facts.function("f").decorators) == ["call(route, call(path))"]


def test_a_parameter_hides_the_module_s_name() -> None:
    facts = Facts.of("import time\ndef f(time):\n    show(time)\ndef g():\n    show(time)\n")
    assert facts.arguments("show", "f") == ["parameter time"]
    assert facts.arguments("show", "g") == ["time"]


def test_a_function_is_async_a_generator_or_neither() -> None:
    facts = Facts.of(
        """
        def plain():
            return 1
        async def coroutine(): ...
        def generator():
            x = yield first()
            yield from second()
        async def stream():
            yield 1
        def outer():
            def inner():
                yield 1
        """
    )
    kinds = {f.qualified_name: (f.is_async, f.is_generator) for f in facts.summary.functions}
    assert kinds == {
        "<module>": (False, False),
        "plain": (False, False),
        "coroutine": (True, False),
        "generator": (False, True),
        "stream": (True, True),
        "outer": (False, False),
        "outer.<locals>.inner": (False, True),
    }
    assert facts.yields("generator") == ["call(first)", "element(call(second))"]
    assert facts.sites("generator") == [
        "5 call call(first)",
        "6 call call(second)",
        "6 iterate call(second)",
    ]


def test_every_return_counts_once() -> None:
    facts = Facts.of(
        "def f():\n    if c:\n        return a\n    if d:\n        return a\n    return b"
    )
    assert facts.results("f") == ["a", "b"]


def test_a_return_under_a_condition_on_a_parameter_keeps_the_condition() -> None:
    facts = Facts.of("def f(c):\n    if c:\n        return a\n    return b")
    assert facts.results("f") == [
        "guarded(a, true(parameter c))",
        "guarded(b, false(parameter c))",
    ]


def test_a_function_knows_its_lines_with_and_without_decorators() -> None:
    function = Facts.of("\n@a\n@b\nasync def f():\n    x()\n    y()\n").function("f")
    assert (function.start, function.line, function.end_line) == (1, 3, 5)


def test_qualified_names_say_where_a_function_was_defined() -> None:
    facts = Facts.of(
        """
        class A:
            class B:
                def m(self):
                    def inner():
                        class C:
                            def n(self): ...
                    return lambda: 1
        """
    )
    assert [f.qualified_name for f in facts.summary.functions] == [
        "<module>",
        "A.B.m",
        "A.B.m.<locals>.inner",
        "A.B.m.<locals>.inner.<locals>.C.n",
        "A.B.m.<locals>.<lambda>",
    ]


# names from around


def test_a_nested_function_takes_names_from_the_functions_around_it() -> None:
    facts = Facts.of(
        """
        def outer(client):
            session = make()
            def inner():
                show(client)
                show(session)
                show(module_name)
            session = other()
            return inner
        """
    )
    assert facts.arguments("free outer:show", "outer.<locals>.inner") == [
        "free outer:client",
        "free outer:session",
        "free outer:module_name",
    ]
    outer = facts.function("outer")
    assert {name: facts.texts(values) for name, values in outer.bindings.items()} == {
        "client": ["parameter client"],
        "session": ["call(make)", "call(other)"],
    }


def test_names_that_no_nested_function_reads_are_not_kept() -> None:
    facts = Facts.of("def outer():\n    a = 1\n    b = 2\n    return lambda x: x\n")
    assert facts.function("outer").bindings == {}


def test_a_lambda_sees_the_names_as_they_are_where_it_stands() -> None:
    facts = Facts.of("def f():\n    x = 1\n    g = lambda y: h(x, y)\n    x = 2\n    return g\n")
    assert facts.results("f.<locals>.<lambda>") == ["call(free f:h, 1, parameter y)"]


def test_global_binds_in_the_module() -> None:
    facts = Facts.of(
        """
        client = None
        def connect():
            global client
            client = make()
            show(client)
        """
    )
    assert facts.value("client") == ["None", "call(make)"]
    assert facts.arguments("show", "connect") == ["client"]


def test_nonlocal_binds_in_the_function_around() -> None:
    facts = Facts.of(
        """
        def outer():
            client = None
            def connect():
                nonlocal client
                client = make()
            def use():
                show(client)
        """
    )
    values = " | ".join(facts.texts(facts.function("outer").bindings["client"]))
    assert set(values.split(" | ")) == {"None", "call(free outer:make)"}


# comprehensions and generator expressions


def test_a_comprehension_runs_at_once_and_its_names_end_with_it() -> None:
    facts = Facts.of("x = 1\nys = [make(x) for x in xs() if ok(x)]\nshow(x)\n")
    assert facts.sites() == [
        "2 call call(xs)",
        "2 iterate call(xs)",
        "2 call call(ok, element(call(xs)))",
        "2 call call(make, element(call(xs)))",
        "3 call call(show, 1)",
    ]
    assert facts.value("ys") == ["list(call(make, element(call(xs))))"]


def test_set_and_dict_comprehensions_give_what_they_collect() -> None:
    facts = Facts.of("s = {f(x) for x in xs}\nd = {k: g(v) for k, v in ys}\n")
    assert facts.value("s") == ["set(call(f, element(xs)))"]
    assert facts.value("d") == ["dict(element(element(ys), 0): call(g, element(element(ys), 1)))"]


def test_an_async_comprehension_does_not_iterate_in_a_blocking_way() -> None:
    facts = Facts.of("async def f():\n    return [show(x) async for x in xs()]\n")
    assert facts.sites("f") == ["2 call call(xs)", "2 call call(show, element(call(xs)))"]


def test_a_generator_expression_is_a_function_that_runs_later() -> None:
    facts = Facts.of("lazy = (make(x) for x in xs() if ok(x) for y in x)\n")
    assert facts.sites() == ["1 call call(xs)"]
    assert facts.value("lazy") == ["call(def <genexpr>)"]
    assert facts.sites("<genexpr>") == [
        "1 iterate call(xs)",
        "1 call call(ok, element(call(xs)))",
        "1 iterate element(call(xs))",
        "1 call call(make, element(call(xs)))",
    ]
    assert facts.yields("<genexpr>") == ["call(make, element(call(xs)))"]


def test_a_lambda_keeps_its_body_to_itself() -> None:
    facts = Facts.of("callback = lambda url, t=make(): get(url)\n")
    assert facts.calls() == ["call(make)"]
    assert facts.calls("<lambda>") == ["call(get, parameter url)"]
    assert facts.value("callback") == ["def <lambda>"]
