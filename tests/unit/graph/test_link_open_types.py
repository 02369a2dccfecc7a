"""Types that other code fills: abstract classes, protocols, constructor arguments, attributes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ...helpers.project import Files, check_project

Check = Callable[[Files], None]


@pytest.mark.parametrize(
    "body", ["...", "pass", "raise NotImplementedError", "raise NotImplementedError('x')", "'doc'"]
)
def test_an_abstract_method_means_those_that_implement_it(
    reports_as_marked: Check, body: str
) -> None:
    reports_as_marked(
        f"""
        import time
        from abc import ABC, abstractmethod

        class Store(ABC):
            @abstractmethod
            def load(self):
                {body}

        class SlowStore(Store):
            def load(self):
                time.sleep(1)

        class Unrelated:
            def load(self):
                time.sleep(2)

        async def handler(store: Store):
            store.load()  # BLOCK: main.SlowStore.load > time.sleep
        """
    )


def test_a_protocol_means_the_classes_that_have_its_methods(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time
        from typing import Protocol

        class Loader(Protocol):
            def load(self): ...
            def save(self): ...

        class Whole:
            def load(self):
                time.sleep(1)

            def save(self): ...

        class Half:
            def load(self):
                time.sleep(2)

        async def handler(loader: Loader):
            loader.load()  # BLOCK: main.Whole.load > time.sleep
            loader.save()
        """
    )


def test_a_method_with_a_body_of_its_own_is_what_it_says(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        class Base:
            def load(self):
                return 1

        class Slow(Base):
            def load(self):
                time.sleep(1)

        async def handler(base: Base):
            base.load()
        """
    )


@pytest.mark.parametrize(
    "construction",
    [
        "def make():\n    return Service(requests.Session())",
        "service = Service(requests.Session())",
        "service = Service(session=requests.Session())",
    ],
)
def test_an_unannotated_constructor_argument_is_what_the_project_passes(
    reports_as_marked: Check, construction: str
) -> None:
    service = """
class Service:
    def __init__(self, session):
        self.session = session

    async def run(self):
        self.session.get("/")  # BLOCK: requests.Session.get
"""
    reports_as_marked(f"import requests\n{service}\n{construction}\n")
    elsewhere = f"import requests\nfrom service import Service\n{construction}\n"
    reports_as_marked({"service.py": service, "main.py": elsewhere})


def test_an_attribute_that_other_code_sets_is_found(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import requests

        class Context: ...

        def prepare(context: Context):
            context.session = requests.Session()

        async def handler(context: Context):
            context.session.get("/")  # BLOCK: requests.Session.get
            context.other.get("/")
        """
    )


def test_an_operator_runs_its_method(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        class Table:
            def __getitem__(self, key):
                time.sleep(1)

            def __contains__(self, key):
                time.sleep(2)

            def __add__(self, other):
                time.sleep(3)

            def __sub__(self, other): ...

        async def handler(table: Table):
            table["a"]  # BLOCK: main.Table.__getitem__ > time.sleep
            if "a" in table:  # BLOCK: main.Table.__contains__ > time.sleep
                pass
            table + 1  # BLOCK: main.Table.__add__ > time.sleep
            table - 1
        """
    )


# locks over an await


def codes(root: Path, body: str) -> list[str]:
    code = f"import asyncio, threading\nasync def f(lock: threading.Lock, other):\n{body}\n"
    return [f"{f.span.line} {f.code} {f.severity}" for f in check_project(root, code)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("    with lock:\n        await other()", ["3 LG112 error"]),
        ("    with lock:\n        async with other:\n            pass", ["3 LG112 error"]),
        ("    with lock:\n        async for x in other:\n            pass", ["3 LG112 error"]),
        ("    with lock:\n        if other:\n            await other", ["3 LG112 error"]),
        ("    with lock:\n        pass", ["3 LG108 warning"]),
        ("    with lock:\n        lock.release()\n        await other()", ["3 LG108 warning"]),
        ("    with lock:\n        other.release()\n        await other()", ["3 LG112 error"]),
        (
            "    with lock:\n        async def g():\n            await other()",
            ["3 LG108 warning"],
        ),
        ("    with lock:\n        pass\n    await other()", ["3 LG108 warning"]),
    ],
)
def test_a_lock_held_over_an_await_is_a_rule_of_its_own(
    tmp_path: Path, body: str, found: list[str]
) -> None:
    assert codes(tmp_path, body) == found


def test_statements_that_are_operators_in_disguise_run_their_methods(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        """
        import time

        class Table:
            def __setitem__(self, key, value):
                time.sleep(1)

            def __delitem__(self, key):
                time.sleep(2)

            def __len__(self):
                time.sleep(3)

            def __bool__(self):
                time.sleep(4)

        async def handler(table: Table):
            table["a"] = 1  # BLOCK: main.Table.__setitem__ > time.sleep
            del table["a"]  # BLOCK: main.Table.__delitem__ > time.sleep
            len(table)  # BLOCK: main.Table.__len__ > time.sleep
            if table:  # BLOCK: main.Table.__bool__ > time.sleep
                pass
            while not table:  # BLOCK: main.Table.__bool__ > time.sleep
                pass
        """
    )


def test_a_dataclass_s_fields_are_what_they_are_declared_as(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import requests
        from dataclasses import dataclass, field

        @dataclass
        class Api:
            session: requests.Session
            spare: requests.Session = field(default_factory=requests.Session)
            maybe: "requests.Session | None" = None
            name: str = "api"

            def use(self):
                if self.maybe:
                    self.maybe.get("/")

        async def handler(api: Api):
            api.session.get("/")  # BLOCK: requests.Session.get
            api.spare.get("/")  # BLOCK: requests.Session.get
            api.use()  # BLOCK: main.Api.use > requests.Session.get
            api.name.get("/")
            Api(requests.Session()).session.get("/")  # BLOCK: requests.Session.get
        """
    )


def test_a_generic_class_is_followed_under_any_of_its_arguments(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time
        from typing import Generic, TypeVar

        T = TypeVar("T")

        class Repository(Generic[T]):
            def load(self) -> T:
                time.sleep(1)

        class Users(Repository[int]): ...

        async def handler(one: Repository[str], users: Users):
            one.load()  # BLOCK: main.Repository.load > time.sleep
            users.load()  # BLOCK: main.Repository.load > time.sleep
        """
    )
