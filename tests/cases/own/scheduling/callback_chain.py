# Probes: a callback that calls a helper, and one that only starts a thread.
import asyncio
import subprocess
import threading


def run_backup() -> None:
    subprocess.run(["true"], check=True)


def backup_here() -> None:
    run_backup()  # BLOCK: subprocess.run


def backup_in_thread() -> None:
    threading.Thread(target=run_backup).start()


def backup_in_executor() -> None:
    asyncio.get_running_loop().run_in_executor(None, run_backup)


async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(60, backup_here)
    loop.call_later(60, backup_in_thread)
    loop.call_later(60, backup_in_executor)
