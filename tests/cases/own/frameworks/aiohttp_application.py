# Probes: what an aiohttp application keeps under text keys and typed keys.
import sqlite3

import aiosqlite
from aiohttp import web

CONNECTION = web.AppKey("CONNECTION", sqlite3.Connection)
ANNOTATED: web.AppKey[sqlite3.Connection] = web.AppKey("ANNOTATED")
ASYNC = web.AppKey("ASYNC", aiosqlite.Connection)


async def by_text(request):
    request.app["db"].execute("select 1")  # BLOCK: sqlite3.Connection.execute
    request.app["labels"].get("x")
    await request.app["async_db"].execute("select 1")
    request["db"].execute("select 1")
    request.query["db"].execute("select 1")


async def by_text_of_typed(asked: web.Request):
    asked.app["db"].execute("select 1")  # BLOCK: sqlite3.Connection.execute
    asked.app["labels"].get("x")


async def by_key(request: web.Request):
    request.app[CONNECTION].execute("select 1")  # BLOCK: sqlite3.Connection.execute
    request.config_dict[ANNOTATED].execute("select 1")  # BLOCK: sqlite3.Connection.execute
    await request.app[ASYNC].execute("select 1")


class View(web.View):
    async def get(self):
        self.request.app["db"].execute("select 1")  # BLOCK: sqlite3.Connection.execute
        return web.Response()


async def close(app):
    app["db"].execute("pragma optimize")  # BLOCK: sqlite3.Connection.execute
    await app["async_db"].close()


def in_own_dict():
    rows = {"db": {"execute": print}}
    rows["db"]["execute"]("select 1")
    return rows


async def own_dict():
    return in_own_dict()


def main():
    application = web.Application()
    application["db"] = sqlite3.connect("a.db")
    application["labels"] = {"x": "y"}
    application["async_db"] = aiosqlite.connect("a.db")
    application[CONNECTION] = sqlite3.connect("b.db")
    application.on_cleanup.append(close)
    application.router.add_get("/", by_text)
    application.router.add_get("/key", by_key)
    application.router.add_view("/view", View)
    web.run_app(application)
