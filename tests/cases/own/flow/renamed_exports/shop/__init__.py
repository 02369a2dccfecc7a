from .impl import quick as work
from .impl import slow as heavy_work
from .impl import *  # noqa: F403

__all__ = ["work", "heavy_work", "tools"]
