# Probes: functions passed on by *args and **kwargs.
import time


def slow():
    time.sleep(0.001)  # SINK


def quick():
    return 1


def run(label, fn):
    return label, fn()  # SINK


def forward(*args, **kwargs):
    return run(*args, **kwargs)  # SINK


def run_all(*steps):
    for step in steps:
        step()  # SINK


async def main():
    forward("a", slow)  # BLOCK: time.sleep
    forward("a", fn=slow)  # BLOCK: time.sleep
    run(*("a", slow))  # BLOCK: time.sleep
    run(**{"label": "a", "fn": slow})  # BLOCK: time.sleep
    run_all(quick, slow)  # BLOCK: time.sleep


async def quiet():
    forward("a", quick)
    forward("a", fn=quick)
    run_all(quick, quick)
    run_all()
