"""Real servers from Debian's packages, started on free ports, and small fakes of others."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .hold import AnswerHold


class NotInstalled(Exception):  # noqa: N818
    """A server is not there; the text says how to get it."""


def find(program: str, package: str, *places: str) -> str:
    """The path of a server's program."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", *places])
    found = shutil.which(program, path=path)
    if found is None:
        raise NotInstalled(f"{program} is not installed; on Debian: apt-get install {package}")
    return found


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def started(command: list[str], ready: str, user: str = "") -> Iterator[None]:
    """Runs a server from the moment when it says that it is ready until the block ends."""
    process = subprocess.Popen(
        [*run_as(user), *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
    )
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line)
        if ready in line:
            break
    else:
        raise RuntimeError(f"{command[0]} did not start:\n{''.join(said[-20:])}")
    rest = threading.Thread(target=process.stdout.read, daemon=True)
    rest.start()
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)
        rest.join(10)


def run_as(user: str) -> list[str]:
    """What stands before a command that root must not run itself."""
    if not user or os.geteuid() != 0:
        return []
    return [find("runuser", "util-linux"), "-u", user, "--"]


@contextmanager
def redis_server() -> Iterator[int]:
    program, port = find("redis-server", "redis-server"), free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with started(command, "Ready to accept connections"):
        yield port


@contextmanager
def memcached() -> Iterator[int]:
    program, port = find("memcached", "memcached"), free_port()
    command = [program, "-vv", "-l", "127.0.0.1", "-p", str(port), "-U", "0", "-u", "nobody"]
    with started(command, "server listening"):
        yield port


@contextmanager
def postgres(folder: Path) -> Iterator[int]:
    """PostgreSQL with the database and user `postgres`, without a password."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    initdb = find("initdb", "postgresql", *map(str, homes))
    port, data = free_port(), folder / "postgres"
    if run_as("postgres"):
        own(folder, "postgres")
    subprocess.run(
        [*run_as("postgres"), initdb, "-U", "postgres", "-A", "trust", "--no-sync", "-D", data],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
    )
    program = str(Path(initdb).with_name("postgres"))
    options = ["-F", "-h", "127.0.0.1", "-p", str(port), "-k", "", "-D", str(data)]
    with started([program, *options], "ready to accept connections", user="postgres"):
        yield port


@contextmanager
def mariadb(folder: Path) -> Iterator[int]:
    """MariaDB with the user `proof`, whose password is `proof`."""
    install = find("mariadb-install-db", "mariadb-server")
    program = find("mariadbd", "mariadb-server")
    port, data = free_port(), folder / "mariadb"
    if os.geteuid() == 0:
        own(folder, "mysql")
    first = folder / "first.sql"
    first.write_text(
        "create user proof@'%' identified by 'proof';\n"
        "create user proof@localhost identified by 'proof';\n"
    )
    first.chmod(0o644)
    as_user = ["--user=mysql"] if os.geteuid() == 0 else []
    subprocess.run(
        [install, "--no-defaults", f"--datadir={data}", "--skip-test-db", *as_user],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    options = [f"--datadir={data}", f"--port={port}", f"--socket={folder / 's'}"]
    options += ["--bind-address=127.0.0.1", f"--init-file={first}", *as_user]
    with started([program, "--no-defaults", *options], "ready for connections"):
        yield port


def own(folder: Path, user: str) -> None:
    """Gives a folder to the user of a server, and lets it walk down to there."""
    shutil.chown(folder, user)
    for parent in folder.parents[:-2]:
        parent.chmod(parent.stat().st_mode | 0o011)


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """Serves each connection of a port in a thread of its own."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def run(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                serve(connection)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    threading.Thread(target=run, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def line_server(
    greeting: bytes, answer: Callable[[bytes], bytes]
) -> Callable[[socket.socket], None]:
    """A protocol of lines, such as IMAP or POP3."""

    def serve(connection: socket.socket) -> None:
        connection.sendall(greeting)
        for line in connection.makefile("rb"):
            connection.sendall(answer(line))

    return serve


def imap(line: bytes) -> bytes:
    tag, command = line.split()[:2]
    if command.upper() == b"CAPABILITY":
        return b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n"
    if command.upper() == b"SELECT":
        return b"* 1 EXISTS\r\n" + tag + b" OK done\r\n"
    return tag + b" OK done\r\n"


def pop3(line: bytes) -> bytes:
    return b"+OK 0 0\r\n"


def ldap(connection: socket.socket) -> None:
    """Answers every request, told by its number, with a successful bind."""
    while request := connection.recv(65536):
        number = request[4:5] if request[1] < 0x80 else request[-1:]
        connection.sendall(b"\x30\x0c\x02\x01" + number + b"\x61\x07\x0a\x01\x00\x04\x00\x04\x00")


def mute(connection: socket.socket) -> None:
    """Takes whatever comes and ends the connection after the first piece."""
    connection.recv(65536)


def mongo(connection: socket.socket) -> None:
    """A MongoDB server with one empty collection: it says yes to everything."""
    import struct

    import bson

    hello = {
        "ok": 1.0,
        "isWritablePrimary": True,
        "maxWireVersion": 21,
        "minWireVersion": 0,
        "maxBsonObjectSize": 16777216,
        "maxMessageSizeBytes": 48000000,
        "maxWriteBatchSize": 100000,
        "version": "7.0.0",
        "n": 1,
        "cursor": {"id": 0, "ns": "shop.users", "firstBatch": []},
    }
    stream = connection.makefile("rb")
    while header := stream.read(16):
        length, number, _, kind = struct.unpack("<iiii", header)
        stream.read(length - 16)
        document = bson.encode(hello)
        if kind == 2013:
            body = struct.pack("<Ib", 0, 0) + document
            reply = 2013
        else:
            body = struct.pack("<iqii", 8, 0, 0, 1) + document
            reply = 1
        connection.sendall(struct.pack("<iiii", 16 + len(body), 1, number, reply) + body)


class DnsServer(AnswerHold):
    """Says over UDP and TCP that every name is 127.0.0.1, but not before it may."""

    def __init__(self) -> None:
        super().__init__()
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.port = self.udp.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        import dns.message
        import dns.rrset

        with suppress(OSError):
            while True:
                data, sender = self.udp.recvfrom(65536)
                self.question()
                answer = dns.message.make_response(dns.message.from_wire(data))
                name = answer.question[0].name
                answer.answer.append(dns.rrset.from_text(name, 60, "IN", "A", "127.0.0.1"))
                self.wait()
                self.udp.sendto(answer.to_wire(), sender)

    def close(self) -> None:
        self.release()
        self.udp.close()
