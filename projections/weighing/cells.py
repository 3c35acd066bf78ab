"""Making a cell: which claims it cites, how many independent origins it has, how well it stands.

Every cell is a function of the statements alone, so two logs of the same claims in another order give the same bytes.
"""

from collections.abc import Iterable, Mapping, Sequence

from events.rounds import Cell, Standing, Step, Support
from projections.weighing.statements import Rank, Statement

CITED = 8
"""How many claims a cell cites at most for one value. Origins are counted beyond it; citing all of a hundred copies
would make each change as long as the history of the round."""

UNCONFIRMED = "unconfirmed"
DISPUTED = "disputed"


def make_cell(
    value: str | tuple[str, ...] | None,
    step: Step,
    support: Sequence[Statement],
    dissent: Sequence[Statement] = (),
    *,
    detail: Mapping[str, str] | None = None,
    flags: Iterable[str] = (),
    whole: bool = False,
) -> Cell:
    """A cell for a value and the statements for and against it.

    Args:
        value: As in `Cell`.
        step: The step that decided.
        support: Statements for the value, in any order; at least one.
        dissent: Statements against it.
        detail: As in `Cell`; its order doesn't matter.
        flags: Flags besides ``unconfirmed``, which a cell that rests on unnamed speakers gets here.
        whole: Cite every statement, not only the strongest of each origin.
    """
    chosen = in_time if whole else cite
    nameless = bool(support) and all(s.speaker == "unnamed" for s in support)
    return Cell(
        value=value,
        detail=dict(sorted((detail or {}).items())),
        flags=tuple(sorted({*flags, *([UNCONFIRMED] if nameless else [])})),
        standing=standing(step, support, dissent),
        step=step,
        origins=len({s.origin for s in support}),
        support=chosen(support),
        dissent=chosen(dissent),
    )


def standing(step: Step, support: Sequence[Statement], dissent: Sequence[Statement]) -> Standing:
    """How well a value stands. Recollections count as origins, but their speakers lend no weight."""
    foremost = max((s.rank for s in support if not s.weak), default=Rank.UNRANKED)
    if any(_of_weight(s, step, foremost) for s in dissent):
        return "disputed"
    if foremost >= Rank.OFFICIAL:
        return "official"
    return "corroborated" if len({s.origin for s in support}) > 1 else "single"


def _of_weight(against: Statement, step: Step, foremost: int) -> bool:
    """Whether a statement is of weight against a value that stands by this step and this speaker."""
    if against.weak or (step == "report" and not against.report):
        return False
    return against.rank >= min(foremost, Rank.AGENCY)


def cite(statements: Iterable[Statement]) -> tuple[Support, ...]:
    """The claims to cite: the strongest of each origin for each value, of these the `CITED` strongest, by time."""
    by_value: dict[str, dict[str, Statement]] = {}
    for statement in statements:
        origins = by_value.setdefault(statement.value, {})
        held = origins.get(statement.origin)
        if held is None or _strength(statement) < _strength(held):
            origins[statement.origin] = statement
    return in_time(s for origins in by_value.values() for s in sorted(origins.values(), key=_strength)[:CITED])


def in_time(statements: Iterable[Statement]) -> tuple[Support, ...]:
    """All the statements, as a cell cites them: by `said_at` and id."""
    return tuple(_support(s) for s in sorted(statements, key=lambda s: (s.said_at, s.claim)))


def _strength(statement: Statement) -> tuple[bool, bool, int, str, str]:
    """Sorts the strongest first; of equals the earliest, so that repetition changes nothing."""
    return not statement.report, statement.weak, -statement.rank, statement.said_at, statement.claim


def _support(statement: Statement) -> Support:
    return Support(
        claim=statement.claim,
        value=statement.value,
        publisher=statement.publisher,
        origin=statement.origin,
        said_at=statement.said_at,
        speaker=statement.speaker,
    )
