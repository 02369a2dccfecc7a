"""What a finding says: place, message, severity, witness, identity."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loopguard.domain.finding import Span

from ...helpers.project import check_project, steps


def test_a_finding_says_all_that_a_reader_needs(tmp_path: Path) -> None:
    code = """
        import requests

        def load(url):
            return requests.get(url)

        class Service:
            async def run(self):
                return load("/")
        """
    (finding,) = check_project(tmp_path, code)
    assert (finding.code, finding.name) == ("LG102", "blocking-http")
    assert (finding.severity, finding.confidence) == ("error", "certain")
    assert finding.message == (
        "`requests.get` waits for a server and holds up the event loop, reached through `main.load`"
    )
    assert (finding.function, finding.callee) == ("main.Service.run", "requests.get")
    assert finding.span == Span(8, 16, 8, 25)
    assert finding.statement == (8, 8)
    assert steps(finding, tmp_path) == [
        "main.py:8:16 main.Service.run > main.load",
        "main.py:4:12 main.load > requests.get",
    ]
    assert re.fullmatch("[0-9a-f]{16}", finding.fingerprint)


def test_a_call_that_refuses_to_run_on_a_loop_says_so(tmp_path: Path) -> None:
    code = """
        from django.db import models

        class Article(models.Model):
            title = models.CharField(max_length=80)

        def first():
            return Article.objects.first()

        async def view(request):
            return first()
        """
    (finding,) = check_project(tmp_path, code)
    assert finding.message == (
        "`django.db.models.Manager.first` raises SynchronousOnlyOperation on an event loop, "
        "which it would hold up, reached through `main.first`"
    )


def test_what_is_entered_here_and_left_later_is_not_sent_to_a_thread(tmp_path: Path) -> None:
    code = """
        import contextlib
        import time

        class Span:
            def __enter__(self):
                time.sleep(1)

            def __exit__(self, *exc):
                return None

        async def main():
            with contextlib.ExitStack() as stack:
                stack.enter_context(Span())
        """
    (finding,) = check_project(tmp_path, code)
    assert finding.fix is not None
    assert (finding.fix.safety, finding.fix.replacement) == ("unsafe", "")


def test_what_uses_the_running_loop_is_not_sent_to_a_thread(tmp_path: Path) -> None:
    code = """
        import asyncio
        import time

        def nap():
            time.sleep(1)

        def nap_and_tell(task):
            nap()
            asyncio.create_task(task())

        async def main(task):
            nap_and_tell(task)
            nap()
        """
    staying, leaving = check_project(tmp_path, code)
    assert staying.fix is not None
    assert (staying.fix.safety, staying.fix.replacement) == ("unsafe", "")
    assert staying.fix.description.endswith("(what is called here needs the loop)")
    assert leaving.fix is not None
    assert leaving.fix.replacement == "await asyncio.to_thread(nap)"


@pytest.mark.parametrize(
    ("line", "span"),
    [
        ("    x = ('é', time.sleep(1))", Span(3, 15, 3, 28)),
        ("    x = ('😀', time.sleep('ü'))", Span(3, 15, 3, 30)),
        ("\tx = (1, time.sleep(1))", Span(3, 10, 3, 23)),
        ("    x = (\n'é', time.sleep(\n'é'))", Span(4, 6, 5, 5)),
    ],
)
def test_columns_are_counted_in_characters(tmp_path: Path, line: str, span: Span) -> None:
    (finding,) = check_project(tmp_path, f"import time\nasync def f():\n{line}\n")
    assert finding.span == span
    assert (finding.trace[0].line, finding.trace[0].column) == (span.line, span.column)
    assert finding.fix is not None
    assert finding.fix.replacement.startswith("await asyncio.sleep(")


def test_the_columns_of_every_step_are_characters(tmp_path: Path) -> None:
    code = """
        import time
        def helper():
            return "é", time.sleep(1)
        async def f():
            return "éé", helper()
        """
    (finding,) = check_project(tmp_path, code)
    assert [(step.line, step.column) for step in finding.trace] == [(5, 18), (3, 17)]


def test_a_byte_order_mark_is_no_column(tmp_path: Path) -> None:
    code = "\ufeffasync def f(): open('x')\n"
    (tmp_path / "main.py").write_text(code, encoding="utf-8")
    (finding,) = check_project(tmp_path, {})
    assert finding.span == Span(1, 16, 1, 25)


def test_findings_are_listed_by_file_and_place(tmp_path: Path) -> None:
    nap = "import time\nasync def f():\n    time.sleep(1); time.sleep(2)\n    time.sleep(3)\n"
    findings = check_project(tmp_path, {"b.py": nap, "a/c.py": nap})
    assert [finding.sort_key for finding in findings] == sorted(f.sort_key for f in findings)
    assert [f.span.column for f in findings] == [5, 20, 5] * 2


def test_a_fingerprint_survives_moved_lines(tmp_path: Path) -> None:
    code = "import time\nasync def f():\n    time.sleep(1)\n    time.sleep(2)\n"
    before = [f.fingerprint for f in check_project(tmp_path, code)]
    after = [f.fingerprint for f in check_project(tmp_path, f"\n\n# moved\n{code}")]
    assert before == after
    assert len(set(before)) == 2


def test_fingerprints_differ_by_function_and_callee(tmp_path: Path) -> None:
    code = """
        import time
        def nap(): time.sleep(1)
        async def f(): time.sleep(1)
        async def g(): time.sleep(1)
        async def h(): nap()
        """
    findings = check_project(tmp_path, code)
    assert len({finding.fingerprint for finding in findings}) == len(findings) == 3


def test_two_checks_give_the_same_findings(tmp_path: Path) -> None:
    code = """
        import time, requests
        def a(f): f(); b(f)
        def b(f): a(f); time.sleep(1)
        async def f(): a(requests.get); b(print)
        async def g(x: requests.Session): x.get(a(x.post))
        """
    assert check_project(tmp_path, code) == check_project(tmp_path, code)


def test_without_findings_the_lossless_parser_is_not_loaded(tmp_path: Path) -> None:
    import subprocess
    import sys

    (tmp_path / "main.py").write_text("async def f(): ...\n")
    program = (
        "import sys; from pathlib import Path; from loopguard.config import Settings;"
        "from loopguard.engine import check;"
        f"root = Path({str(tmp_path)!r}); result = check([root], Settings(root=root));"
        "assert not result.findings and not result.problems; print('libcst' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"
