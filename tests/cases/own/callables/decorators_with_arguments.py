# Probes: decorators with arguments that wrap sync functions and methods.
import functools
import time


def retry(times, delay=0):
    def decorate(fn):
        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            for _ in range(times):
                try:
                    return fn(*args, **kwargs)
                except ValueError:
                    time.sleep(delay)  # SINK
            return None

        return wrapper

    return decorate


def tagged(tag):
    def decorate(fn):
        fn.tag = tag
        return fn

    return decorate


@retry(times=2)
def parse(text):
    return int(text)


@tagged("slow")
def load():
    time.sleep(0.001)  # SINK


@tagged("quick")
def total():
    return 1


class Client:
    @retry(2, delay=0)
    def submit(self, text):
        return int(text)

    @tagged("ping")
    def ping(self):
        return 1


async def main(client: Client):
    parse("x")  # BLOCK: time.sleep
    load()  # BLOCK: time.sleep
    client.submit("x")  # BLOCK: time.sleep


async def quiet(client: Client):
    return total(), client.ping(), load.tag
