# Probes: application state that several places assign: an object of one class, or a stand-in.
import sqlite3
from pathlib import Path

from starlette.applications import Starlette

SETTINGS = {"path": None}
app = Starlette()
app.state.models = sqlite3.connect("models.db")
app.state.files = {}
app.state.mixed = Path("a")


def reset(request):
    request.app.state.models = None
    request.app.state.models = {}
    request.app.state.mixed = sqlite3.connect("mixed.db")


async def ask(request):
    request.app.state.models.execute("select 1")  # BLOCK: sqlite3.Connection.execute


async def quiet(request):
    request.app.state.files.get("x")
    return request.app.state.mixed
