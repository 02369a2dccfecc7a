# Probes: name lookups, sockets and mail on the loop, beside the loop's own and threads.
import asyncio
import smtplib
import socket
from email.message import EmailMessage


async def addresses(host: str):
    return socket.getaddrinfo(host, 443)  # BLOCK: socket.getaddrinfo


async def addresses_async(host: str):
    return await asyncio.get_running_loop().getaddrinfo(host, 443)


async def ask(host: str):
    sock = socket.create_connection((host, 7))  # BLOCK: socket.create_connection
    sock.sendall(b"ping")  # BLOCK: socket.socket.sendall
    sock.close()


async def ask_async(host: str):
    reader, writer = await asyncio.open_connection(host, 7)
    writer.write(b"ping")
    await writer.drain()
    return await reader.read(16)


def send_mail(message: EmailMessage) -> None:
    with smtplib.SMTP("localhost") as server:
        server.send_message(message)


async def notify(message: EmailMessage):
    send_mail(message)  # BLOCK: smtplib.SMTP


async def notify_in_thread(message: EmailMessage):
    await asyncio.to_thread(send_mail, message)


async def only_local(host: str):
    packed = socket.inet_aton("127.0.0.1")
    return socket.inet_ntoa(packed), host.encode("idna")
