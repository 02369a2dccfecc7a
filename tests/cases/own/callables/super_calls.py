# Probes: super() in methods, __init__ and along a diamond.
import time


class Base:
    def __init__(self, delay):
        time.sleep(delay)  # SINK

    def save(self):
        time.sleep(0.001)  # SINK

    @classmethod
    def create(cls):
        time.sleep(0.001)  # SINK
        return cls


class Child(Base):
    def __init__(self):
        super().__init__(0)  # SINK

    def save(self):
        super().save()  # SINK

    @classmethod
    def create(cls):
        return super().create()  # SINK


class Apart(Base):
    def __init__(self):
        self.saved = False

    def save(self):
        self.saved = True


class Root:
    def step(self):
        return 1


class Left(Root):
    def step(self):
        return super().step()  # SINK


class Right(Root):
    def step(self):
        time.sleep(0.001)  # SINK


class Diamond(Left, Right):
    pass


async def main():
    child = Child()  # BLOCK: time.sleep
    child.save()  # BLOCK: time.sleep
    Child.create()  # BLOCK: time.sleep
    Diamond().step()  # BLOCK: time.sleep


async def quiet():
    apart = Apart()
    apart.save()
    return Left().step()
