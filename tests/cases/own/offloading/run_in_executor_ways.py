# Probes: run_in_executor on loops that come from different places, and a callee made too early.
import asyncio
import functools
import subprocess
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def convert(source: str, target: str = "out.mp4") -> int:
    done = subprocess.run(["ffmpeg", "-i", source, target], check=False)  # SINK
    return done.returncode


class Converter:
    def __init__(self):
        self.loop = asyncio.get_event_loop()
        self.pool = ThreadPoolExecutor(max_workers=2)

    async def convert(self, source: str):
        return await self.loop.run_in_executor(self.pool, convert, source)

    async def convert_all(self, sources: list[str]):
        with ProcessPoolExecutor() as processes:  # MAYBE
            jobs = [self.loop.run_in_executor(processes, convert, source) for source in sources]
            return await asyncio.gather(*jobs)


async def main(loop: asyncio.AbstractEventLoop, source: str):
    await loop.run_in_executor(None, lambda: convert(source, target="a.mp4"))
    await asyncio.get_running_loop().run_in_executor(
        None, functools.partial(convert, source, target="b.mp4")
    )
    future = asyncio.get_event_loop().run_in_executor(None, convert, source)
    return await future


async def wrong(loop: asyncio.AbstractEventLoop, source: str):
    await loop.run_in_executor(None, convert(source))  # BLOCK: subprocess.run
