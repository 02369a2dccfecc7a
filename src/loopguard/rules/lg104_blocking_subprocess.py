"""LG104: the thread starts another program or waits for it."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG104",
    name="blocking-subprocess",
    message="`{callee}` starts or waits for another program and holds up the event loop",
    what=(
        "A call that runs another program and waits for its end or its output is reached from "
        "code that the event loop runs. Starting one without waiting for it is a `warning`."
    ),
    why=(
        "The call returns when the program ends, and how long that takes is up to the program: "
        "it may compile, ask the network or wait for input. Meanwhile no coroutine can go on, "
        "not even one that should stop the program after some time."
    ),
    example="""\
import subprocess


async def git_revision():
    output = subprocess.check_output(["git", "rev-parse", "HEAD"])
    return output.decode().strip()
""",
    instead="""\
import asyncio


async def git_revision():
    process = await asyncio.create_subprocess_exec(
        "git", "rev-parse", "HEAD", stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"git ended with {process.returncode}")
    return output.decode().strip()
""",
    fix=(
        "`await asyncio.create_subprocess_exec(...)` (or `create_subprocess_shell`), then "
        "`await process.communicate()`. These know neither `check`, `text` nor `timeout`: look "
        "at `returncode`, decode the output, and use `asyncio.wait_for`. The smaller change is "
        "`await asyncio.to_thread(subprocess.run, ...)`, with the same arguments and errors; "
        "but cancelling the task does not stop the program then, so give it a `timeout`."
    ),
)
