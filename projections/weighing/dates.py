"""The dates and the venue of a round."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from events.rounds import Cell
from projections.weighing.cells import make_cell
from projections.weighing.choosing import Candidate, Choice, Scale, choose
from projections.weighing.places import Places
from projections.weighing.spans import Span, join
from projections.weighing.statements import Mention, Statement

_DATES: Scale[Span] = Scale(
    join=join,
    exactness=lambda span: 0 if span.exact else -span.days,
    settles=lambda span: span.exact,
)


def _same(one: str, other: str) -> str | None:
    return one if one == other else None


_VENUE: Scale[str] = Scale(join=_same, exactness=lambda _: 0, settles=lambda _: True, keeps=True)


def choose_dates(mentions: Iterable[Mention]) -> Choice[Span] | None:
    """The dates that mentions of one round bear out; a value of None means put off without a new date."""
    return choose((c for mention in mentions for c in _dated(mention)), _DATES)


def _dated(mention: Mention) -> Iterable[Candidate[Span]]:
    for statement in mention.of("dates"):
        if statement.span is not None:
            yield Candidate(statement.span, statement, statement.span.latest)
    if mention.void:
        yield Candidate(None, _postponement(mention))


def _postponement(mention: Mention) -> Statement:
    """The statement that puts the round off, as the last word of its article; `mention` is void."""
    said = next(s for s in mention.of("status") if s.value == "postponed" and s.stated and not s.weak)
    return replace(said, when=(*said.when[:2], 1))


def weigh_dates(choice: Choice[Span] | None) -> Cell | None:
    """The cell of the dates; its detail says whether they are an extent or a window."""
    if choice is None:
        return None
    span = choice.value
    if span is None:
        return make_cell(None, choice.step, choice.support, choice.dissent)
    detail = {"kind": "extent" if span.exact else "window"}
    return make_cell(span.text, choice.step, choice.support, choice.dissent, detail=detail)


def weigh_venue(mentions: Sequence[Mention], dates: Choice[Span] | None, places: Places) -> Cell | None:
    """The cell of the venue, under the name the city bore when the round meets."""
    choice = choose((c for mention in mentions for c in _placed(mention, places)), _VENUE)
    if choice is None or choice.value is None:
        return None
    latest = max(choice.support, key=lambda s: s.when)
    day = dates.value.first if dates and dates.value else latest.day
    name = places.name_on(choice.value, day, latest.value)
    today = places.name_today(choice.value)
    detail = {"place": choice.value} | ({"today": today} if today else {})
    return make_cell(name, choice.step, choice.support, choice.dissent, detail=detail)


def _placed(mention: Mention, places: Places) -> Iterable[Candidate[str]]:
    expires = max((span.latest for span in mention.spans), default=None)
    for statement in mention.of("venue"):
        yield Candidate(places.identify(statement.value), statement, expires)
    if mention.void:
        yield Candidate(None, _postponement(mention))
