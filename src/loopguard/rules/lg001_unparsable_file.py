"""LG001: a file could not be read or parsed, so nothing in it was checked."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG001",
    name="unparsable-file",
    message="this file cannot be read: {reason}",
    what=(
        "The file is not valid Python, is not text in the encoding that it declares, or could "
        "not be opened. The message gives the reason."
    ),
    why=(
        "Nothing in such a file is checked, and chains of calls that lead through it are not "
        "seen: a clean result would promise too much. All other files are checked as usual."
    ),
    example="""\
async def main()
    print("ready")
""",
    instead="""\
async def main():
    print("ready")
""",
    fix=(
        "Correct the syntax, the encoding or the permissions of the file. A file that is not "
        "meant to be Python, such as a template, is better left out with `exclude`."
    ),
)
