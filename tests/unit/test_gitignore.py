"""What `.gitignore` files leave out is what git leaves out."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loopguard.config import Settings
from loopguard.discover import discover_files

NAMES = st.sampled_from(["a", "b.py", "ab.py", "build"])
PATTERNS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "!", "/"]),
    st.sampled_from(
        ["a", "b.py", "*.py", "a*", "build", "*", "a/b.py", "**/ab.py", "a/*", "[ab].py"]
    ),
    st.sampled_from(["", "", "/", "/**"]),
    st.sampled_from(["", " "]),
)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(
    paths=st.sets(PATHS, max_size=8),
    above=st.lists(PATTERNS, max_size=4),
    below=st.lists(PATTERNS, max_size=2),
)
def test_git_leaves_out_the_same_files(
    paths: set[str], above: list[str], below: list[str], tmp_path: Path
) -> None:
    root = tmp_path / "tree"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    for path in sorted(paths):
        with contextlib.suppress(OSError):  # a file where another path has a directory
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text("")
    (root / ".gitignore").write_text("".join(f"{line}\n" for line in above))
    if (root / "a").is_dir():
        (root / "a" / ".gitignore").write_text("".join(f"{line}\n" for line in below))
    git = ["git", "-c", "core.excludesFile=", "ls-files", "--others", "--exclude-standard"]
    subprocess.run(["git", "init", "--quiet", "--template=", root], check=True)
    listed = subprocess.run(git, cwd=root, capture_output=True, text=True, check=True).stdout
    expected = sorted(line for line in listed.splitlines() if line.endswith(".py"))
    found = discover_files([root], Settings(root=root, exclude=())).given
    assert sorted(os.path.relpath(file, root) for file in found) == expected
