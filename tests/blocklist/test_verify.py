"""What is proven of entries, against tiny libraries made for it and the running Python."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from loopguard.blocklist import load_files, load_shipped
from loopguard.blocklist.load import shipped_directory
from loopguard.blocklist.models import LibraryFile
from loopguard.blocklist.verify import Outcome, verify_file
from loopguard.blocklist.verify_run import verify_files

from ..helpers.installed import install

Verify = Callable[..., list[str]]

HEAD = """
schema = 1
[library]
name = "lib"
modules = ["lib", "other"]
rule = "LG107"
verified = "1.0"
"""


@pytest.fixture
def verify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Verify]:
    """Installs a library of one module, `lib`, and verifies entries against it, in this process."""

    def run(code: str, entries: str, version: str = "1.0") -> list[str]:
        install(tmp_path / "site", "lib", version, {"lib/__init__.py": code})
        monkeypatch.syspath_prepend(tmp_path / "site")
        path = tmp_path / "lib.toml"
        path.write_text(HEAD + dedent(entries), encoding="utf-8")
        library = load_files([path])
        found = verify_file(library.files[0], library, {"lib": version})
        return [f"{e.outcome.value} {e.name}: {e.detail}".removesuffix(": ") for e in found]

    yield run
    for name in [name for name in sys.modules if name.partition(".")[0] == "lib"]:
        del sys.modules[name]


CLIENT = """
import asyncio, functools, typing

def get(url) -> "Answer": ...
async def get_async(url): ...
def get_later(url): return 1
def get_future(url) -> "asyncio.Future[Answer]": ...
def get_somehow(url): return get(url)
async def stream():
    yield 1
def wrapper(function):
    @functools.wraps(function)
    def wrapped(*args): return function(*args)
    return wrapped
wrapped = wrapper(get_async)
partial = functools.partial(get_async, "url")
@wrapper
def listed() -> typing.AsyncIterator[int]: ...

class Answer:
    status: int
    def json(self) -> dict: ...
    def aiter(self) -> typing.AsyncIterator[int]: ...

class Base:
    def __init__(self):
        self.chat = Chat()
        self.untyped = get("x")
    @property
    def answer(self) -> Answer: ...
    @functools.cached_property
    def files(self) -> "Files": ...

class Client(Base):
    async def aget(self) -> Answer: ...
    def get(self) -> Answer: ...
    def either(self) -> "Answer | None": ...
    def anything(self) -> typing.Any: ...
    def broken(self) -> "NoSuchName": ...

class Chat:
    def create(self) -> Answer: ...
    async def acreate(self) -> Answer: ...

class Files:
    def upload(self): ...

class Dynamic:
    def __getattr__(self, name): ...

