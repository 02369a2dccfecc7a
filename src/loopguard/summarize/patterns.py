"""Reads the patterns of `match`: what they capture, and what is known once they fit."""

from __future__ import annotations

import ast

from loopguard.domain.summary import Attribute, Display, Element, MatchArgument, Narrowed, Subscript
from loopguard.summarize.expressions import ExpressionReader


class PatternReader(ExpressionReader):
    """Binds the names of patterns in the scope that is open now."""

    def pattern(self, pattern: ast.pattern, subject: int) -> int:
        """Binds what the pattern captures; the subject as it is known once the pattern fits."""
        match pattern:
            case ast.MatchAs(pattern=inner, name=name):
                if inner is not None:
                    subject = self.pattern(inner, subject)
                if name is not None:
                    self.bind(name, subject)
            case ast.MatchClass():
                return self._class_pattern(pattern, subject)
            case ast.MatchOr(patterns=patterns):
                before = self.function.env
                matched, ends = [], []
                for alternative in patterns:
                    self.function.env = dict(before)
                    matched.append(self.pattern(alternative, subject))
                    ends.append(self.function.env)
                self.function.env = self.merge(ends)
                return self.table.choice(matched)
            case ast.MatchSequence(patterns=patterns):
                star = False
                for position, part in enumerate(patterns):
                    if isinstance(part, ast.MatchStar):
                        star = True
                        if part.name is not None:
                            self.bind(part.name, self._some_elements(subject))
                    else:
                        place = -1 if star else position
                        self.pattern(part, self.table.add(Element(subject, place)))
            case ast.MatchMapping(keys=keys, patterns=patterns, rest=rest):
                for key, part in zip(keys, patterns, strict=True):
                    item = self.table.add(Subscript(subject, self.read(key)))
                    self.pattern(part, item)
                if rest is not None:
                    self.bind(rest, subject)
            case ast.MatchValue(value=value):
                self.read(value)
        return subject

    def _class_pattern(self, pattern: ast.MatchClass, subject: int) -> int:
        narrowed = self.table.add(Narrowed(subject, self.annotation(pattern.cls)))
        for position, part in enumerate(pattern.patterns):
            self.pattern(part, self.table.add(MatchArgument(narrowed, position)))
        for name, part in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
            self.pattern(part, self.table.add(Attribute(narrowed, name)))
        return narrowed

    def _some_elements(self, value: int) -> int:
        """A list of elements of `value`, as `*rest` takes them."""
        return self.table.add(Display("list", (self.table.add(Element(value, -1)),), ()))
