"""Every proof: the entry holds the loop, and what is to be used instead does not."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from loopguard.blocklist.models import CallableModel

from . import entries
from .registry import PROOFS, TO_THREAD, Case, Proof, entry_of
from .servers import NotInstalled
from .table import SHIPPED, distribution, read_table
from .watch import in_async, in_thread, on_loop

entries.load_all()

PROVE_ALL = os.environ.get("LOOPGUARD_PROOF_ALL") == "1"
"""Whether everything is installed, so that nothing may be skipped."""

ENTRIES_AT_LEAST, LIBRARIES_AT_LEAST = 60, 20

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or sys.implementation.name != "cpython",
    reason="Linux tells by /proc where a thread sleeps, CPython in which function",
)

every_proof = pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.entry)
every_way = pytest.mark.parametrize(
    ("proof", "way"),
    [pytest.param(proof, way, id=f"{proof.entry}-{way}") for proof in PROOFS for way in proof.ways],
)

Proven = Callable[[Proof, str], None]


@contextmanager
def prepared(proof: Proof, request: pytest.FixtureRequest) -> Iterator[Case]:
    """A case of the proof with all that it needs; what is not installed is skipped."""
    try:
        importlib.import_module(proof.module)
        fixtures = {name: request.getfixturevalue(name) for name in proof.fixtures}
        with contextmanager(proof.prepare)(**fixtures) as case:
            yield case
    except (ModuleNotFoundError, NotInstalled) as missing:
        if PROVE_ALL:
            raise
        pytest.skip(str(missing))


@every_proof
def test_entry_holds_the_loop(proof: Proof, request: pytest.FixtureRequest, proven: Proven) -> None:
    with prepared(proof, request) as case:
        proven(proof, f"blocks {on_loop(case.blocks, case.hold)}")


@every_way
def test_its_way_out_does_not(
    proof: Proof, way: str, request: pytest.FixtureRequest, proven: Proven
) -> None:
    with prepared(proof, request) as case:
        if way == TO_THREAD:
            in_thread(case.blocks, case.hold)
        else:
            in_async(case.free[way], case.hold)
    proven(proof, f"free {way}")


@every_proof
def test_proof_is_of_an_entry_that_blocks(proof: Proof) -> None:
    entry = entry_of(SHIPPED, proof.entry)
    assert entry is not None, "no entry has this name"
    assert entry.blocks
    assert proof.offload <= (entry.offload != "never")


@every_proof
def test_proven_ways_out_are_those_of_the_entry(proof: Proof) -> None:
    """A twin or stand-in is named as such, anything else in the advice."""
    entry = entry_of(SHIPPED, proof.entry)
    assert entry is not None
    for way in proof.free:
        assert is_named(way, entry), f"{proof.entry} does not lead to {way}"


def is_named(way: str, entry: CallableModel) -> bool:
    if way in (entry.twin, entry.instead):
        return True
    advice = entry.advice
    text = f"{advice.summary}\n{advice.example}".lower() if advice else ""
    return any(part.lower() in text for part in parts_of(way, entry.name.partition(".")[0]))


def parts_of(way: str, package: str) -> Iterator[str]:
    """What an advice would write of a name: the class or function, its module, or its library."""
    name, _, arguments = way.rstrip(")").partition("(")
    words = name.split(".")
    start = next((i for i, word in enumerate(words) if word[0].isupper()), len(words) - 1)
    if arguments:
        yield arguments
    else:
        yield words[start] if words[start] != "Client" else ".".join(words[start:])
        if start > 1:
            yield ".".join(words[:start])
        if words[0] not in (package, "asyncio"):
            yield words[0]


def test_each_entry_is_proven_once() -> None:
    names = [proof.entry for proof in PROOFS]
    assert len(names) == len(set(names))


def test_there_are_enough_proofs() -> None:
    if not PROVE_ALL:
        pytest.skip("LOOPGUARD_PROOF_ALL is not 1: what is not installed is not counted")
    assert len(PROOFS) >= ENTRIES_AT_LEAST
    assert len({distribution(proof)[0] for proof in PROOFS}) >= LIBRARIES_AT_LEAST


def test_page_shows_these_proofs(request: pytest.FixtureRequest) -> None:
    """Names only: versions and places are those of the run that wrote the page."""
    if request.config.getoption("--write-proof-table"):
        pytest.skip("the page is written by this run")
    assert read_table() == {proof.entry: set(proof.ways) for proof in PROOFS}
