"""After an edit that leaves the facts nothing is linked, and the report is that of a new run."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from loopguard.engine import moved, pipeline
from loopguard.engine.outline import Outline, decoded

from ..helpers.edits import CHANGES, MOVES, Edit
from .conftest import Run, Write

ROOT = Path(__file__).parents[2]
CHECK = ("check", ".", "--format", "json", "--confidence", "likely")
SETTINGS = (
    "[tool.loopguard]\nextend-select = ['LG002', 'LG113']\n"
    "severity = { LG105 = 'error' }\n[tool.loopguard.per-file-ignores]\n'*/loops.py' = ['LG101']\n"
)
PROJECT = {
    "pyproject.toml": SETTINGS,
    "app/__init__.py": "",
    "app/main.py": (
        "import time\n\nfrom app.work import nap, quiet\n\n\n"
        "async def main(lock):\n"
        "    nap(); nap()\n"
        "    quiet()\n"
        "    time.sleep(1)  # loopguard: ignore\n"
        "    with open('a') as file:\n        print('ä', file.read())\n"
        "    print(1)  # loopguard: ignore\n"
    ),
    "app/work.py": (
        "import time\n\n\ndef nap():\n    time.sleep(1)\n\n\n"
        "def quiet():\n    time.sleep(1)  # loopguard: ignore[LG101]\n"
    ),
    "app/other.py": "async def other():\n    input()\n    input()  # noqa: LG109\n",
}


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gets an entry for each run that links."""
    runs: list[str] = []
    build = pipeline.build_call_graph

    def counting(*arguments: object, **keywords: object) -> object:
        runs.append("linked")
        return build(*arguments, **keywords)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "build_call_graph", counting)
    return runs


def prepend(line: str) -> Callable[[str], str]:
    return lambda text: f"{line}\n{text}"


