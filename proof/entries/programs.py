"""Libraries that run programs, wait for locks, or read files."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..conftest import Locked, Pipe
from ..hold import Hold
from ..registry import Case, proves
from ..watch import Held
from .files import create_subprocess_exec
from .waits import Elsewhere


@proves("sh.cat", "sh.cat(_async=True)")
def sh_cat(pipe: Pipe) -> Iterator[Case]:
    import sh

    async def cat(held: Held) -> None:
        await held(sh.cat(str(pipe.path), _async=True))

    yield Case(lambda: sh.cat(str(pipe.path)), pipe.hold, {"sh.cat(_async=True)": cat})


@proves("plumbum.commands.base.BaseCommand.__call__", "asyncio.create_subprocess_exec")
def plumbum_call(pipe: Pipe) -> Iterator[Case]:
    import plumbum

    cat = plumbum.local["cat"]
    yield Case(
        lambda: cat(str(pipe.path)),
        pipe.hold,
        {
            "asyncio.create_subprocess_exec": lambda held: create_subprocess_exec(
                held, "cat", str(pipe.path)
            )
        },
    )


@proves("invoke.run")
def invoke_run(pipe: Pipe) -> Iterator[Case]:
    import invoke

    yield Case(lambda: invoke.run(f"cat {pipe.path}", hide=True, in_stream=False), pipe.hold)


@proves("pexpect.spawn.expect", "pexpect.spawn.expect(async_=True)")
def pexpect_expect(pipe: Pipe) -> Iterator[Case]:
    import pexpect

    child = pexpect.spawn("cat", [str(pipe.path)], timeout=3600)

    async def expect(held: Held) -> None:
        await held(child.expect("content", async_=True))

    yield Case(
        lambda: child.expect("content"),
        pipe.hold,
        {"pexpect.spawn.expect(async_=True)": expect},
    )
    child.close()


@proves("psutil.Process.wait")
def psutil_wait(pipe: Pipe) -> Iterator[Case]:
    import psutil

    with subprocess.Popen(["cat", str(pipe.path)], stdout=subprocess.DEVNULL) as child:
        yield Case(psutil.Process(child.pid).wait, pipe.hold)


@proves("git.Git.execute", "asyncio.create_subprocess_exec")
def git_execute(pipe: Pipe, tmp_path: Path) -> Iterator[Case]:
    import git

    with git.Repo.init(tmp_path / "repo") as repo:
        command = ["git", "-c", f"alias.slow=!cat {pipe.path}", "slow"]
        yield Case(
            lambda: repo.git.execute(command),
            pipe.hold,
            {"asyncio.create_subprocess_exec": lambda held: create_subprocess_exec(held, *command)},
        )


@proves("git.IndexFile.commit")
def git_commit(pipe: Pipe, tmp_path: Path) -> Iterator[Case]:
    """A hook of the repository waits."""
    import git

    with git.Repo.init(tmp_path / "repo") as repo:
        hook = Path(repo.git_dir, "hooks", "pre-commit")
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ncat {pipe.path}\n")
        hook.chmod(0o755)
        yield Case(lambda: repo.index.commit("message"), pipe.hold)


@proves("filelock.BaseFileLock.acquire", "filelock.AsyncFileLock.acquire")
def filelock_acquire(tmp_path: Path, elsewhere: Elsewhere) -> Iterator[Case]:
    import filelock

    path = tmp_path / "lock"
    other = filelock.FileLock(path, thread_local=False)
    elsewhere(other.acquire)

    async def acquire(held: Held) -> None:
        lock = filelock.AsyncFileLock(path)
        await held(taken(lock))

    async def taken(lock: Any) -> None:
        async with lock:
            pass

    lock = filelock.FileLock(path, thread_local=False)
    yield Case(
        lambda: lock.acquire(),
        Hold(lambda: elsewhere(other.release)),
        {"filelock.AsyncFileLock.acquire": acquire},
    )
    lock.release()


@proves("portalocker.Lock.acquire")
def portalocker_acquire(tmp_path: Path) -> Iterator[Case]:
    import portalocker

    path = str(tmp_path / "lock")
    other = portalocker.Lock(path)
    other.acquire()
    lock = portalocker.Lock(path, timeout=3600)
    yield Case(lock.acquire, Hold(other.release))
    lock.release()


@proves("pandas.read_csv")
def pandas_read_csv(pipe: Pipe) -> Iterator[Case]:
    import pandas

    yield Case(lambda: pandas.read_csv(pipe.path), pipe.hold)


@proves("django.db.models.QuerySet.count", "django.db.models.QuerySet.acount")
def django_count(locked: Locked) -> Iterator[Case]:
    names = django_model(locked)

    async def acount(held: Held) -> None:
        await held(names.objects.all().acount())
        await aclose_django()

    yield Case(
        lambda: names.objects.all().count(),
        locked.hold,
        {"django.db.models.QuerySet.acount": acount},
    )
    close_django()


@proves("django.db.models.QuerySet.get", "django.db.models.QuerySet.aget")
def django_get(locked: Locked) -> Iterator[Case]:
    locked.other.execute("insert into names values (1, 'ada')")
    locked.other.execute("commit")
    locked.other.execute("begin exclusive")
    names = django_model(locked)

    async def aget(held: Held) -> None:
        await held(names.objects.all().aget(id=1))
        await aclose_django()

    yield Case(
        lambda: names.objects.all().get(id=1),
        locked.hold,
        {"django.db.models.QuerySet.aget": aget},
    )
    close_django()


def django_model(locked: Locked) -> Any:
    """The locked table as a model of Django's; Django's own guard against the loop is off."""
    import os

    import django
    from django.conf import settings
    from django.db import connections, models

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if not settings.configured:
        settings.configure(
            DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "?"}},
            INSTALLED_APPS=[],
        )
        django.setup()
    connections["default"].close()
    for where in (connections.settings["default"], connections["default"].settings_dict):
        where["NAME"] = str(locked.path)
        where["OPTIONS"] = {"timeout": 3600}
    if not MODELS:

        class Name(models.Model):
            name = models.TextField()

            class Meta:
                app_label = "proof"
                db_table = "names"

        MODELS.append(Name)
    return MODELS[0]


MODELS: list[Any] = []


def close_django() -> None:
    from django.db import connections

    connections.close_all()


async def aclose_django() -> None:
    """Its async methods have connections of their own, in the thread in which they run."""
    from asgiref.sync import sync_to_async

    await sync_to_async(close_django)()
