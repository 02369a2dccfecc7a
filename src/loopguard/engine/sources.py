"""The texts of the files of a run."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from loopguard.graph.project import Module
from loopguard.summarize.reading import digest_of, read_text
from loopguard.summarize.source import Unreadable
from loopguard.summarize.text import SourceText


class Sources:
    """The texts of the modules by their displayed paths, each read when first asked for.

    `contents` are digests, by path, of what the files held when they were summarized; where such a
    file holds something else, it has no text.
    """

    def __init__(
        self,
        modules: Collection[Module],
        edited: Mapping[str, str | None] = MappingProxyType({}),
        contents: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        self._contents = contents
        self._paths = {module.display: module.path for module in modules}
        self._texts = {
            module.display: SourceText.of(text)
            for module in modules
            if (text := edited.get(module.path)) is not None
        }

    def of(self, display: str) -> SourceText:
        """The text of a file; empty where it cannot be read any more."""
        if display not in self._texts:
            path = self._paths[display]
            content = self._contents.get(path)
            text: str | Unreadable = ""
            if content is None or content == digest_of(path):
                text = read_text(path)
            self._texts[display] = SourceText.of("" if isinstance(text, Unreadable) else text)
        return self._texts[display]
