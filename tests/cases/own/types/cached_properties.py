# Probes: functools.cached_property, as a blocking load and as the source of a receiver.
from functools import cached_property

import requests


class Client:
    def __init__(self, path: str):
        self.path = path

    @cached_property
    def token(self) -> str:
        with open(self.path) as file:  # SINK
            return file.read()  # SINK

    @cached_property
    def session(self):
        return requests.Session()

    @property
    def headers(self):
        return {"path": self.path}

    async def login(self):
        return self.token.strip()  # BLOCK: open

    async def fetch(self, url: str):
        return self.session.get(url)  # BLOCK: requests.Session.get

    async def describe(self):
        return self.headers.get("path"), self.session.headers
