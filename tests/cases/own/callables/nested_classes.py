# Probes: classes inside classes and functions, and the same method name in each.
import time


class Outer:
    class Inner:
        def run(self):
            time.sleep(0.001)  # SINK

    class Quiet:
        def run(self):
            return 1

    def inner(self):
        return self.Inner()

    def run(self):
        return 2


def make():
    class Local:
        def run(self):
            time.sleep(0.001)  # SINK

    return Local()


async def main(outer: Outer):
    Outer.Inner().run()  # BLOCK: time.sleep
    outer.inner().run()  # BLOCK: time.sleep
    make().run()  # BLOCK: time.sleep


async def quiet(outer: Outer):
    return outer.run(), Outer.Quiet().run(), outer.inner()
