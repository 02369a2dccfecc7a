"""What no import can show of boto3: its services are made of data, which this reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from loopguard.blocklist.models import ClassModel

from .table import SHIPPED

boto3 = pytest.importorskip("boto3")
CollectionManager = pytest.importorskip("boto3.resources.collection").CollectionManager
xform_name = pytest.importorskip("botocore").xform_name

CLIENT, RESOURCE = "boto3.client", "boto3.resource"
GENERAL = ("Collection", "meta")
"""Classes of the blocklist that stand for no kind of resource."""

MOST_IDENTIFIERS = 4
"""How many a resource has at most: the part of an upload has a bucket, a key and two numbers."""

SERVICES = (
    "bedrock-agent-runtime", "bedrock-runtime", "glacier", "kinesis", "kinesis-video-media",
    "lambda", "logs", "polly", "s3", "sagemaker-runtime", "workmailmessageflow",
)  # fmt: skip
"""The services of which the blocklist names operations."""


def described(prefix: str) -> dict[str, ClassModel]:
    """The classes right below a name, and the name's own, by their last names."""
    (file,) = [file for file in SHIPPED.files if file.name == "boto3"]
    names = re.compile(rf"{re.escape(prefix)}(\.\w+)?")
    return {c.name.rpartition(".")[2]: c for c in file.classes if names.fullmatch(c.name)}


@pytest.fixture(scope="module")
def session() -> Any:
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    return boto3.session.Session(region_name="eu-west-1", **keys)


@pytest.fixture(scope="module")
def resources(session: Any) -> dict[str, list[Any]]:
    """Objects of every kind of resource, by the name of the kind; none of them asks a server."""
    found: dict[str, list[Any]] = {}
    pending = [("resource", session.resource(name)) for name in session.get_available_resources()]
    while pending:
        kind, resource = pending.pop()
        known = found.setdefault(kind, [])
        if type(resource).__name__ not in [type(other).__name__ for other in known]:
            known.append(resource)  # their classes are made anew each time
            pending += [(kind_of(made), made) for _, made in made_by(resource)]
    return found


def made_by(owner: Any) -> Iterator[tuple[str, Any]]:
    """The resources that another one makes, with the names of the methods that do."""
    for maker in [name for name in dir(owner) if name[:1].isupper()]:
        for number in range(MOST_IDENTIFIERS + 1):
            with suppress(ValueError):  # it wants more identifiers
                yield maker, getattr(owner, maker)(*["1"] * number)
                break


def kind_of(resource: Any) -> str:
    return type(resource).__name__.rpartition(".")[2]


def test_operations_and_local_methods_of_clients_exist(session: Any) -> None:
    data = session._session
    names = {
        xform_name(operation)
        for service in SERVICES
        for operation in data.get_service_model(service).operation_names
    }
    for service in ("rds", "s3"):  # where clients have the most methods beside their operations
        names |= set(dir(session.client(service)))
    assert set(described(CLIENT)["client"].methods) - {"*"} - names == set()


def test_resources_have_what_is_said_of_them(resources: dict[str, list[Any]]) -> None:
    missing = []
    for kind, model in described(RESOURCE).items():
        there = {name for made in resources.get(kind, []) for name in dir(made)}
        named = {*model.methods, *model.attributes} if kind not in GENERAL else ()
        missing += [f"{kind}.{name}" for name in sorted(named) if name not in there]
    assert missing == []


def test_resources_give_what_they_are_said_to_give(resources: dict[str, list[Any]]) -> None:
    wrong = []
    for kind, model in described(RESOURCE).items():
        given = {
            (name, kind_of(made)) for own in resources.get(kind, []) for name, made in made_by(own)
        }
        for name, method in model.methods.items():
            if name[:1].isupper() and (name, last(method.returns)) not in given:
                wrong.append(f"{kind}.{name} gives no {last(method.returns)}")
    assert wrong == []


def test_collections_are_of_what_they_are_said_to_be(resources: dict[str, list[Any]]) -> None:
    wrong = []
    for kind, model in described(RESOURCE).items():
        for name, type_ in model.attributes.items():
            if type_.startswith(f"{RESOURCE}.Collection."):
                found = [getattr(own, name, None) for own in resources.get(kind, [])]
                held = {c._model.resource.type for c in found if isinstance(c, CollectionManager)}
                if last(type_) not in held:
                    wrong.append(f"{kind}.{name} holds {held} and no {last(type_)}")
    assert wrong == []


def last(name: str) -> str:
    return name.rpartition(".")[2]
