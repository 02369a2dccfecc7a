# Probes: what pydantic runs after a model's fields are set is part of making the object.
import asyncio
import shutil
import time
from typing import Any

from pydantic import BaseModel


class Profile(BaseModel):
    directory: str = "profile"

    def model_post_init(self, context: Any) -> None:
        shutil.copytree(self.directory, "copy")  # SINK


class Derived(Profile):
    name: str = ""


class Plain(BaseModel):
    directory: str = "profile"

    def model_post_init(self, context: Any) -> None:
        self.directory = self.directory.strip()

    def after(self):
        time.sleep(1)


class NoModel:
    def model_post_init(self, context):
        time.sleep(1)


async def make():
    Profile()  # BLOCK: shutil.copytree
    Derived(name="x")  # BLOCK: shutil.copytree
    Plain()
    NoModel()
    await asyncio.to_thread(Derived, name="x")
