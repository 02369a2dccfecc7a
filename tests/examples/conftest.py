from __future__ import annotations

import importlib
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import stripe
from fastapi import FastAPI

from .fake_services import FakeServices, fake_services

EXAMPLES = Path(__file__).parents[2] / "examples"

Load = Callable[[str], AbstractContextManager["Example"]]


@dataclass(frozen=True)
class Example:
    """One of the two applications, imported and pointed at the fake services."""

    package: Path
    app: FastAPI

    @asynccontextmanager
    async def client(self) -> AsyncIterator[httpx.AsyncClient]:
        """Start the application, talk to it, stop it."""
        transport = httpx.ASGITransport(self.app)
        async with (
            self.app.router.lifespan_context(self.app),
            httpx.AsyncClient(transport=transport, base_url="http://saas") as client,
        ):
            yield client


@pytest.fixture
def services() -> Iterator[FakeServices]:
    with fake_services() as running:
        yield running


@pytest.fixture
def load(services: FakeServices, tmp_path: Path) -> Load:
    """Import an example by the name of its folder, for as long as a `with` block lasts."""

    @contextmanager
    def load_example(name: str) -> Iterator[Example]:
        driver = "sqlite+aiosqlite" if name == "saas_fixed" else "sqlite"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("NO_PROXY", "127.0.0.1")
            patch.setenv("SAAS_DATABASE_URL", f"{driver}:///{tmp_path / name}.db")
            patch.setenv("SAAS_EXCHANGE_URL", services.url)
            patch.setenv("SAAS_RETRY_DELAY", "0")
            patch.setattr(stripe, "api_base", services.url)
            patch.setattr(stripe, "api_key", None)
            patch.setattr(stripe, "default_http_client", None)
            patch.setattr(sys, "dont_write_bytecode", True)
            patch.syspath_prepend(str(EXAMPLES / name))
            forget_package()
            main = importlib.import_module("saas.main")
            try:
                yield Example(EXAMPLES / name / "saas", main.app)
            finally:
                forget_package()
                if name == "saas":
                    main.engine.dispose()
                    if stripe.default_http_client is not None:
                        stripe.default_http_client.close()

    return load_example


def forget_package() -> None:
    """Both examples call their package `saas`; the next import must find the other one."""
    for name in [name for name in sys.modules if name.split(".")[0] == "saas"]:
        del sys.modules[name]
