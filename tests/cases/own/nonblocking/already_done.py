# Probes: what is known to be over is not waited for; the same without the question is.
import asyncio
import concurrent.futures
import threading


def work():
    return 1


def finished() -> concurrent.futures.Future:
    future = concurrent.futures.Future()
    future.set_result(1)
    return future


async def asked_first(pool: concurrent.futures.ThreadPoolExecutor):
    future = pool.submit(work)
    if future.done():
        return future.result()
    return None


async def not_asked(pool: concurrent.futures.ThreadPoolExecutor):
    future = pool.submit(work)
    return future.result()  # BLOCK: concurrent.futures.Future.result


async def asked_of_another(pool: concurrent.futures.ThreadPoolExecutor):
    one, other = finished(), pool.submit(work)
    if one.done():
        return other.result()  # BLOCK: concurrent.futures.Future.result
    return None


async def answered_with_no(pool: concurrent.futures.ThreadPoolExecutor):
    future = pool.submit(work)
    if not future.done():
        future.result()  # BLOCK: concurrent.futures.Future.result
    return future


async def left_early(pool: concurrent.futures.ThreadPoolExecutor):
    future = pool.submit(work)
    if not future.done():
        return None
    return future.exception()


async def polled(pool: concurrent.futures.ThreadPoolExecutor):
    future = pool.submit(work)
    while not future.done():
        await asyncio.sleep(0)
        if pool is None:
            return None
    return future.result()


async def polling_given_up(pool: concurrent.futures.ThreadPoolExecutor):
    future = pool.submit(work)
    while not future.done():
        await asyncio.sleep(0)
        break
    return future.result()  # BLOCK: concurrent.futures.Future.result


async def in_one_line():
    future = finished()
    return future.done() and future.result()


async def the_other_way_round(pool: concurrent.futures.ThreadPoolExecutor):
    future = pool.submit(work)
    return future.done() or future.result()  # BLOCK: concurrent.futures.Future.result


async def one_after_the_other(pool: concurrent.futures.ThreadPoolExecutor):
    futures = [pool.submit(work), finished()]
    ready = [future.result() for future in futures if future.done()]
    later = [future.result() for future in futures]  # BLOCK: concurrent.futures.Future.result
    return ready, later


async def lazily():
    futures = [finished()]
    return list(future.result() for future in futures if future.done())


async def thread_is_over():
    thread = threading.Thread(target=work)
    if not thread.is_alive():
        thread.join()


async def thread_runs():
    thread = threading.Thread(target=work)
    thread.start()
    if thread.is_alive():
        thread.join()  # BLOCK: threading.Thread.join


async def event_is_set(event: threading.Event):
    if event.is_set():
        event.wait()
    event.wait()  # BLOCK: threading.Event.wait
