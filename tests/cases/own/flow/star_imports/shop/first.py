import time

__all__ = ["pause", "load", "wait"]


def pause():
    time.sleep(0.001)  # SINK


def load():
    time.sleep(0.001)


def wait():
    return "first"


def hidden():
    time.sleep(0.001)
