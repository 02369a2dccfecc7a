import time


class Client:
    def load(self):
        time.sleep(0.001)  # SINK

    def name(self):
        return "disk"


def load():
    return Client().load()  # SINK
