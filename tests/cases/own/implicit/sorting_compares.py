# Probes: sorted, min, max and list.sort compare the elements with __lt__ or __gt__.
import time


class Version:
    def __init__(self, text):
        self.text = text

    def __lt__(self, other):
        time.sleep(0.001)  # SINK
        return self.text < other.text


class Plain:
    def __init__(self, text):
        self.text = text

    def __lt__(self, other):
        return self.text < other.text


async def ordered(versions: list[Version]):
    return sorted(versions)  # BLOCK: time.sleep


async def smallest():
    return min(Version("a"), Version("b"))  # BLOCK: time.sleep


async def plain(items: list[Plain], versions: list[Version]):
    sorted(items)
    return sorted(versions, key=lambda version: version.text)
