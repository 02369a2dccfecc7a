"""What start-up alone reaches, and what has to stay on the loop."""

from __future__ import annotations

from pathlib import Path

from loopguard.graph.startup import starting_functions

from ...helpers.project import check_project

MAIN, INIT, LOAD, SERVE = (0, 1), (0, 2), (0, 3), (0, 4)


def test_what_only_start_up_calls_is_part_of_it() -> None:
    callers = {INIT: {MAIN}, LOAD: {INIT}, SERVE: set()}
    assert starting_functions([MAIN], callers) == {MAIN, INIT, LOAD}


def test_what_others_call_too_is_not() -> None:
    callers = {INIT: {MAIN}, LOAD: {INIT, SERVE}, SERVE: set()}
    assert starting_functions([MAIN], callers) == {MAIN, INIT}


def test_a_function_that_calls_itself_stays_part_of_start_up() -> None:
    assert starting_functions([MAIN], {INIT: {MAIN, INIT}}) == {MAIN, INIT}


def test_two_that_call_each_other_alone_are_not() -> None:
    assert starting_functions([MAIN], {INIT: {LOAD}, LOAD: {INIT}}) == {MAIN}


def test_the_severity_of_start_up_is_mild_and_that_of_its_tasks_is_not(tmp_path: Path) -> None:
    code = """
        import asyncio
        import time
        from contextlib import asynccontextmanager

        from fastapi import FastAPI

        async def warm_up():
            time.sleep(1)

        async def poll():
            time.sleep(1)

        @asynccontextmanager
        async def lifespan(app):
            await warm_up()
            task = asyncio.create_task(poll())
            yield
            time.sleep(1)
            task.cancel()

        app = FastAPI(lifespan=lifespan)
        """
    findings = check_project(tmp_path, code)
    assert [(f.function, f.severity) for f in findings] == [
        ("main.warm_up", "warning"),
        ("main.poll", "error"),
        ("main.lifespan", "warning"),
    ]
