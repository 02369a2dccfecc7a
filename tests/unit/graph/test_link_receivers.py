"""What a method is called on: each way in which code gets hold of an object."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ...helpers.project import Files

Check = Callable[[Files], None]

SESSION = "requests.Session.get"


@pytest.mark.parametrize(
    ("code", "callee"),
    [
        ("requests.get(url)", "requests.get"),
        ("requests.Session().get(url)", SESSION),
        ("s = requests.Session()\n    s.get(url)", SESSION),
        ("with requests.Session() as s:\n        s.get(url)", SESSION),
        ("s: requests.Session = make()\n    s.get(url)", SESSION),
        ("(s := requests.Session()).get(url)", SESSION),
        ("s = requests.Session() if url else None\n    s.get(url)", SESSION),
        ("s = None or requests.Session()\n    s.get(url)", SESSION),
        ("s, t = requests.Session(), 1\n    s.get(url)", SESSION),
        ("get = requests.Session().get\n    get(url)", SESSION),
        ("get = requests.get\n    get(url)", "requests.get"),
        ("getattr(requests, 'get')(url)", "requests.get"),
        ("s = [requests.Session()]\n    s[0].get(url)", SESSION),
        ("s = {'a': requests.Session()}\n    s['a'].get(url)", SESSION),
        ("s = {'a': requests.Session()}\n    s.get('a').get(url)", SESSION),
        ("for s in [requests.Session()]:\n        s.get(url)", SESSION),
        ("for _, s in {'a': requests.Session()}.items():\n        s.get(url)", SESSION),
        ("for s in {'a': requests.Session()}.values():\n        s.get(url)", SESSION),
        ("s = next(iter([requests.Session()]))\n    s.get(url)", SESSION),
        ("[s.get(url) for s in (requests.Session(),)]", SESSION),
        ("type(requests.Session())().get(url)", SESSION),
        ("s = typing.cast(requests.Session, url)\n    s.get(url)", SESSION),
        ("s = typing.cast('requests.Session', url)\n    s.get(url)", SESSION),
    ],
)
def test_a_library_s_object_is_followed_from_where_it_is_made(
    reports_as_marked: Check, code: str, callee: str
) -> None:
    first, _, last = code.rpartition("\n")
    body = f"{first}\n{last}" if first else last
    reports_as_marked(
        f"import requests, typing\nasync def handler(url):\n    {body}  # BLOCK: {callee}\n"
    )


@pytest.mark.parametrize(
    "annotation",
    [
        "requests.Session",
        "'requests.Session'",
        "requests.Session | None",
        "'requests.Session | None'",
        "Optional[requests.Session]",
        "Optional['requests.Session']",
        "Union[requests.Session, None]",
        "Annotated[requests.Session, 'pooled']",
        "requests.sessions.Session",
        "Session",
        "Alias",
        "ClassVar[requests.Session]",
    ],
)
def test_a_parameter_is_what_its_annotation_says(reports_as_marked: Check, annotation: str) -> None:
    reports_as_marked(
        f"""
        import requests
        from typing import Annotated, ClassVar, Optional, TYPE_CHECKING, Union
        Alias = requests.Session
        if TYPE_CHECKING:
            from requests import Session

        async def handler(session: {annotation}):
            session.get("/")  # BLOCK: {SESSION}
        """
    )


@pytest.mark.parametrize(
    ("annotation", "use"),
    [
        ("list[requests.Session]", "s[0]"),
        ("List[requests.Session]", "s[0]"),
        ("Sequence['requests.Session']", "s[0]"),
        ("dict[str, requests.Session]", "s['a']"),
        ("Mapping[str, requests.Session]", "s['a']"),
        ("tuple[int, requests.Session]", "s[1]"),
        ("tuple[int, requests.Session]", "s[-1]"),
        ("tuple[requests.Session, ...]", "s[5]"),
        ("type[requests.Session]", "s()"),
        ("Awaitable[requests.Session]", "(await s)"),
    ],
)
def test_an_annotated_container_gives_its_elements(
    reports_as_marked: Check, annotation: str, use: str
) -> None:
    reports_as_marked(
        f"""
        import requests
        from collections.abc import Awaitable, Mapping, Sequence
        from typing import List

        async def handler(s: {annotation}):
            {use}.get("/")  # BLOCK: {SESSION}
        """
    )


def test_the_other_item_of_a_tuple_is_left_alone(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import requests

        async def handler(pair: tuple[int, requests.Session]):
            pair[0].get("/")
            number, session = pair
            number.get("/")
            session.get("/")  # BLOCK: requests.Session.get
        """
    )


