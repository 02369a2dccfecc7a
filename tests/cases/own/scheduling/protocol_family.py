# Probes: protocols of every kind, through a base class of the project, and their sync helpers.
import asyncio
import time
from pathlib import Path


class Logged(asyncio.DatagramProtocol):
    def connection_made(self, transport) -> None:
        self.transport = transport

    def note(self, data: bytes) -> None:
        with Path("packets.log").open("ab") as log:
            log.write(data)

    def describe(self) -> str:
        time.sleep(0.001)
        return "never called by the loop"


class Echo(Logged):
    def datagram_received(self, data: bytes, addr) -> None:
        self.note(data)  # BLOCK: pathlib.Path.open
        self.transport.sendto(data, addr)

    def error_received(self, exc: Exception) -> None:
        time.sleep(0.001)  # BLOCK: time.sleep


class Child(asyncio.SubprocessProtocol):
    def pipe_data_received(self, fd: int, data: bytes) -> None:
        print(data)

    def process_exited(self) -> None:
        time.sleep(0.001)  # BLOCK: time.sleep


class Buffered(asyncio.BufferedProtocol):
    def get_buffer(self, sizehint: int) -> bytearray:
        return bytearray(sizehint)

    def buffer_updated(self, nbytes: int) -> None:
        time.sleep(0.001)  # BLOCK: time.sleep
