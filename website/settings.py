"""The reference of settings, made from `loopguard.config.Settings`."""

from __future__ import annotations

import ast
import inspect
import textwrap
from dataclasses import MISSING, fields
from itertools import pairwise

import tomli

from loopguard import config
from website.markdown import block, code, page

EXAMPLES = {
    "select": '["LG1"]',
    "extend-select": '["LG120"]',
    "ignore": '["LG105"]',
    "exclude": '["build/", "generated/"]',
    "extend-exclude": '["vendored/"]',
    "per-file-ignores": '{ "tests/**" = ["LG105"] }',
    "severity": '{ LG105 = "error" }',
    "fail-on": '"error"',
    "offload": '"anyio"',
    "confidence": '"likely"',
    "unsafe-fixes": "true",
    "baseline": '"loopguard-baseline.json"',
    "extra-blocklists": '["blocklist/our-sdk.toml"]',
    "blocklist": '{ function = [{ names = ["oursdk.fetch"], blocks = true, rule = "LG107" }] }',
}


def settings_page() -> str:
    """The text of the page. Raises KeyError where a setting has no meaning or no example."""
    meanings = _meanings()
    parts = [
        "# Settings",
        "Every key of `[tool.loopguard]` in `pyproject.toml`, or of a `loopguard.toml`. "
        "[Configuration](../configuration.md) tells how they work together, and `loopguard config` "
        "shows what holds in a project and where it comes from.",
    ]
    for option in fields(config.Settings):
        if option.name in config.NOT_IN_FILES:
            continue
        key = option.name.replace("_", "-")
        default = option.default if option.default is not MISSING else {}
        choices = config.CHOICES.get(option.name, ())
        listed = f"\n\n*One of:* {', '.join(map(code, choices))}" if choices else ""
        parts += [
            f"## `{key}`",
            meanings[option.name],
            f"*Type:* {_type(EXAMPLES[key])}{listed}\n\n*Default:* {_default(default)}",
            block("toml", f"[tool.loopguard]\n{key} = {EXAMPLES[key]}"),
        ]
    return page(*parts)


def _meanings() -> dict[str, str]:
    """The text below each field of the settings, in the source."""
    (class_,) = ast.parse(textwrap.dedent(inspect.getsource(config.Settings))).body
    assert isinstance(class_, ast.ClassDef)
    found = {}
    for field, below in pairwise(class_.body):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = inspect.cleandoc(text)
    return found


def _type(example: str) -> str:
    match tomli.loads(f"key = {example}")["key"]:
        case bool():
            return "true or false"
        case str():
            return "text"
        case dict():
            return "table"
    return "list of texts"


def _default(default: object) -> str:
    match default:
        case bool():
            return code(str(default).lower())
        case "":
            return "none"
        case str():
            return code(f'"{default}"')
        case tuple() if default:
            return ", ".join(code(f'"{value}"') for value in default)
    return "empty"
