# Probes: decorators that are classes, and decorators of classes.
import time


class Memo:
    def __init__(self, fn):
        self.fn = fn
        self.results = {}

    def __call__(self, key):
        if key not in self.results:
            self.results[key] = self.fn(key)  # SINK
        return self.results[key]


class Limit:
    def __init__(self, seconds):
        self.seconds = seconds

    def __call__(self, fn):
        def wrapper(*args):
            time.sleep(self.seconds)  # SINK
            return fn(*args)

        return wrapper


def registered(cls):
    cls.registered = True
    return cls


@Memo
def load(key):
    time.sleep(0.001)  # SINK
    return key


@Memo
def double(key):
    return key * 2


@Limit(0)
def ping():
    return 1


@registered
class Worker:
    def run(self):
        time.sleep(0.001)  # SINK

    def name(self):
        return "w"


async def main():
    load("a")  # BLOCK: time.sleep
    ping()  # BLOCK: time.sleep
    Worker().run()  # BLOCK: time.sleep


async def quiet():
    return double(2), Worker().name(), load.results
