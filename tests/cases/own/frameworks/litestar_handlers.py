# Probes: Litestar calls plain handlers on the loop, background tasks in a thread.
import requests
from litestar import Controller, Litestar, get, post
from litestar.background_tasks import BackgroundTask
from litestar.response import Response


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


@get("/plain")
def plain() -> str:
    return ask()  # BLOCK: requests.get


@get("/told", sync_to_thread=False)
def told() -> str:
    return ask()  # BLOCK: requests.get


@get("/loop")
async def on_loop() -> str:
    return ask()  # BLOCK: requests.get


class Items(Controller):
    path = "/items"

    @post()
    def create(self) -> str:
        return ask()  # BLOCK: requests.get


@get("/background")
async def background() -> Response[str]:
    return Response("ok", background=BackgroundTask(ask))


app = Litestar([plain, told, on_loop, Items, background])
