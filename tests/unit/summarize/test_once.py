"""Sites that run only while a global or an attribute is empty."""

from __future__ import annotations

import pytest

from ...helpers.facts import Facts


def calls_done_once(body: str) -> list[str]:
    """The calls in a method that stand behind a check for what they fill."""
    lines = "\n".join(f"        {line}" for line in body.splitlines())
    facts = Facts.of(f"class A:\n    def m(self, local=None):\n        global g\n{lines}\n")
    sites = facts.function("A.m").sites
    return [facts.text(site.target) for site in sites if site.once and site.kind == 0]


@pytest.mark.parametrize(
    "body",
    [
        "if self.x is None:\n    self.x = make()",
        "if not self.x:\n    self.x = make()",
        "if g is None:\n    g = make()",
        "if not g:\n    g = make()",
        "if not hasattr(self, 'x'):\n    self.x = make()",
        "if self.x is None or other:\n    self.x = make()",
        "if self.x is None:\n    self.x, self.y = make(), 1",
        "if self.x is None:\n    self.x: int = make()",
        "if self.x is None:\n    with lock:\n        self.x = make()",
        "if self.a.x is None:\n    self.a.x = make()",
        "if self.x:\n    return self.x\nself.x = make()",
        "if self.x is not None:\n    return self.x\nself.x = make()",
        "if hasattr(self, 'x'):\n    return self.x\nself.x = make()",
        "if g:\n    return g\ng = make()",
    ],
)
def test_filling_what_was_found_empty_happens_once(body: str) -> None:
    assert "call(make)" in calls_done_once(body)


@pytest.mark.parametrize(
    "body",
    [
        "self.x = make()",
        "if self.x is None:\n    self.y = make()",
        "if self.x is None:\n    make()",
        "if self.x:\n    self.x = make()",
        "if self.x is not None:\n    self.x = make()",
        "if local is None:\n    local = make()",
        "if not local:\n    local = make()",
        "if self.x == 1:\n    self.x = make()",
        "if self.x is None:\n    pass\nself.x = make()",
        "if self.x:\n    return self.x\nself.y = make()",
        "if self.x is None:\n    self.x = 1\nmake()",
    ],
)
def test_everything_else_happens_each_time(body: str) -> None:
    assert calls_done_once(body) == []


def test_a_function_made_behind_a_check_does_its_work_each_time() -> None:
    facts = Facts.of(
        """
        class A:
            def m(self):
                if self.x is None:
                    self.x = lambda: make()
        """
    )
    assert [site.once for site in facts.function("A.m.<locals>.<lambda>").sites] == [False]
