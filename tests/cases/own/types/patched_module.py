# Probes: what a test puts on a module for a while says nothing of what it holds otherwise.
import os.path
import time


def pretend():
    time.sleep = print
    os.path.isfile = bool


async def wait():
    time.sleep(0.01)  # BLOCK: time.sleep
    return os.path.isfile("x")  # BLOCK: os.path.isfile
