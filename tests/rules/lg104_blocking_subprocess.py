# Probes: waiting for programs on the loop, beside async processes, threads and mere looks.
import asyncio
import os
import subprocess


async def revision():
    done = subprocess.run(["git", "rev-parse", "HEAD"], check=True)  # BLOCK: subprocess.run
    return done.stdout


async def clean():
    return os.system("make clean")  # BLOCK: os.system


async def finish(process: subprocess.Popen):
    if process.poll() is None:
        process.terminate()
    process.wait()  # BLOCK: subprocess.Popen.wait


async def read_output(process: subprocess.Popen):
    output, _ = process.communicate()  # BLOCK: subprocess.Popen.communicate
    return output


async def revision_async():
    process = await asyncio.create_subprocess_exec("git", "status", stdout=subprocess.PIPE)
    output, _ = await process.communicate()
    await process.wait()
    return output


async def in_threads(process: subprocess.Popen):
    await asyncio.to_thread(subprocess.run, ["git", "status"], check=True)
    await asyncio.get_running_loop().run_in_executor(None, process.wait)
    process.send_signal(2)


def build():
    subprocess.check_call(["make"])
