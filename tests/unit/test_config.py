"""Settings from files and options, and everything that is wrong with them at once."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from loopguard.config import (
    DEFAULT_EXCLUDE,
    OFFLOADS,
    Settings,
    find_config,
    find_root,
    read_settings,
    settings_from_table,
    unknown_codes,
    with_options,
)
from loopguard.domain.errors import ConfigError
from loopguard.rules import RULES

from ..helpers.project import project


def complaints(error: pytest.ExceptionInfo[ConfigError]) -> list[str]:
    return [f"{complaint.key}: {complaint.reason}" for complaint in error.value.complaints]


# selects


@pytest.mark.parametrize(
    ("settings", "selected", "left_out"),
    [
        ({}, "LG001 LG101 LG102 LG111", "LG120"),
        ({"select": ("LG101",)}, "LG101", "LG001 LG102 LG120"),
        ({"select": ("LG1",)}, "LG101 LG102 LG120", "LG001"),
        ({"select": ("LG",)}, "LG001 LG101 LG120", ""),
        ({"select": ("LG1",), "ignore": ("LG10",)}, "LG110 LG120", "LG101 LG109"),
        ({"select": ("LG105",), "ignore": ("LG1",)}, "LG105", "LG101"),
        ({"select": ("LG105",), "ignore": ("LG105",)}, "", "LG105"),
        ({"ignore": ("LG105",)}, "LG101 LG106", "LG105 LG120"),
        ({"ignore": ("LG",)}, "", "LG001 LG101 LG120"),
        ({"extend_select": ("LG120",)}, "LG101 LG120", ""),
        ({"extend_select": ("LG120",), "ignore": ("LG12",)}, "LG120", ""),
        ({"extend_select": ("LG12",), "ignore": ("LG120",)}, "", "LG120"),
        ({"select": ("LG101",), "extend_select": ("LG105",)}, "LG101 LG105", "LG102"),
        ({"extend_select": ("LG105",), "ignore": ("LG1",)}, "LG105", "LG101"),
    ],
)
def test_the_longest_prefix_decides_and_ignore_wins_a_tie(
    settings: dict[str, tuple[str, ...]], selected: str, left_out: str
) -> None:
    rules = Settings(**settings)  # type: ignore[arg-type]
    assert [code for code in selected.split() if not rules.selects(code)] == []
    assert [code for code in left_out.split() if rules.selects(code)] == []


def test_by_default_exactly_the_default_rules_are_on() -> None:
    settings = Settings()
    assert [r.code for r in RULES if settings.selects(r.code)] == [
        r.code for r in RULES if r.default
    ]


# finding the file


def test_the_nearest_configuration_wins(tmp_path: Path) -> None:
    project(
        tmp_path,
        {
            "pyproject.toml": "[tool.loopguard]\nselect = ['LG101']\n",
            "sub/pyproject.toml": "[tool.other]\n",
            "sub/deep/pyproject.toml": "[tool.loopguard]\nselect = ['LG102']\n",
        },
    )
    assert read_settings(tmp_path / "sub").select == ("LG101",)
    assert read_settings(tmp_path / "sub/deep").select == ("LG102",)
    assert read_settings(tmp_path / "sub/deep").root == (tmp_path / "sub/deep").resolve()


def test_in_one_directory_loopguard_toml_comes_first(tmp_path: Path) -> None:
    project(
        tmp_path,
        {
            "pyproject.toml": "[tool.loopguard]\nselect = ['LG101']\n",
            "loopguard.toml": "select = ['LG102']\n",
        },
    )
    found = find_config(tmp_path)
    assert found == (tmp_path / "loopguard.toml", {"select": ["LG102"]})


def test_without_a_configuration_the_defaults_hold_below_the_project_s_root(tmp_path: Path) -> None:
    project(tmp_path, {"setup.cfg": "", "app/main.py": ""})
    assert read_settings(tmp_path / "app", isolated=True) == Settings(root=tmp_path)
    assert find_root(tmp_path / "app") == tmp_path


def test_a_module_of_a_package_that_is_called_setup_marks_no_project(tmp_path: Path) -> None:
    project(tmp_path, {"shop/__init__.py": "", "shop/setup.py": "", "shop/api/routes.py": ""})
    assert find_root(tmp_path / "shop" / "api") == tmp_path


def test_without_a_marker_the_outermost_package_tells_the_root(tmp_path: Path) -> None:
    project(tmp_path, {"shop/__init__.py": "", "shop/api/v1/routes.py": ""})
    assert find_root(tmp_path / "shop" / "api" / "v1") == tmp_path


def test_isolated_ignores_every_configuration(tmp_path: Path) -> None:
    project(tmp_path, {"loopguard.toml": "select = ['LG102']\n", "setup.py": ""})
    assert read_settings(tmp_path, isolated=True) == Settings(root=tmp_path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("other.toml", "select = ['LG103']\n"),
        ("pyproject.toml", "[tool.loopguard]\nselect = ['LG103']\n"),
    ],
)
def test_a_named_configuration_wins_over_the_nearest(tmp_path: Path, name: str, text: str) -> None:
    project(tmp_path, {"loopguard.toml": "select = ['LG102']\n", f"conf/{name}": text})
    settings = read_settings(tmp_path, config=tmp_path / "conf" / name)
    assert settings.select == ("LG103",)
    assert settings.config_file == tmp_path / "conf" / name


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"select = [", "cannot be read: "),
        (b"select = '\xff'", "cannot be read: "),
    ],
    ids=["broken-toml", "wrong-utf-8"],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, data: bytes, reason: str) -> None:
    file = tmp_path / "loopguard.toml"
    file.write_bytes(data)
    with pytest.raises(ConfigError) as error:
        read_settings(tmp_path)
    (complaint,) = error.value.complaints
    assert complaint.file == str(file)
    assert complaint.reason.startswith(reason)


def test_a_named_configuration_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        read_settings(tmp_path, config=tmp_path / "missing.toml")
    assert complaints(error) == [": cannot be read: No such file or directory"]


def test_a_tool_key_that_is_no_table_holds_no_settings(tmp_path: Path) -> None:
    project(tmp_path, {"pyproject.toml": "tool = 1\n"})
    assert read_settings(tmp_path).config_file is None
    assert read_settings(tmp_path, config=tmp_path / "pyproject.toml").select == ()


def test_a_loopguard_key_that_is_no_table_is_a_complaint(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    project(tmp_path, {"pyproject.toml": "[tool]\nloopguard = 1\n"})
    for config in (None, file):
        with pytest.raises(ConfigError) as error:
            read_settings(tmp_path, config=config)
        assert [complaint.file for complaint in error.value.complaints] == [str(file)]


# reading the table


def test_every_setting_is_read() -> None:
    settings = settings_from_table(
        {
            "select": ["LG1"],
            "extend-select": ["LG120"],
            "ignore": ["LG105"],
            "exclude": ["old"],
            "extend-exclude": ["new/*.py"],
            "per-file-ignores": {"tests/**": ["LG101", "LG105"]},
            "fail-on": "error",
            "offload": "anyio",
        },
        Path("/p/loopguard.toml"),
    )
    assert settings == Settings(
        root=Path("/p"),
        config_file=Path("/p/loopguard.toml"),
        select=("LG1",),
        extend_select=("LG120",),
        ignore=("LG105",),
        exclude=("old",),
        extend_exclude=("new/*.py",),
        per_file_ignores=(("tests/**", ("LG101", "LG105")),),
        fail_on="error",
        offload="anyio",
    )


def test_an_empty_table_gives_the_defaults() -> None:
    settings = settings_from_table({}, Path("/p/loopguard.toml"))
    assert settings.exclude == DEFAULT_EXCLUDE
    assert (settings.fail_on, settings.offload) == ("warning", "auto")


def test_all_that_is_wrong_is_said_at_once_with_its_key() -> None:
    with pytest.raises(ConfigError) as error:
        settings_from_table(
            {
                "selekt": ["LG101"],
                "colour": True,
                "select": ["LG101", "LG999"],
                "ignore": "LG101",
                "extend-select": [1],
                "exclude": "build",
                "fail-on": "never-ever",
                "offload": "gevent",
                "per-file-ignores": {"a.py": ["LG9"], "b.py": "LG101"},
            },
            Path("/p/loopguard.toml"),
        )
    known = sorted(
        field.name.replace("_", "-")
        for field in fields(Settings)
        if field.name not in ("root", "config_file")
    )
    unknown = "is no rule code or prefix of one; `loopguard rules` lists them"
    assert complaints(error) == [
        "selekt: is no setting; did you mean 'select'?",
        f"colour: is no setting; there are {', '.join(known)}",
        f"select: 'LG999' {unknown}",
        "ignore: must be a list of texts",
        "extend-select: must be a list of texts",
        "exclude: must be a list of texts",
        "fail-on: must be one of error, warning, never",
        f"offload: must be one of {', '.join(OFFLOADS)}",
        f"per-file-ignores.a.py: 'LG9' {unknown}",
        "per-file-ignores.b.py: must be a list of codes",
    ]
    assert {complaint.file for complaint in error.value.complaints} == {"/p/loopguard.toml"}
    assert str(error.value).splitlines()[2] == f"/p/loopguard.toml: select: 'LG999' {unknown}"


@pytest.mark.parametrize("value", [["LG101"], {"select": []}, 1, True, None])
def test_a_choice_of_the_wrong_kind_is_a_complaint_and_no_crash(value: object) -> None:
    with pytest.raises(ConfigError) as error:
        settings_from_table({"fail-on": value}, Path("/p/loopguard.toml"))
    assert complaints(error) == ["fail-on: must be one of error, warning, never"]


def test_per_file_ignores_has_to_be_a_table() -> None:
    with pytest.raises(ConfigError) as error:
        settings_from_table({"per-file-ignores": ["LG101"]}, Path("/p/loopguard.toml"))
    assert complaints(error) == ["per-file-ignores: must be a table of patterns to lists of codes"]


@pytest.mark.parametrize("key", ["root", "config-file", "config_file", "extend_select"])
def test_what_is_no_key_of_the_file_is_refused(key: str) -> None:
    with pytest.raises(ConfigError) as error:
        settings_from_table({key: []}, Path("/p/loopguard.toml"))
    assert [complaint.key for complaint in error.value.complaints] == [key]


@pytest.mark.parametrize(
    ("codes", "refused"),
    [
        (["LG101", "LG1", "LG", "L"], 0),
        (["LG2"], 1),
        (["lg101"], 1),
        (["", "E501"], 2),
        (["LG1010"], 1),
    ],
)
def test_a_code_is_a_rule_or_a_prefix_of_one(codes: list[str], refused: int) -> None:
    assert len(unknown_codes(codes)) == refused


# the command line


def test_options_of_the_command_line_win_and_none_leaves_a_setting_alone() -> None:
    settings = Settings(select=("LG101",), ignore=("LG105",), fail_on="error")
    changed = with_options(
        settings, select=("LG102",), ignore=(), fail_on=None, offload="trio", extend_select=()
    )
    assert (changed.select, changed.ignore) == (("LG102",), ("LG105",))
    assert (changed.fail_on, changed.offload) == ("error", "trio")


def test_unknown_codes_on_the_command_line_are_all_named() -> None:
    with pytest.raises(ConfigError) as error:
        with_options(Settings(), select=("X1",), ignore=("LG105",), extend_select=("X2", "X3"))
    assert [str(complaint).partition(" is no")[0] for complaint in error.value.complaints] == [
        "command line: --select: 'X1'",
        "command line: --extend-select: 'X2'",
        "command line: --extend-select: 'X3'",
    ]
