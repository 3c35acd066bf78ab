"""How one value is chosen from statements that may contradict each other (DESIGN: the view).

- A report after the fact beats a plan.
- Among plans the latest said wins; one below agency standing only moves a plan that no higher word stands behind, or
  that has lapsed: its days went by, or it was put off without a new date.
- Among reports the speaker's standing decides, then the number of independent origins, then exactness, then recency.
- What agrees refines; what is weak confirms, or fills an empty cell. Against others, two independent weak reports move
  a plan; one alone only opens a conflict.

What the values are is left to the field: see `Scale`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from events.rounds import Step
from projections.weighing.statements import Rank, Statement

V = TypeVar("V")

When = tuple[str, str, int]
"""See `Statement.when`."""


@dataclass(frozen=True, slots=True)
class Candidate(Generic[V]):
    """A value and the statement that gives it.

    Attributes:
        value: None where the statement takes the value away (a postponement without a new date).
        by: The statement.
        expires: After this day a plan that hasn't come true has lapsed; None for never.
    """

    value: V | None
    by: Statement
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Scale(Generic[V]):
    """What choosing must know of a field's values.

    Attributes:
        join: What two values say together; None where they contradict each other.
        exactness: How exact a value is; more is better.
        settles: Whether a report of this value settles it, or only agrees with a plan (a month against a day).
        keeps: A postponement leaves the value as it is, and only makes it easy to move.
    """

    join: Callable[[V, V], V | None]
    exactness: Callable[[V], int]
    settles: Callable[[V], bool]
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Choice(Generic[V]):
    """A chosen value with its reasons.

    Attributes:
        value: None where what was known was taken away.
        step: The step that decided.
        support, dissent: Statements for it, and those against it that nothing overtook.
    """

    value: V | None
    step: Step
    support: tuple[Statement, ...]
    dissent: tuple[Statement, ...]


def choose(candidates: Iterable[Candidate[V]], scale: Scale[V]) -> Choice[V] | None:
    """The value that a careful reader would hold, or None where no statement gives or takes one."""
    everything = sorted(candidates, key=lambda c: c.by.when)
    retracted = _retractions(everything)
    ordered = [c for c in everything if c.by.stated and c.by.said_at >= retracted.get((c.by.origin, c.by.value), "")]
    if not ordered:
        return None
    strong = [c for c in ordered if not c.by.weak]
    told = [c for c in strong if c.by.report and c.value is not None]
    recalled = [c for c in ordered if c.by.weak and c.by.report and c.value is not None]
    plan = _follow([c for c in strong if not c.by.report], scale)
    if told:
        choice: Choice[V] | None = _by_reports(told, plan, recalled, ordered, scale)
    elif plan:
        choice = _by_plan(plan, recalled, ordered, scale)
    else:
        choice = _by_weak(recalled, ordered, scale)
    return _denied(choice, everything, scale) if choice else None


def _retractions(everything: Sequence[Candidate[V]]) -> dict[tuple[str, str], str]:
    """When an origin last took a value back."""
    return {(c.by.origin, c.by.value): c.by.said_at for c in everything if c.by.modality == "retracted"}


def _denied(choice: Choice[V], everything: Sequence[Candidate[V]], scale: Scale[V]) -> Choice[V]:
    """Add the denials of weight to the dissent."""
    value = choice.value
    if value is None:
        return choice
    first = min(s.when for s in choice.support)
    denials = tuple(
        c.by
        for c in everything
        if c.by.modality == "denied"
        and not c.by.weak
        and c.by.rank >= Rank.AGENCY
        and c.by.when > first
        and c.value is not None
        and scale.join(value, c.value) == value
    )
    return replace(choice, dissent=choice.dissent + denials) if denials else choice


@dataclass(slots=True)
class Plan(Generic[V]):
    """What was planned, as it stands after the latest word.

    Attributes:
        value: The planned value; None while none was given.
        put_off: It was taken away and nothing has taken its place.
        since: When the plan began to stand as it does.
        rank: The highest word behind it.
        expires: See `Candidate`.
    """

    value: V | None
    put_off: bool
    since: When
    rank: int
    expires: date | None


def _follow(plans: Sequence[Candidate[V]], scale: Scale[V]) -> Plan[V] | None:
    """Follow the plans in the order they were said."""
    held: Plan[V] | None = None
    for said in plans:
        if held is None:
            held = _begin(said)
        elif said.value is None:
            _put_off(held, said)
        else:
            held = _next_plan(held, said, said.value, scale)
    return held


def _begin(said: Candidate[V]) -> Plan[V]:
    return Plan(said.value, said.value is None, said.by.when, said.by.rank, said.expires)


def _put_off(held: Plan[V], said: Candidate[V]) -> None:
    if said.by.rank >= min(held.rank, Rank.AGENCY):
        held.put_off, held.since, held.rank = True, said.by.when, said.by.rank


def _next_plan(held: Plan[V], said: Candidate[V], value: V, scale: Scale[V]) -> Plan[V]:
    joined = value if held.value is None else scale.join(held.value, value)
    carries = said.by.rank >= min(held.rank, Rank.AGENCY)
    lapsed = held.put_off or (held.expires is not None and held.expires < said.by.day)
    if joined is None:
        return _begin(said) if carries or lapsed else held
    if held.put_off:
        # The old date once more, after the postponement: a stale copy, unless someone of weight says it.
        return _begin(said) if carries or held.value is None else held
    held.value, held.rank = joined, max(held.rank, said.by.rank)
    held.expires = max(held.expires or date.min, said.expires or date.min) if held.expires or said.expires else None
    return held


def best(reports: Sequence[Candidate[V]], scale: Scale[V]) -> V:
    """The value that reports bear out best; `reports` holds at least one, none without a value."""
    by_value: dict[V, list[Statement]] = {}
    for report in reports:
        if report.value is not None:
            by_value.setdefault(report.value, []).append(report.by)

    def weight(value: V) -> tuple[int, int, int, When]:
        agreeing = [said for other, said in by_value.items() if scale.join(value, other) == value]
        behind = [statement for said in agreeing for statement in said]
        return (
            max(s.rank for s in behind),
            len({s.origin for s in behind}),
            scale.exactness(value),
            max(s.when for s in behind),
        )

    return max(by_value, key=weight)


def _by_reports(
    told: Sequence[Candidate[V]],
    plan: Plan[V] | None,
    recalled: Sequence[Candidate[V]],
    ordered: Sequence[Candidate[V]],
    scale: Scale[V],
) -> Choice[V]:
    """Reports decide; a plan or recollection that agrees may give what they leave open (the day within a month)."""
    value = best(told, scale)
    if plan and plan.value is not None and not plan.put_off:
        value = _refined(value, plan.value, scale)
    if recalled:
        value = _refined(value, best(recalled, scale), scale)
    return _explain(value, ordered, scale)


def _refined(value: V, other: V, scale: Scale[V]) -> V:
    joined = scale.join(value, other)
    return value if joined is None or scale.exactness(joined) < scale.exactness(value) else joined


def _by_plan(
    plan: Plan[V], recalled: Sequence[Candidate[V]], ordered: Sequence[Candidate[V]], scale: Scale[V]
) -> Choice[V]:
    """A plan stands, unless recollections of the fact refine it or, from two origins, contradict it."""
    value = None if plan.put_off and not scale.keeps else plan.value
    if recalled:
        told = best(recalled, scale)
        joined = told if value is None else scale.join(value, told)
        origins = {c.by.origin for c in recalled if c.value is not None and scale.join(told, c.value) == told}
        if joined is not None:
            return _explain(joined, ordered, scale, since=None if value is None else plan.since)
        if len(origins) > 1:
            return _explain(told, ordered, scale)
    if value is None:
        return _explain_nothing(plan, ordered)
    return _explain(value, ordered, scale, since=plan.since)


def _by_weak(recalled: Sequence[Candidate[V]], ordered: Sequence[Candidate[V]], scale: Scale[V]) -> Choice[V] | None:
    """Nothing but weak statements: better than an empty cell."""
    if recalled:
        return _explain(best(recalled, scale), ordered, scale)
    plan = _follow([c for c in ordered if c.value is not None], scale)
    if plan is None or plan.value is None:
        return None
    return _explain(plan.value, ordered, scale, since=plan.since)


def _explain(value: V, ordered: Sequence[Candidate[V]], scale: Scale[V], since: When | None = None) -> Choice[V]:
    """Who speaks for a value and who against it. Earlier plans that were overtaken are neither."""
    support = [c for c in ordered if c.value is not None and scale.join(value, c.value) == value]
    told = [c.by.when for c in support if c.by.report]
    start = since or min(told or [c.by.when for c in support], default=ordered[0].by.when)
    agreed = _latest_by_origin(support)
    against = [
        c
        for c in ordered
        if c.value is not None
        and (c.by.report or c.by.when > start)
        and scale.join(value, c.value) is None
        and c.by.when > agreed.get((c.by.origin, c.by.report), ())
    ]
    return Choice(value, _step(support, scale), tuple(c.by for c in support), tuple(c.by for c in against))


def _step(support: Sequence[Candidate[V]], scale: Scale[V]) -> Step:
    """A report decides, unless a plan gave what all reports leave open."""
    settled = {c.by.report for c in support if c.value is not None and scale.settles(c.value)}
    reported = any(c.by.report for c in support)
    return "report" if True in settled or (reported and not settled) else "plan"


def _explain_nothing(plan: Plan[V], ordered: Sequence[Candidate[V]]) -> Choice[V]:
    """The value was taken away: support is who took it, dissent who gives one since and isn't heeded."""
    later = [c for c in ordered if c.by.when >= plan.since]
    return Choice(
        None,
        "plan",
        tuple(c.by for c in later if c.value is None),
        tuple(c.by for c in later if c.value is not None),
    )


def _latest_by_origin(support: Sequence[Candidate[V]]) -> dict[tuple[str, bool], When | tuple[()]]:
    """When each origin last said what is held, as a report or at all: its earlier word otherwise is overtaken."""
    latest: dict[tuple[str, bool], When | tuple[()]] = {}
    for said in support:  # in the order said
        if said.by.report:
            latest[said.by.origin, True] = said.by.when
        latest[said.by.origin, False] = said.by.when
    return latest
