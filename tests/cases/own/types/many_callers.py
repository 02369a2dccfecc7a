# The object on which a method is called decides, however many different callers there are.
import time


class Table:
    def __getitem__(self, key):
        time.sleep(0.001)  # SINK
        return key

    def get(self, key, default=None):
        return self[key] or default


class Cached(Table):
    def __getitem__(self, key):
        return key


class Service:
    pass


class Service0(Service):
    pass


class Service1(Service):
    pass


class Service2(Service):
    pass


class Service3(Service):
    pass


class Service4(Service):
    pass


class Service5(Service):
    pass


class Service6(Service):
    pass


class Service7(Service):
    pass


class Service8(Service):
    pass


class Service9(Service):
    pass


class Service10(Service):
    pass


class Service11(Service):
    pass


class Service12(Service):
    pass


class Service13(Service):
    pass


class Service14(Service):
    pass


class Service15(Service):
    pass


class Service16(Service):
    pass


class Service17(Service):
    pass


class Service18(Service):
    pass


class Service19(Service):
    pass


class Service20(Service):
    pass


class Service21(Service):
    pass


class Service22(Service):
    pass


class Service23(Service):
    pass


class Service24(Service):
    pass


class Service25(Service):
    pass


class Service26(Service):
    pass


class Service27(Service):
    pass


class Service28(Service):
    pass


class Service29(Service):
    pass


async def many(table: Table, cached: Cached):
    table.get(0, Service0())  # BLOCK: time.sleep
    cached.get(0, Service0())
    table.get(1, Service1())  # BLOCK: time.sleep
    cached.get(1, Service1())
    table.get(2, Service2())  # BLOCK: time.sleep
    cached.get(2, Service2())
    table.get(3, Service3())  # BLOCK: time.sleep
    cached.get(3, Service3())
    table.get(4, Service4())  # BLOCK: time.sleep
    cached.get(4, Service4())
    table.get(5, Service5())  # BLOCK: time.sleep
    cached.get(5, Service5())
    table.get(6, Service6())  # BLOCK: time.sleep
    cached.get(6, Service6())
    table.get(7, Service7())  # BLOCK: time.sleep
    cached.get(7, Service7())
    table.get(8, Service8())  # BLOCK: time.sleep
    cached.get(8, Service8())
    table.get(9, Service9())  # BLOCK: time.sleep
    cached.get(9, Service9())
    table.get(10, Service10())  # BLOCK: time.sleep
    cached.get(10, Service10())
    table.get(11, Service11())  # BLOCK: time.sleep
    cached.get(11, Service11())
    table.get(12, Service12())  # BLOCK: time.sleep
    cached.get(12, Service12())
    table.get(13, Service13())  # BLOCK: time.sleep
    cached.get(13, Service13())
    table.get(14, Service14())  # BLOCK: time.sleep
    cached.get(14, Service14())
    table.get(15, Service15())  # BLOCK: time.sleep
    cached.get(15, Service15())
    table.get(16, Service16())  # BLOCK: time.sleep
    cached.get(16, Service16())
    table.get(17, Service17())  # BLOCK: time.sleep
    cached.get(17, Service17())
    table.get(18, Service18())  # BLOCK: time.sleep
    cached.get(18, Service18())
    table.get(19, Service19())  # BLOCK: time.sleep
    cached.get(19, Service19())
    table.get(20, Service20())  # BLOCK: time.sleep
    cached.get(20, Service20())
    table.get(21, Service21())  # BLOCK: time.sleep
    cached.get(21, Service21())
    table.get(22, Service22())  # BLOCK: time.sleep
    cached.get(22, Service22())
    table.get(23, Service23())  # BLOCK: time.sleep
    cached.get(23, Service23())
    table.get(24, Service24())  # BLOCK: time.sleep
    cached.get(24, Service24())
    table.get(25, Service25())  # BLOCK: time.sleep
    cached.get(25, Service25())
    table.get(26, Service26())  # BLOCK: time.sleep
    cached.get(26, Service26())
    table.get(27, Service27())  # BLOCK: time.sleep
    cached.get(27, Service27())
    table.get(28, Service28())  # BLOCK: time.sleep
    cached.get(28, Service28())
    table.get(29, Service29())  # BLOCK: time.sleep
    cached.get(29, Service29())
