# Probes: reading the console on the loop, beside reading it in a thread and in sync code.
import asyncio
import getpass
import sys
from getpass import getpass as ask_secret


async def ask_name():
    return input("Name: ")  # BLOCK: input


async def ask_password():
    return getpass.getpass()  # BLOCK: getpass.getpass


async def next_line():
    return sys.stdin.readline()  # BLOCK: sys.stdin.readline


def confirm(question: str) -> bool:
    return input(question).lower() == "y"


async def delete():
    return confirm("Delete? ")  # BLOCK: input


async def in_threads():
    name = await asyncio.to_thread(input, "Name: ")
    secret = await asyncio.to_thread(ask_secret)
    sure = await asyncio.get_running_loop().run_in_executor(None, confirm, "Sure? ")
    return name, secret, sure


async def only_output(name: str):
    print(f"Hello {name}")
    return sys.stdin.isatty()


async def lookalike(input):
    return input("Name: ")


def main():
    if confirm("Start? "):
        asyncio.run(in_threads())
