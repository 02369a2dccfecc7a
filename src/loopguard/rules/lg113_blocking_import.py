"""LG113: a module is loaded while the event loop runs."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG113",
    name="blocking-import",
    message="`{callee}` loads a module while the event loop waits",
    what=(
        "An `import` statement or a call of `importlib.import_module` for a module that nothing "
        "in the project imports at its top is reached from code that the event loop runs."
    ),
    why=(
        "The first import searches the import path, reads files and runs the module's body. For a "
        "large library that takes seconds, once, and in the request that happens to be the first."
    ),
    example="""\
async def chart(values):
    import pandas

    return pandas.Series(values).describe()
""",
    instead="""\
import pandas


async def chart(values):
    return pandas.Series(values).describe()
""",
    fix=(
        "Import at the top of a module that is loaded at start-up. Where the import must stay "
        "late, load the module in a thread: `await asyncio.to_thread(importlib.import_module, "
        "name)`."
    ),
    default=False,
)
