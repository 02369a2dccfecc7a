# Probes: Tornado calls plain methods of handlers on the loop, and callbacks of the IOLoop too.
import time
from concurrent.futures import ThreadPoolExecutor

import requests
from tornado import gen, web, websocket
from tornado.concurrent import run_on_executor
from tornado.httpclient import AsyncHTTPClient, HTTPClient
from tornado.ioloop import IOLoop, PeriodicCallback


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


class Plain(web.RequestHandler):
    def initialize(self, key):
        self.key = key

    def prepare(self):
        ask()  # BLOCK: requests.get

    def get(self):
        self.write(self.helper())  # BLOCK: requests.get

    def helper(self):
        return ask()  # SINK

    def unused_helper(self):
        return ask()


class Patient(web.RequestHandler):
    executor = ThreadPoolExecutor(4)

    async def get(self):
        self.write(await IOLoop.current().run_in_executor(None, ask))

    async def post(self):
        self.write(await self.work())

    @run_on_executor
    def work(self):
        return ask()

    async def put(self):
        response = await AsyncHTTPClient().fetch("https://api.example")
        self.write(response.body)

    async def patch(self):
        self.write(HTTPClient().fetch("https://api.example").body)  # BLOCK: tornado.httpclient.HTTPClient.fetch


class Old(web.RequestHandler):
    @gen.coroutine
    def get(self):
        yield gen.sleep(1)
        self.write(ask())  # BLOCK: requests.get


class Echo(websocket.WebSocketHandler):
    def open(self):
        ask()  # BLOCK: requests.get

    def on_message(self, message):
        time.sleep(1)  # BLOCK: time.sleep


def tick():
    time.sleep(1)  # BLOCK: time.sleep


def later():
    ask()  # BLOCK: requests.get


def main():
    PeriodicCallback(tick, 1000).start()
    loop = IOLoop.current()
    loop.call_later(5, later)
    ask()
    loop.start()


async def nested():
    IOLoop.current().run_sync(main)  # BLOCK: tornado.ioloop.IOLoop.run_sync
