"""The Solar Hijri calendar of Iran: its days in ours.

Its year begins at the March equinox; six months have 31 days, five 30, the last 29 or 30. Leap years follow the
33-year cycle, which agrees with the astronomical rule from 1925 to 2087.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from service.extraction.calendar_spans import CalendarSpan, days
from service.extraction.reckoning import Setting, UnplacedError, anchor_of, reference_beside, values
from service.extraction.time_words import TimeWord

_EPOCH_YEAR, _EPOCH = 1400, date(2021, 3, 21)
_CYCLE = 33  # years
_LEAP = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_LONG_MONTHS = 6
_SHIFTS = {"n": 1, "l": -1, "p": -1, "c": 0}
_PARTS = {"e": (1, 10), "x": (10, 20), "z": (21, 0)}  # days of a month; 0 is its last
_HALVES = {True: (1, 15), False: (15, 0)}


def to_gregorian(year: int, month: int, day: int) -> date:
    """The day in our calendar.

    Raises:
        ValueError: There is no such day.
    """
    if not 1 <= month <= 12 or not 1 <= day <= _length(year, month):  # noqa: PLR2004 - months
        raise ValueError(f"no day {year}-{month}-{day} in the Solar Hijri calendar")
    before = 31 * (month - 1) - max(0, month - 1 - _LONG_MONTHS)
    return _new_year(year) + timedelta(before + day - 1)


def year_of(day: date) -> int:
    """The Solar Hijri year in which a day of ours falls."""
    year = day.year - 621
    return year if _new_year(year) <= day else year - 1


def place_days(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    """One day or several of a month: "30 and 31 Khordad", "the first of Azar of last year"."""
    numbers = values(words, "DOF")
    month = values(words, "S")[-1]
    year = _year(month, numbers[-1], words, setting)
    return days(to_gregorian(year, month, numbers[0]), to_gregorian(year, month, numbers[-1]))


def place_month(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    """A whole month."""
    month = values(words, "S")[-1]
    year = _year(month, 1, words, setting)
    span = days(to_gregorian(year, month, 1), to_gregorian(year, month, _length(year, month)))
    return CalendarSpan(span.low, span.high, window=True)


def place_two_months(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    """Days of two months: "30 Azar and 1 Dey"."""
    (first_day, last_day), (first_month, last_month) = values(words, "DOF"), values(words, "S")
    year = _year(last_month, last_day, words, setting)
    first_year = year - (first_month > last_month)
    return days(to_gregorian(first_year, first_month, first_day), to_gregorian(year, last_month, last_day))


def place_part(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    """Early, mid or late in a month, or one half of it."""
    month = values(words, "S")[-1]
    halves = values(words, "OF")
    letter = words[0].letter
    first, last = _HALVES[halves[0] == 1] if halves else _PARTS[letter]
    year = _year(month, first, words, setting)
    end = _length(year, month)
    return days(to_gregorian(year, month, first), to_gregorian(year, month, last or end)).approximated()


PLACERS: Mapping[str, Callable[[tuple[TimeWord, ...], Setting], CalendarSpan]] = MappingProxyType(
    {
        "solar_days": place_days,
        "solar_day": place_days,
        "solar_two_months": place_two_months,
        "solar_half": place_part,
        "solar_part": place_part,
        "solar_month": place_month,
    }
)
"""What places each form of date in this calendar."""


def _is_leap(year: int) -> bool:
    return year % _CYCLE in _LEAP


def _length(year: int, month: int) -> int:
    if month <= _LONG_MONTHS:
        return 31
    return 30 if month < 12 or _is_leap(year) else 29  # noqa: PLR2004 - months


def _new_year(year: int) -> date:
    low, high = sorted((year, _EPOCH_YEAR))
    passed = sum(365 + _is_leap(each) for each in range(low, high))
    return _EPOCH + timedelta(passed if year >= _EPOCH_YEAR else -passed)


def _year(month: int, day: int, words: tuple[TimeWord, ...], setting: Setting) -> int:
    """The year given, or the likeliest as seen from the day it was said."""
    given = values(words, "J")
    if given:
        return given[-1]
    anchor = anchor_of(setting)
    own = year_of(anchor)
    at = next((index for index, word in enumerate(words) if word.letter == "y"), None)
    shift = _SHIFTS.get(reference_beside(words, at)) if at is not None else None
    if at is None and words[-1].letter == "c":  # "of this year", in one word
        shift = 0
    if shift is not None:
        return own + shift
    near = [year for year in (own - 1, own, own + 1) if day <= _length(year, month)]
    if setting.direction == "past" or words[-1].letter == "p":
        near = [year for year in near if to_gregorian(year, month, day) <= anchor]
    elif setting.direction == "planned":
        near = [year for year in near if to_gregorian(year, month, day) >= anchor]
    if not near:
        raise UnplacedError
    return min(near, key=lambda year: abs((to_gregorian(year, month, day) - anchor).days))
