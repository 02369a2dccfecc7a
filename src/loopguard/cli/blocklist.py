"""`loopguard blocklist list|search|show|verify`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from loopguard.blocklist import Library, load_library
from loopguard.blocklist.models import CallableModel, ClassModel
from loopguard.cli.blocklist_verify import verify
from loopguard.cli.help import examples
from loopguard.cli.output import entry_line, heading, indented, way_out_of, write, write_line

_Function = TypeVar("_Function", bound=Callable[..., Any])


def library_here(config_file: Path | None, isolated: bool) -> Library:
    """What is known in the working directory: the shipped blocklist, plugins, the settings."""
    from loopguard import config  # the rules are needed for the settings only

    settings = config.read_settings(Path.cwd(), config=config_file, isolated=isolated)
    return load_library(settings.blocklist_files, settings.blocklist, settings.config_file)


def _settings_options(function: _Function) -> _Function:
    """The options that say whose entries count besides the shipped ones."""
    isolated = click.option("--isolated", is_flag=True, help="Read no settings file.")
    chosen = click.option(
        "--config",
        "config_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Read the settings from this file.",
    )
    return chosen(isolated(function))


@click.group(
    "blocklist",
    epilog=examples(
        "loopguard blocklist list",
        "loopguard blocklist search upload",
        "loopguard blocklist show socket.socket",
    ),
)
def command() -> None:
    """Look into what LoopGuard knows about libraries.

    The entries of the settings and of installed plugins are among them, each with its file.
    """


command.add_command(verify)


@command.command(
    "list", short_help="List the libraries.", epilog=examples("loopguard blocklist list")
)
@_settings_options
def list_libraries(config_file: Path | None, isolated: bool) -> int:
    """List the libraries, with the number of blocking calls known of each."""
    counts: dict[str, int] = {}
    versions: dict[str, str] = {}
    library = library_here(config_file, isolated)
    own = {file.name: file.path for file in library.own.files}
    for file in library.files:
        versions[file.name] = versions.get(file.name) or file.verified
        counts.setdefault(file.name, 0)
    for model in library.callables():
        counts[model.library] += model.blocks
    width = max(map(len, counts))
    for name in sorted(counts):
        version = f"  verified with {versions[name]}" if versions[name] else ""
        origin = f"  from {own[name]}" if name in own else ""
        write_line(f"{name:<{width}}  {counts[name]:>5}{version}{origin}")
    write_line(f"\n{len(counts)} libraries, {sum(counts.values())} blocking calls.")
    return 0


@command.command("search", epilog=examples("loopguard blocklist search upload"))
@click.argument("text")
@_settings_options
def search(text: str, config_file: Path | None, isolated: bool) -> int:
    """List the calls whose name contains TEXT."""
    wanted = text.lower()
    library = library_here(config_file, isolated)
    found = [m for m in library.callables() if wanted in m.name.lower()]
    for model in sorted(found, key=lambda m: m.name):
        write_line(_line(library, model))
    if not found:
        click.echo(f"Nothing in the blocklist is named like {text!r}.", err=True)
    return 0 if found else 1


@command.command(
    "show",
    epilog=examples(
        "loopguard blocklist show time.sleep",
        "loopguard blocklist show socket.socket",
        "loopguard blocklist show subprocess",
    ),
)
@click.argument("name")
@_settings_options
def show_entry(name: str, config_file: Path | None, isolated: bool) -> int:
    """Show all that is known about a function, a class or a library."""
    page = show(library_here(config_file, isolated), name)
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
            return _class_page(library, class_model)
        model = library.function(canonical) or library.method(owner, last)
        if model is not None:
            return _callable_page(library, model)
    modules = {m for file in library.files if file.name == name for m in file.modules} or {name}
    lines = [
        _line(library, model)
        for model in library.callables()
        if model.blocks and model.name.startswith(tuple(f"{module}." for module in modules))
    ]
    return "".join(f"{line}\n" for line in [heading(name), *sorted(lines)]) if lines else ""


def _line(library: Library, model: CallableModel) -> str:
    """An entry on one line, with its file where it is not shipped."""
    origin = library.origin(model.name)
    return entry_line(model) + (f"  ({origin})" if origin else "")


def _callable_page(library: Library, model: CallableModel) -> str:
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
        "described in": library.origin(model.name),
    }
    lines += [f"{label}: {text}" for label, text in details.items() if text]
    page = "".join(f"{line}\n" for line in lines)
    if model.blocks and model.advice is not None and model.advice.example:
        page += "\n" + indented(model.advice.example)
    return page


def _class_page(library: Library, model: ClassModel) -> str:
    lines = [heading(model.name)]
    if model.bases:
        lines.append(f"inherits from: {', '.join(model.bases)}")
    if model.thread_affine:
        lines.append(f"stays in one thread: {model.thread_affine}")
    if library.origin(model.name):
        lines.append(f"described in: {library.origin(model.name)}")
    if model.construct is not None:
        lines.append(_line(library, model.construct))
    lines += [_line(library, method) for _, method in sorted(model.methods.items())]
    return "".join(f"{line}\n" for line in lines)
