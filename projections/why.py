"""Why a cell says what it says: value, the step that decided, the claims for it and against it."""

from collections.abc import Iterable

import msgspec

from events.rounds import Standing, Step, Support
from projections.view import Place, RoundView
from projections.weighing.rounds import FIELDS

BECAUSE: dict[Step, str] = {
    "ruling": "an analyst ruled so",
    "report": "reports after the fact say so, and they outweigh every plan",
    "plan": "it is the latest plan by someone of enough standing",
    "deadline": "the day went by without a report",
}
"""What each step means."""

STANDS: dict[Standing, str] = {
    "single": "one origin says so",
    "corroborated": "independent origins say so",
    "official": "a ministry or the UN says so",
    "disputed": "claims of weight contradict it",
}
"""What each standing means."""


class Explanation(msgspec.Struct, frozen=True):
    """The reason for one cell, as a plain value; claims are given by id, so that their quotes can be looked up.

    Attributes:
        field, value, detail, flags, standing, step, origins, support, dissent: As in the cell.
        because: What the step means, in words.
        stands: What the standing means, in words.
        position: Of the event that set the cell; its `basis` names the event that caused it.
    """

    field: str
    value: str | tuple[str, ...] | None
    detail: dict[str, str]
    flags: tuple[str, ...]
    standing: Standing
    stands: str
    step: Step
    because: str
    origins: int
    position: int
    support: tuple[Support, ...]
    dissent: tuple[Support, ...]


def why(round_: RoundView, fields: Iterable[str] = FIELDS) -> list[Explanation]:
    """The reasons for the cells of a round, in the order of `fields`; a field without a cell is left out."""
    return [explain(field, round_.cells[field]) for field in fields if field in round_.cells]


def explain(field: str, place: Place) -> Explanation:
    """The reason for one cell, of a round or a process."""
    cell = place.cell
    return Explanation(
        field=field,
        value=cell.value,
        detail=cell.detail,
        flags=cell.flags,
        standing=cell.standing,
        stands=STANDS[cell.standing],
        step=cell.step,
        because=BECAUSE[cell.step],
        origins=cell.origins,
        position=place.position,
        support=cell.support,
        dissent=cell.dissent,
    )
