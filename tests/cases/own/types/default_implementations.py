# A method that gives None where it stands may give something in a subclass.
import time


class Slow:
    def load(self):
        time.sleep(0.001)  # SINK


class Plugin:
    def loader(self) -> Slow | None:
        return None


class SlowPlugin(Plugin):
    def loader(self) -> Slow | None:
        return Slow()


class Final:
    def loader(self) -> Slow | None:
        return None


async def any_plugin(plugin: Plugin = SlowPlugin()):
    plugin.loader().load()  # BLOCK: time.sleep


async def one_without_a_loader(final: Final = Final()):
    try:
        final.loader().load()
    except AttributeError:
        return
