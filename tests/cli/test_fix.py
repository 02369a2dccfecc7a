"""`check --fix`, `--unsafe-fixes` and `--diff`: what is written, printed and returned."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import BLOCKING, BLOCKING_LINE, CLEAN, Run, Write

FIXED = BLOCKING.replace("import time", "import asyncio\nimport time").replace(
    "time.sleep(1)", "await asyncio.sleep(1)"
)
DIFF = """\
--- a/main.py
+++ b/main.py
@@ -1,5 +1,6 @@
+import asyncio
 import time
 
 
 async def main():
-    time.sleep(1)
+    await asyncio.sleep(1)
"""  # noqa: W293
CLEANING = """\
import asyncio
import time


async def main():
    try:
        await asyncio.sleep(1)
    finally:
        time.sleep(1)
"""
"""A file whose fix is unsafe."""

CLEANED = CLEANING.replace("        time.sleep", "        await asyncio.sleep")
UNSAFE = "can change what the code does (--unsafe-fixes applies it)"


def test_fix_writes_the_file_and_reports_what_is_left(write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING, "other.py": CLEANING, "clean.py": CLEAN})
    outcome = loopguard("check", "--fix", "--format", "concise")
    assert (root / "main.py").read_text() == FIXED
    assert (root / "other.py").read_text() == CLEANING
    assert (outcome.code, outcome.out) == (1, f"other.py:9:9: {BLOCKING_LINE}")
    assert outcome.err == f"Fixed 1 finding in 1 file; 1 left:\n  1  {UNSAFE}: other.py:9\n"


def test_a_second_run_has_nothing_to_do(write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING})
    loopguard("check", "--fix")
    first = (root / "main.py").stat()
    outcome = loopguard("check", "--fix", "--format", "concise")
    assert outcome.code == 0
    assert (outcome.out, outcome.err) == ("", "Fixed 0 findings in 0 files; none left.\n")
    assert (root / "main.py").stat().st_mtime_ns == first.st_mtime_ns
    assert loopguard("check", "--fix", "--quiet").err == ""


def test_unsafe_fixes_come_when_asked_for(write: Write, loopguard: Run) -> None:
    root = write({"other.py": CLEANING})
    outcome = loopguard("check", "--fix", "--unsafe-fixes", "--format", "concise")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "Fixed 1 finding in 1 file; none left.\n"
    assert (root / "other.py").read_text() == CLEANED


def test_a_setting_asks_for_unsafe_fixes_too(write: Write, loopguard: Run) -> None:
    root = write({"other.py": CLEANING, "loopguard.toml": "unsafe-fixes = true\n"})
    assert loopguard("check").code == 1
    assert (root / "other.py").read_text() == CLEANING
    assert loopguard("check", "--fix").code == 0
    assert (root / "other.py").read_text() == CLEANED


def test_the_setting_is_true_or_false(write: Write, loopguard: Run) -> None:
    write({"loopguard.toml": "unsafe-fixes = 1\n"})
    outcome = loopguard("check")
    assert outcome.code == 2
    assert "unsafe-fixes: must be true or false" in outcome.err


def test_unsafe_fixes_alone_change_nothing(write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING})
    outcome = loopguard("check", "--unsafe-fixes")
    assert (outcome.code, outcome.out) == (2, "")
    assert "--unsafe-fixes goes with --fix or --diff" in outcome.err
    assert (root / "main.py").read_text() == BLOCKING


def test_diff_prints_the_patch_and_writes_nothing(write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING, "other.py": CLEANING})
    outcome = loopguard("check", "--diff")
    assert (outcome.code, outcome.out) == (1, DIFF)
    assert outcome.err == f"Would fix 1 finding in 1 file; 1 left:\n  1  {UNSAFE}: other.py:9\n"
    assert (root / "main.py").read_text() == BLOCKING
    assert loopguard("check", "--fix", "--diff").out == DIFF
    assert (root / "main.py").read_text() == BLOCKING


def test_diff_of_what_cannot_be_fixed_is_empty(write: Write, loopguard: Run) -> None:
    write({"other.py": CLEANING})
    outcome = loopguard("check", "--diff")
    assert (outcome.code, outcome.out) == (0, "")


def test_diff_is_a_patch_that_can_be_applied(write: Write, loopguard: Run, tmp_path: Path) -> None:
    texts = {
        "main.py": BLOCKING.encode(),
        "a b/é.py": BLOCKING.rstrip("\n").encode(),
        "crlf.py": BLOCKING.replace("\n", "\r\n").encode(),
    }
    root = write(texts)
    patch = tmp_path / "patch"
    patch.write_bytes(loopguard("check", "--diff").out.encode())
    subprocess.run(["git", "apply", str(patch)], cwd=root, check=True)
    for name, text in texts.items():
        end = b"\r\n" if b"\r\n" in text else b"\n"
        fixed = FIXED.encode().replace(b"\n", end)
        assert (root / name).read_bytes() == (fixed if text.endswith(b"\n") else fixed[:-1])


def test_diff_is_colored_for_people(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING})
    colored = loopguard("check", "--diff", "--color", "always").out
    assert "\x1b[32m+import asyncio\x1b[0m\n" in colored
    assert "\x1b[31m-    time.sleep(1)\x1b[0m\n" in colored


# which files


def test_files_outside_of_the_given_paths_are_not_touched(write: Write, loopguard: Run) -> None:
    root = write(
        {
            "helper.py": "import time\n\n\ndef rest():\n    time.sleep(0)\n",
            "main.py": "from helper import rest\n\n\nasync def main():\n    rest()\n",
        }
    )
    before = (root / "main.py").read_text()
    outcome = loopguard("check", "--fix", "helper.py")
    assert (
        "  1  lies outside of the given paths, or has another name in them: main.py:5\n"
        in outcome.err
    )
    assert (root / "main.py").read_text() == before


def test_suppressed_and_ignored_findings_are_not_fixed(write: Write, loopguard: Run) -> None:
    text = BLOCKING.replace("(1)", "(1)  # noqa: LG101")
    root = write({"main.py": text, "other.py": BLOCKING})
    loopguard("check", "--fix", "--ignore", "LG1")
    assert (root / "other.py").read_text() == BLOCKING
    loopguard("check", "--fix", "main.py")
    assert (root / "main.py").read_text() == text


@pytest.mark.parametrize("mode", [0o640, 0o755, 0o600])
def test_mode_bits_are_kept(mode: int, write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING})
    (root / "main.py").chmod(mode)
    loopguard("check", "--fix")
    assert (root / "main.py").read_text() == FIXED
    assert stat.S_IMODE((root / "main.py").stat().st_mode) == mode
    assert [path.name for path in root.iterdir() if path.suffix == ".tmp"] == []


def test_a_link_stays_one_and_its_target_is_fixed(write: Write, loopguard: Run) -> None:
    root = write({"real/main.py": BLOCKING})
    (root / "link.py").symlink_to("real/main.py")
    outcome = loopguard("check", "--fix", ".")
    assert (outcome.code, outcome.err) == (0, "Fixed 2 findings in 1 file; none left.\n")
    assert (root / "link.py").is_symlink()
    assert (root / "real/main.py").read_text() == FIXED


def test_a_link_that_is_named_leads_to_the_file(write: Write, loopguard: Run) -> None:
    root = write({"main.txt": BLOCKING})
    (root / "link.py").symlink_to("main.txt")
    loopguard("check", "--fix", "link.py")
    assert (root / "link.py").is_symlink()
    assert (root / "main.txt").read_text() == FIXED


def test_a_link_out_of_the_given_paths_is_not_followed(write: Write, loopguard: Run) -> None:
    root = write({"other/main.py": BLOCKING, "app/x.py": CLEAN})
    (root / "app/link.py").symlink_to("../other/main.py")
    outcome = loopguard("check", "--fix", "app")
    assert "is a link to a file outside of the given paths: app/link.py:5" in outcome.err
    assert (root / "other/main.py").read_text() == BLOCKING


def test_hard_links_are_not_cut(write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING})
    os.link(root / "main.py", root / "other.txt")
    outcome = loopguard("check", "--fix")
    assert "has hard links, which a new file in its place would cut: main.py:5" in outcome.err
    assert (root / "main.py").samefile(root / "other.txt")


def test_a_file_that_was_changed_meanwhile_is_left_alone(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write({"main.py": BLOCKING, "other.py": BLOCKING})
    replace = os.replace

    def and_change_the_other(source: str, target: str) -> None:
        replace(source, target)
        (root / "other.py").write_text(BLOCKING + "# mine\n")

    monkeypatch.setattr(os, "replace", and_change_the_other)
    outcome = loopguard("check", "--fix", "--format", "concise", "--no-cache")
    assert outcome.err == (
        "Fixed 1 finding in 1 file; none left.\n"
        "other.py: not written, it has been changed by somebody else meanwhile\n"
    )
    assert (outcome.code, outcome.out) == (1, f"other.py:5:5: {BLOCKING_LINE}")
    assert (root / "other.py").read_text() == BLOCKING + "# mine\n"
    assert (root / "main.py").read_text() == FIXED


def test_a_full_disk_leaves_the_file_whole(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write({"main.py": BLOCKING})

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "chmod", fail)
    outcome = loopguard("check", "--fix", "--format", "concise", "--no-cache")
    assert "main.py: not written, it cannot be written: No space left on device\n" in outcome.err
    assert outcome.code == 1
    assert (root / "main.py").read_text() == BLOCKING
    assert sorted(path.name for path in root.iterdir()) == [".git", "main.py"]


def test_ctrl_c_leaves_no_half_written_file(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write({"main.py": BLOCKING})

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "chmod", interrupt)
    outcome = loopguard("check", "--fix", "--no-cache")
    assert outcome.code == 2
    assert outcome.err.strip() == "interrupted"
    assert (root / "main.py").read_text() == BLOCKING
    assert sorted(path.name for path in root.iterdir()) == [".git", "main.py"]


def test_text_that_its_encoding_lacks_is_not_written(write: Write, loopguard: Run) -> None:
    text = "# coding: ascii\nimport time\nasync def main():\n    time.sleep(1)\n"
    root = write({"main.py": text})
    loopguard("check", "--fix")
    assert (root / "main.py").read_text() == text.replace(
        "import time", "import asyncio\nimport time"
    ).replace("    time", "    await asyncio")


def test_the_fixed_code_runs(write: Write, loopguard: Run) -> None:
    root = write(
        {"main.py": f"{BLOCKING}    return 7\n\n\nimport asyncio\nprint(asyncio.run(main()))\n"}
    )
    assert loopguard("check", "--fix").code == 0
    done = subprocess.run([sys.executable, root / "main.py"], capture_output=True, check=True)
    assert done.stdout.split() == [b"7"]
