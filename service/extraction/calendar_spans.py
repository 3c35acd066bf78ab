"""Stretches of the calendar as EDTF (Library of Congress, ISO 8601-2) writes them."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a stretch: a day, or a whole month (`month`), exact or approximate.

    `first` and `last` are the days it covers (equal for a day).
    """

    first: date
    last: date
    month: bool = False
    approximate: bool = False

    def edge(self, *, last: bool) -> "Bound":
        """The first or last day that it covers, as a bound of its own."""
        day = self.last if last else self.first
        return Bound(day, day, approximate=self.approximate)

    def __str__(self) -> str:
        text = self.first.isoformat()[:7] if self.month else self.first.isoformat()
        return text + ("~" if self.approximate else "")


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """A stretch of days; an end that is None is open.

    Attributes:
        low, high: The ends.
        window: It says when something may fall, not the days it lasts.
    """

    low: Bound | None
    high: Bound | None
    window: bool = False

    @property
    def first(self) -> date:
        """First day, or the earliest day there is where open."""
        return self.low.first if self.low else date.min

    @property
    def last(self) -> date:
        """Last day, or the latest day there is where open."""
        return self.high.last if self.high else date.max

    @property
    def exact(self) -> bool:
        """Whether both ends are days that the text gives plainly."""
        return all(bound and not bound.month and not bound.approximate for bound in (self.low, self.high))

    @property
    def edtf(self) -> str:
        """The stretch in EDTF."""
        if self.low and self.low == self.high:
            return str(self.low)
        return f"{self.low or '..'}/{self.high or '..'}"

    def approximated(self) -> "CalendarSpan":
        """The same stretch with both ends approximate."""
        return CalendarSpan(
            replace(self.low, approximate=True) if self.low else None,
            replace(self.high, approximate=True) if self.high else None,
            window=True,
        )

    def meets(self, other: "CalendarSpan") -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def overlap(self, other: "CalendarSpan") -> "CalendarSpan":
        """What two stretches that meet have in common, with the bounds of whichever is narrower."""
        low = max((self, other), key=lambda each: (each.first, bool(each.low and not each.low.month))).low
        high = min((self, other), key=lambda each: (each.last, bool(each.high and each.high.month))).high
        if low and high and low.month != high.month:
            low, high = low.edge(last=False), high.edge(last=True)
        return CalendarSpan(low, high, window=self.window and other.window)


def day(first: date) -> CalendarSpan:
    """One day."""
    return days(first, first)


def days(first: date, last: date) -> CalendarSpan:
    """The days from `first` to `last`."""
    return CalendarSpan(Bound(first, first), Bound(last, last))


def month(year: int, number: int) -> CalendarSpan:
    """A whole month, as a window."""
    bound = month_bound(year, number)
    return CalendarSpan(bound, bound, window=True)


def months(year: int, first: int, last: int) -> CalendarSpan:
    """Roughly the months `first` to `last` of a year."""
    return CalendarSpan(month_bound(year, first), month_bound(year, last), window=True).approximated()


def part(year: int, number: int, first: int, last: int) -> CalendarSpan:
    """Roughly the days `first` to `last` of a month; 0 is its last day."""
    end = length(year, number)
    return CalendarSpan(
        Bound(date(year, number, first), date(year, number, first), approximate=True),
        Bound(date(year, number, last or end), date(year, number, last or end), approximate=True),
        window=True,
    )


def month_bound(year: int, number: int) -> Bound:
    """A whole month as one end of a stretch."""
    return Bound(date(year, number, 1), date(year, number, length(year, number)), month=True)


def length(year: int, number: int) -> int:
    """Days in a month."""
    return calendar.monthrange(year, number)[1]


def read_edtf(text: str) -> CalendarSpan:
    """The stretch that this module writes as `text`.

    Raises:
        ValueError: It is no such EDTF.
    """
    low, slash, high = text.partition("/")
    return CalendarSpan(_bound(low), _bound(high if slash else low))


def _bound(text: str) -> Bound | None:
    if text == "..":
        return None
    approximate = text.endswith("~")
    plain = text.rstrip("~")
    if plain.count("-") == 1:
        year, number = (int(each) for each in plain.split("-"))
        bound = month_bound(year, number)
        return replace(bound, approximate=approximate)
    exact = date.fromisoformat(plain)
    return Bound(exact, exact, approximate=approximate)
