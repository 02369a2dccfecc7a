# Probes: entering and leaving a manager blocks whether or not its body awaits.
import asyncio
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor


class Pause:
    def __enter__(self):
        time.sleep(0.001)  # SINK
        return self

    def __exit__(self, *exc_info):
        return None


async def own_manager():
    with Pause():  # BLOCK: time.sleep
        await asyncio.sleep(0)


async def own_manager_without_await():
    with Pause():  # BLOCK: time.sleep
        pass


async def library_manager():
    with ThreadPoolExecutor() as pool:  # BLOCK: concurrent.futures.ThreadPoolExecutor.__exit__
        pool.submit(print)
        await asyncio.sleep(0)


async def process():
    with subprocess.Popen(["true"]):  # BLOCK: subprocess.Popen # BLOCK: subprocess.Popen.__exit__
        await asyncio.sleep(0)
