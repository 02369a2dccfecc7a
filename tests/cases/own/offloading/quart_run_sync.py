# Probes: Quart's run_sync wraps a function; calling what it wraps stays on the loop.
import time

from quart import Quart
from quart.utils import run_sync

app = Quart(__name__)


def make_thumbnail(name: str) -> str:
    time.sleep(0.001)  # SINK
    return name


make_in_thread = run_sync(make_thumbnail)


@app.post("/thumbnails/<name>")
async def create(name: str):
    await run_sync(make_thumbnail)(name)
    app.add_background_task(make_thumbnail, name)
    return await make_in_thread(name)


@app.put("/thumbnails/<name>")
async def replace(name: str):
    return make_thumbnail(name)  # BLOCK: time.sleep
