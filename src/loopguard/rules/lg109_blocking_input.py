"""LG109: the thread waits for input from the console."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG109",
    name="blocking-input",
    message="`{callee}` waits for input and holds up the event loop",
    what=(
        "A call that waits for a line, a key or a debugger command on the console is reached "
        "from code that the event loop runs."
    ),
    why=(
        "People are slow, and they go for coffee. Until Enter is pressed no coroutine can go "
        "on: connections time out, heartbeats are missed. On a server without a console the "
        "call raises `EOFError` or waits for ever."
    ),
    example="""\
async def ask_name():
    return input("Name: ")
""",
    instead="""\
import asyncio


async def ask_name():
    return await asyncio.to_thread(input, "Name: ")
""",
    fix=(
        "`await asyncio.to_thread(input, ...)`, or an async console such as prompt_toolkit's "
        "`PromptSession.prompt_async`. A thread that waits for input cannot be stopped: when the "
        "task is cancelled, the program still ends only after the next line. Calls of a debugger "
        "(`breakpoint`, `pdb.set_trace`) have no async form; remove them."
    ),
)
