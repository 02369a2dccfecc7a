# Probes: a handler of loop.add_signal_handler runs on the loop.
import asyncio
import signal
from pathlib import Path

PID_FILE = Path("/run/app.pid")


def remove_pid_file() -> None:
    PID_FILE.unlink(missing_ok=True)  # BLOCK: pathlib.Path.unlink


async def main():
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGINT, remove_pid_file)
    await stop.wait()
