"""JUnit XML, for CI systems that know test results and nothing else: Jenkins, Azure, CircleCI."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import PurePath

from loopguard.domain.finding import Finding
from loopguard.domain.result import CheckResult
from loopguard.reporters.links import posix
from loopguard.reporters.options import ReportOptions

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold in any form."""


def render_junit(result: CheckResult, options: ReportOptions) -> str:
    """The report: a suite for each file, a failed test for each finding, an error for a problem.

    It is plain ASCII with character references, and so the same in every encoding.
    """
    cases = _cases(result)
    everything = [case for path in cases for case in cases[path]]
    root = ElementTree.Element("testsuites", {"name": "loopguard", **_counts(everything)})
    for path in sorted(cases):
        counts = {**_counts(cases[path]), "skipped": "0"}
        suite = ElementTree.SubElement(root, "testsuite", {"name": _legal(posix(path)), **counts})
        suite.extend(cases[path])
    if result.unresolved:
        lines = [
            f"{posix(c.path)}:{c.line}:{c.column}: unresolved {c.callee}(): {c.reason}\n"
            for c in result.unresolved
        ]
        ElementTree.SubElement(root[-1], "system-out").text = _legal("".join(lines))
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="us-ascii", xml_declaration=False).decode()
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _cases(result: CheckResult) -> dict[str, list[ElementTree.Element]]:
    """The tests by file; one that passes where there is nothing to report."""
    cases: dict[str, list[ElementTree.Element]] = {}
    names: Counter[tuple[str, str]] = Counter()
    for problem in result.problems:
        case = _case(problem.path, "LG001 cannot be checked")
        reason = f"cannot be checked: {problem.reason}"
        outcome = ElementTree.SubElement(case, "error", message=_legal(reason), type="LG001")
        outcome.text = _legal(f"{posix(problem.path)}:{problem.line}:{problem.column}: {reason}")
        cases.setdefault(problem.path, []).append(case)
    for finding in result.findings:
        # Without lines: a test that keeps its name is the same test in the next run.
        name = f"{finding.code} {finding.callee} in {finding.function}"
        names[finding.path, name] += 1
        number = names[finding.path, name]
        case = _failed(finding, name if number == 1 else f"{name} ({number})")
        cases.setdefault(finding.path, []).append(case)
    if not cases:
        passed = {"name": "no blocking calls", "classname": "loopguard", "time": "0"}
        cases["loopguard"] = [ElementTree.Element("testcase", passed)]
    return cases


def _failed(finding: Finding, name: str) -> ElementTree.Element:
    span = finding.span
    case = _case(finding.path, name)
    failure = ElementTree.SubElement(
        case, "failure", message=_legal(finding.message), type=finding.code
    )
    place = f"{posix(finding.path)}:{span.line}:{span.column}"
    lines = [f"{place}: {finding.severity} {finding.code} {finding.message}"]
    lines += [
        f"  -> {posix(s.path)}:{s.line} {s.function} calls {s.callee}" for s in finding.trace[1:]
    ]
    if finding.fix is not None:
        lines.append(f"fix: {finding.fix.description}")
        lines += [f"  {line}" for line in finding.fix.replacement.splitlines()]
    failure.text = _legal("\n".join(lines))
    return case


def _case(path: str, name: str) -> ElementTree.Element:
    """A test; readers take what stands before the last dot of its class name for the package."""
    class_name = ".".join(PurePath(path).with_suffix("").parts).strip("./\\")
    return ElementTree.Element(
        "testcase", name=_legal(name), classname=_legal(class_name), time="0"
    )


def _counts(cases: list[ElementTree.Element]) -> dict[str, str]:
    return {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
        "time": "0",
    }


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
