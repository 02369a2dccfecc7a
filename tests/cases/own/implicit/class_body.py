# Probes: the body of a class statement runs where it stands; its methods do not.
import time


def slow():
    time.sleep(0.001)  # SINK
    return 1


class AtImport:
    value = slow()


async def builder():
    class Local:
        value = slow()  # BLOCK: time.sleep

        def method(self):
            return slow()

    return Local


async def quiet():
    class Local:
        value = AtImport.value

        def method(self):
            return slow()

    return Local().value
