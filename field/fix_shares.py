"""Counts the findings of published applications that have a fix made for their very line.

Usage: python field/fix_shares.py DIRECTORY [PROJECT…], after field/fetch.py has filled it. Prints
the table of docs/field-notes.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from loopguard.config import Settings
from loopguard.domain.finding import Finding
from loopguard.engine import check

PROJECTS = ("open-webui", "prefect", "langflow-base")


def kind_of(finding: Finding) -> str:
    """The most that is offered: a safe or unsafe "rewrite", an "example", or "words"."""
    fixes = [fix for fix in (finding.fix, *finding.alternatives) if fix is not None]
    code = [fix for fix in fixes if not fix.is_advice]
    if code:
        return "safe" if any(fix.safety == "safe" for fix in code) else "unsafe"
    return "example" if any(fix.example for fix in fixes) else "words"


def row(project: str, directory: Path) -> str:
    root = directory / project
    findings = check([root], Settings(root=root)).findings
    count = Counter(map(kind_of, findings))
    share = 100 * (len(findings) - count["words"]) / len(findings)
    cells = [project, str(len(findings))]
    cells += [str(count[kind]) for kind in ("safe", "unsafe", "example", "words")]
    return "| " + " | ".join([*cells, f"{share:.0f} %"]) + " |"


def main(directory: Path, projects: list[str]) -> None:
    print("| project | findings | safe rewrite | unsafe rewrite | example | words | made for it |")
    print("|---|---|---|---|---|---|---|")
    for project in projects:
        print(row(project, directory), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or list(PROJECTS))
