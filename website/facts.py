"""The libraries of the blocklist, with what the pages need to know of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loopguard.blocklist import load_shipped
from loopguard.blocklist.models import CallableModel, ClassModel, LibraryFile
from loopguard.blocklist.shelf import callables_of


@dataclass(frozen=True)
class LibraryFacts:
    """What the other pages need to know of a library: how many calls block, by rule."""

    name: str
    path: str
    files: tuple[LibraryFile, ...]
    rules: Counter[str]

    @property
    def title(self) -> str:
        """What people call it."""
        return "Python's standard library" if self.name == "python" else self.name

    @property
    def calls(self) -> tuple[CallableModel, ...]:
        """Every callable that is described, by name."""
        found = {model.name: model for file in self.files for model in callables_of(file)}
        return tuple(found[name] for name in sorted(found))

    @property
    def classes(self) -> tuple[ClassModel, ...]:
        """Every class that is described."""
        return tuple(model for file in self.files for model in file.classes)

    @property
    def modules(self) -> list[str]:
        """What is imported of it, without what is private."""
        found = {module for file in self.files for module in file.modules}
        return sorted(module for module in found if not module.startswith("_"))

    @property
    def verified(self) -> str:
        """The versions that the entries were looked up in."""
        return next((file.verified for file in self.files if file.verified), "")


def all_libraries() -> dict[str, LibraryFacts]:
    """The shipped blocklist by library, sorted without regard to case."""
    files: dict[str, list[LibraryFile]] = {}
    for file in load_shipped().files:
        files.setdefault(file.name, []).append(file)
    found = {}
    for name in sorted(files, key=str.lower):
        models = {model.name: model for file in files[name] for model in callables_of(file)}
        rules = Counter(model.rule for model in models.values() if model.blocks)
        slug = name.lower().replace(" ", "-")
        found[name] = LibraryFacts(name, f"libraries/{slug}.md", tuple(files[name]), rules)
    return found


def packages_of(libraries: Iterable[LibraryFacts]) -> dict[str, list[str]]:
    """What each library is imported as; where several share a package, what below it is its own."""
    users: Counter[str] = Counter()
    inside: dict[str, set[str]] = {}
    filled = set()  # packages in which lie more than packages
    for facts in libraries:
        classes = {model.name for model in facts.classes}
        names = classes | {model.name for model in facts.calls}
        inside[facts.name] = {up for name in names for up in _above(name)} - classes
        filled.update(name.rpartition(".")[0] for name in names)
        users.update(inside[facts.name] | set(facts.modules))
    found = {}
    for facts in libraries:
        shown = []
        ahead = list(facts.modules)
        while ahead:
            package = ahead.pop()
            below = [name for name in inside[facts.name] if name.rpartition(".")[0] == package]
            shared = users[package] > 1 or (len(below) == 1 and package not in facts.modules)
            if shared and below and package not in filled:
                ahead += below
            else:
                shown.append(package)
        found[facts.name] = sorted(shown)
    return found


def _above(name: str) -> Iterator[str]:
    """The packages and classes in which a name lies."""
    while name := name.rpartition(".")[0]:
        yield name
