"""Shows the facts of a module's summary as text: `call(attr(import requests, get))`."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

from loopguard.domain.summary import (
    Attribute,
    Awaited,
    Call,
    Choice,
    ClassRef,
    ClassSummary,
    Display,
    Element,
    Entered,
    Free,
    FunctionRef,
    FunctionSummary,
    Guard,
    Guarded,
    GuardKind,
    Import,
    Literal,
    ModuleSummary,
    Name,
    Narrowed,
    Parameter,
    Site,
    SiteKind,
    Starred,
    Subscript,
    Typed,
    TypeName,
    Unknown,
)
from loopguard.summarize import summarize_source


@dataclass(frozen=True)
class Facts:
    """A module's summary, asked by names and answered with text."""

    summary: ModuleSummary

    @classmethod
    def of(cls, source: str) -> Facts:
        """The facts of a dedented piece of code."""
        summary = summarize_source(dedent(source).lstrip("\n"))
        assert isinstance(summary, ModuleSummary), summary
        return cls(summary)

    def function(self, qualified_name: str) -> FunctionSummary:
        """A function by its qualified name, which has to be unique."""
        (found,) = [f for f in self.summary.functions if f.qualified_name == qualified_name]
        return found

    def class_(self, qualified_name: str) -> ClassSummary:
        """A class by its qualified name, which has to be unique."""
        (found,) = [c for c in self.summary.classes if c.qualified_name == qualified_name]
        return found

    def value(self, name: str) -> list[str]:
        """What a name of the module can hold."""
        return self.texts(self.summary.bindings[name])

    def calls(self, function: str = "<module>") -> list[str]:
        """The calls that a function makes, in the order in which they run."""
        return [
            self.text(site.target)
            for site in self.function(function).sites
            if site.kind == SiteKind.CALL
        ]

    def arguments(self, callee: str, function: str = "<module>") -> list[str]:
        """The first arguments of the calls of a name, as in `show(x)`."""
        found = []
        for site in self.function(function).sites:
            call = self.summary.expressions[site.target]
            if isinstance(call, Call) and self.text(call.function) == callee:
                found.append(self.text(call.arguments[0]))
        return found

    def sites(self, function: str = "<module>") -> list[str]:
        """All sites of a function: line, kind and target."""
        return [self.site(site) for site in self.function(function).sites]

    def site(self, site: Site) -> str:
        """One site."""
        kind = SiteKind(site.kind).name.lower()
        return f"{site.line} {'await ' if site.awaited else ''}{kind} {self.text(site.target)}"

    def results(self, function: str) -> list[str]:
        """What a function returns."""
        return self.texts(self.function(function).results)

    def yields(self, function: str) -> list[str]:
        """What a generator yields."""
        return self.texts(self.function(function).yields)

    def texts(self, indices: tuple[int, ...]) -> list[str]:
        """Several expressions."""
        return [self.text(index) for index in indices]

    def text(self, index: int, around: frozenset[int] = frozenset()) -> str:
        """One expression; one that contains itself says `again` at the inner place."""
        if index in around:
            return "again"
        inside = around | {index}

        def show(inner: int) -> str:
            return self.text(inner, inside)

        match self.summary.expressions[index]:
            case Unknown():
                return "?"
            case Literal(value=value):
                return repr(value)
            case Name(name=name):
                return name
            case TypeName(name=name):
                return f"type {name}"
            case Free(scope=scope, name=name):
                return f"free {self.summary.functions[scope].qualified_name}:{name}"
            case Import(module=module, level=level, name=name):
                dotted = "." * level + module
                return f"from {dotted} import {name}" if name else f"import {dotted}"
            case Attribute(base=base, name=name):
                return f"attr({show(base)}, {name})"
            case Call(function=function, arguments=arguments, keywords=keywords):
                parts = [show(argument) for argument in arguments]
                parts += [f"{name or '**'}={show(value)}" for name, value in keywords]
                return f"call({', '.join([show(function), *parts])})"
            case Awaited(value=value):
                return f"await({show(value)})"
            case FunctionRef(index=function):
                return f"def {self.summary.functions[function].qualified_name}"
            case ClassRef(index=number):
                return f"class {self.summary.classes[number].qualified_name}"
            case Parameter(function=function, index=position):
                owner = self.summary.functions[function]
                return f"parameter {owner.parameters[position].name}"
            case Choice(members=members):
                options = dict.fromkeys(show(member) for member in members)
                return " | ".join(option for option in options if option != "again")
            case Subscript(base=base, index=item):
                return f"item({show(base)}, {show(item)})"
            case Element(iterable=iterable, position=position):
                return f"element({show(iterable)}{'' if position < 0 else f', {position}'})"
            case Entered(manager=manager, is_async=is_async):
                return f"{'aenter' if is_async else 'enter'}({show(manager)})"
            case Display(kind="dict", elements=elements, keys=keys):
                pairs = zip(keys, elements, strict=True)
                return f"dict({', '.join(f'{show(key)}: {show(value)}' for key, value in pairs)})"
            case Display(kind=kind, elements=elements):
                return f"{kind}({', '.join(show(element) for element in elements)})"
            case Typed(annotation=annotation):
                return f"a({show(annotation)})"
            case Narrowed(value=value, annotation=annotation):
                return f"narrowed({show(value)}, {show(annotation)})"
            case Guard(value=value, kind=kind):
                return f"{GuardKind(kind).name.lower()}({show(value)})"
            case Guarded(value=value, guard=guard):
                return f"guarded({show(value)}, {show(guard)})"
            case Starred(value=value):
                return f"*{show(value)}"
        raise AssertionError(f"no text for {self.summary.expressions[index]}")
