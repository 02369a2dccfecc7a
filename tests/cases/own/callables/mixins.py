# Probes: methods of mixins, the order of bases, and a mixin that calls what the class gives.
import time


class SaveMixin:
    def save(self):
        return self.write(self.name)  # SINK


class DiskMixin:
    def write(self, name):
        time.sleep(0.001)  # SINK


class MemoryMixin:
    def write(self, name):
        self.items = [name]


class DiskModel(SaveMixin, DiskMixin):
    name = "disk"


class MemoryModel(SaveMixin, MemoryMixin):
    name = "memory"


class MemoryFirst(MemoryMixin, DiskMixin):
    name = "both"


class DiskFirst(DiskMixin, MemoryMixin):
    name = "both"


async def main():
    DiskModel().save()  # BLOCK: time.sleep
    DiskFirst().write("a")  # BLOCK: time.sleep


async def quiet():
    MemoryModel().save()
    MemoryFirst().write("a")
