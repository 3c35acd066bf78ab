"""Places date expressions in the calendar."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from service.extraction import near_days, solar_hijri
from service.extraction.calendar_spans import (
    DAY,
    Bound,
    CalendarSpan,
    day,
    days,
    length,
    month,
    month_bound,
    months,
    part,
)
from service.extraction.dates import DateExpression
from service.extraction.reckoning import (
    WEEK,
    Setting,
    UnplacedError,
    anchor_of,
    explicit_year,
    month_of,
    reference_beside,
    values,
    weekday_of,
    year_for,
    year_meant,
)
from service.extraction.time_words import TimeWord

_MONTHS_NEAR = 2  # months around the day it was said in which "Wednesday the 15th" is looked for
_FEW_DAYS = 3  # up to so many days "the last … days of" a month are the days themselves, above a time when
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 12)}
_YEAR_PARTS = {"e": (1, 3), "x": (6, 7), "z": (10, 12)}
_MONTH_PARTS = {"e": (1, 10), "x": (10, 20), "z": (21, 0)}


def place(expression: DateExpression, setting: Setting) -> CalendarSpan | None:
    """The stretch meant, or None where nothing tells (no year and no anchor) or the date doesn't exist."""
    placer = _PLACERS.get(expression.form)
    if placer is None:
        return None
    try:
        span = placer(expression.words, setting)
    except (ValueError, OverflowError, UnplacedError):
        return None
    return _with_prefix(span, expression.prefix)


def is_relative(expression: DateExpression) -> bool:
    """Whether the day it was said had a part in placing it."""
    return not any(word.letter in "YJ" for word in expression.words)


def _with_prefix(span: CalendarSpan, prefix: str) -> CalendarSpan:
    if prefix == "a":
        return CalendarSpan(span.high if span.exact else span.low, None, window=True)
    if prefix == "b":
        return CalendarSpan(None, Bound(span.last, span.last), window=True)
    if prefix == "~":
        return span.approximated()
    return span


def _iso(words: tuple[TimeWord, ...], _: Setting) -> CalendarSpan:
    numbers = values(words, "YD")
    first = date(*numbers[:3])
    return days(first, date(*numbers[-3:]))


def _numeric(words: tuple[TimeWord, ...], _: Setting) -> CalendarSpan:
    """28-29.11.2018, 30.07-01.08.2018, 30.12.2018-02.01.2019, 28.11.2018: day before month."""
    numbers = values(words, "DY")
    last = date(numbers[-1], numbers[-2], numbers[-3])
    if len(numbers) <= 3:  # noqa: PLR2004 - day, month, year
        return day(last)
    first = {
        4: lambda: (numbers[-1], numbers[-2]),
        5: lambda: (numbers[-1], numbers[1]),
        6: lambda: (numbers[2], numbers[1]),
    }
    return days(date(*first[len(numbers)](), numbers[0]), last)


