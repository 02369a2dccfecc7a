import time


def slow():
    time.sleep(0.001)  # SINK


def quick():
    return 1


on_save = None
on_load = quick


def save():
    if on_save is not None:
        on_save()  # SINK


def load():
    return on_load()
