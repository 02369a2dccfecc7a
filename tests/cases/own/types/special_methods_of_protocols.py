# A protocol of special methods alone says little: objects of every kind have them.
import time
from typing import Iterator, Protocol, runtime_checkable


@runtime_checkable
class Many(Protocol):
    def __iter__(self) -> Iterator[object]: ...


class Source(Protocol):
    def fetch_slowly(self) -> object: ...


class Slowly:
    def __iter__(self):
        time.sleep(0.001)  # SINK
        return iter(())

    def fetch_slowly(self):
        time.sleep(0.001)  # SINK


async def any_iterable(many: Many = ()):
    return list(many)


async def the_only_source(source: Source = Slowly()):
    return source.fetch_slowly()  # BLOCK: time.sleep


async def the_class_itself(slowly: Slowly = Slowly()):
    return list(slowly)  # BLOCK: time.sleep


async def whatever_can_be_iterated(value: object = ()):
    if isinstance(value, Many):
        return list(value)