class Other: ...
"""


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("names = ['lib.get']\nblocks = true", "verified"),
        ("names = ['lib.nothing']", "failed: lib has no nothing"),
        ("names = ['lib.deep.nothing']", "failed: lib has no deep"),
        ("names = ['other.get']", "unverifiable: the module other is not installed"),
        ("names = ['lib.get_async']", "verified"),
        ("names = ['lib.get_async']\nblocks = true", "failed: is said to block and is async"),
        ("names = ['lib.stream']\nblocks = true", "failed: is said to block and is async"),
        (
            "names = ['lib.wrapped']\nblocks = true",
            "unverifiable: wraps an async function, and may wait for it",
        ),
        ("names = ['lib.get']\ntwin = 'wrapped'", "verified"),
        ("names = ['lib.partial']\nblocks = true", "failed: is said to block and is async"),
        ("names = ['lib.get_future']\nblocks = true", "failed: is said to block and is async"),
        ("names = ['lib.listed']\nblocks = true", "verified"),
        ("names = ['lib.get']\ntwin = '{}_async'", "verified"),
        ("names = ['lib.get']\ntwin = '{}_future'", "verified"),
        ("names = ['lib.get']\ntwin = 'partial'", "verified"),
        ("names = ['lib.get']\ntwin = 'aget'", "failed: lib has no aget"),
        ("names = ['lib.get']\ntwin = '{}_later'", "failed: lib.get_later is not async"),
        ("names = ['lib.stream']\ntwin = 'get'", "failed: lib.get is not async"),
        (
            "names = ['lib.get']\ntwin = '{}_somehow'",
            "unverifiable: nothing declares that the result of lib.get_somehow is awaitable",
        ),
        ("names = ['lib.get']\ninstead = 'lib.get_async'", "verified"),
        ("names = ['lib.get']\ninstead = 'lib.get'", "failed: lib.get is not async"),
        ("names = ['lib.get']\nreturns = 'lib.Answer'", "verified"),
        ("names = ['lib.get']\nreturns = 'lib.Other | lib.Answer'", "verified"),
        (
            "names = ['lib.get']\nreturns = 'lib.Other'",
            "failed: is declared as lib.Answer and not as lib.Other",
        ),
        (
            "names = ['lib.get']\nreturns = 'lib.Reply'",
            "failed: lib.Reply does not exist: lib has no Reply",
        ),
        ("names = ['lib.get_somehow']\nreturns = 'lib.Other'", "verified"),
        ("names = ['lib.get']\nraises = 'lib.Other'", "verified"),
        ("names = ['lib.get']\nraises = 'lib.Error'", "failed: lib has no Error"),
    ],
)
def test_a_function(verify: Verify, entry: str, expected: str) -> None:
    name = entry.split("'")[1]
    outcome, _, detail = expected.partition(": ")
    line = f"{outcome} {name}" + (f": {detail}" if detail else "")
    assert verify(CLIENT, f"[[function]]\n{entry}") == [line]


@pytest.mark.parametrize(
    ("class_", "method", "expected"),
    [
        ("Client", "names = ['get']\nblocks = true\ntwin = 'a{}'", "verified"),
        ("Client", "names = ['get']\nreturns = 'lib.Answer'", "verified"),
        ("Client", "names = ['either']\nreturns = 'lib.Answer'", "verified"),
        ("Client", "names = ['anything']\nreturns = 'lib.Answer'", "verified"),
        ("Client", "names = ['broken']\nreturns = 'lib.Answer'", "verified"),
        ("Client", "names = ['post']", "failed: lib.Client has no post"),
        ("Client", "names = ['aget']\nblocks = true", "failed: is said to block and is async"),
        ("Answer", "names = ['aiter']\nblocks = true", "failed: is said to block and is async"),
        ("Client", "names = ['chat.create']\nblocks = true\ntwin = 'a{}'", "verified"),
        ("Client", "names = ['chat.drop']", "failed: lib.Chat has no drop"),
        ("Client", "names = ['files.upload']\nblocks = true", "verified"),
        ("Client", "names = ['files.drop']", "failed: lib.Client.files has no drop"),
        ("Client", "names = ['answer']\nmakes = 'property'\nreturns = 'lib.Answer'", "verified"),
        (
            "Client",
            "names = ['answer']\nmakes = 'property'\nreturns = 'lib.Chat'",
            "failed: is declared as lib.Answer and not as lib.Chat",
        ),
        (
            "Client",
            "names = ['untyped.read']",
            "unverifiable: the type of lib.Client.untyped is not declared",
        ),
        (
            "Dynamic",
            "names = ['read']",
            "unverifiable: lib.Dynamic makes its attributes in __getattr__",
        ),
        ("Client", "names = ['*']\nblocks = true", "verified"),
        (
            "Dynamic",
            "names = ['*']\nblocks = true",
            "unverifiable: lib.Dynamic makes its methods in __getattr__",
        ),
        (
            "Other",
            "names = ['*']\nblocks = true",
            "failed: lib.Other has no public method without an entry that is not async",
        ),
    ],
)
def test_a_method(verify: Verify, class_: str, method: str, expected: str) -> None:
    name = method.split("'")[1]
    outcome, _, detail = expected.partition(": ")
    entries = f"[[class]]\nname = 'lib.{class_}'\n[[class.methods]]\n{method}"
    line = f"{outcome} lib.{class_}.{name}" + (f": {detail}" if detail else "")
    assert verify(CLIENT, entries) == [f"verified lib.{class_}", line]


def test_classes_and_attributes(verify: Verify) -> None:
    entries = """
    [[class]]
    name = "lib.Client"
    bases = ["lib.Base"]
    attributes = { answer = "lib.Chat", chat = "lib.Chat", files = "lib.Files", nothing = "lib.X" }
    [[class]]
    name = "lib.Answer"
    attributes = { status = "int" }
    [[class]]
    name = "lib.Session"
    """
    assert verify(CLIENT, entries) == [
        "verified lib.Client",
        "failed lib.Client.answer: is declared as lib.Answer and not as lib.Chat",
        "verified lib.Client.chat",
        "verified lib.Client.files",
        "failed lib.Client.nothing: lib.Client has no nothing",
        "verified lib.Answer",
        "verified lib.Answer.status",
        "failed lib.Session: lib has no Session",
    ]


def test_the_blocklist_helps_where_an_attribute_has_no_type(verify: Verify) -> None:
    entries = """
    [[class]]
    name = "lib.Client"
    attributes = { untyped = "lib.Files" }
    methods = [{ names = ["untyped.upload"] }]
    """
    assert verify(CLIENT, entries) == [
        "verified lib.Client",
        "verified lib.Client.untyped",
        "verified lib.Client.untyped.upload",
    ]


def test_aliases(verify: Verify) -> None:
    code = f"""{CLIENT}
