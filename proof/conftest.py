from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from . import servers
from .hold import Gate, Hold
from .registry import Proof
from .site import Site, running_site
from .table import Row, write_table

ROWS: dict[str, Row] = {}
"""What this run has proven, by entry."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-proof-table", action="store_true", help="write docs/proof.md")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.getoption("--write-proof-table"):
        write_table(list(ROWS.values()))


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing goes through a proxy, and no library finds the settings of whoever runs this."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site


def running(server: Callable[..., AbstractContextManager[int]], needs_folder: bool = False):
    """The fixture of a server that runs from its first use to the end: its port."""

    @pytest.fixture(scope="session")
    def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
        folder = [tmp_path_factory.mktemp(server.__name__)] if needs_folder else []
        with server(*folder) as port:
            yield port

    return port


redis_port = running(servers.redis_server)
memcached_port = running(servers.memcached)
postgres_port = running(servers.postgres, needs_folder=True)
mariadb_port = running(servers.mariadb, needs_folder=True)


def behind_gate(port_fixture: str):
    """The fixture of a gate before a server."""

    @pytest.fixture
    def gate(request: pytest.FixtureRequest) -> Iterator[Gate]:
        gate = Gate(request.getfixturevalue(port_fixture))
        yield gate
        gate.close()

    return gate


redis_gate = behind_gate("redis_port")
memcached_gate = behind_gate("memcached_port")
postgres_gate = behind_gate("postgres_port")
mariadb_gate = behind_gate("mariadb_port")


def faked(serve: Callable[[socket.socket], None]):
    """The fixture of a gate before a small stand-in for a server."""

    @pytest.fixture
    def gate() -> Iterator[Gate]:
        with servers.listening(serve) as port:
            gate = Gate(port)
            yield gate
            gate.close()

    return gate


imap_gate = faked(servers.line_server(b"* OK ready\r\n", servers.imap))
pop3_gate = faked(servers.line_server(b"+OK ready\r\n", servers.pop3))
ldap_gate = faked(servers.ldap)
mongo_gate = faked(servers.mongo)
mute_gate = faked(servers.mute)


@pytest.fixture
def dns_server() -> Iterator[servers.DnsServer]:
    server = servers.DnsServer()
    yield server
    server.close()


@pytest.fixture
def smtp_gate() -> Iterator[Gate]:
    from aiosmtpd.controller import Controller
    from aiosmtpd.handlers import Sink

    server = Controller(Sink(), hostname="127.0.0.1", port=servers.free_port())
    server.start()
    gate = Gate(server.port)
    yield gate
    gate.close()
    server.stop()


@pytest.fixture
def ftp_gate(tmp_path: Path) -> Iterator[Gate]:
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import FTPHandler
    from pyftpdlib.servers import FTPServer

    (tmp_path / "file").write_text("content")
    authorizer = DummyAuthorizer()
    authorizer.add_anonymous(str(tmp_path))
    handler = type("Handler", (FTPHandler,), {"authorizer": authorizer})
    server = FTPServer(("127.0.0.1", 0), handler)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            server.serve_forever(timeout=0.02, blocking=False, handle_exit=False)

    thread = threading.Thread(target=serve)
    thread.start()
    gate = Gate(server.address[1])
    yield gate
    gate.close()
    over.set()
    thread.join()
    server.close_all()


@pytest.fixture
def ssh_gate(tmp_path: Path) -> Iterator[Gate]:
    """An SSH server for whoever comes; every command says `done`."""
    import asyncssh

    (tmp_path / "file").write_text("content")

    class Server(asyncssh.SSHServer):
        def begin_auth(self, username: str) -> bool:
            return False

    def process(process: Any) -> None:
        process.stdout.write("done\n")
        process.exit(0)

    def sftp(channel: Any) -> Any:
        return asyncssh.SFTPServer(channel, chroot=str(tmp_path))

    async def listen() -> Any:
        return await asyncssh.create_server(
            Server,
            "127.0.0.1",
            0,
            server_host_keys=[asyncssh.generate_private_key("ssh-ed25519")],
            process_factory=process,
            sftp_factory=sftp,
        )

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(listen(), loop).result()
    gate = Gate(server.get_port())
    yield gate
    gate.close()
    loop.call_soon_threadsafe(server.close)
    asyncio.run_coroutine_threadsafe(server.wait_closed(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def websocket_gate() -> Iterator[Gate]:
    """A server that sends back what it is sent."""
    from websockets.sync.server import serve

    def echo(connection: Any) -> None:
        for message in connection:
            connection.send(message)

    with serve(echo, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        gate = Gate(server.socket.getsockname()[1])
        yield gate
        gate.close()
        server.shutdown()
        thread.join()


class Pipe:
    """A named pipe: who opens it for reading waits until somebody opens it for writing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.content = b"content\n"
        os.mkfifo(path)
        self.hold = Hold(self.write)

    def write(self) -> None:
        with self.path.open("wb") as pipe:
            pipe.write(self.content)


@pytest.fixture
def pipe(tmp_path: Path) -> Pipe:
    return Pipe(tmp_path / "pipe")


@pytest.fixture
def elsewhere() -> Iterator[Callable[[Callable[[], object]], None]]:
    """Runs things in one other thread, one at a time, and waits for each."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as executor:
        yield lambda function: executor.submit(function).result()


@pytest.fixture
def threads() -> Iterator[Callable[[Callable[[], object]], threading.Thread]]:
    """Starts threads that end by themselves once all holds are released."""
    started: list[threading.Thread] = []

    def start(function: Callable[[], object]) -> threading.Thread:
        started.append(threading.Thread(target=function, daemon=True))
        started[-1].start()
        return started[-1]

    yield start
    for thread in started:
        thread.join(10)


@pytest.fixture
def proven() -> Callable[[Proof, str], None]:
    """Takes down that an entry was seen to block, and then what was seen not to."""

    def proven(proof: Proof, what: str) -> None:
        row = ROWS.setdefault(proof.entry, Row.of(proof))
        row.take_down(what)

    return proven


class Locked:
    """An SQLite file with one table, locked by another connection until that gives it free."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.other.execute("create table names (id integer primary key, name text)")
        self.other.execute("begin exclusive")
        self.hold = Hold(lambda: self.other.execute("rollback"))

    def connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=3600, check_same_thread=False)


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Locked]:
    locked = Locked(tmp_path / "locked.db")
    yield locked
    locked.other.close()
