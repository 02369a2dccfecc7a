from __future__ import annotations

import json

import pytest

from .conftest import BLOCKING, CLEAN, WARNING, Outcome, Run, Write

COUNTS = """\
errors  warnings  causes  rule
     1         0       1  LG101 blocking-sleep
     0         1       1  LG105 blocking-file-io

errors  warnings  causes  library
     1         1       2  the standard library

places  functions  cause
     1          1  time.sleep  a.py:5  (LG101)
     1          1  os.path.exists  b.py:5  (LG105)

2 blocking calls (1 error, 1 warning) in 2 files.
"""


def test_counts_take_the_place_of_the_findings(write: Write, loopguard: Run) -> None:
    write({"a.py": BLOCKING, "b.py": WARNING})
    assert loopguard("check", "--statistics") == Outcome(1, COUNTS, "")


def test_a_clean_run_counts_nothing(write: Write, loopguard: Run) -> None:
    write({"a.py": CLEAN})
    expected = Outcome(0, "No blocking calls in 1 file.\n", "")
    assert loopguard("check", "--statistics") == expected


def test_many_causes_are_cut_unless_all_are_wanted(write: Write, loopguard: Run) -> None:
    calls = "".join(f"async def f{n}():\n    time.sleep({n})\n" for n in range(25))
    write({"a.py": f"import time\n{calls}"})
    short = loopguard("check", "--statistics").out
    assert short.count("time.sleep") == 20
    assert "… 5 more (--verbose)\n" in short
    assert loopguard("check", "--statistics", "--verbose").out.count("time.sleep") == 25


def test_json_has_the_same_counts(write: Write, loopguard: Run) -> None:
    write({"a.py": BLOCKING, "b.py": WARNING})
    report = json.loads(loopguard("check", "--statistics", "--format", "json").out)
    assert report["statistics"] == {
        "rules": [
            {"code": "LG101", "errors": 1, "warnings": 0, "causes": 1},
            {"code": "LG105", "errors": 0, "warnings": 1, "causes": 1},
        ],
        "libraries": [{"library": "python", "errors": 1, "warnings": 1, "causes": 2}],
        "causes": [
            {"callee": "time.sleep", "path": "a.py", "line": 5, "places": 1, "functions": 1},
            {"callee": "os.path.exists", "path": "b.py", "line": 5, "places": 1, "functions": 1},
        ],
    }
    assert report["findings"] != []


@pytest.mark.parametrize("name", ["concise", "sarif", "html"])
def test_other_formats_have_no_statistics(name: str, write: Write, loopguard: Run) -> None:
    write({"a.py": CLEAN})
    outcome = loopguard("check", "--statistics", "--format", name)
    assert outcome.code == 2
    assert "--statistics goes with --format text or json" in outcome.err
