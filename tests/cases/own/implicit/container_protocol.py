# Probes: len, truth, str, in, subscripts and formatting of project classes.
import time


class Shelf:
    def __len__(self):
        time.sleep(0.001)  # SINK
        return 1

    def __contains__(self, item):
        time.sleep(0.001)  # SINK
        return True

    def __getitem__(self, key):
        time.sleep(0.001)  # SINK
        return key

    def __setitem__(self, key, value):
        time.sleep(0.001)  # SINK

    def __delitem__(self, key):
        time.sleep(0.001)  # SINK


class Flag:
    def __bool__(self):
        time.sleep(0.001)  # SINK
        return True


class Label:
    def __str__(self):
        time.sleep(0.001)  # SINK
        return "x"

    def __repr__(self):
        return "Label()"


async def items(shelf: Shelf):
    len(shelf)  # BLOCK: time.sleep
    "a" in shelf  # BLOCK: time.sleep
    shelf["a"]  # BLOCK: time.sleep
    shelf["a"] = 1  # BLOCK: time.sleep
    del shelf["a"]  # BLOCK: time.sleep


async def truth(flag: Flag, shelf: Shelf):
    if flag:  # BLOCK: time.sleep
        pass
    if not shelf:  # BLOCK: time.sleep
        pass
    return bool(flag)  # BLOCK: time.sleep


async def text(label: Label):
    str(label)  # BLOCK: time.sleep
    print(label)  # BLOCK: time.sleep
    return f"{label}"  # BLOCK: time.sleep


async def quiet(shelf: Shelf, flag: Flag, label: Label):
    if flag is None or shelf is None:
        return ""
    return f"{label!r}", repr(label), len([1]), "a" in {"a": 1}
