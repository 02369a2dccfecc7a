"""An import comes once, in the file's own style and in its sorted place."""

from __future__ import annotations

import pytest

from loopguard.fixes.imports import add_import

ASYNCIO = "import asyncio"
POOL = "from starlette.concurrency import run_in_threadpool"


@pytest.mark.parametrize(
    ("statement", "before", "after"),
    [
        # nothing there
        (ASYNCIO, "", "import asyncio\n"),
        (ASYNCIO, "x = 1\n", "import asyncio\n\n\nx = 1\n"),
        (ASYNCIO, "async def f(): ...\n", "import asyncio\n\n\nasync def f(): ...\n"),
        (ASYNCIO, "\n\nx = 1\n", "import asyncio\n\n\nx = 1\n"),
        (ASYNCIO, '"""Doc."""\n\n\nx = 1\n', '"""Doc."""\n\nimport asyncio\n\n\nx = 1\n'),
        (ASYNCIO, '"""Doc."""\nx = 1\n', '"""Doc."""\n\nimport asyncio\n\n\nx = 1\n'),
        (ASYNCIO, '"""Doc."""', '"""Doc."""\n\nimport asyncio'),
        (ASYNCIO, '"""Do\nc."""; x = 1\n', '"""Do\nc."""; x = 1\n\nimport asyncio\n'),
        (ASYNCIO, "#!/bin/x\nx = 1\n", "#!/bin/x\n\nimport asyncio\n\n\nx = 1\n"),
        (
            ASYNCIO,
            "#!/bin/x\n# -*- coding: utf-8 -*-\n# (c) me\n\nx = 1\n",
            "#!/bin/x\n# -*- coding: utf-8 -*-\n# (c) me\n\nimport asyncio\n\nx = 1\n",
        ),
        (ASYNCIO, "# about x\nx = 1\n", "import asyncio\n\n\n# about x\nx = 1\n"),
        # after __future__
        (
            ASYNCIO,
            '"""Doc."""\n\nfrom __future__ import annotations\n\nx = 1\n',
            '"""Doc."""\n\nfrom __future__ import annotations\n\nimport asyncio\n\nx = 1\n',
        ),
        (
            ASYNCIO,
            "from __future__ import annotations\nimport requests\n",
            "from __future__ import annotations\nimport asyncio\n\nimport requests\n",
        ),
        # the sorted place
        (ASYNCIO, "import ast\nimport time\n", "import ast\nimport asyncio\nimport time\n"),
        (ASYNCIO, "import time\n", "import asyncio\nimport time\n"),
        (ASYNCIO, "import abc\n", "import abc\nimport asyncio\n"),
        (ASYNCIO, "import abc  # why\n", "import abc  # why\nimport asyncio\n"),
        (ASYNCIO, "import abc; import time\n", "import abc; import time\nimport asyncio\n"),
        (ASYNCIO, "from abc import ABC\n", "import asyncio\nfrom abc import ABC\n"),
        (
            ASYNCIO,
            "from abc import ABC\nimport time\n",
            "from abc import ABC\nimport asyncio\nimport time\n",
        ),
        (
            ASYNCIO,
            "from time import sleep\nfrom xml import dom\nimport ast\n",
            "from time import sleep\nfrom xml import dom\nimport ast\nimport asyncio\n",
        ),
        (
            ASYNCIO,
            "import time\nimport abc\nfrom abc import ABC\n",
            "import time\nimport abc\nimport asyncio\nfrom abc import ABC\n",
        ),
        (
            ASYNCIO,
            "import abc, \\\n    ast\nx = 1\n",
            "import abc, \\\n    ast\nimport asyncio\nx = 1\n",
        ),
        # groups
        (ASYNCIO, "import requests\n", "import asyncio\n\nimport requests\n"),
        (ASYNCIO, "from . import x\n", "import asyncio\n\nfrom . import x\n"),
        (
            ASYNCIO,
            "# third party\nimport requests\n",
            "# third party\nimport asyncio\n\nimport requests\n",
        ),
        (
            POOL,
            "import time\n\nx = 1\n",
            f"import time\n\n{POOL}\n\nx = 1\n",
        ),
        (POOL, "import time\nfrom . import x\n", f"import time\n\n{POOL}\n\nfrom . import x\n"),
        (
            POOL,
            "import time\n\nfrom fastapi import FastAPI\n\nfrom shop import x\n",
            f"import time\n\nfrom fastapi import FastAPI\n{POOL}\n\nfrom shop import x\n",
        ),
        (
            POOL,
            "from alembic import op\n\nfrom starlette.app import A\nfrom xyz import z\n",
            f"from alembic import op\n\nfrom starlette.app import A\n{POOL}\nfrom xyz import z\n",
        ),
        (
            POOL,
            "import fastapi\nimport uvicorn\nfrom fastapi import FastAPI\n",
            f"import fastapi\nimport uvicorn\nfrom fastapi import FastAPI\n{POOL}\n",
        ),
        # not in blocks
        (
            ASYNCIO,
            "import abc\nif TYPE_CHECKING:\n    import asyncio\n",
            "import abc\nimport asyncio\nif TYPE_CHECKING:\n    import asyncio\n",
        ),
        (
            ASYNCIO,
            "if TYPE_CHECKING:\n    import ast\n",
            "import asyncio\n\nif TYPE_CHECKING:\n    import ast\n",
        ),
        (
            ASYNCIO,
            "def f():\n    import asyncio\n",
            "import asyncio\n\n\ndef f():\n    import asyncio\n",
        ),
        # below the definitions is no place for imports
        (
            ASYNCIO,
            "import abc\n\nclass A: ...\n\nimport time\n",
            "import abc\nimport asyncio\n\nclass A: ...\n\nimport time\n",
        ),
        # line ends, form feeds, the end of the file
        (ASYNCIO, "import abc\r\nx = 1\r\n", "import abc\r\nimport asyncio\r\nx = 1\r\n"),
        (ASYNCIO, "import abc\rx = 1\r", "import abc\rimport asyncio\rx = 1\r"),
        (ASYNCIO, "import abc", "import abc\nimport asyncio"),
        (ASYNCIO, "\x0cimport time\n", "import asyncio\n\x0cimport time\n"),
        # other forms
        ("import asyncio as asyncio_", "import abc\n", "import abc\nimport asyncio as asyncio_\n"),
        ("import anyio.to_thread", "import anyio\n", "import anyio\nimport anyio.to_thread\n"),
    ],
)
def test_an_import_has_a_line_of_its_own(statement: str, before: str, after: str) -> None:
    assert add_import(before, statement) == after
    assert add_import(after, statement) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from m import a\n", "from m import a, n\n"),
        ("from m import z  # why\n", "from m import n, z  # why\n"),
        ("from m import a, z\n", "from m import a, n, z\n"),
        ("from m import z, a\n", "from m import z, a, n\n"),
        ("from m import A, Z\n", "from m import A, Z, n\n"),
        ("from m import A, b, Z\n", "from m import A, b, n, Z\n"),
        ("from m import X, Y, a\n", "from m import X, Y, a, n\n"),
        ("from m import a as b\n", "from m import a as b, n\n"),
        ("from m import (a)\n", "from m import (a, n)\n"),
        ("from m import (a, z)\n", "from m import (a, n, z)\n"),
        ("from m import (a,)\n", "from m import (a, n,)\n"),
        ("from m import (\n    a, b)\n", "from m import (\n    a, b, n)\n"),
        ("from m import (\n    a,\n)\n", "from m import (\n    a,\n    n,\n)\n"),
        ("from m import (\n    a\n)\n", "from m import (\n    a,\n    n,\n)\n"),
        ("from m import (\n    a,  # a\n)\n", "from m import (\n    a,  # a\n    n,\n)\n"),
        ("from m import (\n    a  # a\n)\n", "from m import (\n    a,  # a\n    n,\n)\n"),
        (
            "from m import (\n\ta,\n\t# of z\n\tz,\n)\n",
            "from m import (\n\ta,\n\t# of z\n\tn,\n\tz,\n)\n",
        ),
        (
            "from m import (  # c\r\n    z,\r\n)\r\n",
            "from m import (  # c\r\n    n,\r\n    z,\r\n)\r\n",
        ),
        ("from m import a, \\\n    b\n", "from m import a, \\\n    b, n\n"),
        ("from m import a, \\\n    z\n", "from m import a, \\\n    n, z\n"),
        ("é = 1; from m import a, z\n", "é = 1; from m import a, n, z\n"),
        # other modules, and what cannot be extended
        ("from m.x import a\n", "from m import n\nfrom m.x import a\n"),
        ("from m import *\n", "from m import *\nfrom m import n\n"),
        ("from .m import a\n", "from m import n\n\nfrom .m import a\n"),
        ("import m\n", "import m\nfrom m import n\n"),
    ],
)
def test_a_from_import_is_extended_where_it_is_there(before: str, after: str) -> None:
    assert add_import(before, "from m import n") == after
    assert add_import(after, "from m import n") == after


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        (ASYNCIO, "import time, asyncio\n"),
        (ASYNCIO, "x = 1\nimport asyncio\n"),
        (ASYNCIO, "try:\n    import asyncio\nexcept ImportError:\n    asyncio = None\n"),
        (POOL, "from starlette.concurrency import (\n    run_in_threadpool,\n)\n"),
        ("import asyncio as a", "import asyncio as a\n"),
    ],
)
def test_an_import_that_is_there_is_not_added(statement: str, text: str) -> None:
    assert add_import(text, statement) == text


def test_what_cannot_be_read_gets_no_import() -> None:
    assert add_import("import (\n", ASYNCIO) is None
