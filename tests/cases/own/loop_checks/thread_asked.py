# Probes: code for other threads than that of the loop, told apart by the thread's identity.
import asyncio
import threading
import time


class Hub:
    def __init__(self, loop):
        self.loop = loop
        self.loop_thread_id = threading.get_ident()

    def report(self, message):
        if self.loop_thread_id != threading.get_ident():
            future = asyncio.run_coroutine_threadsafe(self.show(message), self.loop)
            return future.result()
        return message

    def nap(self):
        if threading.get_ident() == self.loop_thread_id:
            time.sleep(0.001)  # SINK

    async def show(self, message):
        return message


async def main(hub: Hub):
    hub.nap()  # BLOCK: time.sleep


async def quiet(hub: Hub):
    hub.report("x")
