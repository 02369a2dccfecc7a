# Probes: BlackSheep calls plain handlers on the loop.
import asyncio

import requests
from blacksheep import Application, get
from blacksheep.server.controllers import Controller
from blacksheep.server.controllers import get as controller_get

app = Application()


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


@get("/plain")
def plain():
    return ask()  # BLOCK: requests.get


@app.router.post("/items")
def create():
    return ask()  # BLOCK: requests.get


@app.router.get("/items")
async def read():
    return ask()  # BLOCK: requests.get


@get("/thread")
async def in_thread():
    return await asyncio.to_thread(ask)


def added():
    return ask()  # BLOCK: requests.get


class Home(Controller):
    @controller_get("/")
    def index(self):
        return self.text(ask())  # BLOCK: requests.get

    def helper(self):
        return ask()


async def audit(request, handler):
    ask()  # BLOCK: requests.get
    return await handler(request)


app.router.add_get("/added", added)
app.middlewares.append(audit)
