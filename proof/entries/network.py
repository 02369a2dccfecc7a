"""Mail, file transfer, remote shells, names, sockets and messages."""

from __future__ import annotations

import asyncio
import contextlib
import email.message
import ftplib
import imaplib
import poplib
import smtplib
import socket
import socketserver
import ssl
from collections.abc import Iterator
from typing import Any

import pytest

from ..hold import AnswerHold, Gate, Hold
from ..registry import Case, proves
from ..servers import DnsServer
from ..watch import Async, Held
from .http import awaiting

MESSAGE = email.message.EmailMessage()
MESSAGE["From"], MESSAGE["To"] = "ada@example.com", "bob@example.com"
MESSAGE.set_content("hello")


def aiosmtplib_send(gate: Gate) -> Async:
    async def send(held: Held) -> None:
        import aiosmtplib

        await held(aiosmtplib.send(MESSAGE, hostname=gate.host, port=gate.port, start_tls=False))

    return send


@proves("smtplib.SMTP", "aiosmtplib.send")
def smtp_connect(smtp_gate: Gate) -> Iterator[Case]:
    yield Case(
        lambda: smtplib.SMTP(smtp_gate.host, smtp_gate.port).close(),
        smtp_gate,
        {"aiosmtplib.send": aiosmtplib_send(smtp_gate)},
    )


@proves("smtplib.SMTP.send_message", "aiosmtplib.send")
def smtp_send_message(smtp_gate: Gate) -> Iterator[Case]:
    with smtplib.SMTP(smtp_gate.host, smtp_gate.port) as client:
        yield Case(
            lambda: client.send_message(MESSAGE),
            smtp_gate,
            {"aiosmtplib.send": aiosmtplib_send(smtp_gate)},
        )


@proves("smtplib.SMTP.sendmail", "aiosmtplib.send")
def smtp_sendmail(smtp_gate: Gate) -> Iterator[Case]:
    with smtplib.SMTP(smtp_gate.host, smtp_gate.port) as client:
        yield Case(
            lambda: client.sendmail("ada@example.com", ["bob@example.com"], "hello"),
            smtp_gate,
            {"aiosmtplib.send": aiosmtplib_send(smtp_gate)},
        )


@proves("yagmail.SMTP.send", "aiosmtplib.send")
def yagmail_send(smtp_gate: Gate) -> Iterator[Case]:
    import yagmail

    client = yagmail.SMTP(
        "ada@example.com",
        "p",
        smtp_gate.host,
        smtp_gate.port,
        smtp_starttls=False,
        smtp_ssl=False,
        smtp_skip_login=True,
    )
    yield Case(
        lambda: client.send("bob@example.com", "s", "hello"),
        smtp_gate,
        {"aiosmtplib.send": aiosmtplib_send(smtp_gate)},
    )
    client.close()


@proves("ftplib.FTP", "aioftp.Client.connect")
def ftp_connect(ftp_gate: Gate) -> Iterator[Case]:
    def connect() -> None:
        ftp = ftplib.FTP()
        ftp.connect(ftp_gate.host, ftp_gate.port)
        ftp.close()

    async def connect_async(held: Held) -> None:
        import aioftp

        client = aioftp.Client()
        await held(client.connect(ftp_gate.host, ftp_gate.port))
        client.close()

    yield Case(connect, ftp_gate, {"aioftp.Client.connect": connect_async})


@proves("ftplib.FTP.retrbinary", "aioftp.Client.list")
def ftp_retrbinary(ftp_gate: Gate) -> Iterator[Case]:
    async def list_files(held: Held) -> None:
        import aioftp

        async with aioftp.Client.context(ftp_gate.host, ftp_gate.port) as client:
            await held(client.list())

    with ftp_client(ftp_gate) as ftp:
        yield Case(
            lambda: ftp.retrbinary("RETR file", lambda data: None),
            ftp_gate,
            {"aioftp.Client.list": list_files},
        )


@proves("ftplib.FTP.pwd")
def ftp_pwd(ftp_gate: Gate) -> Iterator[Case]:
    with ftp_client(ftp_gate) as ftp:
        yield Case(ftp.pwd, ftp_gate)


@contextlib.contextmanager
def ftp_client(gate: Gate) -> Iterator[ftplib.FTP]:
    with ftplib.FTP() as ftp:
        ftp.connect(gate.host, gate.port)
        ftp.login()
        yield ftp


@proves("imaplib.IMAP4")
def imap_connect(imap_gate: Gate) -> Iterator[Case]:
    yield Case(lambda: imaplib.IMAP4(imap_gate.host, imap_gate.port).shutdown(), imap_gate)


@proves("imaplib.IMAP4.noop")
def imap_noop(imap_gate: Gate) -> Iterator[Case]:
    client = imaplib.IMAP4(imap_gate.host, imap_gate.port)
    yield Case(client.noop, imap_gate)
    client.shutdown()


