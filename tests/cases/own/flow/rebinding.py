# Probes: the value a name holds at the call, after it was bound again.
import time

import requests


def slow():
    time.sleep(0.001)  # SINK


def quick():
    return 1


async def now_slow():
    step = quick
    step()
    step = slow
    step()  # BLOCK: time.sleep


async def now_quick():
    step = slow
    step = quick
    step()


async def used_between():
    step = slow
    step()  # BLOCK: time.sleep
    step = quick
    step()


async def other_type(url: str):
    client = requests.Session()
    client.get(url)  # BLOCK: requests.Session.get
    client = {"/": "home"}
    return client.get(url)
