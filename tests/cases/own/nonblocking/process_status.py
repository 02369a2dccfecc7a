# Probes: looking at a process is free, waiting for it is not.
import asyncio
import os
import subprocess


async def look(process: subprocess.Popen):
    if process.poll() is None:
        process.send_signal(15)
        process.terminate()
        process.kill()
    os.waitpid(-1, os.WNOHANG)
    return process.pid, process.returncode


async def wait(process: subprocess.Popen):
    process.communicate()  # BLOCK: subprocess.Popen.communicate
    os.waitpid(process.pid, 0)  # BLOCK: os.waitpid
    return process.wait(timeout=5)  # BLOCK: subprocess.Popen.wait


async def wait_async():
    process = await asyncio.create_subprocess_exec("true")
    await process.communicate()
    return await process.wait()
