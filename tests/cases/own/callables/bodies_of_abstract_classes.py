# Probes: an abstract class has no objects, so its own bodies run where a subclass inherits them.
import abc
import time


class Future(abc.ABC):
    @property
    def state(self):
        time.sleep(0.001)
        return "unknown"

    def cancel(self):
        time.sleep(0.001)  # SINK

    def describe(self):
        return "a future"

    @abc.abstractmethod
    def wait(self): ...


class RemoteFuture(Future):
    """Abstract as well: nothing says how it waits."""

    @property
    def state(self):
        return "remote"

    def describe(self):
        time.sleep(0.001)


class TaskFuture(RemoteFuture):
    def wait(self):
        return None

    def describe(self):
        return "a task"


class FlowFuture(Future):
    @property
    def state(self):
        return "flow"

    def cancel(self):
        return None

    def wait(self):
        return None


class Store(abc.ABC):
    def load(self):
        return "nothing"

    @abc.abstractmethod
    def save(self): ...


class DiskStore(Store):
    def load(self):
        time.sleep(0.001)  # SINK

    def save(self):
        return None


class Plugin(abc.ABC):
    def start(self):
        time.sleep(0.001)  # SINK

    @abc.abstractmethod
    def name(self): ...


Installed = type("Installed", (Plugin,), {"name": lambda self: "installed"})


class Base(abc.ABC):
    def start(self):
        time.sleep(0.001)  # SINK


class Quiet(Base):
    def start(self):
        return None


class Quick:
    def run(self):
        return None


class Job(abc.ABC):
    def run(self):
        time.sleep(0.001)

    @abc.abstractmethod
    def name(self): ...


class QuickJob(Quick, Job):
    def name(self):
        return "quick"


class Step(abc.ABC):
    def run(self):
        time.sleep(0.001)  # SINK

    @abc.abstractmethod
    def title(self): ...


class SlowStep(Step):
    def run(self):
        return super().run()

    def title(self):
        return "slow"


async def overridden_everywhere(future: Future):
    return future.state


async def inherited_by_one(future: Future):
    future.cancel()  # BLOCK: time.sleep


async def overridden_again_below(future: Future):
    return future.describe()


async def overridden_to_block(store: Store):
    return store.load()  # BLOCK: time.sleep


async def subclasses_elsewhere(plugin: Plugin):
    plugin.start()  # BLOCK: time.sleep


async def not_abstract(base: Base):
    base.start()  # BLOCK: time.sleep


async def overridden_by_a_mixin(job: Job):
    job.run()


async def reached_by_super(step: Step):
    step.run()  # BLOCK: time.sleep