def test_a_dict_s_own_get_is_no_request(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import requests

        async def handler(sessions: dict[str, requests.Session], plain: dict):
            sessions.get("a")
            plain.get("b")
            {}.get("c")
        """
    )


def test_methods_on_self_are_followed(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import asyncio
        import time

        class Client:
            def fetch(self):
                time.sleep(1)

            async def run(self):
                self.fetch()  # BLOCK: main.Client.fetch > time.sleep
                await asyncio.to_thread(self.fetch)
        """
    )


def test_attributes_of_self_are_what_any_method_assigns(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import httpx
        import requests

        class Client:
            shared = requests.Session()
            declared: requests.Session

            def __init__(self, given: requests.Session):
                self.made = requests.Session()
                self.given = given
                self.client = httpx.AsyncClient()

            async def run(self):
                self.shared.get("/")  # BLOCK: requests.Session.get
                self.declared.get("/")  # BLOCK: requests.Session.get
                self.made.get("/")  # BLOCK: requests.Session.get
                self.given.get("/")  # BLOCK: requests.Session.get
                self.late.get("/")  # BLOCK: requests.Session.get
                await self.client.get("/")

            async def prepare(self):
                self.late = requests.Session()
        """
    )


def test_an_attribute_of_an_attribute_is_followed(reports_as_marked: Check) -> None:
    reports_as_marked(
        {
            "app/__init__.py": "",
            "app/store.py": """
            import sqlite3

            class Store:
                def __init__(self):
                    self.connection = sqlite3.connect("db")

                def load(self):
                    return self.connection.execute("select 1")
            """,
            "app/service.py": """
            from .store import Store

            class Service:
                def __init__(self, store: Store):
                    self.store = store
            """,
            "app/main.py": """
            from .service import Service

            async def handler(service: Service):
                service.store.load()  # BLOCK: app.store.Store.load > sqlite3.Connection.execute
                service.store.connection.execute("select 1")  # BLOCK: sqlite3.Connection.execute
            """,
        }
    )


def test_an_instance_is_known_by_its_constructor(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        class Slow:
            def __init__(self):
                time.sleep(1)

        class Fast:
            def go(self):
                time.sleep(1)

        async def handler():
            Slow()  # BLOCK: main.Slow.__init__ > time.sleep
            fast = Fast()
            fast.go()  # BLOCK: main.Fast.go > time.sleep
        """
    )


def test_a_function_s_result_is_followed(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import requests

        def inferred():
            return requests.Session()

        def declared() -> requests.Session: ...

        def identity(x):
            return x

        async def coroutine():
            return requests.Session()

        async def handler():
            inferred().get("/")  # BLOCK: requests.Session.get
            declared().get("/")  # BLOCK: requests.Session.get
            identity(requests.Session()).get("/")  # BLOCK: requests.Session.get
            (await coroutine()).get("/")  # BLOCK: requests.Session.get
            identity("text").get("/")
        """
    )


def test_a_local_name_that_looks_like_a_library_is_not_the_library(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        """
        import time

        def sleep(seconds): ...

        async def handler(requests, time):
            requests.get("/")
            time.sleep(1)
            sleep(1)

        async def other():
            requests.get("/")
            time = Clock()
            time.sleep(1)
        """
    )


def test_module_globals_are_followed_across_functions(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import requests

        session = requests.Session()
        client = None

        def connect():
            global client
            client = requests.Session()

        async def handler():
            session.get("/")  # BLOCK: requests.Session.get
            client.get("/")  # BLOCK: requests.Session.get
        """
    )


# inheritance


