# Probes: a select with a timeout of zero, pure socket bookkeeping, and calls that wait.
import select
import socket


async def looked(sock: socket.socket):
    sock.setblocking(False)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    ready, _, _ = select.select([sock], [], [], 0)
    return ready, sock.fileno(), sock.getsockname(), socket.inet_aton("127.0.0.1")


async def waited(sock: socket.socket):
    select.select([sock], [], [])  # BLOCK: select.select
    select.select([sock], [], [], 1.0)  # BLOCK: select.select
    socket.getaddrinfo("localhost", 80)  # BLOCK: socket.getaddrinfo
    return sock.recv(10)  # BLOCK: socket.socket.recv


async def maybe(sock: socket.socket):
    sock.setblocking(False)
    return sock.recv(10)  # MAYBE