def _one_day(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    number = values(words, "DOF")[-1]
    return day(month_of(words, setting, number).replace(day=number))


def _weekday_ordinal(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    """Wednesday the 15th: the nearest 15th that is a Wednesday."""
    anchor = anchor_of(setting)
    wanted, number = values(words, "W")[0], values(words, "O")[0]
    near = (anchor + DAY * away for step in range(_MONTHS_NEAR * 31) for away in (step, -step))
    found = next((each for each in near if each.day == number and each.isoweekday() == wanted), None)
    if found is None:
        raise UnplacedError
    return day(found)


def _days(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    first, last = values(words, "DOF")
    base = month_of(words, setting, first)
    return days(base.replace(day=first), base.replace(day=last))


def _two_months(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    (first_day, last_day), (first_month, last_month) = values(words, "DOF"), values(words, "M")
    year = year_for(last_month, last_day, words, setting)
    years = values(words, "Y")
    first_year = years[0] if len(years) > 1 else year - (first_month > last_month)
    return days(date(first_year, first_month, first_day), date(year, last_month, last_day))


def _edge_days(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    base = month_of(words, setting)
    end = length(base.year, base.month)
    count = values(words, "k")
    several = count[0] if count else 5
    first, last = (end - several + 1, end) if any(word.letter == "l" for word in words) else (1, several)
    if not count or several > _FEW_DAYS:
        return part(base.year, base.month, first, last)
    return days(base.replace(day=first), base.replace(day=last))


def _edge_week(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    base = month_of(words, setting)
    if any(word.letter == "l" for word in words):
        return part(base.year, base.month, length(base.year, base.month) - WEEK + 1, 0)
    first = (values(words, "OF")[0] - 1) * WEEK + 1
    return part(base.year, base.month, first, first + WEEK - 1)


def _half_month(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    base = month_of(words, setting)
    first = values(words, "OFR")[0] == 1
    return part(base.year, base.month, 1, 15) if first else part(base.year, base.month, 15, 0)


def _half_year(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    first = 1 if values(words, "OFR")[0] == 1 else 7  # January, July
    year = explicit_year(words, setting)
    if year is None:
        anchor = anchor_of(setting)
        over = setting.direction == "planned" and anchor.month > first + 5
        ahead = setting.direction == "past" and anchor.month < first
        year = anchor.year + over - ahead
    return months(year, first, first + 5)


def _quarter(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    last = values(words, "OFR")[0] * 3
    return months(year_meant(words, setting), last - 2, last)


def _twenties(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    base = month_of(words, setting)
    return part(base.year, base.month, 20, 0)


def _part_month(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    base = month_of(words, setting)
    return part(base.year, base.month, *_MONTH_PARTS[_part_letter(words)])


def _part_letter(words: tuple[TimeWord, ...]) -> str:
    return next(word.letter for word in words if word.letter in _MONTH_PARTS)


def _part_year(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    return months(year_meant(words, setting), *_YEAR_PARTS[_part_letter(words)])


def _two_parts(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    at = [index for index, word in enumerate(words) if word.letter in "exz"][1]
    second = _part_month(words[at:], setting)
    first = _part_month(words[:at], replace(setting, that_month=second.first.replace(day=1)))
    number = first.first.month
    first = part(second.first.year - (number > second.first.month), number, *_MONTH_PARTS[words[0].letter])
    return CalendarSpan(first.low, second.high, window=True)


def _two_parts_last(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    """Of May the end or of June the beginning: the same where the part follows its month."""
    at = next(index for index, word in enumerate(words) if word.letter in "exz") + 1
    return _two_parts((*reversed(words[:at]), *reversed(words[at:])), setting)


def _weekdays(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    numbers = values(words, "W")
    lead = words[0].letter if words[0].letter != "W" else words[-1].letter
    first = weekday_of(numbers[0], lead, setting)
    return days(first, first + DAY * ((numbers[-1] - numbers[0]) % WEEK))


def _days_of_week(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    """Monday and Tuesday of next week; next week, on Wednesday."""
    anchor = anchor_of(setting)
    at = next(index for index, word in enumerate(words) if word.letter == "w")
    shift = {"n": 1, "c": 0, "l": -1, "p": -1}[reference_beside(words, at)]
    monday = anchor - DAY * (anchor.isoweekday() - 1) + DAY * WEEK * shift
    numbers = values(words, "W")
    return days(monday + DAY * (numbers[0] - 1), monday + DAY * (numbers[-1] - 1))


def _week(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    anchor = anchor_of(setting)
    shift = {"n": 1, "c": 0, "l": -1, "p": -1}[next(word.letter for word in words if word.letter != "w")]
    monday = anchor - DAY * (anchor.isoweekday() - 1) + DAY * WEEK * shift
    return replace(days(monday, monday + DAY * (WEEK - 1)), window=True)


def _month(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    base = month_of(words, setting)
    return month(base.year, base.month)


def _months_apart(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    first, last = values(words, "M")
    year = year_for(last, 0, words, setting)
    return CalendarSpan(month_bound(year - (first > last), first), month_bound(year, last), window=True)


def _year(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    year = year_meant(words, setting)
    return CalendarSpan(month_bound(year, 1), month_bound(year, 12), window=True)


def _season(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    word = next(each for each in words if each.letter == "s")
    first, last = _SEASONS[word.label.partition(".")[2]]
    given = explicit_year(words, setting)
    year = year_for(first, 0, words, setting) if given is None else given
    return months(year, first, last)


_PLACERS: dict[str, Callable[[tuple[TimeWord, ...], Setting], CalendarSpan]] = {
    "iso_days": _iso,
    "iso_day": _iso,
    "numeric_days_long": _numeric,
    "numeric_days": _numeric,
    "numeric_day": _numeric,
    "two_months": _two_months,
    "two_months_day_first": _two_months,
    "two_months_until": _two_months,
    **solar_hijri.PLACERS,
    **dict.fromkeys(("edge_days", "edge_days_last", "edge_days_noun_first"), _edge_days),
    **dict.fromkeys(("edge_week", "edge_week_last", "edge_week_noun_first"), _edge_week),
    "days_month_first": _days,
    "days": _days,
    "day_month_first": _one_day,
    "day": _one_day,
    "half_month": _half_month,
    "half_month_noun_first": _half_month,
    "half_month_last": _half_month,
    "half_year": _half_year,
    "half_year_noun_first": _half_year,
    "half_year_last": _half_year,
    "quarter": _quarter,
    "quarter_noun_first": _quarter,
    "quarter_last": _quarter,
    "twenties": _twenties,
    "two_parts": _two_parts,
    "two_parts_last": _two_parts_last,
    "part_month": _part_month,
    "part_month_last": _part_month,
    "part_year": _part_year,
    "part_year_last": _part_year,
    "week_then_days": _days_of_week,
    "days_then_week": _days_of_week,
    "weekday_ordinal": _weekday_ordinal,
    "weekdays": _weekdays,
    "today_to_weekday": near_days.place_today_to_weekday,
    "around_today": near_days.place_around_today,
    "offset": near_days.place_offset,
    "week": _week,
    "months_apart": _months_apart,
    "month_named": _month,
    "month_ref": _month,
    "year_ref": _year,
    "season": _season,
    "ordinal_days": _days,
    "ordinal_day": _one_day,
}
