"""The causes of the page, each with the call sites that reach it and the way down."""

from __future__ import annotations

from pathlib import PurePath

from loopguard.domain.finding import Finding, Fix, Place, Step
from loopguard.reporters.causes import Cause
from loopguard.reporters.html.excerpts import Excerpts
from loopguard.reporters.html.markup import Markup, element, joined, name, place, prose
from loopguard.reporters.links import posix
from loopguard.reporters.totals import count_of


class CauseWriter:
    """Writes causes; `most` is how many places the largest of them holds up."""

    def __init__(self, excerpts: Excerpts, most: int) -> None:
        self._excerpts = excerpts
        self._most = most

    def cause(self, number: int, cause: Cause) -> Markup:
        """One cause, folded."""
        shown, step = cause.gravest, cause.step
        places, entries = len(cause.places), len(cause.entry_points)
        held = element(
            "span",
            element("b", f"{places:,}"),
            " place" if places == 1 else " places",
            ", ",
            element("b", f"{entries:,}"),
            " entry point" if entries == 1 else " entry points",
            element("span", class_="bar", style=f"--share:{places / self._most:.1%}"),
            class_="held",
        )
        head = element(
            "summary",
            element("span", str(number), class_="rank"),
            _badge(shown.severity),
            element(
                "span",
                element("code", cause.callee, class_="callee"),
                element(
                    "span",
                    f"{shown.code} in ",
                    name(step.function),
                    " ",
                    place(step.path, step.line, step.column),
                    class_="sub",
                ),
                class_="what",
            ),
            held,
        )
        sites = [self._site(finding) for finding in cause.findings]
        sites += [self._also(f, other) for f in cause.findings for other in f.also]
        return element(
            "details",
            head,
            element(
                "div",
                self._source(step),
                element("h3", f"Reached from {count_of(places, 'place')}"),
                element("ol", *sites, class_="sites"),
                class_="body",
            ),
            class_="cause",
        )

    def _site(self, finding: Finding) -> Markup:
        span = finding.span
        head = element(
            "summary",
            _badge(finding.severity),
            place(finding.path, span.line, span.column),
            " ",
            name(finding.function),
        )
        notes = []
        if finding.confidence == "likely":
            notes.append("Likely: the code does not tell for certain that this is what runs here.")
        if finding.once:
            notes.append("This work is done once, and then remembered.")
        chain = element("ol", *map(self._step, finding.trace), class_="chain")
        body = element(
            "div",
            element("p", prose(finding.message)),
            *(element("p", note, class_="hint") for note in notes),
            chain,
            _fix(finding.fix) if finding.fix is not None else "",
        )
        return element("li", element("details", head, body), **_facets(finding, finding.function))

    def _also(self, finding: Finding, other: Place) -> Markup:
        return element(
            "li",
            _badge(finding.severity),
            place(other.path, other.line, other.column),
            " ",
            name(other.function),
            element("span", " shares this work", class_="hint"),
            **_facets(finding, other.function, other.path),
        )

    def _step(self, step: Step) -> Markup:
        head = element(
            "summary",
            place(step.path, step.line, step.column),
            " ",
            name(step.function),
            element("span", " → ", class_="arrow"),
            name(step.callee, 3),
        )
        return element("li", element("details", head, self._source(step)))

    def _source(self, step: Step) -> Markup:
        """The line of a step; the script puts those around it there when it is looked at."""
        line = self._excerpts.line(step.path, step.line)
        if not line:
            return element("p", "The source cannot be read any more.", class_="hint")
        return element(
            "pre",
            element("span", element("i", f"{step.line:>5} "), line.rstrip(), class_="hit"),
            class_="source",
            data_file=str(self._excerpts.number(step.path)),
            data_line=str(step.line),
            tabindex="0",
            aria_label=f"{posix(step.path)}, line {step.line}",
        )


def _fix(fix: Fix) -> Markup:
    unsafe = element("span", " (unsafe)", class_="hint") if fix.safety != "safe" else ""
    said = element("p", element("b", "Fix: "), prose(fix.description), unsafe)
    if not fix.replacement:
        return said
    code = element("pre", fix.replacement, class_="replacement", tabindex="0")
    return joined(said, code)


def _badge(severity: str) -> Markup:
    return element("span", severity, class_=f"badge {severity}")


def _facets(finding: Finding, function: str, path: str = "") -> dict[str, str | bool]:
    """What the filter goes by."""
    return {
        "class_": "site",
        "data_rule": finding.code,
        "data_library": finding.library,
        "data_package": PurePath(path or finding.path).parent.as_posix(),
        "data_entry": function,
        "data_severity": finding.severity,
    }
