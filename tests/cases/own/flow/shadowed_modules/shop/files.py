class Handle:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        return None


def open(path):
    return Handle()
