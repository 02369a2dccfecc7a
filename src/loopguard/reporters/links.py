"""Where the project and its rules can be read about, and how files are named in links."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from loopguard.rules import Rule

HOME = "https://github.com/OWNER/loopguard"  # the address of this repository
SITE = "https://OWNER.github.io/loopguard"  # the address of the documentation site


def rule_link(rule: Rule) -> str:
    """The page of a rule on the site."""
    return f"{SITE}/rules/{rule.code}/"


def is_relative(path: str) -> bool:
    """Whether a displayed path is below the working directory of the run."""
    return not os.path.isabs(path)


def uri_of(path: str) -> str:
    """A displayed path as a URI reference, percent-encoded; a `file:` URI where it is absolute."""
    if not is_relative(path):
        return Path(path).as_uri()
    return quote(os.fsencode(posix(path)))


def posix(path: str) -> str:
    """A displayed path with slashes."""
    return path.replace(os.sep, "/")
