"""What LoopGuard knows about other people's code: reads, checks and indexes `blocklist/*.toml`."""

from loopguard.blocklist.library import Library
from loopguard.blocklist.load import load_files, load_shipped
from loopguard.blocklist.own import load_library

__all__ = ["Library", "load_files", "load_library", "load_shipped"]
