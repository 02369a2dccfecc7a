# Probes: Starlette runs plain endpoints, methods of HTTPEndpoint and error handlers in its pool.
import requests
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.endpoints import HTTPEndpoint, WebSocketEndpoint
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute


def ask() -> dict:
    return requests.get("https://api.example", timeout=5).json()  # SINK


def plain(request: Request):
    return JSONResponse(ask(), background=BackgroundTask(ask))


async def on_loop(request: Request):
    return JSONResponse(ask())  # BLOCK: requests.get


class Items(HTTPEndpoint):
    def get(self, request: Request):
        return JSONResponse(ask())

    async def post(self, request: Request):
        return JSONResponse(ask())  # BLOCK: requests.get


class Feed(WebSocketEndpoint):
    async def on_receive(self, websocket, data):
        await websocket.send_json(ask())  # BLOCK: requests.get


class Audit(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        ask()  # BLOCK: requests.get
        return await call_next(request)


class PureAudit:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        ask()  # BLOCK: requests.get
        await self.app(scope, receive, send)


def failed(request: Request, error: Exception):
    return JSONResponse(ask(), status_code=500)


app = Starlette(
    routes=[
        Route("/plain", plain),
        Route("/loop", on_loop),
        Route("/items", Items),
        WebSocketRoute("/feed", Feed),
    ],
    exception_handlers={500: failed},
)
app.add_middleware(Audit)
app.add_middleware(PureAudit)
