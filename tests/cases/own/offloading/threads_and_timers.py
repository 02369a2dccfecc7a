# Probes: the targets of threads and timers, and a thread's run() called without a thread.
import functools
import threading
import time


def flush(name: str = "log") -> None:
    time.sleep(0.001)  # SINK


class Flusher(threading.Thread):
    def __init__(self, name: str):
        super().__init__(daemon=True)
        self.target_name = name

    def run(self) -> None:
        flush(self.target_name)  # SINK


class Service:
    def loop_forever(self) -> None:
        flush("service")

    async def start(self) -> None:
        self.thread = threading.Thread(target=self.loop_forever, name="service", daemon=True)
        self.thread.start()


async def good():
    threading.Thread(None, flush).start()
    threading.Thread(target=lambda: flush("x"), daemon=True).start()
    threading.Thread(target=functools.partial(flush, "y")).start()
    timer = threading.Timer(interval=0.001, function=flush, args=("z",))
    timer.start()
    Flusher("w").start()
    await Service().start()


async def bad():
    threading.Thread(target=flush("x")).start()  # BLOCK: time.sleep
    Flusher("w").run()  # BLOCK: time.sleep
