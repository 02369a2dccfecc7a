# Probes: work for other processes, handed over without waiting and with waiting.
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor


def simulate(seed: int) -> int:
    time.sleep(0.001)  # SINK
    return seed


async def handed_over(pool: ProcessPoolExecutor, workers: multiprocessing.Pool):
    pool.submit(simulate, 1)
    result = workers.apply_async(simulate, (2,))
    workers.map_async(simulate, [3, 4])
    return result.ready()


async def waited_for(workers: multiprocessing.Pool):
    result = workers.apply_async(simulate, (2,))
    result.get()  # BLOCK: multiprocessing.pool.AsyncResult.get
    return workers.map(simulate, [3, 4])  # BLOCK: multiprocessing.pool.Pool.map


async def here():
    return simulate(5)  # BLOCK: time.sleep
