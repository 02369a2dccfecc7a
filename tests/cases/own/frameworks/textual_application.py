# Probes: Textual calls plain handlers, renderers and timers on the loop, workers in threads.
import time

import requests
from textual import on, work
from textual.app import App
from textual.widgets import Button, Static
from textual.worker import get_current_worker


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


class Price(Static):
    def render(self) -> str:
        return ask()  # BLOCK: requests.get

    def describe(self) -> str:
        return ask()


class Shop(App):
    async def on_mount(self) -> None:
        self.set_interval(1, self.refresh_total)
        self.load()
        self.run_worker(self.work_apart, thread=True)

    async def on_key(self) -> None:
        time.sleep(1)  # BLOCK: time.sleep

    def refresh_total(self) -> None:
        ask()  # BLOCK: requests.get

    @on(Button.Pressed)
    def clicked(self) -> None:
        ask()  # BLOCK: requests.get

    @work(thread=True)
    def load(self) -> None:
        text = ask()
        if not get_current_worker().is_cancelled:
            self.call_from_thread(self.show, text)

    @work
    async def load_on_loop(self) -> None:
        ask()  # BLOCK: requests.get

    def show(self, text: str) -> None:
        time.sleep(0.1)  # BLOCK: time.sleep

    def work_apart(self) -> None:
        ask()
