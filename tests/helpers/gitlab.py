"""What GitLab does with a Code Quality report, as its merge requests show it.

The facts are from GitLab's repository: the schema of an entry
(`app/validators/json_schemas/codeclimate.json`), the reading
(`lib/gitlab/ci/parsers/codequality/code_climate.rb`) and the keeping
(`lib/gitlab/ci/reports/codequality_reports.rb`). A reader of the report that could be installed for
the tests was looked for on PyPI and npm in November 2026; what is there writes the format.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator

_TEXT = {"type": "string"}
_NUMBER = {"type": "integer"}


def _has(**properties: object) -> dict[str, object]:
    """The schema of an object in which these may be missing, and others may stand."""
    return {"type": "object", "properties": properties}


ENTRY = {
    **_has(
        description=_TEXT,
        fingerprint=_TEXT,
        severity=_TEXT,
        location=_has(
            path=_TEXT,
            lines=_has(begin=_NUMBER),
            positions=_has(begin=_has(line=_NUMBER)),
        ),
    ),
    "required": ["description", "fingerprint", "severity", "location"],
}
"""What GitLab demands of an entry; it is less than its documentation asks for."""

SEVERITIES = ("blocker", "critical", "major", "minor", "info", "unknown")
"""From the worst; all that GitLab does not know is `unknown`."""


@dataclass(frozen=True)
class Shown:
    """A line of the list that a merge request shows."""

    severity: str
    description: str
    path: str
    line: int


def shown_by_gitlab(report: str) -> list[Shown]:
    """What GitLab keeps of a report, the worst first.

    It stops at the first entry that is not valid, and of entries with the same fingerprint it keeps
    the last.
    """
    valid = Draft202012Validator(ENTRY)
    kept: dict[str, dict[str, Any]] = {}
    for entry in json.loads(report):
        if not valid.is_valid(entry):
            break
        kept[entry["fingerprint"]] = entry
    return sorted(map(_shown, kept.values()), key=lambda shown: SEVERITIES.index(shown.severity))


def _shown(entry: dict[str, Any]) -> Shown:
    place = entry["location"]
    severity = entry["severity"].lower()
    return Shown(
        severity if severity in SEVERITIES else "unknown",
        entry["description"],
        place["path"],
        place["lines"]["begin"] if "lines" in place else place["positions"]["begin"]["line"],
    )
