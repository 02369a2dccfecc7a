"""Work that a program does once: memoised functions, lazily filled places, import time."""

from __future__ import annotations

from pathlib import Path

import pytest

from ...helpers.project import Files, check_project, marked_ways, ways


def check(root: Path, files: Files) -> list[str]:
    """Compares the findings with the marks, and gives their severities."""
    findings = check_project(root, files)
    assert ways(findings, root) == marked_ways(files)
    return [finding.severity for finding in findings]


@pytest.mark.parametrize(
    "decorator", ["functools.cache", "functools.lru_cache", "functools.lru_cache(maxsize=1)"]
)
def test_a_memoised_function_is_one_warning_for_all_its_callers(
    tmp_path: Path, decorator: str
) -> None:
    code = f"""
        import functools
        import requests

        @{decorator}
        def settings():
            return requests.get("/")

        async def one():
            settings()  # BLOCK: main.settings > requests.get
            settings()

        async def two():
            settings()
        """
    assert check(tmp_path, code) == ["warning"]


def test_a_memoised_function_that_a_module_calls_is_warm(tmp_path: Path) -> None:
    code = """
        import functools
        import requests

        @functools.cache
        def settings(name="a"):
            return requests.get(name)

        SETTINGS = settings()

        async def handler():
            settings()
        """
    assert check(tmp_path, code) == []


def test_with_other_arguments_it_is_not_warm(tmp_path: Path) -> None:
    code = """
        import functools
        import requests

        @functools.cache
        def settings(name):
            return requests.get(name)

        SETTINGS = settings("a")

        async def handler():
            settings("b")  # BLOCK: main.settings > requests.get
        """
    assert check(tmp_path, code) == ["warning"]


def test_a_cached_property_is_a_warning(tmp_path: Path) -> None:
    code = """
        import functools
        import requests

        class Api:
            @functools.cached_property
            def schema(self):
                return requests.get("/")

        async def handler(api: Api):
            api.schema  # BLOCK: main.Api.schema > requests.get
        """
    assert check(tmp_path, code) == ["warning"]


@pytest.mark.parametrize(
    "body",
    [
        "if self.client is None:\n                    self.client = connect()",
        "if not self.client:\n                    self.client = connect()",
        "if not hasattr(self, 'client'):\n                    self.client = connect()",
        "if self.client:\n                    return self.client\n"
        "                self.client = connect()",
        "if self.client is not None:\n                    return self.client\n"
        "                self.client = connect()",
    ],
)
def test_an_attribute_that_is_filled_when_it_is_empty_is_a_warning(
    tmp_path: Path, body: str
) -> None:
    code = f"""
        import requests

        def connect():
            return requests.get("/")

        class Api:
            client = None

            def prepare(self):
                {body}

            async def one(self):
                self.prepare()  # BLOCK: main.Api.prepare > main.connect > requests.get

            async def two(self):
                self.prepare()
        """
    assert check(tmp_path, code) == ["warning"]


def test_a_global_that_is_filled_when_it_is_empty_is_a_warning(tmp_path: Path) -> None:
    code = """
        import requests

        client = None

        def prepare():
            global client
            if client is None:
                client = requests.get("/")
            return client

        async def handler():
            prepare()  # BLOCK: main.prepare > requests.get
        """
    assert check(tmp_path, code) == ["warning"]


def test_a_local_variable_is_empty_at_every_call(tmp_path: Path) -> None:
    code = """
        import requests

        def prepare(client=None):
            if client is None:
                client = requests.get("/")
            return client

        async def handler():
            prepare()  # BLOCK: main.prepare > requests.get
        """
    assert check(tmp_path, code) == ["error"]


def test_a_check_of_another_attribute_does_not_make_it_once(tmp_path: Path) -> None:
    code = """
        import requests

        class Api:
            def prepare(self):
                if self.enabled is None:
                    self.client = requests.get("/")

            async def handler(self):
                self.prepare()  # BLOCK: main.Api.prepare > requests.get
        """
    assert check(tmp_path, code) == ["error"]


def test_work_done_each_time_beside_work_done_once_stays_an_error(tmp_path: Path) -> None:
    code = """
        import functools
        import time
        import requests

        @functools.cache
        def settings():
            return requests.get("/")

        def load():
            settings()
            time.sleep(1)

        async def handler():
            load()  # BLOCK: main.load > time.sleep
        """
    assert check(tmp_path, code) == ["error"]
