class Client:
    def load(self):
        return 1


def load():
    return Client().load()
