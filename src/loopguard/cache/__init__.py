"""What earlier runs left behind: summaries of files that have not changed since."""

from loopguard.cache.place import cache_directory, program_version
from loopguard.cache.store import FileState, SummaryStore

__all__ = ["FileState", "SummaryStore", "cache_directory", "program_version"]
