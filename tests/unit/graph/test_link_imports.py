"""How a name gets into a file: each form of import, across files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ...helpers.project import Files

Check = Callable[[Files], None]


@pytest.mark.parametrize(
    ("statement", "call"),
    [
        ("import time", "time.sleep(1)"),
        ("import time as t", "t.sleep(1)"),
        ("from time import sleep", "sleep(1)"),
        ("from time import sleep as nap", "nap(1)"),
        ("from time import *", "sleep(1)"),
        (
            "try:\n    import fast_time as time\nexcept ImportError:\n    import time",
            "time.sleep(1)",
        ),
    ],
)
def test_a_library_s_function_is_known_under_any_name(
    reports_as_marked: Check, statement: str, call: str
) -> None:
    reports_as_marked(f"{statement}\nasync def handler():\n    {call}  # BLOCK: time.sleep\n")


def test_an_import_inside_a_function_counts_there(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        async def handler():
            import time
            time.sleep(1)  # BLOCK: time.sleep

        async def other():
            time.sleep(1)
        """
    )


@pytest.mark.parametrize(
    ("statement", "call"),
    [
        ("from app.tools import nap", "nap()"),
        ("from app.tools import nap as rest", "rest()"),
        ("from app import tools", "tools.nap()"),
        ("import app.tools", "app.tools.nap()"),
        ("import app.tools as t", "t.nap()"),
        ("from .tools import nap", "nap()"),
        ("from . import tools", "tools.nap()"),
        ("from .tools import *", "nap()"),
        ("from .deeper import nap", "nap()"),
        ("from .deeper.inner import rest", "rest()"),
        ("from . import nap", "nap()"),
        ("from app import *", "nap()"),
    ],
)
def test_a_function_of_the_project_is_found_through_any_import(
    reports_as_marked: Check, statement: str, call: str
) -> None:
    reports_as_marked(
        {
            "app/__init__.py": "from .tools import nap\n",
            "app/tools.py": "import time\n\ndef nap():\n    time.sleep(1)\n",
            "app/deeper/__init__.py": "from ..tools import nap\n",
            "app/deeper/inner.py": "from app.tools import nap as rest\n",
            "app/main.py": f"""
            {statement}

            async def handler():
                {call}  # BLOCK: app.tools.nap > time.sleep
            """,
        }
    )


def test_a_star_import_brings_what_is_exported_and_no_more(reports_as_marked: Check) -> None:
    reports_as_marked(
        {
            "listed.py": """
            import time
            __all__ = ["nap"]
            def nap(): time.sleep(1)
            def rest(): time.sleep(1)
            """,
            "open_.py": """
            import time
            def doze(): time.sleep(1)
            def _hidden(): time.sleep(1)
            """,
            "main.py": """
            from listed import *
            from open_ import *

            async def handler():
                nap()  # BLOCK: listed.nap > time.sleep
                rest()
                doze()  # BLOCK: open_.doze > time.sleep
                _hidden()
            """,
        }
    )


def test_a_name_bound_after_a_star_import_hides_it(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        from time import *

        def sleep(seconds): ...

        async def handler():
            sleep(1)
        """
    )


def test_modules_that_import_each_other_are_followed(reports_as_marked: Check) -> None:
    reports_as_marked(
        {
            "a.py": """
            import b

            def first():
                b.second()

            async def handler():
                first()  # BLOCK: a.first > b.second > time.sleep
            """,
            "b.py": """
            import a
            import time

            def second():
                time.sleep(1)
                a.first()
            """,
        }
    )


def test_a_directory_without_init_is_imported_from(reports_as_marked: Check) -> None:
    reports_as_marked(
        {
            "plugins/mail/send.py": "import smtplib\n\ndef send():\n    smtplib.SMTP('host')\n",
            "main.py": """
            from plugins.mail import send
            import plugins.mail.send as direct

            async def handler():
                send.send()  # BLOCK: send.send > smtplib.SMTP
                direct.send()  # BLOCK: send.send > smtplib.SMTP
            """,
        }
    )


def test_a_module_of_the_project_hides_a_library_of_its_name(reports_as_marked: Check) -> None:
    reports_as_marked(
        {
            "requests.py": "def get(url): ...\n",
            "main.py": """
            import requests

            async def handler():
                requests.get("/")
            """,
        }
    )


def test_a_module_of_the_project_does_not_hide_the_standard_library(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        {
            "app/__init__.py": "",
            "app/time.py": "def sleep(seconds): ...\n",
            "app/main.py": """
            import time
            from . import time as own

            async def handler():
                time.sleep(1)  # BLOCK: time.sleep
                own.sleep(1)
            """,
        }
    )


def test_an_annotation_sees_what_is_imported_for_type_checking(reports_as_marked: Check) -> None:
    reports_as_marked(
        {
            "client.py": "import time\n\nclass Client:\n    def go(self):\n        time.sleep(1)\n",
            "main.py": """
            from __future__ import annotations
            from typing import TYPE_CHECKING
            if TYPE_CHECKING:
                from client import Client

            async def handler(client: Client):
                client.go()  # BLOCK: client.Client.go > time.sleep
            """,
        }
    )


def test_a_type_alias_of_another_module_is_followed(reports_as_marked: Check) -> None:
    reports_as_marked(
        {
            "types_.py": """
            from typing import Annotated, Optional
            import requests
            Http = Annotated[requests.Session, "pooled"]
            Maybe = Optional[Http]
            """,
            "main.py": """
            import types_
            from types_ import Http

            async def handler(one: Http, two: types_.Maybe):
                one.get("/")  # BLOCK: requests.Session.get
                two.get("/")  # BLOCK: requests.Session.get
            """,
        }
    )
