# Probes: Sanic calls plain handlers, middleware, listeners and views on the loop.
import asyncio
import time

import requests
from sanic import Blueprint, Request, Sanic
from sanic.response import text
from sanic.views import HTTPMethodView

app = Sanic("shop")
items = Blueprint("items", url_prefix="/items")


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


@app.get("/plain")
def plain(request: Request):
    return text(ask())  # BLOCK: requests.get


@app.get("/loop")
async def on_loop(request: Request):
    return text(ask())  # BLOCK: requests.get


@app.get("/thread")
async def in_thread(request: Request):
    return text(await asyncio.to_thread(ask))


@items.post("/")
def create(request: Request):
    return text(ask())  # BLOCK: requests.get


@app.middleware("request")
def audit(request: Request):
    ask()  # BLOCK: requests.get


@app.on_response
def stamp(request: Request, response):
    ask()  # BLOCK: requests.get


@app.exception(ValueError)
def invalid(request: Request, error):
    return text(ask(), status=422)  # BLOCK: requests.get


@app.before_server_start
def connect(app):
    time.sleep(1)  # BLOCK: time.sleep


@app.main_process_start
def build(app):
    time.sleep(1)


def added(request: Request):
    return text(ask())  # BLOCK: requests.get


class Item(HTTPMethodView):
    def get(self, request: Request, key: int):
        return text(ask())  # BLOCK: requests.get

    async def delete(self, request: Request, key: int):
        return text(await asyncio.to_thread(ask))

    def describe(self):
        return ask()


app.add_route(added, "/added")
app.add_route(Item.as_view(), "/items/<key:int>")
app.blueprint(items)
