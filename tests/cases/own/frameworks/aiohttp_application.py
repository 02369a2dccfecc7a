# Probes: all code of an aiohttp application runs on the loop: handlers, views, middlewares, signals.
import asyncio
import sqlite3

import requests
from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

routes = web.RouteTableDef()


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


@routes.get("/loop")
async def on_loop(request: web.Request) -> web.Response:
    return web.Response(text=ask())  # BLOCK: requests.get


@routes.get("/thread")
async def in_thread(request: web.Request) -> web.Response:
    return web.Response(text=await asyncio.to_thread(ask))


@routes.get("/bare")
def bare(request: web.Request) -> web.Response:
    return web.Response(text=ask())  # BLOCK: requests.get


def added(request: web.Request) -> web.Response:
    return web.Response(text=ask())  # BLOCK: requests.get


@routes.view("/items")
class Items(web.View):
    async def get(self) -> web.Response:
        return web.Response(text=ask())  # BLOCK: requests.get


@web.middleware
async def audit(request: web.Request, handler):
    ask()  # BLOCK: requests.get
    return await handler(request)


class FileLogger(AbstractAccessLogger):
    def log(self, request, response, time):
        ask()  # BLOCK: requests.get


async def open_database(app: web.Application) -> None:
    app["database"] = sqlite3.connect("shop.db")  # BLOCK: sqlite3.connect


async def open_database_in_thread(app: web.Application) -> None:
    app["database"] = await asyncio.to_thread(sqlite3.connect, "shop.db")


def make_app() -> web.Application:
    app = web.Application(middlewares=[audit])
    app.add_routes(routes)
    app.router.add_get("/added", added)
    app.on_startup.append(open_database)
    app.on_startup.append(open_database_in_thread)
    return app


async def serve() -> None:
    web.run_app(make_app())  # BLOCK: aiohttp.web.run_app


async def serve_in_this_loop() -> None:
    runner = web.AppRunner(make_app())
    await runner.setup()
    await web.TCPSite(runner, port=8080).start()


if __name__ == "__main__":
    web.run_app(make_app())
