# Probes: loops started where one is running, beside awaiting, entry points and other threads.
import asyncio
import threading


async def fetch():
    await asyncio.sleep(0)
    return 1


def load():
    return asyncio.run(fetch())


async def direct():
    return asyncio.run(fetch())  # BLOCK: asyncio.run


async def through_helper():
    return load()  # BLOCK: asyncio.run


async def on_running_loop():
    loop = asyncio.get_running_loop()
    return loop.run_until_complete(fetch())  # BLOCK: asyncio.AbstractEventLoop.run_until_complete


async def on_new_loop():
    loop = asyncio.new_event_loop()
    loop.run_forever()  # BLOCK: asyncio.AbstractEventLoop.run_forever


async def awaited():
    task = asyncio.create_task(fetch())
    return await task + await fetch()


async def in_other_threads():
    threading.Thread(target=load).start()
    return await asyncio.to_thread(load)


def main():
    loop = asyncio.new_event_loop()
    loop.run_until_complete(awaited())
    loop.close()


if __name__ == "__main__":
    asyncio.run(awaited())
