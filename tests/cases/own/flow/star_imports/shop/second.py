import time


def load():
    return "second"


def wait():
    time.sleep(0.001)  # SINK


def _private():
    time.sleep(0.001)
