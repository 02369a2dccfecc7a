"""Classes: their bases, what their bodies bind, and what their methods assign to `self`."""

from __future__ import annotations

from ...helpers.facts import Facts


def test_a_class_has_bases_decorators_members_and_annotations() -> None:
    facts = Facts.of(
        """
        @register("x")
        class Client(Base, mixins.Retry, metaclass=make()):
            timeout = 10
            session: Session
            retries: int = 3

            def get(self): ...
        """
    )
    client = facts.class_("Client")
    assert facts.texts(client.bases) == ["Base", "attr(mixins, Retry)"]
    assert facts.texts(client.decorators) == ["call(register, 'x')"]
    assert {name: facts.texts(v) for name, v in client.members.items()} == {
        "timeout": ["10"],
        "retries": ["3"],
        "get": ["def Client.get"],
    }
    assert {name: facts.text(v) for name, v in client.annotations.items()} == {
        "session": "type Session",
        "retries": "type int",
    }
    assert facts.calls() == ["call(register, 'x')", "call(make)"]


def test_both_branches_of_a_condition_in_a_class_body_count() -> None:
    facts = Facts.of("class A:\n    if c:\n        x = 1\n    else:\n        y = 2\n")
    assert sorted(facts.class_("A").members) == ["x", "y"]


def test_names_of_a_class_body_are_seen_there_and_not_in_its_methods() -> None:
    facts = Facts.of(
        """
        class A:
            size = make()
            double = size * 2
            def m(self):
                show(size)
        """
    )
    assert facts.texts(facts.class_("A").members["double"]) == [
        "call(attr(call(make), __mul__), 2)"
    ]
    assert facts.arguments("show", "A.m") == ["size"]


def test_attributes_of_self_hold_all_that_any_method_assigns() -> None:
    facts = Facts.of(
        """
        class A:
            def __init__(self, session):
                self.session = session
                self.pool: Pool = None
                self.cache: Cache
            async def reconnect(this):
                this.session = await connect()
                (this.a, this.b) = make()
        """
    )
    a = facts.class_("A")
    assert {name: facts.texts(values) for name, values in a.instance.items()} == {
        "session": ["parameter session", "await(call(connect))"],
        "pool": ["None"],
        "a": ["element(call(make), 0)"],
        "b": ["element(call(make), 1)"],
    }
    assert {name: facts.text(v) for name, v in a.instance_annotations.items()} == {
        "pool": "type Pool",
        "cache": "type Cache",
    }


def test_a_nested_function_can_assign_to_the_self_around_it() -> None:
    facts = Facts.of(
        """
        class A:
            def connect(self):
                def later():
                    self.session = make()
                return later
        """
    )
    assert facts.texts(facts.class_("A").instance["session"]) == ["call(free A.connect:make)"]


def test_other_objects_and_static_methods_have_no_self() -> None:
    facts = Facts.of(
        """
        class A:
            def m(self, other):
                other.x = 1
            @staticmethod
            def s(first):
                first.y = 1
        def f(self):
            self.z = 1
        """
    )
    assert facts.class_("A").instance == {}


def test_an_attribute_set_on_cls_counts_for_the_class() -> None:
    facts = Facts.of("class A:\n    @classmethod\n    def m(cls):\n        cls.pool = make()\n")
    assert facts.texts(facts.class_("A").instance["pool"]) == ["call(make)"]


def test_the_setter_of_a_property_does_not_take_the_getter_s_name() -> None:
    facts = Facts.of(
        """
        class A:
            @property
            def x(self):
                return first()
            @x.setter
            def x(self, value):
                second()
        """
    )
    (getter,) = facts.class_("A").members["x"]
    row = facts.summary.functions[facts.summary.expressions[getter].index]
    assert [facts.text(index) for index in row.results] == ["call(first)"]


def test_a_class_in_a_function_knows_the_function_around_it() -> None:
    facts = Facts.of("def f():\n    class A:\n        pass\n    return A\nclass B: ...\n")
    parents = [facts.class_(name).parent for name in ("f.<locals>.A", "B")]
    assert parents == [1, -1]
    assert facts.results("f") == ["class f.<locals>.A"]
