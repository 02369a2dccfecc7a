# Probes: sockets that were told not to block, by name and by attribute.
import asyncio
import socket


async def told():
    sock = socket.socket()
    sock.setblocking(False)
    sock.connect_ex(("127.0.0.1", 9))


async def told_by_timeout():
    sock = socket.socket()
    sock.settimeout(0)
    sock.connect_ex(("127.0.0.1", 9))


async def not_told():
    sock = socket.socket()
    sock.setblocking(True)
    sock.settimeout(5)
    sock.connect_ex(("127.0.0.1", 9))  # BLOCK: socket.socket.connect_ex


class Peer:
    def __init__(self):
        self.sock = socket.socket()
        self.sock.setblocking(False)
        self.plain = socket.socket()

    async def read(self):
        return self.sock.connect_ex(("127.0.0.1", 9))

    async def read_plain(self):
        return self.plain.connect_ex(("127.0.0.1", 9))  # BLOCK: socket.socket.connect_ex


async def in_thread():
    await asyncio.to_thread(socket.socket().connect_ex, ("127.0.0.1", 9))
