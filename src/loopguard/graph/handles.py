"""Uses of an object in the function that made it.

Using a handle where it was opened is no finding beside that of the opening, and nobody else can
hold a lock that was just made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from loopguard.domain.summary import (
    Attribute,
    Call,
    Choice,
    Entered,
    Narrowed,
    Site,
    SiteKind,
)
from loopguard.graph.conditions import disarms
from loopguard.graph.values import Frame, LibraryInstance, LibraryMember, LibraryValue

if TYPE_CHECKING:
    from loopguard.blocklist.models import CallableModel
    from loopguard.graph.link import Linker


class HandleUse:
    """Tells whether a function uses what it has opened, or made, itself."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker

    def may_wait(
        self,
        site: Site,
        callee: LibraryMember,
        model: CallableModel,
        call: Call | None,
        frame: Frame,
    ) -> bool:
        """Whether a method that blocks can do so here, in view of its object."""
        if callee.harmless and not model.anyway:
            return False
        if self.belongs_to_its_opening(callee, call, frame) or self.is_disarmed(
            callee, call, frame
        ):
            return False
        guards = self._linker.guards
        if call is not None and guards.is_ready(site.guard, call, model.ready_when, frame):
            return False
        return not (model.contended and self.is_new(site, callee.owner, frame))

    def belongs_to_its_opening(
        self, member: LibraryMember, call: Call | None, frame: Frame
    ) -> bool:
        """Whether the call is a method of a handle that this very function opened."""
        if call is None or not self._linker.library.is_handle(member.owner):
            return False
        callee = self._linker.modules[frame.module].summary.expressions[call.function]
        return isinstance(callee, Attribute) and self._opened_here(callee.base, frame)

    def is_iterated_here(self, member: LibraryMember, site: Site, frame: Frame) -> bool:
        """Whether what is iterated comes from such a call (`for line in handle.readlines()`)."""
        call = self._linker.modules[frame.module].summary.expressions[site.target]
        return isinstance(call, Call) and self.belongs_to_its_opening(member, call, frame)

    def is_own(self, value: LibraryInstance, index: int, frame: Frame) -> bool:
        """Whether the value of the expression `index` is a handle that this function opened."""
        return self._linker.library.is_handle(value.name) and self._opened_here(index, frame)

    def _opened_here(self, index: int, frame: Frame) -> bool:
        """Whether every value that the expression can have was made by a call in this function."""
        expressions = self._linker.modules[frame.module].summary.expressions
        made = {site.target for site in self._linker.function(frame).sites if not site.kind}
        pending, seen = [index], {index}
        while pending:
            current = pending.pop()
            match expressions[current]:
                case Entered(manager=inner) | Narrowed(value=inner):
                    following: tuple[int, ...] = (inner,)
                case Choice(members=members):
                    following = members
                case Call() if current in made:
                    continue
                case _:
                    return False
            pending.extend(inner for inner in following if inner not in seen)
            seen.update(following)
        return True

    def is_disarmed(self, member: LibraryMember, call: Call | None, frame: Frame) -> bool:
        """Whether the module has told the object not to block (`self.sock.setblocking(False)`).

        The object is recognised by its expression within the function, by the name of its
        attribute within the module.
        """
        methods = self._linker.library.disarming(member.owner)
        if call is None or not methods:
            return False
        summary = self._linker.modules[frame.module].summary
        callee = summary.expressions[call.function]
        if not isinstance(callee, Attribute):
            return False
        held = summary.expressions[callee.base]
        everywhere = isinstance(held, Attribute)
        numbers = range(len(summary.functions)) if everywhere else [max(frame.function, 0)]
        for number in numbers:
            for site in summary.functions[number].sites:
                other = summary.expressions[site.target]
                written = summary.expressions[other.function] if isinstance(other, Call) else None
                if not isinstance(written, Attribute) or written.name not in methods:
                    continue
                base = summary.expressions[written.base]
                same = written.base == callee.base or (
                    isinstance(base, Attribute)
                    and isinstance(held, Attribute)
                    and base.name == held.name
                )
                if same and isinstance(other, Call):
                    around = self._linker.frames.frame(frame.module, number)
                    given = self._linker.calls.arguments(other, around)
                    if disarms(methods[written.name], *given, self._linker.library):
                        return True
        return False

    def is_new(self, site: Site, owner: str, frame: Frame) -> bool:
        """Whether the site is the first use of an object of that class that is made nearby."""
        if not site.first_use:
            return False
        rows = self._linker.modules[frame.module].summary.expressions
        used = rows[site.target]
        if site.kind == SiteKind.CALL and isinstance(used, Call):
            callee = rows[used.function]
            used = rows[callee.base] if isinstance(callee, Attribute) else callee
        if isinstance(used, Narrowed):
            used = rows[used.value]
        made = self._linker.evaluate(used.function, frame) if isinstance(used, Call) else ()
        return made == (LibraryValue(owner),)
