"""The process as a whole: active, declared over, or disputed.

- It is active while nobody of standing has said otherwise.
- Declared over, it is active again once a round is scheduled or held later, or once the host or the UN says that it
  goes on; while only others say so, or plan for a next round, it is disputed.
- Proposals to end it change nothing, but stay on record. An article that reports the end in its own voice and has an
  official propose it does declare it over; whether the others agree is what the dispute is about.

The cell keeps the whole history: its support and dissent together are all that was said of the process, a run of
agreeing statements at a time, the strongest of each origin.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec.structs import replace

from events.rounds import Cell
from projections.weighing.cells import CITED, make_cell, standing
from projections.weighing.statements import HAPPENED, Mention, Rank, Statement

OVER = "declared-over"
CONTINUING = "continuing"
_REVIVERS = ("host", "un")


def weigh_course(said: Iterable[Statement], rounds: Iterable[Mention], first: Statement | None) -> Cell | None:
    """The cell of a process.

    Args:
        said: Statements about the process.
        rounds: Mentions of its rounds.
        first: The earliest statement about any round, on which an undisputed process rests; None where there is none.
    """
    history = _history(said)
    backed = {s.when[1] for s in history if s.value == OVER and not s.weak and s.rank >= Rank.AGENCY}
    ended = [s for s in history if s.value == OVER and s.stated and not s.weak and s.when[1] in backed]
    if not ended:
        support = [s for s in history if s.value == CONTINUING] or ([first] if first else [])
        against = [s for s in history if s.value == OVER]
        return _cell("active", support, against) if support or against else None
    end = ended[-1]
    held, planned = _rounds_after(rounds, end)
    goes_on = [s for s in history if s.value == CONTINUING and s.stated and not s.weak and s.said_at >= end.said_at]
    revived = held + [s for s in goes_on if s.speaker in _REVIVERS]
    for_over = [s for s in history if s.value == OVER]
    for_active = [s for s in history if s.value == CONTINUING]
    if revived:
        return _cell("active", for_active + held, for_over)
    if goes_on or planned:
        return replace(_cell("disputed", for_over, for_active + planned), standing="disputed")
    return _cell(OVER, for_over, for_active)


def _cell(value: str, support: Sequence[Statement], dissent: Sequence[Statement]) -> Cell:
    """A cell that cites the whole history; what was said otherwise is over and done with, so it weighs nothing."""
    return replace(make_cell(value, "report", support, dissent, whole=True), standing=standing("report", support, ()))


def _history(said: Iterable[Statement]) -> list[Statement]:
    """What was said of the process, in time; of a run of agreeing statements the strongest of each origin."""
    kept: list[Statement] = []
    for _, run in groupby(sorted(said, key=lambda s: s.when), key=lambda s: (s.value, s.stated)):
        by_origin: dict[str, Statement] = {}
        for statement in run:
            held = by_origin.get(statement.origin)
            if held is None or (statement.weak, -statement.rank) < (held.weak, -held.rank):
                by_origin[statement.origin] = statement
        kept += sorted(by_origin.values(), key=lambda s: s.when)[:CITED]
    return kept


def _rounds_after(rounds: Iterable[Mention], end: Statement) -> tuple[list[Statement], list[Statement]]:
    """Statements that a round was scheduled or held after the end was declared, and that one was planned since.

    Of each the earliest.
    """
    held: list[Statement] = []
    planned: list[Statement] = []
    for mention in rounds:
        spans = mention.spans
        if mention.said_at < end.said_at or not spans or min(span.first for span in spans) <= end.day:
            continue
        for statement in mention.of("status"):
            if statement.weak or not statement.stated:
                continue
            firm = statement.value in HAPPENED or statement.value == "scheduled"
            (held if firm else planned).append(statement)
    return _first(held), _first(planned)


def _first(statements: Sequence[Statement]) -> list[Statement]:
    return [min(statements, key=lambda s: s.when)] if statements else []
