"""An HTTP server on this machine that gives the answers it is told, behind a gate."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from .hold import Gate


class Site:
    """What an SDK takes for its service; `url` leads through the gate."""

    def __init__(self, gate: Gate, answers: dict[str, Any], headers: dict[str, str]) -> None:
        self.gate = gate
        self.answers = answers
        self.headers = headers
        self.url = f"http://{gate.address}"
        self.port = gate.port

    def says(self, path: str, answer: Any) -> None:
        """From now on a path gives this: bytes as they are, anything else as JSON."""
        self.answers[path] = answer


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    answers: dict[str, Any]
    headers: dict[str, str]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Transfer-Encoding") == "chunked":
            while size := int(self.rfile.readline().split(b";")[0], 16):
                self.rfile.read(size + 2)
            self.rfile.readline()
        answer = self.server.answers.get(urlsplit(self.path).path, {})
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        kind = "text/plain" if isinstance(answer, bytes) else "application/json"
        self.send_response(200)
        for name, value in {"Content-Type": kind, **self.server.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = answer

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def running_site() -> Iterator[Site]:
    """Serves for as long as a block lasts."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.answers, server.headers = {}, {}
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        gate = Gate(server.server_port)
        try:
            yield Site(gate, server.answers, server.headers)
        finally:
            gate.close()
            server.shutdown()
            thread.join()
