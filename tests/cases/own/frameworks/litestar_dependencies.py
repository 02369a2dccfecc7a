# Probes: classes that take a callback, imported by name and called at the top of a module.
import asyncio

import requests
from litestar import Litestar, get
from litestar.di import Provide


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


def provide_text() -> str:
    return ask()  # BLOCK: requests.get


async def provide_text_in_thread() -> str:
    return await asyncio.to_thread(ask)


def connect(app: Litestar) -> None:
    ask()  # BLOCK: requests.get


@get("/")
async def index(text: str, patient: str) -> str:
    return text + patient


app = Litestar(
    [index],
    dependencies={"text": Provide(provide_text), "patient": Provide(provide_text_in_thread)},
    on_startup=[connect],
)
