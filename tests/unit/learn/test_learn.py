"""What is learned of a package from its source, and the file that comes of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from loopguard.blocklist import Library, load_files
from loopguard.blocklist.models import CallableModel
from loopguard.domain.errors import ConfigError
from loopguard.learn import blocklist_text, find_source, learn

from ...blocklist import test_shipped as shipped

Learn = Callable[..., Library]


@pytest.fixture
def learned(tmp_path: Path) -> Learn:
    """Writes a package `acme`, learns it and loads what was written."""

    def run(files: Mapping[str, str]) -> Library:
        for name, text in files.items():
            file = tmp_path / "site" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(dedent(text))
        output = tmp_path / "acme.toml"
        output.write_text(blocklist_text(learn(find_source("acme", [tmp_path / "site"]))))
        in_order(output)
        return load_files([output])

    return run


def in_order(path: Path) -> None:
    """The rules that hold for the files that LoopGuard ships."""
    shipped.test_every_file_loads_alone(path)
    shipped.test_entries_are_sorted(path)
    shipped.test_functions_come_before_classes(path)
    shipped.test_every_advice_is_used_and_completes_the_sentence(path)
    shipped.test_an_exception_to_blocking_says_why(path)
    (file,) = load_files([path]).files
    shipped.test_every_name_belongs_to_a_module_of_the_library(file)
    shipped.test_every_blocking_entry_has_a_way_out(file)


def blocking(library: Library) -> dict[str, str]:
    return {model.name: model.reason for model in library.callables() if model.blocks}


def only(library: Library) -> CallableModel:
    (model,) = (model for model in library.callables() if model.blocks)
    return model


PRIVATE = {
    "acme/__init__.py": "from acme._client import Client, fetch\n",
    "acme/_client.py": """
        import socket
        import time


        def _wait():
            time.sleep(1)


        def fetch(url):
            _retry(lambda: _wait())


        def _retry(call):
            call()


        class Client:
            def get(self, url):
                return self._send(url)

            def _send(self, url):
                socket.create_connection((url, 80))

            def build(self, url):
                return url
        """,
}


def test_public_names_are_those_that_users_write(learned: Learn) -> None:
    library = learned(PRIVATE)
    assert blocking(library) == {
        "acme.fetch": "time.sleep, through _retry → fetch.<lambda> → _wait",
        "acme.Client.get": "socket.create_connection, through Client._send",
    }
    assert library.canonical("acme._client.Client.get") == "acme.Client.get"


def test_rule_and_severity_are_those_of_the_blocking_call(learned: Learn) -> None:
    library = learned(PRIVATE)
    assert {m.name: (m.rule, m.severity) for m in library.callables() if m.blocks} == {
        "acme.fetch": ("LG101", "error"),
        "acme.Client.get": ("LG106", "error"),
    }
    model = only(learned({"acme/__init__.py": "def size(path):\n    return open(path)\n"}))
    assert (model.name, model.rule, model.severity) == ("acme.size", "LG105", "warning")


def test_what_its_users_cannot_reach_is_left_out(learned: Learn) -> None:
    library = learned(
        {
            "acme/__init__.py": "",
            "acme/_hidden.py": "import time\n\n\ndef hidden():\n    time.sleep(1)\n",
            "acme/tests/test_acme.py": "import time\n\n\ndef test_it():\n    time.sleep(1)\n",
            "acme/client.py": """
                import threading
                import time
                from time import sleep

                lock = threading.Lock()


                def _private():
                    time.sleep(1)


                def offloaded():
                    threading.Thread(target=_private).start()


                def locked():
                    with lock:
                        return 1


                async def awaited():
                    time.sleep(1)


                class Broken(Exception):
                    def wait(self):
                        time.sleep(1)


                def public():
                    _private()
                """,
        }
    )
    assert list(blocking(library)) == ["acme.client.public"]


def test_constructors_managers_properties_and_generators_are_included(learned: Learn) -> None:
    library = learned(
        {
            "acme.py": """
                import time
                from contextlib import contextmanager


                class Session:
                    def __init__(self):
                        self._connect()

                    def _connect(self):
                        time.sleep(1)

                    def __enter__(self):
                        return self

                    def __exit__(self, *details):
                        time.sleep(1)

                    @property
                    def state(self):
                        time.sleep(1)

                    def pages(self):
                        while True:
                            time.sleep(1)
                            yield 1


                @contextmanager
                def opened():
                    time.sleep(1)
                    yield
                """
        }
    )
    assert set(blocking(library)) == {
        "acme.Session",
        "acme.Session.__exit__",
        "acme.Session.pages",
        "acme.Session.state",
        "acme.opened",
    }
    state, pages = (library.method("acme.Session", name) for name in ("state", "pages"))
    assert state is not None
    assert state.makes is not None
    assert state.makes.value == "property"
    assert pages is not None
    assert pages.is_lazy
    entered = library.method("acme.Session", "__enter__")
    assert entered is not None
    assert (entered.blocks, entered.returns) == (False, "acme.Session")


def test_async_twins_are_found_by_their_names(learned: Learn) -> None:
    sleeping = "\n    import time\n    time.sleep(1)\n\n\n"
    library = learned(
        {
            "acme/__init__.py": f"def one():{sleeping}async def one_async():\n    pass\n\n\n"
            f"def two():{sleeping}async def atwo():\n    pass\n\n\n"
            f"def three():{sleeping}async def async_three():\n    pass\n\n\n"
            f"def four():{sleeping}def five():{sleeping}def five_async():\n    pass\n",
            "acme/aio.py": "async def four():\n    pass\n",
        }
    )
    twins = {name: model.twin for name in ("one", "two", "three", "four", "five")
             if (model := library.function(f"acme.{name}")) is not None}  # fmt: skip
    assert twins == {
        "one": "acme.one_async",
        "two": "acme.atwo",
        "three": "acme.async_three",
        "four": "acme.aio.four",
        "five": "",
    }


def test_an_async_class_of_the_same_methods_becomes_advice(learned: Learn) -> None:
    library = learned(
        {
            "acme.py": """
                import time


                class Client:
                    def get(self):
                        time.sleep(1)

                    def wait(self):
                        time.sleep(1)


                class AsyncClient:
                    async def get(self):
                        pass
                """
        }
    )
    get, wait = (library.method("acme.Client", name) for name in ("get", "wait"))
    assert get is not None
    assert get.advice is not None
    assert get.advice.summary == "await the same method of acme.AsyncClient"
    assert wait is not None
    assert wait.advice is None


def test_a_class_describes_what_it_does_otherwise_than_its_bases(learned: Learn) -> None:
    library = learned(
        {
            "acme.py": """
                import time


                class Base:
                    def get(self):
                        self._send()

                    def ping(self):
                        time.sleep(1)

                    def _send(self):
                        time.sleep(1)


                class Same(Base):
                    pass


                class Fake(Base):
                    def _send(self):
                        pass
                """
        }
    )
    same, fake = library.class_("acme.Same"), library.class_("acme.Fake")
    assert same is not None
    assert (same.bases, same.methods) == (("acme.Base",), {})
    assert fake is not None
    assert list(fake.methods) == ["get"]
    assert fake.methods["get"].reason == "is overridden and does not block"


def test_types_lead_to_the_methods_of_what_is_given(learned: Learn) -> None:
    library = learned(
        {
            "acme/__init__.py": "from acme._api import Api, connect\n",
            "acme/_api.py": """
                import time


                class _Orders:
                    def list(self):
                        time.sleep(1)


                class Api:
                    def __init__(self):
                        self.orders = _Orders()

                    @property
                    def again(self):
                        return _Orders()


                def connect():
                    return Api()
                """,
        }
    )
    connect = library.function("acme.connect")
    assert connect is not None
    assert (connect.blocks, connect.returns) == (False, "acme.Api")
    for attribute in ("orders", "again"):
        assert library.attribute("acme.Api", attribute) == "acme._api._Orders"
    assert blocking(library) == {"acme._api._Orders.list": "time.sleep"}


def test_names_come_from_stars_and_lists_of_exports(learned: Learn) -> None:
    library = learned(
        {
            "acme/__init__.py": "from ._one import *\nfrom .two import wait_long\n",
            "acme/_one.py": "import time\n__all__ = ['wait', '_odd']\n\n\n"
            "def wait():\n    time.sleep(1)\n\n\ndef _odd():\n    time.sleep(1)\n\n\n"
            "def unlisted():\n    time.sleep(1)\n",
            "acme/two.py": "import time\nfrom time import sleep\n\n\n"
            "def wait_long():\n    time.sleep(9)\n",
        }
    )
    assert list(blocking(library)) == ["acme.wait", "acme.wait_long"]
    assert library.canonical("acme.two.wait_long") == "acme.wait_long"


def test_the_package_is_not_imported(learned: Learn) -> None:
    learned({"acme.py": "import time\n\n\ndef f():\n    time.sleep(1)\n\n\nraise SystemExit\n"})
    assert "acme" not in sys.modules


def test_the_distribution_and_its_version_are_told(tmp_path: Path) -> None:
    (tmp_path / "acme.py").write_text("")
    info = tmp_path / "acme_sdk-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-sdk\nVersion: 1.2\n")
    (info / "RECORD").write_text("acme.py,,\n")
    source = find_source("acme", [tmp_path])
    assert (source.distribution, source.version) == ("acme-sdk", "1.2")
    text = blocklist_text(learn(source))
    assert 'name = "acme-sdk"\nmodules = ["acme"]\nverified = "1.2"\n' in text


@pytest.mark.parametrize("name", ["no_such_package_at_all", "a.b", "", "../acme"])
def test_a_package_that_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no package or module of this name"):
        find_source(name, [tmp_path])


def test_a_package_without_source_is_told(tmp_path: Path) -> None:
    (tmp_path / "space").mkdir()
    with pytest.raises(ConfigError, match="no Python source"):
        find_source("space", [tmp_path])


@pytest.mark.parametrize("package", ["requests", "httpx", "click"])
def test_real_packages_give_files_that_load(package: str, tmp_path: Path) -> None:
    output = tmp_path / f"{package}.toml"
    output.write_text(blocklist_text(learn(find_source(package))))
    in_order(output)
    if package == "requests":
        assert {"requests.get", "requests.sessions.SessionRedirectMixin.send"} <= set(
            blocking(load_files([output]))
        )
