# Probes: contextlib.closing calls close(), and gives the object itself.
import time
from contextlib import closing, nullcontext, suppress


class Port:
    def close(self):
        time.sleep(0.001)  # SINK

    def write(self, data):
        return len(data)

    def flush(self):
        time.sleep(0.001)  # SINK


class Buffer:
    def close(self):
        self.data = None


async def main():
    with closing(Port()) as port:  # BLOCK: time.sleep
        port.write(b"x")
        port.flush()  # BLOCK: time.sleep


async def quiet():
    with closing(Buffer()), suppress(OSError):
        pass
    with nullcontext(Port()) as port:
        port.write(b"x")
