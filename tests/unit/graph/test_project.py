"""Where an import leads, and what a file is called."""

from __future__ import annotations

import pytest

from loopguard.graph.project import ImportResolver, module_name

LIBRARIES = {"redis", "requests"}


def resolver(*files: str, roots: tuple[str, ...] = ("/p",)) -> ImportResolver:
    return ImportResolver([f"/p/{file}" for file in files], roots, LIBRARIES.__contains__)


def lead(imports: ImportResolver, importer: str, module: str, level: int = 0) -> str | None:
    """Where the import leads, relative to the project."""
    place = imports.resolve(f"/p/{importer}", module, level)
    return None if place is None else place.removeprefix("/p/")


@pytest.mark.parametrize(
    ("importer", "module", "place"),
    [
        ("main.py", "tools", "tools.py"),
        ("main.py", "app", "app/__init__.py"),
        ("main.py", "app.db", "app/db.py"),
        ("main.py", "app.core", "app/core/__init__.py"),
        ("main.py", "app.core.http", "app/core/http.py"),
        ("app/db.py", "app.core.http", "app/core/http.py"),
        ("app/core/http.py", "tools", "tools.py"),
        ("app/core/http.py", "http", None),
        ("main.py", "app.nothing", None),
        ("main.py", "numpy", None),
    ],
)
def test_an_absolute_import_starts_where_the_importer_s_packages_start(
    importer: str, module: str, place: str | None
) -> None:
    imports = resolver(
        "main.py",
        "tools.py",
        "app/__init__.py",
        "app/db.py",
        "app/core/__init__.py",
        "app/core/http.py",
    )
    assert lead(imports, importer, module) == place


@pytest.mark.parametrize(
    ("module", "level", "place"),
    [
        ("", 1, "app/core/__init__.py"),
        ("http", 1, "app/core/http.py"),
        ("", 2, "app/__init__.py"),
        ("db", 2, "app/db.py"),
        ("core.http", 2, "app/core/http.py"),
        ("nothing", 1, None),
        ("db", 3, None),
    ],
)
def test_a_relative_import_counts_its_dots(module: str, level: int, place: str | None) -> None:
    imports = resolver("app/__init__.py", "app/db.py", "app/core/__init__.py", "app/core/http.py")
    assert lead(imports, "app/core/http.py", module, level) == place


def test_a_package_wins_over_a_module_of_the_same_name() -> None:
    assert lead(resolver("app.py", "app/__init__.py"), "main.py", "app") == "app/__init__.py"


def test_a_directory_without_init_is_a_package_too() -> None:
    imports = resolver("plugins/mail/send.py", "main.py")
    assert lead(imports, "main.py", "plugins") == "plugins"
    assert lead(imports, "main.py", "plugins.mail.send") == "plugins/mail/send.py"
    assert imports.child("/p/plugins", "mail") == "/p/plugins/mail"
    assert imports.child("/p/plugins/mail", "send") == "/p/plugins/mail/send.py"
    assert imports.child("/p/plugins/mail", "nothing") is None


def test_an_empty_directory_is_no_package() -> None:
    assert lead(resolver("main.py"), "main.py", "assets") is None


def test_only_a_package_has_submodules() -> None:
    imports = resolver("app/__init__.py", "app/db.py", "tools.py")
    assert imports.child("/p/app/__init__.py", "db") == "/p/app/db.py"
    assert imports.child("/p/tools.py", "db") is None


def test_a_src_directory_is_on_the_import_path() -> None:
    imports = resolver("src/app/__init__.py", "tests/test_app.py", roots=("/p", "/p/src"))
    assert lead(imports, "tests/test_app.py", "app") == "src/app/__init__.py"


def test_a_package_finds_its_sibling_in_the_same_src_directory() -> None:
    imports = resolver("src/app/__init__.py", "src/app/main.py", "src/lib/__init__.py")
    assert lead(imports, "src/app/main.py", "lib") == "src/lib/__init__.py"


def test_a_script_finds_the_modules_beside_it() -> None:
    imports = resolver("scripts/run.py", "scripts/helpers.py")
    assert lead(imports, "scripts/run.py", "helpers") == "scripts/helpers.py"


def test_the_nearest_of_several_modules_of_one_name_is_meant() -> None:
    imports = resolver("one/run.py", "one/helpers.py", "two/run.py", "two/helpers.py", "helpers.py")
    assert lead(imports, "one/run.py", "helpers") == "one/helpers.py"
    assert lead(imports, "two/run.py", "helpers") == "two/helpers.py"
    assert lead(imports, "main.py", "helpers") == "helpers.py"


# names that look like those of libraries


def test_the_standard_library_wins_over_a_module_of_the_project() -> None:
    imports = resolver("main.py", "time.py", "app/__init__.py", "app/queue.py")
    assert lead(imports, "main.py", "time") is None
    assert lead(imports, "app/queue.py", "queue") is None


def test_a_relative_import_never_means_the_standard_library() -> None:
    imports = resolver("app/__init__.py", "app/main.py", "app/queue.py")
    assert lead(imports, "app/main.py", "queue", 1) == "app/queue.py"


def test_a_package_named_like_the_standard_library_finds_itself_from_within() -> None:
    imports = resolver("platform/__init__.py", "platform/db.py")
    assert lead(imports, "platform/db.py", "platform") == "platform/__init__.py"


def test_a_module_of_the_project_s_root_wins_over_a_known_library() -> None:
    assert lead(resolver("main.py", "redis.py"), "main.py", "redis") == "redis.py"


def test_a_directory_without_init_never_hides_a_known_library() -> None:
    assert lead(resolver("main.py", "redis/dump.py"), "main.py", "redis") is None
    assert lead(resolver("main.py", "cache/dump.py"), "main.py", "cache") == "cache"


def test_a_module_beside_a_script_does_not_hide_a_known_library() -> None:
    imports = resolver("clients/redis.py", "clients/run.py", "main.py")
    assert lead(imports, "clients/run.py", "redis") is None


# names of files


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/p/main.py", "main"),
        ("/p/app/__init__.py", "app"),
        ("/p/app/db.py", "app.db"),
        ("/p/app/core/http.py", "app.core.http"),
        ("/p/scripts/run.pyw", "run"),
        ("/p/app/stub.pyi", "app.stub"),
        ("/q/__init__.py", "q"),
    ],
)
def test_a_module_is_named_by_the_packages_around_it(path: str, name: str) -> None:
    packages = {"/p/app/__init__.py", "/p/app/core/__init__.py", "/q/__init__.py"}
    assert module_name(path, packages.__contains__) == name
