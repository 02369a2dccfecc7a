# Probes: joins that look once, and those that wait.
import multiprocessing
import threading


def work() -> None:
    pass


async def looked_at(thread: threading.Thread, process: multiprocessing.Process):
    thread.join(timeout=0)
    thread.join(0)
    process.join(timeout=0)
    return thread.is_alive(), process.is_alive(), process.exitcode


async def waited_for(thread: threading.Thread, process: multiprocessing.Process):
    thread.join()  # BLOCK: threading.Thread.join
    thread.join(timeout=5)  # BLOCK: threading.Thread.join
    process.join()  # BLOCK: multiprocessing.Process.join


async def path_and_text(parts: list[str]):
    return ", ".join(parts)
