"""Says in words what a value is, and why nothing is known of an expression."""

from __future__ import annotations

from loopguard.domain.summary import (
    Attribute,
    Awaited,
    Call,
    Choice,
    Element,
    Entered,
    Free,
    Import,
    Name,
    Narrowed,
    Parameter,
    Subscript,
    Typed,
    TypeName,
)
from loopguard.graph.edges import display_name
from loopguard.graph.link import Linker
from loopguard.graph.values import (
    ClassValue,
    ContainerMember,
    ContainerValue,
    Frame,
    FunctionValue,
    InstanceValue,
    LibraryInstance,
    LibraryMember,
    LibraryValue,
    LiteralValue,
    ModuleValue,
    OffloadedValue,
    PartialValue,
    SuperValue,
    Value,
    Values,
)

_DEEPEST = 12


def describe(value: Value, linker: Linker) -> str:
    """The value in a few words: a qualified name, or "an instance of" one."""
    match value:
        case FunctionValue(module=module, function=function):
            summary = linker.modules[module].summary.functions[function]
            return f"{linker.modules[module].name}.{summary.qualified_name}"
        case ClassValue(module=module, index=index):
            return f"{linker.modules[module].name}.{_class_name(linker, module, index)}"
        case InstanceValue(module=module, index=index):
            name = f"{linker.modules[module].name}.{_class_name(linker, module, index)}"
            return f"an instance of {name}"
        case ModuleValue(module=module):
            return f"the module {linker.modules[module].name}"
        case LibraryValue() | LibraryMember():
            return display_name(value)
        case LibraryInstance(name=name):
            return f"an instance of {name.removeprefix('builtins.')}"
        case ContainerMember(container=container, name=name):
            return f"{container.kind}.{name}"
        case PartialValue(function=function):
            return f"a partial of {describe(function, linker)}"
        case OffloadedValue(function=function):
            return f"{describe(function, linker)} in a thread"
        case SuperValue(module=module, index=index):
            return f"super() in {linker.modules[module].name}.{_class_name(linker, module, index)}"
        case ContainerValue(kind=kind):
            return f"a {kind}"
        case LiteralValue(value=literal):
            return repr(literal)
    return f"a {type(value).__name__.removesuffix('Value').lower()}"


def _class_name(linker: Linker, module: int, index: int) -> str:
    return linker.modules[module].summary.classes[index].qualified_name


def why_unknown(index: int, frame: Frame, linker: Linker) -> str:
    """Why nothing is known of the expression `index` in the frame: the innermost cause."""
    return _why(index, frame, linker, _DEEPEST)


def _why(index: int, frame: Frame, linker: Linker, depth: int) -> str:
    summary = linker.modules[frame.module].summary
    expression = summary.expressions[index]

    def inner(part: int, otherwise: str) -> str:
        """The cause inside, or what to say where the part itself is known."""
        known = linker.evaluate(part, frame)
        if known:
            return otherwise.replace("{}", _either(known, linker))
        return _why(part, frame, linker, depth - 1) if depth else _NOT_FOLLOWED

    match expression:
        case Name(name=name) | TypeName(name=name):
            bound = summary.bindings.get(name)
            if bound is None:
                return f"`{name}` is not bound in this module"
            home = linker.module_frame(frame.module)
            return _why(bound[0], home, linker, depth - 1) if bound and depth else _NOT_FOLLOWED
        case Free(name=name):
            return f"nothing is known of `{name}` of the function around"
        case Import(module=module, name=name):
            what = f"{module}.{name}" if name and module else name or module
            return f"the import of `{what}` leads to no file of the project"
        case Attribute(base=base, name=name):
            return inner(base, f"{{}} has no attribute `{name}` that is known")
        case Call(function=function):
            return inner(function, "nothing is known of what {} gives")
        case Awaited(value=value):
            return inner(value, "nothing is known of what awaiting it gives")
        case Element(iterable=iterable):
            return inner(iterable, "nothing is known of the elements of {}")
        case Entered(manager=manager):
            return inner(manager, "nothing is known of what entering {} gives")
        case Subscript(base=base):
            return inner(base, "nothing is known of the items of {}")
        case Narrowed(value=value):
            return inner(value, "its type is not known")
        case Typed():
            return "nothing is known of the type in its annotation"
        case Choice(members=members):
            return _why(members[0], frame, linker, depth - 1) if depth else _NOT_FOLLOWED
        case Parameter(function=number, index=position):
            owner = summary.functions[number]
            parameter = owner.parameters[position]
            where = f"the parameter `{parameter.name}` of {owner.qualified_name}"
            if parameter.annotation:
                return f"nothing is known of the type that annotates {where}"
            return f"{where} has no annotation"
    return _NOT_FOLLOWED


_NOT_FOLLOWED = "it comes from an expression that is not followed"


def _either(values: Values, linker: Linker) -> str:
    return " or ".join(describe(value, linker) for value in values[:2])


def written(index: int, module: int, linker: Linker) -> str:
    """A callee as it stands in the code, with `…` for parts that are no names."""
    expressions = linker.modules[module].summary.expressions
    match expressions[index]:
        case Attribute(base=base, name=name):
            return f"{written(base, module, linker)}.{name}"
        case Name(name=name) | Free(name=name) | TypeName(name=name):
            return name
        case Import(module=source, name=name):
            return name or source
        case Parameter(function=function, index=position):
            functions = linker.modules[module].summary.functions
            return functions[function].parameters[position].name
        case Call(function=function):
            return f"{written(function, module, linker)}(…)"
        case Awaited(value=value) | Narrowed(value=value):
            return written(value, module, linker)
        case Subscript(base=base):
            return f"{written(base, module, linker)}[…]"
    return "…"
