"""LG120: the thread computes for long while it should run the event loop."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG120",
    name="cpu-bound",
    message="`{callee}` keeps the processor busy and holds up the event loop",
    what=(
        "A call that computes for long, such as hashing a password, compressing data or working "
        "on images or large tables, is reached from code that the event loop runs. This rule is "
        "off until it is selected."
    ),
    why=(
        "It waits for nobody, but the thread is taken all the same, and no other coroutine can "
        "go on. Password hashing is slow on purpose. For most other calls the size of the data "
        "decides, and the code does not show it; hence the rule has to be asked for."
    ),
    example="""\
import hashlib


async def hash_password(password: bytes, salt: bytes):
    return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)
""",
    instead="""\
import asyncio
import hashlib


async def hash_password(password: bytes, salt: bytes):
    return await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password, salt, 600_000)
""",
    fix=(
        "`await asyncio.to_thread(...)` where C code releases the GIL while it works, as hashlib "
        "and zlib do for all but small data. For pure Python code, a thread lets the loop go on "
        "but slows it down: use a `ProcessPoolExecutor` with `loop.run_in_executor`; arguments "
        "and result must be picklable then. Small data is best left where it is."
    ),
    default=False,
)
