# Files that the kernel keeps in memory: opening them waits for no disk.
import os


async def main():
    with open(os.devnull, "w") as nothing:
        nothing.write("x")
    with open("/proc/self/statm") as status:
        status.read()


async def on_disk():
    with open(__file__) as source:  # BLOCK: open
        source.read()
