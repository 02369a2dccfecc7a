# Probes: __call__ of objects, through a variable, an attribute and an inherited method.
import time


class Fetch:
    def __init__(self, url):
        self.url = url

    def __call__(self, path):
        time.sleep(0.001)  # SINK
        return self.url + path


class FetchTwice(Fetch):
    pass


class Count:
    def __call__(self):
        return 1


fetch = Fetch("http://127.0.0.1")


class Api:
    def __init__(self):
        self.fetch = FetchTwice("http://127.0.0.1")
        self.count = Count()

    async def get(self):
        self.count()
        return self.fetch("/a")  # BLOCK: time.sleep


async def main():
    fetch("/b")  # BLOCK: time.sleep
    return Fetch("x")("/c")  # BLOCK: time.sleep


async def quiet():
    counter = Count()
    return counter(), Fetch("x").url
