# Probes: Textual finds plain handlers, actions and reactive methods by how their names begin.
import requests
from textual import work
from textual.app import App
from textual.reactive import reactive
from textual.widgets import Static


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


class Price(Static):
    def on_click(self) -> None:
        self.update(ask())  # BLOCK: requests.get

    def _on_mount(self) -> None:
        ask()  # BLOCK: requests.get

    def online(self) -> bool:
        return bool(ask())

    @property
    def key_hint(self) -> str:  # named like a handler, but no method that a key could call
        return ask()


class Shop(App):
    total = reactive(0)

    def on_mount(self) -> None:
        self.load()

    def action_reload(self) -> None:
        ask()  # BLOCK: requests.get

    def key_r(self) -> None:
        ask()  # BLOCK: requests.get

    def compute_total(self) -> int:
        return len(ask())  # BLOCK: requests.get

    def validate_total(self, total: int) -> int:
        return total + len(ask())  # BLOCK: requests.get

    def watch_total(self, total: int) -> None:
        ask()  # BLOCK: requests.get

    @work(thread=True)
    def load(self) -> None:
        ask()

    @work(thread=True)
    def on_paste(self) -> None:
        ask()
