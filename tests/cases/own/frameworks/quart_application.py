# Probes: what is kept on a Quart application and its `g`, used through the proxies.
import sqlite3

import aiosqlite
from quart import Quart, current_app, g

app = Quart(__name__)
app.database = sqlite3.connect("a.db")
app.async_database = aiosqlite.connect("a.db")


@app.before_request
async def before():
    g.cursor = current_app.database.cursor()
    g.user = "x"


@app.get("/")
async def show():
    current_app.database.execute("select 1")  # BLOCK: sqlite3.Connection.execute
    g.cursor.execute("select 1")  # BLOCK: sqlite3.Cursor.execute
    await current_app.async_database.execute("select 1")
    return current_app.name + g.user
