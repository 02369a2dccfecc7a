"""Which files are checked, and which may be imported."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from loopguard.config import Settings
from loopguard.discover import Discovery, discover_files, matches
from loopguard.domain.errors import ConfigError

from ..helpers.project import project


def discover(root: Path, *paths: str, **options: tuple[str, ...]) -> Discovery:
    settings = Settings(root=root, **options)  # type: ignore[arg-type]
    return discover_files([root / path for path in paths or (".",)], settings)


def names(root: Path, files: tuple[str, ...]) -> list[str]:
    return [Path(file).relative_to(root.resolve()).as_posix() for file in files]


def given(root: Path, *paths: str, **options: tuple[str, ...]) -> list[str]:
    """The files to report on, relative to the root."""
    return names(root, discover(root, *paths, **options).given)


def test_python_files_are_found_at_any_depth_in_sorted_order(tmp_path: Path) -> None:
    project(tmp_path, {"b.py": "", "a/c.py": "", "a/b/d.py": "", "a.py": "", "w.pyw": ""})
    assert given(tmp_path) == ["a.py", "a/b/d.py", "a/c.py", "b.py", "w.pyw"]


def test_other_files_in_a_directory_are_passed_over(tmp_path: Path) -> None:
    project(tmp_path, {"a.py": "", "b.pyc": "", "c.txt": "", "py": "", "d.pyi": "", "e.ipynb": ""})
    assert given(tmp_path) == ["a.py"]


def test_a_directory_that_is_called_like_a_file_is_walked(tmp_path: Path) -> None:
    project(tmp_path, {"odd.py/a.py": ""})
    assert given(tmp_path) == ["odd.py/a.py"]


def test_a_file_given_several_times_counts_once(tmp_path: Path) -> None:
    project(tmp_path, {"a/b.py": ""})
    assert given(tmp_path, "a", "a/b.py", ".", "a/../a/b.py") == ["a/b.py"]


# excludes


def test_directories_without_code_of_the_project_are_left_out(tmp_path: Path) -> None:
    skipped = [".venv", "node_modules", "__pycache__", "build", "a/site-packages", ".git"]
    project(tmp_path, {"a.py": "", **{f"{name}/x.py": "" for name in skipped}})
    assert given(tmp_path) == ["a.py"]


def test_a_file_called_like_an_excluded_directory_stays(tmp_path: Path) -> None:
    project(tmp_path, {"build.py": "", "dist/x.py": ""})
    assert given(tmp_path) == ["build.py"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("old", ["a.py", "new/c.py"]),
        ("old/", ["a.py", "new/c.py"]),
        ("old/b.py", ["a.py", "new/c.py", "new/old/d.py"]),
        ("/old", ["a.py", "new/c.py", "new/old/d.py"]),
        ("new/*.py", ["a.py", "new/old/d.py", "old/b.py"]),
        ("**/d.py", ["a.py", "new/c.py", "old/b.py"]),
        ("*.py", []),
        ("nothing", ["a.py", "new/c.py", "new/old/d.py", "old/b.py"]),
    ],
)
def test_an_exclude_is_a_pattern_as_in_gitignore(
    tmp_path: Path, pattern: str, left: list[str]
) -> None:
    project(tmp_path, {"a.py": "", "old/b.py": "", "new/c.py": "", "new/old/d.py": ""})
    assert given(tmp_path, extend_exclude=(pattern,)) == left


def test_exclude_replaces_the_defaults_and_extend_exclude_adds(tmp_path: Path) -> None:
    project(tmp_path, {"a.py": "", "build/b.py": "", "old/c.py": ""})
    assert given(tmp_path, exclude=("old",)) == ["a.py", "build/b.py"]
    assert given(tmp_path, extend_exclude=("old",)) == ["a.py"]
    assert given(tmp_path, exclude=()) == ["a.py", "build/b.py", "old/c.py"]


def test_a_file_named_itself_beats_every_exclude(tmp_path: Path) -> None:
    project(tmp_path, {".gitignore": "gen.py\n", "gen.py": "", "build/b.py": "", "a.py": ""})
    paths = ["gen.py", "build/b.py"]
    assert given(tmp_path, *paths, extend_exclude=("gen.py",)) == ["build/b.py", "gen.py"]


def test_a_file_named_itself_need_not_end_in_py(tmp_path: Path) -> None:
    project(tmp_path, {"script": "", "a.txt": ""})
    assert given(tmp_path, "script", "a.txt") == ["a.txt", "script"]


def test_a_directory_named_itself_beats_the_exclude_of_its_name(tmp_path: Path) -> None:
    project(tmp_path, {"build/b.py": "", "a.py": ""})
    assert given(tmp_path, "build") == ["build/b.py"]


# .gitignore


def test_gitignored_files_and_directories_are_left_out(tmp_path: Path) -> None:
    project(
        tmp_path,
        {
            ".gitignore": "# generated\ngen_*.py\n/out/\n\n*.tmp.py\n!keep.tmp.py\n",
            "gen_a.py": "",
            "out/a.py": "",
            "sub/out/b.py": "",
            "c.tmp.py": "",
            "keep.tmp.py": "",
            "d.py": "",
        },
    )
    assert given(tmp_path) == ["d.py", "keep.tmp.py", "sub/out/b.py"]


def test_the_nearest_gitignore_that_speaks_of_a_file_decides(tmp_path: Path) -> None:
    project(
        tmp_path,
        {
            ".gitignore": "gen.py\n",
            "gen.py": "",
            "sub/.gitignore": "!gen.py\nlocal.py\n",
            "sub/gen.py": "",
            "sub/local.py": "",
            "sub/deep/local.py": "",
            "local.py": "",
        },
    )
    assert given(tmp_path) == ["local.py", "sub/gen.py"]


def test_a_gitignore_speaks_only_of_what_lies_below_it(tmp_path: Path) -> None:
    project(tmp_path, {"a/.gitignore": "x.py\n", "a/x.py": "", "b/x.py": "", "x.py": ""})
    assert given(tmp_path) == ["b/x.py", "x.py"]


def test_a_gitignore_above_the_given_directory_counts_too(tmp_path: Path) -> None:
    project(tmp_path, {".gitignore": "gen.py\n", "src/gen.py": "", "src/a.py": ""})
    assert given(tmp_path, "src") == ["src/a.py"]


def test_a_gitignore_that_is_no_text_does_no_harm(tmp_path: Path) -> None:
    project(tmp_path, {"a.py": ""})
    (tmp_path / ".gitignore").write_bytes(b"\xff\xfe\x00\n")
    assert given(tmp_path) == ["a.py"]


# links, missing and unreadable paths


def test_missing_paths_are_all_named_at_once(tmp_path: Path) -> None:
    project(tmp_path, {"a.py": ""})
    with pytest.raises(ConfigError) as error:
        discover(tmp_path, "x.py", "a.py", "y")
    assert [(c.file, c.reason) for c in error.value.complaints] == [
        (str(tmp_path / "x.py"), "no such file or directory"),
        (str(tmp_path / "y"), "no such file or directory"),
    ]


def test_links_in_circles_end(tmp_path: Path) -> None:
    project(tmp_path, {"a/b.py": ""})
    (tmp_path / "a/loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "self.py").symlink_to("self.py")
    assert given(tmp_path) == ["a/b.py"]


def test_a_broken_link_is_passed_over(tmp_path: Path) -> None:
    project(tmp_path, {"a.py": ""})
    (tmp_path / "gone.py").symlink_to("nowhere.py")
    assert given(tmp_path) == ["a.py"]


def test_a_link_to_a_file_of_the_project_is_read(tmp_path: Path) -> None:
    project(tmp_path, {"a.py": "", "sub/x": ""})
    (tmp_path / "sub/b.py").symlink_to(tmp_path / "a.py")
    assert given(tmp_path, "sub") == ["sub/b.py"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    project(tmp_path, {"a.py": ""})
    os.mkfifo(tmp_path / "pipe.py")
    assert given(tmp_path) == ["a.py"]


# what may be imported


def test_single_files_need_the_whole_project_and_directories_do_not(tmp_path: Path) -> None:
    project(tmp_path, {"a.py": "", "sub/b.py": "", "sub/c.py": ""})
    single = discover(tmp_path, "sub/b.py")
    assert single.whole
    assert names(tmp_path, single.given) == ["sub/b.py"]
    assert names(tmp_path, single.available) == ["a.py", "sub/b.py", "sub/c.py"]
    directory = discover(tmp_path, "sub")
    assert not directory.whole
    assert names(tmp_path, directory.given) == ["sub/b.py", "sub/c.py"]
    assert names(tmp_path, directory.available) == ["a.py", "sub/b.py", "sub/c.py"]


def test_an_excluded_file_that_was_named_is_available_too(tmp_path: Path) -> None:
    project(tmp_path, {"a.py": "", "build/b.py": ""})
    assert names(tmp_path, discover(tmp_path, "build/b.py").available) == ["a.py", "build/b.py"]


def test_the_root_and_its_src_are_on_the_import_path(tmp_path: Path) -> None:
    project(tmp_path, {"src/app/__init__.py": "", "tests/test_a.py": ""})
    root = str(tmp_path.resolve())
    assert discover(tmp_path).roots == (root, f"{root}/src")
    assert discover(tmp_path, "tests").roots == (root, f"{root}/src", f"{root}/tests")


def test_a_package_itself_is_not_on_the_import_path(tmp_path: Path) -> None:
    project(tmp_path, {"app/__init__.py": "", "app/a.py": ""})
    assert discover(tmp_path, "app").roots == (str(tmp_path.resolve()),)


def test_paths_outside_the_root_are_checked_on_their_own(tmp_path: Path) -> None:
    project(tmp_path, {"root/a.py": "", "other/b.py": "", "single/c.py": "", "single/d.py": ""})
    settings = Settings(root=tmp_path / "root")
    discovery = discover_files([tmp_path / "other", tmp_path / "single/c.py"], settings)
    base = tmp_path.resolve()
    assert names(base, discovery.given) == ["other/b.py", "single/c.py"]
    assert names(base, discovery.available) == ["other/b.py", "single/c.py"]
    assert set(discovery.roots) == {str(base / "other"), str(base / "single")}


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("tests/**", "tests/unit/test_a.py", True),
        ("tests", "tests/unit/test_a.py", True),
        ("test_*.py", "tests/unit/test_a.py", True),
        ("/test_*.py", "tests/unit/test_a.py", False),
        ("src/**", "tests/unit/test_a.py", False),
    ],
)
def test_a_pattern_is_relative_to_the_root(pattern: str, path: str, fits: bool) -> None:
    assert matches(pattern, f"/p/{path}", Path("/p")) is fits


# files as they were, or will be


def with_texts(root: Path, texts: dict[str, str | None], *paths: str) -> Discovery:
    edited = {str(root.resolve() / name): text for name, text in texts.items()}
    settings = Settings(root=root, extend_exclude=("old/", "*_pb2.py"))
    return discover_files([root / path for path in paths], settings, edited)


def test_a_file_that_is_not_there_is_found_by_its_text_as_if_it_were(tmp_path: Path) -> None:
    project(tmp_path, {"app/a.py": "", "lib/b.py": "", ".gitignore": "/made.py\ngen/\n"})
    project(tmp_path, {"app/.gitignore": "local.py\n"})
    here = ["app/new.py", "app/sub/deep/new.py", "lib/new.py"]
    left_out = [
        *("old/x.py", "app/x_pb2.py", "app/.venv/x.py", "made.py", "app/gen/x.py"),
        *("app/sub/local.py", "app/x.txt"),
    ]
    found = with_texts(tmp_path, dict.fromkeys([*here, *left_out], ""), "app")
    assert names(tmp_path, found.given) == ["app/a.py", "app/new.py", "app/sub/deep/new.py"]
    assert names(tmp_path, found.available) == sorted(["app/a.py", "lib/b.py", *here])


def test_a_file_can_be_named_that_has_but_a_text(tmp_path: Path) -> None:
    project(tmp_path, {"a.py": ""})
    found = with_texts(tmp_path, {"old/new.py": ""}, "old/new.py")
    assert names(tmp_path, found.given) == ["old/new.py"]


def test_a_file_can_be_there_and_not_count(tmp_path: Path) -> None:
    project(tmp_path, {"a.py": "", "app/b.py": "", "app/c.py": ""})
    found = with_texts(tmp_path, {"a.py": None, "app/b.py": None}, "app", "app/b.py")
    assert names(tmp_path, found.given) == names(tmp_path, found.available) == ["app/c.py"]
