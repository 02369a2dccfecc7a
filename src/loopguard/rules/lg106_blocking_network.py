"""LG106: the thread waits for a socket, a name server, or a mail, FTP or SSH server."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG106",
    name="blocking-network",
    message="`{callee}` waits for the network and holds up the event loop",
    what=(
        "A call that waits for a socket, a name lookup (DNS), or a mail, FTP, SSH or LDAP server "
        "is reached from code that the event loop runs."
    ),
    why=(
        "The other side decides how long this takes. A name lookup that most often needs a "
        "millisecond needs many seconds when the name server is down, and Python gives it no "
        "timeout. Until then no other coroutine of the process can go on."
    ),
    example="""\
import socket


async def addresses(host):
    return socket.getaddrinfo(host, 443)
""",
    instead="""\
import asyncio


async def addresses(host):
    loop = asyncio.get_running_loop()
    return await loop.getaddrinfo(host, 443)
""",
    fix=(
        "For names, await `loop.getaddrinfo`. For connections, `asyncio.open_connection`, or "
        "`loop.sock_recv` and its like on a socket after `setblocking(False)`. For protocols, an "
        "async library (aiosmtplib, aioftp, asyncssh), or the whole exchange from connecting to "
        "closing in one function, awaited with `asyncio.to_thread`."
    ),
)