def replacing(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


@pytest.mark.parametrize(
    ("file", "edit"),
    [
        ("app/main.py", prepend("# why")),
        ("app/work.py", prepend("# why")),
        ("app/other.py", prepend('"""Why."""')),
        ("app/__init__.py", prepend("")),
        ("app/main.py", replacing("lock):\n", "lock):\n    '''Does it.'''\n\n")),
        ("app/main.py", replacing("print('ä'", "print(  'ä'")),
        ("app/main.py", replacing("open('a')", "open(\n        'a'\n    )")),
        ("app/main.py", replacing("print(1)", "print(1  )  # ä")),
        ("app/work.py", replacing("sleep(1)", "sleep( 1 )")),
    ],
)
def test_an_edit_that_leaves_the_facts_links_nothing(
    file: str, edit: Callable[[str], str], write: Write, loopguard: Run, linked: list[str]
) -> None:
    root = write(PROJECT)
    before = loopguard(*CHECK)
    source = root / file
    source.write_text(edit(source.read_text(encoding="utf-8")), encoding="utf-8")
    linked.clear()
    after = loopguard(*CHECK)
    assert linked == []
    assert loopguard(*CHECK) == after
    assert loopguard(*CHECK, "--no-cache") == after
    assert before.out.count('"fingerprint"') == after.out.count('"fingerprint"') == 5
    source.write_text(f"\n\n{source.read_text(encoding='utf-8')}", encoding="utf-8")
    linked.clear()
    again = loopguard(*CHECK)
    assert linked == []
    assert loopguard(*CHECK, "--no-cache") == again


@pytest.mark.parametrize(
    ("file", "edit"),
    [
        ("app/work.py", replacing("quiet():\n", "quiet():\n    input()\n")),
        ("app/main.py", replacing("nap(); nap()", "nap()\n    nap()")),
        ("app/work.py", replacing("[LG101]", "[LG102]")),
        (
            "app/work.py",
            replacing("    time.sleep(1)\n", "    time.sleep(1)  # loopguard: ignore\n"),
        ),
        ("app/work.py", prepend("# loopguard: ignore-file")),
        ("app/main.py", replacing("(lock)", "(lock, more=None)")),
        ("app/other.py", replacing("input()\n    input()", "input(); input()")),
    ],
)
def test_an_edit_that_changes_facts_links_everything(
    file: str, edit: Callable[[str], str], write: Write, loopguard: Run, linked: list[str]
) -> None:
    root = write(PROJECT)
    loopguard(*CHECK)
    source = root / file
    source.write_text(edit(source.read_text(encoding="utf-8")), encoding="utf-8")
    linked.clear()
    after = loopguard(*CHECK)
    assert linked == ["linked"]
    assert loopguard(*CHECK, "--no-cache") == after


@pytest.mark.parametrize(
    ("file", "edit", "count"),
    [
        ("app/main.py", replacing("  # loopguard: ignore", ""), 5),
        ("app/main.py", replacing("nap(); nap()", "nap(); nap()  # loopguard: ignore"), 3),
        ("app/other.py", prepend("# loopguard: ignore-file"), 4),
        ("app/work.py", replacing("    time.sleep(1)  #", "    # no\n    time.sleep(1)  #"), 5),
        ("app/work.py", replacing("[LG101]", ""), 5),
        ("app/work.py", replacing("[LG101]", "[LG101, LG102]"), 6),
    ],
)
def test_a_comment_that_silences_on_the_loop_links_nothing(
    file: str,
    edit: Callable[[str], str],
    count: int,
    write: Write,
    loopguard: Run,
    linked: list[str],
) -> None:
    root = write(PROJECT)
    loopguard(*CHECK)
    source = root / file
    source.write_text(edit(source.read_text(encoding="utf-8")), encoding="utf-8")
    linked.clear()
    after = loopguard(*CHECK)
    assert linked == []
    assert loopguard(*CHECK, "--no-cache") == after
    assert after.out.count('"fingerprint"') == count


def test_calls_of_unknown_target_are_looked_for_again(
    write: Write, loopguard: Run, linked: list[str]
) -> None:
    root = write({"main.py": "async def main(thing):\n    thing.go()\n"})
    asked = (*CHECK, "--show-unresolved")
    loopguard(*asked)
    (root / "main.py").write_text("\nasync def main(thing):\n    thing.go()\n")
    linked.clear()
    assert '"line": 3' in loopguard(*asked).out
    assert linked == ["linked"]


def test_a_file_that_is_gone_again_after_the_store_was_cleared(
    write: Write, loopguard: Run, linked: list[str]
) -> None:
    root = write(PROJECT)
    loopguard(*CHECK)
    (summaries,) = (root / ".loopguard_cache").glob("summaries-*.bin")
    summaries.unlink()
    (root / "app/work.py").write_text(f"\n{PROJECT['app/work.py']}")
    linked.clear()
    after = loopguard(*CHECK)
    assert linked == ["linked"]
    assert loopguard(*CHECK, "--no-cache") == after


@pytest.mark.parametrize("spoil", ["hops", "models", "asked"])
def test_an_outline_of_nothing_is_done_without(
    spoil: str, write: Write, loopguard: Run, linked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(PROJECT)
    loopguard(*CHECK)
    (root / "app/work.py").write_text(f"\n{PROJECT['app/work.py']}")

    def spoilt(data: bytes) -> Outline | None:
        outline = decoded(data)
        assert outline is not None
        replace = msgspec.structs.replace
        if spoil == "hops":
            spot = replace(outline.ways[0].hops[0].spot, site=99)
            hops = (replace(outline.ways[0].hops[0], spot=spot), *outline.ways[0].hops[1:])
            return replace(outline, ways=(replace(outline.ways[0], hops=hops), *outline.ways[1:]))
        if spoil == "asked":
            return replace(outline, asked=(replace(outline.asked[0], function=99),))
        return replace(outline, **{spoil: ()})

    monkeypatch.setattr(moved, "decoded", spoilt)
    linked.clear()
    after = loopguard(*CHECK)
    assert linked == ["linked"]
    assert loopguard(*CHECK, "--no-cache") == after


@pytest.mark.parametrize("seed", range(8))
def test_after_random_edits_the_report_is_that_of_a_new_run(
    seed: int, root: Path, loopguard: Run, linked: list[str]
) -> None:
    chance = random.Random(seed)
    for part in ("tests/cases/own/once", "tests/cases/own/locks", "examples/saas"):
        shutil.copytree(ROOT / part, root / Path(part).name)
    (root / "pyproject.toml").write_text(SETTINGS)
    files = sorted(root.rglob("*.py"))
    loopguard(*CHECK)
    quick = 0
    for _ in range(8):
        is_move = chance.random() < 0.75
        for _ in range(chance.choice([1, 1, 3])):
            edit_one(chance.choice(files), chance.choice(MOVES if is_move else CHANGES), chance)
        linked.clear()
        after = loopguard(*CHECK)
        quick += not linked
        assert loopguard(*CHECK, "--no-cache") == after
    assert quick > 0


def edit_one(file: Path, edit: Edit, chance: random.Random) -> None:
    text = file.read_text(encoding="utf-8")
    if text.strip():
        file.write_text(edit(text, chance), encoding="utf-8")
