# Probes: singletons kept in a class attribute, a module global and a cached factory.
import functools
from typing import Optional

import requests


class Gateway:
    _instance: Optional["Gateway"] = None

    def __init__(self):
        self.session = requests.Session()

    @classmethod
    def instance(cls):
        if cls._instance is None:
            cls._instance = cls()
        return cls._instance

    def status(self, url):
        return self.session.get(url).status_code  # SINK

    def headers(self):
        return dict(self.session.headers)


_session = None


def get_session():
    global _session
    if _session is None:
        _session = requests.Session()
    return _session


@functools.lru_cache(maxsize=None)
def cached_session():
    return requests.Session()


async def by_class(url: str):
    Gateway.instance().headers()
    return Gateway.instance().status(url)  # BLOCK: requests.Session.get


async def by_global(url: str):
    return get_session().get(url)  # BLOCK: requests.Session.get


async def by_cache(url: str):
    cached_session().close()
    return cached_session().head(url)  # BLOCK: requests.Session.head
