# Probes: an attribute made when hasattr finds none.
import socket


class Host:
    def address(self) -> str:
        if not hasattr(self, "_address"):
            self._address = socket.gethostbyname("localhost")  # SINK
        return self._address

    def fresh_address(self) -> str:
        return socket.gethostbyname("localhost")  # SINK

    async def show(self) -> str:
        return self.address()  # BLOCK: socket.gethostbyname

    async def show_again(self) -> str:
        return self.address()

    async def show_fresh(self) -> str:
        return self.fresh_address()  # BLOCK: socket.gethostbyname

    async def show_fresh_again(self) -> str:
        return self.fresh_address()  # BLOCK: socket.gethostbyname
