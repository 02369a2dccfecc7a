"""LG002: a comment silences a finding that is not there."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG002",
    name="unused-suppression",
    message="`{callee}` silences nothing",
    what=(
        "A `# loopguard: ignore` or `# noqa: LG…` comment under which nothing is found any more. "
        "Codes of rules that are not selected in this run are not judged, nor is a bare `# noqa`, "
        "which speaks to other linters as well."
    ),
    why=(
        "A comment that has outlived its reason hides the next blocking call that somebody writes "
        "in its place, and tells readers of a problem that is gone."
    ),
    example="""\
import asyncio


async def main():
    await asyncio.sleep(1)  # loopguard: ignore[LG101] the clock is fake
""",
    instead="""\
import asyncio


async def main():
    await asyncio.sleep(1)
""",
    fix=(
        "Remove the comment, or the code that is not needed in it. `--fix` does so; this is always "
        "safe."
    ),
)
