"""`loopguard blocklist list|search|show|verify`."""

from __future__ import annotations

import click

from loopguard.blocklist import Library, load_shipped
from loopguard.blocklist.models import CallableModel, ClassModel
from loopguard.cli.blocklist_verify import verify
from loopguard.cli.output import entry_line, heading, indented, way_out_of, write, write_line


@click.group("blocklist")
def command() -> None:
    """Look into what LoopGuard knows about libraries."""


command.add_command(verify)


@command.command("list")
def list_libraries() -> int:
    """List the libraries, with the number of blocking calls known of each."""
    counts: dict[str, int] = {}
    versions: dict[str, str] = {}
    library = load_shipped()
    for file in library.files:
        versions[file.name] = versions.get(file.name) or file.verified
        counts.setdefault(file.name, 0)
    for model in library.callables():
        counts[model.library] += model.blocks
    width = max(map(len, counts))
    for name in sorted(counts):
        version = f"  verified with {versions[name]}" if versions[name] else ""
        write_line(f"{name:<{width}}  {counts[name]:>5}{version}")
    write_line(f"\n{len(counts)} libraries, {sum(counts.values())} blocking calls.")
    return 0


@command.command("search")
@click.argument("text")
def search(text: str) -> int:
    """List the calls whose name contains TEXT."""
    wanted = text.lower()
    found = [m for m in load_shipped().callables() if wanted in m.name.lower()]
    for model in sorted(found, key=lambda m: m.name):
        write_line(entry_line(model))
    if not found:
        click.echo(f"Nothing in the blocklist is named like {text!r}.", err=True)
    return 0 if found else 1


@command.command("show")
@click.argument("name")
def show_entry(name: str) -> int:
    """Show all that is known about a function, a class or a library."""
    page = show(load_shipped(), name)
    if not page:
        raise click.UsageError(
            f"{name!r} is not in the blocklist; try `loopguard blocklist search {name}`."
        )
    write(page)
    return 0


def show(library: Library, name: str) -> str:
    """The page of a function, a method, a class or a library; empty where there is none."""
    for candidate in (name, f"builtins.{name}"):
        canonical = library.canonical(candidate)
        owner, _, last = canonical.rpartition(".")
        class_model = library.class_(canonical)
        if class_model is not None:
            return _class_page(class_model)
        model = library.function(canonical) or library.method(owner, last)
        if model is not None:
            return _callable_page(model)
    modules = {m for file in library.files if file.name == name for m in file.modules} or {name}
    lines = [
        entry_line(model)
        for model in library.callables()
        if model.blocks and model.name.startswith(tuple(f"{module}." for module in modules))
    ]
    return "".join(f"{line}\n" for line in [heading(name), *sorted(lines)]) if lines else ""


def _callable_page(model: CallableModel) -> str:
    lines = [heading(model.name)]
    if model.blocks:
        lines.append(f"blocks: {model.rule}, {model.severity}")
    else:
        lines.append("does not block")
    details = {
        "because": model.reason,
        "instead": way_out_of(model),
        "returns": model.returns,
        "stays in one thread": model.thread_affine,
        "source": model.source,
    }
    lines += [f"{label}: {text}" for label, text in details.items() if text]
    page = "".join(f"{line}\n" for line in lines)
    if model.blocks and model.advice is not None and model.advice.example:
        page += "\n" + indented(model.advice.example)
    return page


def _class_page(model: ClassModel) -> str:
    lines = [heading(model.name)]
    if model.bases:
        lines.append(f"inherits from: {', '.join(model.bases)}")
    if model.thread_affine:
        lines.append(f"stays in one thread: {model.thread_affine}")
    if model.construct is not None:
        lines.append(entry_line(model.construct))
    lines += [entry_line(method) for _, method in sorted(model.methods.items())]
    return "".join(f"{line}\n" for line in lines)
