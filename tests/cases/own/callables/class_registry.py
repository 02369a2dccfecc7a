# Probes: classes kept in a registry, made by key and then used.
import time

EXPORTERS = {}


def exporter(name):
    def decorate(cls):
        EXPORTERS[name] = cls
        return cls

    return decorate


@exporter("csv")
class CsvExporter:
    def export(self):
        time.sleep(0.001)  # SINK

    def label(self):
        return "csv"


@exporter("null")
class NullExporter:
    def export(self):
        return None

    def label(self):
        return "null"


KINDS = {"a": NullExporter}
SLOW_KINDS = [NullExporter, CsvExporter]


async def export(name: str):
    return EXPORTERS[name]().export()  # BLOCK: time.sleep


async def export_all():
    for kind in SLOW_KINDS:
        kind().export()  # BLOCK: time.sleep


async def quiet(name: str):
    return KINDS[name]().export(), EXPORTERS[name]().label()
