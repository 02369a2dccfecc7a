import time


def read(name: str, default=None):
    value = lookup(name=name, default=default)
    return value


def lookup(name, default):
    if name.startswith("env/"):
        name = name.replace("env/", "")
    if name.startswith("remote/"):
        time.sleep(1)
    return default
