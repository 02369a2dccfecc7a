# Probes: functions defined in branches of a module: each of them may be the one.
import os
import sys
import time

FAST = os.environ.get("SHOP_FAST") == "1"

if FAST:

    def wait():
        return None

else:

    def wait():
        time.sleep(0.001)  # SINK


if FAST:

    def count():
        return 1

else:

    def count():
        return 2


if sys.version_info >= (3, 8):

    def label():
        return "new"

else:

    def label():
        time.sleep(0.001)
        return "old"


def twice():
    time.sleep(0.001)


def twice():  # noqa: F811
    return 2


async def main():
    wait()  # BLOCK: time.sleep


async def quiet():
    return count(), label(), twice()
