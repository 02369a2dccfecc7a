# Probes: sync_to_thread=True moves plain handlers and dependencies of Litestar to a thread.
import requests
from litestar import Controller, Litestar, di, get


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


@get("/thread", sync_to_thread=True)
def in_thread() -> str:
    return ask()


@get("/told", sync_to_thread=False)
def told() -> str:
    return ask()  # BLOCK: requests.get


class Items(Controller):
    path = "/items"

    @get(sync_to_thread=True)
    def read(self) -> str:
        return ask()


def provide_in_thread() -> str:
    return ask()


def provide_on_loop() -> str:
    return ask()  # BLOCK: requests.get


app = Litestar(
    [in_thread, told, Items],
    dependencies={
        "patient": di.Provide(provide_in_thread, sync_to_thread=True),
        "hasty": di.Provide(provide_on_loop, sync_to_thread=False),
    },
)
