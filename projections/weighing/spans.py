"""Dates as claims give them: EDTF (ISO 8601-2) read as spans of days, and how two of them agree.

- An *exact* span gives its first and last day to the day. Everything else says when the days may fall: a month, a year,
  an approximate day, an open interval.
- Two spans agree when one can be the case without the other being wrong; what both together say is their *join*:
  exact days inside a vague span, the overlap of two vague spans, the longer of an extent and a single day at its edge.
- Spans that don't agree have no join.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import msgspec

LEEWAY = timedelta(days=3)
"""How far outside an approximate bound ("mid September", "around 20 June") a day still agrees with it."""

OPEN = timedelta(days=120)
"""How far an interval without an end is taken to reach ("after 20 December" doesn't mean next year)."""

_QUALIFIERS = "~?%"
_UNGIVEN = ("", "..")


class Span(msgspec.Struct, frozen=True):
    """A span of days.

    Attributes:
        text: EDTF as the claim gave it, or as joined.
        first, last: Its days, inclusive; an open side reaches `OPEN` beyond the other.
        exact: Both bounds are days and neither is approximate.
        loose_first, loose_last: The bound is approximate, so that `LEEWAY` applies to it.
        open_first, open_last: The bound isn't given.
    """

    text: str
    first: date
    last: date
    exact: bool
    loose_first: bool = False
    loose_last: bool = False
    open_first: bool = False
    open_last: bool = False

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.last - self.first).days + 1

    @property
    def earliest(self) -> date:
        """The first day that still agrees with it."""
        return self.first - LEEWAY if self.loose_first else self.first

    @property
    def latest(self) -> date:
        """The last day that still agrees with it."""
        return self.last + LEEWAY if self.loose_last else self.last

    def overlaps(self, other: "Span") -> bool:
        """Whether some day agrees with both."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def covers(self, other: "Span") -> bool:
        """Whether the other lies within this one, bound by bound."""
        return (self.open_first or self.first <= other.first) and (self.open_last or other.last <= self.last)


@lru_cache(maxsize=4096)
def parse(text: str, *, window: bool = False) -> Span | None:
    """Read an EDTF value: a day, month or year, an interval of these, each possibly qualified, one side possibly open.

    Args:
        text: Such as ``2017-01-23/2017-01-24``, ``2018-02-15~/2018-02-28~``, ``2018-02-20/..`` or ``2018-05``.
        window: The claim says that it is a window, so even a span given to the day isn't exact.

    Returns:
        The span; None where the text is no such value, or ends before it begins.
    """
    head, slash, tail = text.partition("/")
    try:
        if slash and tail in _UNGIVEN:
            start = _part(head)
            end = _Part(start.first + OPEN, start.first + OPEN, loose=False, sure=False)
        else:
            end = _part(tail if slash else head)
            given = not slash or head not in _UNGIVEN
            start = _part(head) if given else _Part(end.last - OPEN, end.last - OPEN, loose=False, sure=False)
    except (ValueError, OverflowError, TypeError):
        return None
    if end.last < start.first:
        return None
    return Span(
        text=text,
        first=start.first,
        last=end.last,
        exact=start.sure and end.sure and not window,
        loose_first=start.loose,
        loose_last=end.loose,
        open_first=bool(slash) and head in _UNGIVEN,
        open_last=bool(slash) and tail in _UNGIVEN,
    )


class _Part(NamedTuple):
    """First and last day of one side, whether it is approximate, and whether it is a day given without doubt."""

    first: date
    last: date
    loose: bool
    sure: bool


def _part(text: str) -> _Part:
    bare = text.rstrip(_QUALIFIERS)
    loose = bare != text
    year, *rest = (int(piece) for piece in bare.split("-"))
    if not rest:
        return _Part(date(year, 1, 1), date(year, 12, 31), loose, sure=False)
    month, *days = rest
    if not days:
        return _Part(date(year, month, 1), date(year, month, monthrange(year, month)[1]), loose, sure=False)
    day = date(year, month, *days)
    return _Part(day, day, loose, sure=not loose)


@lru_cache(maxsize=16384)
def join(one: Span, other: Span) -> Span | None:
    """What two spans say together; None where they contradict each other."""
    if one.exact and other.exact:
        return _join_exact(one, other)
    if one.exact or other.exact:
        exact, vague = (one, other) if one.exact else (other, one)
        return exact if vague.earliest <= exact.first and exact.last <= vague.latest else None
    return _join_vague(one, other)


def _join_exact(one: Span, other: Span) -> Span | None:
    if (one.first, one.last) == (other.first, other.last):
        return one
    longer, shorter = (one, other) if one.days > other.days else (other, one)
    if shorter.days == 1 and shorter.first in (longer.first, longer.last):
        return longer
    return None


def _join_vague(one: Span, other: Span) -> Span | None:
    """The overlap, in the words of the claims as far as they go."""
    if not one.overlaps(other):
        return None
    if other.covers(one):
        return one
    if one.covers(other):
        return other
    early, late = (one, other) if one.first < other.first else (other, one)
    if late.first > early.last:  # they meet only within their leeway: the later bound is the safer word
        return late
    text = f"{_first_text(late)}/{_last_text(early)}"
    return Span(text, late.first, early.last, exact=False, loose_first=late.loose_first, loose_last=early.loose_last)


def _first_text(span: Span) -> str:
    head = span.text.partition("/")[0]
    if "/" in span.text and head != "..":
        return head
    return span.first.isoformat() + ("~" if span.loose_first else "")


def _last_text(span: Span) -> str:
    tail = span.text.partition("/")[2]
    if tail not in ("", ".."):
        return tail
    return span.last.isoformat() + ("~" if span.loose_last else "")
