"""Reads a package's own source and writes a blocklist file for those who use it."""

from loopguard.learn.learner import Learned, learn
from loopguard.learn.source import find_source
from loopguard.learn.write import blocklist_text

__all__ = ["Learned", "blocklist_text", "find_source", "learn"]
