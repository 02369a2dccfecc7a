# Probes: async tests and fixtures run on the loop, with pytest-asyncio and with anyio; plain ones not.
import asyncio
import time

import anyio
import pytest
import pytest_asyncio
import requests


def ask() -> str:
    return requests.get("http://localhost:8000", timeout=5).text  # SINK


@pytest.mark.asyncio
async def test_answer():
    assert ask() == "ok"  # BLOCK: requests.get


@pytest.mark.asyncio
async def test_answer_in_thread():
    assert await asyncio.to_thread(ask) == "ok"


@pytest.mark.anyio
async def test_with_anyio():
    time.sleep(0.1)  # BLOCK: time.sleep
    await anyio.to_thread.run_sync(ask)


@pytest_asyncio.fixture
async def server():
    time.sleep(0.1)  # BLOCK: time.sleep
    yield "http://localhost:8000"


@pytest.fixture
def plain_server():
    time.sleep(0.1)
    yield "http://localhost:8000"


def test_plain(plain_server):
    assert ask() == "ok"
