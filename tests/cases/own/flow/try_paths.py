# Probes: what try, except, else and finally leave in a name.
import time


def slow():
    time.sleep(0.001)  # SINK


def quick():
    return 1


def parse(text):
    return int(text)


async def replaced_on_error(text: str):
    step = quick
    try:
        parse(text)
    except ValueError:
        step = slow
    step()  # BLOCK: time.sleep


async def half_done(text: str):
    step = quick
    try:
        step = slow
        parse(text)
        step = quick
    except ValueError:
        step()  # BLOCK: time.sleep


async def on_success(text: str):
    try:
        parse(text)
    except ValueError:
        return None
    else:
        slow()  # BLOCK: time.sleep


async def in_finally(text: str):
    step = slow
    try:
        return parse(text)
    finally:
        step()  # BLOCK: time.sleep


async def always_replaced(text: str):
    step = slow
    try:
        parse(text)
    except ValueError:
        step = quick
    else:
        step = quick
    step()


async def settled_in_finally(text: str):
    step = slow
    try:
        parse(text)
    except ValueError:
        pass
    finally:
        step = quick
    step()
