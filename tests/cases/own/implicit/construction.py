# Probes: code that runs when an object is made: __new__, __init__ of bases, __post_init__.
import time
from dataclasses import dataclass, field


def slow_list():
    time.sleep(0.001)  # SINK
    return []


class Base:
    def __init__(self):
        time.sleep(0.001)  # SINK


class Child(Base):
    pass


class Own(Base):
    def __init__(self):
        self.name = "own"


class Single:
    def __new__(cls):
        time.sleep(0.001)  # SINK
        return super().__new__(cls)


@dataclass
class Order:
    number: int

    def __post_init__(self):
        time.sleep(0.001)  # SINK


@dataclass
class Basket:
    items: list = field(default_factory=slow_list)


@dataclass
class Point:
    x: int = 0
    tags: list = field(default_factory=list)


async def main():
    Child()  # BLOCK: time.sleep
    Single()  # BLOCK: time.sleep
    Order(1)  # BLOCK: time.sleep
    Basket()  # BLOCK: time.sleep


async def quiet():
    Own()
    Basket(items=[])
    return Point(1), Child, Order