def test_an_inherited_method_is_found_and_an_override_hides_it(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        class Base:
            def go(self):
                time.sleep(1)

        class Child(Base): ...

        class Quiet(Base):
            def go(self): ...

        async def handler(child: Child, quiet: Quiet):
            child.go()  # BLOCK: main.Base.go > time.sleep
            quiet.go()
        """
    )


def test_a_template_method_is_judged_for_the_class_it_runs_in(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        class Base:
            def run(self):
                self.step()

            def step(self): ...

        class Slow(Base):
            def step(self):
                time.sleep(1)

        class Fast(Base):
            def step(self): ...

        async def handler(slow: Slow, fast: Fast):
            slow.run()  # BLOCK: main.Base.run > main.Slow.step > time.sleep
            fast.run()
        """
    )


def test_super_goes_to_the_next_class_and_not_back(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        class Base:
            def go(self):
                time.sleep(1)

        class Middle(Base):
            def go(self):
                super().go()

        class Last(Middle):
            def go(self):
                return None

            async def run(self):
                super().go()  # BLOCK: main.Middle.go > main.Base.go > time.sleep
                self.go()
        """
    )


def test_with_several_bases_super_follows_the_order_of_the_whole_class(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        """
        import time

        class Root:
            def go(self): ...

        class Left(Root):
            def go(self):
                super().go()

        class Right(Root):
            def go(self):
                time.sleep(1)

        class Both(Left, Right): ...

        async def handler(both: Both, left: Left):
            both.go()  # BLOCK: main.Left.go > main.Right.go > time.sleep
            left.go()
        """
    )


def test_a_subclass_of_a_library_s_class_inherits_what_blocks(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import requests

        class Api(requests.Session):
            def ask(self):
                return self.get("/")

            def post(self, url): ...

        async def handler(api: Api):
            api.get("/")  # BLOCK: requests.Session.get
            api.ask()  # BLOCK: main.Api.ask > requests.Session.get
            api.post("/")
            with Api() as opened:
                opened.get("/")  # BLOCK: requests.Session.get
        """
    )


def test_a_class_method_and_a_static_method_are_called_on_the_class(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        """
        import time

        class Tools:
            @staticmethod
            def wait(seconds):
                time.sleep(seconds)

            @classmethod
            def pause(cls):
                cls.wait(1)

        async def handler(tools: Tools):
            Tools.wait(1)  # BLOCK: main.Tools.wait > time.sleep
            Tools.pause()  # BLOCK: main.Tools.pause > main.Tools.wait > time.sleep
            tools.wait(1)  # BLOCK: main.Tools.wait > time.sleep
        """
    )


def test_an_object_that_is_called_runs_its_call_method(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        class Job:
            def __call__(self):
                time.sleep(1)

        async def handler(job: Job):
            job()  # BLOCK: main.Job.__call__ > time.sleep
            Job()
        """
    )


# several possible receivers


def test_among_sync_and_async_receivers_an_await_means_the_async_one(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        """
        import time

        class Sync:
            def load(self):
                time.sleep(1)

        class Async:
            async def load(self): ...

        async def handler(client: Sync | Async):
            await client.load()
            client.load()  # BLOCK: main.Sync.load > time.sleep
        """
    )


def test_isinstance_narrows_to_the_class_that_was_asked_for(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        class Slow:
            def go(self):
                time.sleep(1)

        class Fast:
            def go(self): ...

        async def handler(x: Slow | Fast, y):
            x.go()  # BLOCK: main.Slow.go > time.sleep
            if isinstance(x, Fast):
                x.go()
            if isinstance(y, Slow):
                y.go()  # BLOCK: main.Slow.go > time.sleep
            if not isinstance(x, Fast):
                return
            x.go()

        async def matched(x):
            match x:
                case Slow() as slow:
                    slow.go()  # BLOCK: main.Slow.go > time.sleep
                case Fast() as fast:
                    fast.go()
        """
    )


def test_a_value_carried_round_a_loop_is_followed(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import requests

        class Node:
            next: "Node"
            session: requests.Session

        async def handler(node: Node, many):
            while node:
                node.session.get("/")  # BLOCK: requests.Session.get
                node = node.next
            session = None
            for _ in many:
                if session:
                    session.get("/")  # BLOCK: requests.Session.get
                session = requests.Session()
        """
    )
