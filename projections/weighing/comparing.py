"""Comparing what was weighed with what is recorded: which rounds became one, which parted, which cells changed."""

from collections.abc import Iterator, Mapping

from events.event import Event
from events.rounds import Cell
from projections.effects import round_subject
from projections.view import View
from projections.weighing.changes import Basis, Naming, course_change, merged, round_changes, split
from projections.weighing.register import Register
from projections.weighing.rounds import FIELDS, Cells, Rounds


def differences(view: View, rounds: Rounds, weighed: Mapping[str, Cells], basis: Basis) -> Iterator[Event]:
    """The changes that lead from the view to what was weighed, ties first, then round by round.

    Args:
        view: What is recorded.
        rounds: The process they belong to.
        weighed: Rounds that were weighed, with their cells; none for a round that nothing speaks of any more.
        basis: What causes the changes.
    """
    register, process = rounds.register, rounds.register.process
    links = list(_links(view, register, weighed, basis))
    yield from links
    gone = {event.subject for event in links}
    for round_ in sorted(weighed, key=lambda r: (register.number(r) is None, register.number(r) or 0, r)):
        if not weighed[round_] and round_subject(round_) in gone:
            continue
        about = Naming(process, round_, register.number(round_))
        yield from round_changes(about, _held(view, round_), weighed[round_], FIELDS, basis)
    place = view.process(process)
    yield from course_change(process, place.cell if place else None, rounds.course(), basis)


def _held(view: View, round_: str) -> dict[str, Cell]:
    return {field: place.cell for field, place in view.cells.get(round_subject(round_), {}).items()}


def _links(view: View, register: Register, weighed: Mapping[str, Cells], basis: Basis) -> Iterator[Event]:
    """Provisional rounds that turned out to be another one, to be yet another one, or to be themselves after all."""
    process = register.process
    for round_, link in sorted(view.links.items()):
        home = register.home(round_) if link.process == process else None
        if home == round_:
            yield split(process, round_, link.into, basis)
        elif home is not None and home != link.into:
            yield merged(process, round_, home, basis)
    for round_ in sorted(weighed):
        if not weighed[round_] and round_subject(round_) in view.cells:
            home = register.home(round_) or register.heir(round_)
            if home is not None and home != round_:
                yield merged(process, round_, home, basis)
