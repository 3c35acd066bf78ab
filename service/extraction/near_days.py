"""Places days that are counted from the day it was said: today, tomorrow, a fortnight from now."""

from service.extraction.calendar_spans import DAY, CalendarSpan, day, days
from service.extraction.reckoning import WEEK, Setting, anchor_of, values
from service.extraction.time_words import TimeWord


def place_around_today(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    """Yesterday and today, today and tomorrow, tomorrow."""
    shifts = [{"9": -1, "0": 0, "1": 1, "2": 2}[word.letter] for word in words if word.letter in "9012"]
    anchor = anchor_of(setting)
    return days(anchor + DAY * shifts[0], anchor + DAY * shifts[-1])


def place_today_to_weekday(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    """Tomorrow and on Friday."""
    first = anchor_of(setting) + DAY * int(words[0].letter)
    return days(first, first + DAY * ((values(words, "W")[0] - first.isoweekday()) % WEEK))


def place_offset(words: tuple[TimeWord, ...], setting: Setting) -> CalendarSpan:
    """A fortnight from now, three days ago."""
    length_of = {"d": 1, "w": WEEK, "X": 2 * WEEK}
    unit = next(length_of[word.letter] for word in words if word.letter in length_of)
    count = (values(words, "kD") or [1])[0]
    away = DAY * unit * count
    return day(anchor_of(setting) + (away if words[-1].letter == "H" else -away))
