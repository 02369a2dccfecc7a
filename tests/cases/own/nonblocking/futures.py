# Probes: the result of an asyncio future never waits, that of a concurrent one does.
import asyncio
import concurrent.futures
from concurrent.futures import ThreadPoolExecutor


async def asyncio_results():
    task = asyncio.create_task(asyncio.sleep(0, "x"))
    future = asyncio.get_running_loop().run_in_executor(None, int)
    done, _ = await asyncio.wait([task, future])
    values = [finished.result() for finished in done]
    return values, task.result(), task.exception(), future.result()


async def concurrent_results(pool: ThreadPoolExecutor):
    future = pool.submit(int)
    future.done()
    future.cancel()
    future.result(timeout=0)
    future.result()  # BLOCK: concurrent.futures.Future.result
    future.exception(timeout=3)  # BLOCK: concurrent.futures.Future.exception
    concurrent.futures.wait([future])  # BLOCK: concurrent.futures.wait
    pool.shutdown(wait=False)


async def handed_to_the_loop(coroutine, loop: asyncio.AbstractEventLoop):
    future = asyncio.run_coroutine_threadsafe(coroutine, loop)
    await asyncio.wrap_future(future)
    return future.result(5)  # BLOCK: concurrent.futures.Future.result
