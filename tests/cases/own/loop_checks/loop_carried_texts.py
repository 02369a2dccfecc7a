# Probes: names that a loop changes by their own methods, and branches that ask for them.
import time


def trim(name, marks):
    for mark in marks:
        name = name.replace(mark, "")
        if name.startswith("x/"):
            name = name.strip()
    while name.endswith("!"):
        name = name.removesuffix("!")
    if name == "slow":
        time.sleep(0.001)  # SINK
    return name


async def main():
    trim("slow!", "ab")  # BLOCK: time.sleep
