# Probes: branches for an argument that a call leaves out, or gives as None.
import time


def load(name, config=None):
    if config is not None:
        time.sleep(0.001)  # SINK
    return name


def connect(client=None):
    if not client:
        time.sleep(0.001)  # SINK
    return client


def forward(name, config=None):
    return load(name, config=config)  # SINK


async def main(config: dict):
    load("a", config)  # BLOCK: time.sleep
    load("a", **config)  # BLOCK: time.sleep
    forward("a", config)  # BLOCK: time.sleep
    connect()  # BLOCK: time.sleep
    connect(None)  # BLOCK: time.sleep


async def quiet():
    load("a")
    load("a", config=None)
    forward("a")
