"""Which round an unnumbered mention speaks of ("the next round" is the 17th, but the text doesn't say so).

Tried in this order; the first that gives a number ties the mention to it:

1. **Dates.** It gives dates that agree with those of a numbered round, seen from when it was said.
2. **Order.** The numbered rounds on either side are known: the one before had begun, the one after lay ahead (or its
   window had just been missed). A next round is that one even where it moved to quite other dates.
3. **The article itself.** It also speaks of the last round, which is tied, or reports on one by number; the next one
   follows it, unless a later one is known to have begun by then.
4. **What was planned.** Some numbered round was once planned for these dates.

Numbered rounds count here with what numbered mentions say of them alone, so that no tie rests on another. What ties to
nothing stays provisional; see `grouping`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from projections.weighing.choosing import Choice
from projections.weighing.spans import Span
from projections.weighing.statements import Mention

MISSED = timedelta(days=60)
"""How long after a missed window "the next round" still means the round that missed it."""

FRESH = timedelta(days=14)
"""How long after a round "the last round" means it, though the one after isn't known yet."""

NEAR = timedelta(days=200)
"""How far apart two plans for the same days may be said and still be about the same round."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What numbered mentions say of when a round was, is or is to be.

    Attributes:
        dates: As weighed, None where unknown.
        reported: A report after the fact stands behind them, or says that it happened.
        planned: Every span it was ever planned for, with the day that was first said, by that day.
    """

    dates: Span | None
    reported: bool
    planned: tuple[tuple[date, Span], ...]


Calendar = Mapping[int, Entry]
"""The numbered rounds of one process."""


def entry(mentions: Sequence[Mention], dates: Choice[Span] | None) -> Entry:
    """The calendar's entry for a round, from its numbered mentions and the dates chosen from them."""
    first_said: dict[Span, date] = {}
    for mention in mentions:
        for span in mention.spans if not mention.report else ():
            first_said[span] = min(first_said.get(span, mention.day), mention.day)
    planned = tuple(sorted(((day, span) for span, day in first_said.items()), key=lambda p: (p[0], p[1].text)))
    return Entry(dates.value if dates else None, any(m.report for m in mentions), planned)


def tie(mentions: Iterable[Mention], calendar: Calendar) -> dict[str, int]:
    """Tie the mentions of one article to numbers.

    Args:
        mentions: All mentions of the article, numbered ones too.
        calendar: The numbered rounds.

    Returns:
        The number for each of ``last``, ``current`` and ``next`` that could be tied.
    """
    by_ref = {mention.ref: mention for mention in mentions}
    begun = {int(ref) for ref, mention in by_ref.items() if ref.isdecimal() and _reports_now(mention)}
    ties: dict[str, int] = {}
    for ref in ("last", "current"):
        if ref in by_ref and (number := _begun(by_ref[ref], calendar)) is not None:
            ties[ref] = number
            begun.add(number)
    if "next" in by_ref:
        number = _ahead(by_ref["next"], calendar, max(begun, default=None))
        if number is not None:
            ties["next"] = number
    return ties


def _reports_now(mention: Mention) -> bool:
    """Whether the article reports on the round, and not in passing."""
    return mention.report and any(not s.weak for s in mention.of("status"))


def _begun(mention: Mention, calendar: Calendar) -> int | None:
    """The number of a last or current round."""
    spans, day = _spans(mention), mention.day
    begun = {n: e.dates for n, e in calendar.items() if e.dates is not None and e.dates.earliest <= day}
    if spans:
        met = [n for n, dates in begun.items() if any(dates.overlaps(span) for span in spans)]
        return max(met, key=lambda n: (begun[n].first, n)) if met else _once_planned(spans, day, calendar)
    if not begun:
        return None
    latest = max(begun, key=lambda n: (begun[n].first, n))
    after = calendar.get(latest + 1)
    bracketed = after is not None and after.dates is not None and after.dates.first > day
    fresh = calendar[latest].reported and day - begun[latest].last <= FRESH
    return latest if bracketed or fresh else None


def _ahead(mention: Mention, calendar: Calendar, begun: int | None) -> int | None:
    """The number of a next round, given the highest number that the article itself says has begun."""
    day = _vantage(mention)
    number = _by_dates(mention, day, calendar)
    if number is None:
        number = _by_order(day, calendar)
    if number is None and begun is not None and begun >= max(_held(day, calendar), default=0):
        number = begun + 1
    if number is None:
        number = _once_planned(mention.spans, day, calendar)
    return None if number is not None and begun is not None and number <= begun else number


def _spans(mention: Mention) -> tuple[Span, ...]:
    """The dates a mention gives; a current round lasts on the day it is spoken of."""
    if mention.spans or mention.ref != "current":
        return mention.spans
    return (Span(mention.day.isoformat(), mention.day, mention.day, exact=False),)


def _vantage(mention: Mention) -> date:
    """The day from which a next round lies ahead; before its days, if an old story was put up after them."""
    last = max((span.latest for span in mention.spans), default=mention.day)
    return min(mention.day, last)


def _by_dates(mention: Mention, day: date, calendar: Calendar) -> int | None:
    """The first round ahead whose dates agree; one known to the day before one with a mere window."""
    met = [
        (not e.dates.exact, e.dates.first, n)
        for n, e in calendar.items()
        if e.dates is not None and e.dates.latest >= day and any(e.dates.overlaps(s) for s in mention.spans)
    ]
    return min(met)[2] if met else None


def _by_order(day: date, calendar: Calendar) -> int | None:
    """The round after the last one that had begun by that day, if it is known to lie ahead."""
    number = max(_held(day, calendar), default=0) + 1
    known = calendar.get(number)
    if known is None or known.dates is None:
        return None
    lies_ahead = known.dates.first > day
    just_missed = not known.reported and not known.dates.exact and day - known.dates.latest <= MISSED
    return number if lies_ahead or just_missed else None


def _held(day: date, calendar: Calendar) -> list[int]:
    """The rounds that had begun by a day, as far as reports tell."""
    return [n for n, e in calendar.items() if e.reported and e.dates is not None and e.dates.first <= day]


def _once_planned(spans: Sequence[Span], day: date, calendar: Calendar) -> int | None:
    """The only round that was planned for these dates around the time it was said."""
    met = {
        number
        for number, known in calendar.items()
        for said, planned in known.planned
        if abs(said - day) <= NEAR and any(planned.overlaps(span) for span in spans)
    }
    return met.pop() if len(met) == 1 else None
