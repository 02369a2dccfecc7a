# Probes: methods that return self, also through a base class.
import subprocess


class Builder:
    def __init__(self):
        self.words = []

    def add(self, word):
        self.words.append(word)
        return self


class Command(Builder):
    def quiet(self) -> "Command":
        return self.add("-q")

    def run(self):
        return subprocess.run(self.words)  # SINK

    def text(self):
        return " ".join(self.words)


async def build():
    return Command().add("make").quiet().add("all").run()  # BLOCK: subprocess.run


async def show():
    return Command().add("make").quiet().text()
