"""A local stand-in for Stripe and the exchange-rate service."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Reply = tuple[int, dict[str, Any]]

DECLINED = "Your card was declined."


class Hold:
    """Keeps one answer back until the event loop of whoever asked has run something else."""

    BOUND = 2.0  # seconds until a held loop is given up; a free one answers at once

    def __init__(self, path: str, loop: asyncio.AbstractEventLoop) -> None:
        self.path = path
        self.loop = loop
        self.loop_was_free: bool | None = None

    def wait(self) -> None:
        ran = Event()
        self.loop.call_soon_threadsafe(ran.set)
        self.loop_was_free = ran.wait(self.BOUND)


class FakeServices:
    """What the services were asked, and how they answer."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.busy_refunds = 0
        self.hold: Hold | None = None

    def answer(self, method: str, path: str, fields: dict[str, str]) -> Reply:
        self.asked.append((method, path, fields))
        if self.hold is not None and self.hold.path == path:
            self.hold.wait()
        reply = {
            ("GET", "/latest"): self._rates,
            ("POST", "/v1/customers"): self._customer,
            ("POST", "/v1/payment_intents"): self._payment_intent,
            ("POST", "/v1/refunds"): self._refund,
        }.get((method, path))
        return reply(fields) if reply else (404, {})

    def _rates(self, fields: dict[str, str]) -> Reply:
        return 200, {"base": fields["base"], "rates": {fields["symbols"]: 1.25}}

    def _customer(self, fields: dict[str, str]) -> Reply:
        return 200, {"id": "cus_1", "object": "customer", "email": fields["email"]}

    def _payment_intent(self, fields: dict[str, str]) -> Reply:
        if int(fields["amount"]) > 100_000:
            return 402, {"error": {"type": "card_error", "message": DECLINED}}
        return 200, {"id": "pi_1", "object": "payment_intent", "status": "succeeded"}

    def _refund(self, fields: dict[str, str]) -> Reply:
        if self.busy_refunds:
            self.busy_refunds -= 1
            return 429, {"error": {"code": "lock_timeout", "message": "Try again."}}
        return 200, {"id": "re_1", "object": "refund", "status": "succeeded"}


class _Server(ThreadingHTTPServer):
    services: FakeServices


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self._reply("GET")

    def do_POST(self) -> None:
        self._reply("POST")

    def _reply(self, method: str) -> None:
        url = urlsplit(self.path)
        form = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        status, body = self.server.services.answer(
            method, url.path, dict(parse_qsl(url.query) + parse_qsl(form))
        )
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def fake_services() -> Iterator[FakeServices]:
    """Serve on a free port of this machine for as long as the block lasts."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.services = FakeServices(f"http://127.0.0.1:{server.server_port}")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.services
        finally:
            server.shutdown()
            thread.join()