import sys, types
api = types.ModuleType("lib.api")
api.get = get
empty = types.ModuleType("lib.empty")
Same = Client
class Sub(Client): ...
def rename(): ...
"""
    entries = """
    [aliases]
    "lib.Same" = "lib.Client"
    "lib.Sub" = "lib.Client"
    "lib.Other" = "lib.Client"
    "lib.Gone" = "lib.Client"
    "lib.Chat" = "lib.Nowhere"
    "lib.get_async" = "lib.Client"
    "lib.rename" = "lib.get"
    "lib.api" = "lib"
    "lib.empty" = "lib"
    [[function]]
    names = ["lib.get"]
    """
    assert verify(code, entries) == [
        "verified lib.Same",
        "verified lib.Sub",
        "failed lib.Other: lib.Other and lib.Client are two different classes",
        "failed lib.Gone: lib has no Gone",
        "failed lib.Chat: lib has no Nowhere",
        "unverifiable lib.get_async: lib.get_async is no class: it stands for what it returns",
        "failed lib.rename: lib.rename and lib.get are two different objects",
        "verified lib.api",
        "failed lib.empty: the module lib.empty has no name in common with lib",
        "verified lib.get",
    ]


def test_advice(verify: Verify) -> None:
    entries = """
    [advice.good]
    summary = "await it on a lib.Client"
    example = '''
    import lib
    await lib.get_async(url)
    async with lib.Client() as client:
        ...
    '''
    [advice.no-code]
    summary = "await it"
    example = "await await"
    [advice.wrong-import]
    summary = "await it there"
    example = "from lib import AsyncClient"
    [advice.wrong-name]
    summary = "use a lib.AsyncClient"
    example = "await lib.Client().get()"
    [[function]]
    names = ["lib.get"]
    advice = "good"
    [[function]]
    names = ["lib.get_future"]
    advice = "no-code"
    [[function]]
    names = ["lib.get_later"]
    advice = "wrong-import"
    [[function]]
    names = ["lib.get_somehow"]
    advice = "wrong-name"
    """
    found = verify(CLIENT, entries)
    assert [line for line in found if "advice" in line] == [
        "verified advice: await it on a lib.Client",
        "failed advice: await it: the example is no Python: invalid syntax, line 1",
        "failed advice: await it there: the text names lib.AsyncClient: lib has no AsyncClient",
        "failed advice: use a lib.AsyncClient: the text names lib.AsyncClient: "
        "lib has no AsyncClient",
    ]


def test_advice_may_name_what_is_not_in_every_installation(verify: Verify) -> None:
    entries = """
    [available]
    "lib.postgres" = "optional"
    "lib.new" = ">=2"
    [advice.other-package]
    summary = "await it on a lib.postgres.AsyncSaver"
    [advice.newer]
    summary = "await it on a lib.new.Saver"
    [advice.both]
    summary = "await it on a lib.postgres.AsyncSaver or a lib.Saver"
    [[function]]
    names = ["lib.get"]
    advice = "other-package"
    [[function]]
    names = ["lib.get_later"]
    advice = "newer"
    [[function]]
    names = ["lib.get_somehow"]
    advice = "both"
    """
    found = verify(CLIENT, entries)
    assert [line for line in found if "advice" in line] == [
        "unverifiable advice: await it on a lib.postgres.AsyncSaver: "
        "the text names lib.postgres.AsyncSaver: lib has no postgres",
        "verified advice: await it on a lib.new.Saver",
        "failed advice: await it on a lib.postgres.AsyncSaver or a lib.Saver: "
        "the text names lib.Saver: lib has no Saver",
    ]


def test_names_that_other_versions_and_platforms_have(verify: Verify) -> None:
    entries = """
    [available]
    "lib.Client.build" = "optional"
    "lib.Client.get" = "optional"
    "lib.Old" = "<1"
    "lib.get" = ">=1"
    "lib.new" = ">=2"
    "lib.win" = "nowhere"
    [[function]]
    names = ["lib.get", "lib.new", "lib.win"]
    [[class]]
    name = "lib.Client"
    methods = [{ names = ["build", "get"] }]
    [[class]]
    name = "lib.Old"
    methods = [{ names = ["get"] }]
    """
    assert verify(CLIENT, entries, version="1.5") == [
        "verified lib.get",
        "unverifiable lib.new: exists only in >=2",
        "unverifiable lib.win: exists only in nowhere",
        "verified lib.Client",
        "unverifiable lib.Client.build: is not there, which the file allows",
        "verified lib.Client.get",
        "unverifiable lib.Old: exists only in <1",
        "unverifiable lib.Old.get: exists only in <1",
    ]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("raise RuntimeError('no licence')", "importing lib raises RuntimeError: no licence"),
        ("raise SystemExit(3)", "importing lib raises SystemExit: 3"),
        ("import no_such_dependency", "importing lib needs no_such_dependency, which is not "
         "installed"),
    ],
)  # fmt: skip
def test_a_library_that_cannot_be_imported(verify: Verify, code: str, reason: str) -> None:
    entries = "[[function]]\nnames = ['lib.get']\nblocks = true"
    assert verify(code, entries) == [f"unverifiable lib.get: {reason}"]


PYTHON = [file for file in load_shipped().files if file.name == "python"]


@pytest.mark.parametrize("file", PYTHON, ids=lambda file: file.path)
def test_what_is_shipped_about_python_agrees_with_the_running_one(file: LibraryFile) -> None:
    paths = sorted(shipped_directory().glob("*.toml"))
    (result,) = verify_files([file], paths, jobs=1)
    assert result.problem == ""
    failed = [f"{e.name}: {e.detail}" for e in result.entries if e.outcome is Outcome.FAILED]
    assert failed == []
    assert result.count(Outcome.VERIFIED) >= len(result.entries) / 2