@proves("imapclient.IMAPClient.noop")
def imapclient_noop(imap_gate: Gate) -> Iterator[Case]:
    import imapclient

    client = imapclient.IMAPClient(imap_gate.host, imap_gate.port, ssl=False)
    yield Case(client.noop, imap_gate)
    client.shutdown()


@proves("imap_tools.MailBoxUnencrypted")
def imap_tools_connect(imap_gate: Gate) -> Iterator[Case]:
    import imap_tools

    yield Case(
        lambda: imap_tools.MailBoxUnencrypted(imap_gate.host, imap_gate.port).client.shutdown(),
        imap_gate,
    )


@proves("poplib.POP3")
def pop3_connect(pop3_gate: Gate) -> Iterator[Case]:
    yield Case(lambda: poplib.POP3(pop3_gate.host, pop3_gate.port).close(), pop3_gate)


@proves("poplib.POP3.stat")
def pop3_stat(pop3_gate: Gate) -> Iterator[Case]:
    client = poplib.POP3(pop3_gate.host, pop3_gate.port)
    yield Case(client.stat, pop3_gate)
    client.close()


def asyncssh_run(gate: Gate, command: str = "") -> Async:
    """What paramiko's and fabric's advice says: connecting, or one command."""

    async def use(held: Held) -> None:
        import asyncssh

        options: dict[str, Any] = {
            "port": gate.port,
            "username": "ada",
            "known_hosts": None,
            "config": None,
            "client_keys": None,
        }
        if not command:
            connection: Any = await held(asyncssh.connect(gate.host, **options))
        else:
            connection = await asyncssh.connect(gate.host, **options)
            await held(connection.run(command))
        connection.close()
        await connection.wait_closed()

    return use


@contextlib.contextmanager
def paramiko_client(gate: Gate) -> Iterator[Any]:
    import paramiko

    with paramiko.SSHClient() as client:
        client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
        client.connect(gate.host, gate.port, **SSH_LOGIN)
        yield client


SSH_LOGIN: dict[str, Any] = {
    "username": "ada",
    "allow_agent": False,
    "look_for_keys": False,
    "timeout": 3600,
    "banner_timeout": 3600,
    "auth_timeout": 3600,
    "auth_strategy": None,
}


@proves("paramiko.SSHClient.connect", "asyncssh.connect")
def paramiko_connect(ssh_gate: Gate) -> Iterator[Case]:
    import paramiko

    def connect() -> None:
        with paramiko.SSHClient() as client:
            client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
            client.connect(ssh_gate.host, ssh_gate.port, **login())

    yield Case(connect, ssh_gate, {"asyncssh.connect": asyncssh_run(ssh_gate)})


def login() -> dict[str, Any]:
    from paramiko.auth_strategy import NoneAuth

    class Nobody:
        def authenticate(self, transport: Any) -> Any:
            return NoneAuth("ada").authenticate(transport)

    return {**SSH_LOGIN, "auth_strategy": Nobody()}


@proves("paramiko.SSHClient.exec_command", "asyncssh.SSHClientConnection.run")
def paramiko_exec(ssh_gate: Gate) -> Iterator[Case]:
    SSH_LOGIN.update(login())
    with paramiko_client(ssh_gate) as client:
        yield Case(
            lambda: client.exec_command("uptime"),
            ssh_gate,
            {"asyncssh.SSHClientConnection.run": asyncssh_run(ssh_gate, "uptime")},
        )


@proves("paramiko.SFTPClient.listdir", "asyncssh.SFTPClient.listdir")
def paramiko_listdir(ssh_gate: Gate) -> Iterator[Case]:
    SSH_LOGIN.update(login())

    async def listdir(held: Held) -> None:
        import asyncssh

        async with (
            asyncssh.connect(
                ssh_gate.host,
                port=ssh_gate.port,
                username="ada",
                known_hosts=None,
                config=None,
                client_keys=None,
            ) as connection,
            connection.start_sftp_client() as sftp,
        ):
            await held(sftp.listdir("."))

    with paramiko_client(ssh_gate) as client, client.open_sftp() as sftp:
        yield Case(sftp.listdir, ssh_gate, {"asyncssh.SFTPClient.listdir": listdir})


@proves("fabric.Connection.run", "asyncssh.SSHClientConnection.run")
def fabric_run(ssh_gate: Gate) -> Iterator[Case]:
    import fabric

    config = fabric.Config(overrides={"run": {"in_stream": False, "hide": True}})
    with fabric.Connection(
        ssh_gate.host, user="ada", port=ssh_gate.port, config=config, connect_kwargs=kwargs()
    ) as connection:
        connection.open()
        yield Case(
            lambda: connection.run("uptime"),
            ssh_gate,
            {"asyncssh.SSHClientConnection.run": asyncssh_run(ssh_gate, "uptime")},
        )


