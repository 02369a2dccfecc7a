from ..impl import quick as run
