"""What keeps an answer back: a gate before a server, or anything that another thread can undo."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress


class Hold:
    """Keeps something back from `arm` until `release`; `asked` tells that it is wanted."""

    def __init__(self, release: Callable[[], object] = lambda: None) -> None:
        self.undo = release
        self.asked = threading.Event()

    def arm(self) -> None:
        """Keeps the answer back from now on; nobody can be seen asking, so all have asked."""
        self.asked.set()

    def release(self) -> None:
        """Lets the answer go, in the thread of the observer."""
        self.undo()


class AnswerHold(Hold):
    """The hold of a server that asks it before every answer."""

    def __init__(self) -> None:
        super().__init__()
        self.released = threading.Event()
        self.released.set()

    def arm(self) -> None:
        self.asked.clear()
        self.released.clear()

    def release(self) -> None:
        self.released.set()

    def question(self) -> None:
        """A question has arrived."""
        if not self.released.is_set():
            self.asked.set()

    def wait(self) -> None:
        """Waits until answers may go."""
        self.released.wait()


class Gate(AnswerHold):
    """Stands before a server on TCP: hands on all that it is asked, and holds back its answers."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        super().__init__()
        self.upstream = (host, port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.host, self.port = self.listener.getsockname()
        self._sockets: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True, name="gate").start()

    @property
    def address(self) -> str:
        """Host and port, as in a URL."""
        return f"{self.host}:{self.port}"

    def close(self) -> None:
        """Takes no more connections and ends those that there are."""
        self.release()
        for each in [self.listener, *self._sockets]:
            _end(each)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                self.question()
                try:
                    server = socket.create_connection(self.upstream)
                except OSError:
                    _end(client)
                    continue
                for each in (client, server):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._sockets += [client, server]
                for pump in (self._ask, self._answer):
                    threading.Thread(
                        target=pump, args=(client, server), daemon=True, name="gate"
                    ).start()

    def _ask(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                self.question()
                server.sendall(data)
        _end(server)

    def _answer(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                self.wait()
                client.sendall(data)
        self.wait()
        _end(client)


def _end(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
