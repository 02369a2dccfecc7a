# Probes: factories without annotations that return one of several objects.
import requests


class DrySession:
    def get(self, url):
        return f"dry {url}"


def make_session(dry: bool):
    if dry:
        return DrySession()
    session = requests.Session()
    session.headers["User-Agent"] = "shop"
    return session


def make_dry(loud: bool):
    session = DrySession()
    if loud:
        return session
    return DrySession()


async def fetch(url: str, dry: bool = False):
    session = make_session(dry)
    return session.get(url)  # BLOCK: requests.Session.get


async def fetch_dry(url: str):
    session = make_dry(True)
    return session.get(url)
