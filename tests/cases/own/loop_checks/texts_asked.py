# Probes: branches by a text that the caller passes, here and through a function in between.
import os
import time


def read_secret(name, default=None):
    if name.startswith("env/"):
        name = name.replace("env/", "")
    if name.startswith("vault/"):
        time.sleep(0.001)  # SINK
    return os.environ.get(name, default)


def secret_text(name):
    return str(read_secret(name))  # SINK


def load(kind="memory"):
    if kind == "disk":
        time.sleep(0.001)  # SINK
    elif kind in ("queue", "topic"):
        time.sleep(0.001)  # SINK
    return kind


async def main():
    read_secret("vault/token")  # BLOCK: time.sleep
    secret_text("vault/token")  # BLOCK: time.sleep
    load("disk")  # BLOCK: time.sleep
    load(kind="topic")  # BLOCK: time.sleep


async def by_name(name: str):
    read_secret(name)  # BLOCK: time.sleep
    read_secret("env/X" if name is None else name)  # BLOCK: time.sleep


async def by_kind(kind: str):
    load(kind)  # BLOCK: time.sleep
    load(**{"kind": kind})  # BLOCK: time.sleep


async def quiet():
    read_secret("API_KEY")
    secret_text("API_KEY")
    load()
    load("memory")
    load(kind="cache")
