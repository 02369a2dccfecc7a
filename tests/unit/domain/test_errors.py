"""Mistakes of the user: all at once, and able to cross between processes."""

from __future__ import annotations

import pickle

import pytest

from loopguard.domain.errors import BlocklistError, Complaint, ConfigError, UserError

COMPLAINTS = (
    Complaint("loopguard.toml", "select", "must be a list of texts"),
    Complaint("other.toml", "", "cannot be read"),
)


def test_a_complaint_names_its_file_and_its_key_if_it_has_one() -> None:
    assert [str(complaint) for complaint in COMPLAINTS] == [
        "loopguard.toml: select: must be a list of texts",
        "other.toml: cannot be read",
    ]


@pytest.mark.parametrize("kind", [ConfigError, BlocklistError])
def test_an_error_shows_every_complaint_and_can_be_pickled(kind: type[UserError]) -> None:
    error = pickle.loads(pickle.dumps(kind(COMPLAINTS)))
    assert type(error) is kind
    assert error.complaints == COMPLAINTS
    assert str(error).splitlines() == [str(complaint) for complaint in COMPLAINTS]
