import time

__all__ = ["work"]


def slow():
    time.sleep(0.001)  # SINK


def quick():
    return 1


def work():
    time.sleep(0.001)  # SINK