def kwargs() -> dict[str, Any]:
    return {name: value for name, value in login().items() if name not in ("username", "timeout")}


@proves("dns.resolver.resolve", "dns.asyncresolver.resolve")
def dns_resolve(dns_server: DnsServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    import dns.asyncresolver
    import dns.resolver

    for module, kind in (
        (dns.resolver, dns.resolver.Resolver),
        (dns.asyncresolver, dns.asyncresolver.Resolver),
    ):
        resolver = kind(configure=False)
        resolver.nameservers, resolver.port = ["127.0.0.1"], dns_server.port
        resolver.lifetime = resolver.timeout = 3600
        monkeypatch.setattr(module, "default_resolver", resolver)
    yield Case(
        lambda: dns.resolver.resolve("example.org"),
        dns_server,
        {"dns.asyncresolver.resolve": awaiting(lambda: dns.asyncresolver.resolve("example.org"))},
    )


@proves("dns.query.udp", "dns.asyncquery.udp")
def dns_udp(dns_server: DnsServer) -> Iterator[Case]:
    import dns.asyncquery
    import dns.message
    import dns.query

    question = dns.message.make_query("example.org", "A")
    yield Case(
        lambda: dns.query.udp(question, "127.0.0.1", port=dns_server.port),
        dns_server,
        {
            "dns.asyncquery.udp": awaiting(
                lambda: dns.asyncquery.udp(question, "127.0.0.1", port=dns_server.port)
            )
        },
    )


@proves("socket.socket.recv", "loop.sock_recv")
def socket_recv() -> Iterator[Case]:
    here, there = socket.socketpair()

    async def sock_recv(held: Held) -> None:
        here.setblocking(False)
        await held(asyncio.get_running_loop().sock_recv(here, 10))

    with here, there:
        yield Case(
            lambda: here.recv(10), Hold(lambda: there.send(b"go")), {"loop.sock_recv": sock_recv}
        )


@proves("socket.socket.accept", "asyncio.start_server")
def socket_accept() -> Iterator[Case]:
    ports = []

    async def serve(held: Held) -> None:
        came = asyncio.Event()
        server = await asyncio.start_server(lambda *streams: came.set(), "127.0.0.1", 0)
        ports.append(server.sockets[0].getsockname()[1])
        await held(came.wait())
        server.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        ports.append(server.getsockname()[1])
        yield Case(
            lambda: server.accept()[0].close(),
            Hold(lambda: socket.create_connection(("127.0.0.1", ports[-1])).close()),
            {"asyncio.start_server": serve},
        )


@proves("socket.socket.recvfrom")
def socket_recvfrom() -> Iterator[Case]:
    with (
        socket.socket(type=socket.SOCK_DGRAM) as here,
        socket.socket(type=socket.SOCK_DGRAM) as there,
    ):
        here.bind(("127.0.0.1", 0))
        yield Case(lambda: here.recvfrom(10), Hold(lambda: there.sendto(b"go", here.getsockname())))


@proves("socketserver.TCPServer.handle_request", "asyncio.start_server")
def socketserver_handle_request() -> Iterator[Case]:
    ports = []

    async def serve(held: Held) -> None:
        came = asyncio.Event()
        server = await asyncio.start_server(lambda *streams: came.set(), "127.0.0.1", 0)
        ports.append(server.sockets[0].getsockname()[1])
        await held(came.wait())
        server.close()

    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        ports.append(server.server_address[1])
        yield Case(
            server.handle_request,
            Hold(lambda: socket.create_connection(("127.0.0.1", ports[-1])).close()),
            {"asyncio.start_server": serve},
        )


@proves("ssl.get_server_certificate")
def ssl_certificate(mute_gate: Gate) -> Iterator[Case]:
    """The server hangs up in the middle of the handshake, once it may."""

    def get() -> None:
        with contextlib.suppress(ssl.SSLError, ConnectionError):
            ssl.get_server_certificate((mute_gate.host, mute_gate.port))

    yield Case(get, mute_gate)


@proves("websocket.create_connection", "websockets.connect")
def websocket_connect(websocket_gate: Gate) -> Iterator[Case]:
    import websocket

    yield Case(
        lambda: websocket.create_connection(f"ws://{websocket_gate.address}").close(),
        websocket_gate,
        {"websockets.connect": websockets_connect(websocket_gate)},
    )


@proves("websocket.WebSocket.recv", "websockets.connect")
def websocket_recv(websocket_gate: Gate) -> Iterator[Case]:
    import websocket

    client = websocket.create_connection(f"ws://{websocket_gate.address}")

    def ask() -> None:
        client.send("hello")
        client.recv()

    yield Case(ask, websocket_gate, {"websockets.connect": websockets_recv(websocket_gate)})
    client.close()


@proves("websockets.sync.client.connect", "websockets.asyncio.client.connect")
def websockets_sync_connect(websocket_gate: Gate) -> Iterator[Case]:
    from websockets.sync.client import connect

    yield Case(
        lambda: connect(f"ws://{websocket_gate.address}", open_timeout=None).close(),
        websocket_gate,
        {"websockets.asyncio.client.connect": websockets_connect(websocket_gate)},
    )


@proves("websockets.sync.connection.Connection.recv", "websockets.asyncio.client.connect")
def websockets_sync_recv(websocket_gate: Gate) -> Iterator[Case]:
    from websockets.sync.client import connect

    def ask() -> None:
        client.send("hello")
        client.recv()

    with connect(f"ws://{websocket_gate.address}") as client:
        yield Case(
            ask,
            websocket_gate,
            {"websockets.asyncio.client.connect": websockets_recv(websocket_gate)},
        )


def websockets_connect(gate: Gate) -> Async:
    async def use(held: Held) -> None:
        from websockets.asyncio.client import connect

        async def open_one() -> Any:
            return await connect(f"ws://{gate.address}", open_timeout=None)

        client: Any = await held(open_one())
        await client.close()

    return use


def websockets_recv(gate: Gate) -> Async:
    async def use(held: Held) -> None:
        from websockets.asyncio.client import connect

        async with connect(f"ws://{gate.address}") as client:
            await client.send("hello")
            await held(ask(client))

    async def ask(client: Any) -> None:
        await client.recv()
        await client.send("hello")
        await client.recv()

    return use


@proves("zmq.Socket.recv", "zmq.asyncio.Context")
def zmq_recv() -> Iterator[Case]:
    import zmq
    import zmq.asyncio

    with zmq.Context() as context, context.socket(zmq.PUSH) as there:
        port = there.bind_to_random_port("tcp://127.0.0.1")

        async def recv(held: Held) -> None:
            with zmq.asyncio.Context() as context, context.socket(zmq.PULL) as here:
                here.connect(f"tcp://127.0.0.1:{port}")
                await held(here.recv())

        def receive() -> None:
            with context.socket(zmq.PULL) as here:
                here.connect(f"tcp://127.0.0.1:{port}")
                here.recv()

        yield Case(receive, Hold(lambda: there.send(b"go")), {"zmq.asyncio.Context": recv})


@proves("pika.BlockingConnection", "aio_pika.connect_robust")
def pika_connect(mute_gate: Gate) -> Iterator[Case]:
    """The stand-in hangs up on whoever speaks to it, once it may."""
    import aio_pika
    import pika
    import pika.exceptions

    where = pika.ConnectionParameters(
        mute_gate.host,
        mute_gate.port,
        socket_timeout=3600,
        stack_timeout=3600,
        blocked_connection_timeout=3600,
    )

    def connect() -> None:
        with contextlib.suppress(pika.exceptions.AMQPError):
            pika.BlockingConnection(where)

    async def connect_async(held: Held) -> None:
        with contextlib.suppress(ConnectionError, aio_pika.exceptions.AMQPError):
            await held(aio_pika.connect(f"amqp://{mute_gate.address}"))

    yield Case(connect, mute_gate, {"aio_pika.connect_robust": connect_async})


class GrpcHold(AnswerHold):
    """A gRPC server that answers what it is sent, once it may."""

    def __enter__(self) -> GrpcHold:
        from concurrent.futures import ThreadPoolExecutor

        import grpc

        def answer(request: bytes, context: Any) -> bytes:
            self.question()
            self.wait()
            return request

        handler = grpc.method_handlers_generic_handler(
            "Echo", {"Say": grpc.unary_unary_rpc_method_handler(answer)}
        )
        self.server = grpc.server(ThreadPoolExecutor(2))
        self.server.add_generic_rpc_handlers((handler,))
        self.port = self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.stop(None).wait()


@proves("grpc.UnaryUnaryMultiCallable.__call__", "grpc.aio.insecure_channel")
def grpc_call() -> Iterator[Case]:
    import grpc
    import grpc.aio

    with GrpcHold() as hold, grpc.insecure_channel(f"127.0.0.1:{hold.port}") as channel:

        async def call(held: Held) -> None:
            async with grpc.aio.insecure_channel(f"127.0.0.1:{hold.port}") as channel:
                await held(wait_for(channel.unary_unary("/Echo/Say")(b"hello")))

        async def wait_for(call: Any) -> None:
            await call

        say = channel.unary_unary("/Echo/Say")
        yield Case(lambda: say(b"hello"), hold, {"grpc.aio.insecure_channel": call})
