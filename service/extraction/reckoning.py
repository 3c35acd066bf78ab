"""Years, months and weekdays that a date leaves unsaid, reckoned from the day it was said."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from service.extraction.calendar_spans import DAY, length
from service.extraction.time_words import TimeWord

Direction = Literal["past", "planned", "unknown"]
WEEK = 7  # days


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is placed by.

    Attributes:
        anchor: The day it was said; None where unknown.
        direction: Whether it speaks of what has been or of what is to come.
        after: Missing years are such that the date comes after this day.
        era: The year that a look back is in, unless that lies before `after`.
        that_year: The year the text named last.
        that_month: The first day of the month the text named last.
    """

    anchor: date | None
    direction: Direction = "unknown"
    after: date | None = None
    era: int | None = None
    that_year: int | None = None
    that_month: date | None = None


class UnplacedError(Exception):
    """Nothing tells which year, month or day is meant."""


def anchor_of(setting: Setting) -> date:
    """The day it was said.

    Raises:
        UnplacedError: It is not known.
    """
    if setting.anchor is None:
        raise UnplacedError
    return setting.anchor


def values(words: tuple[TimeWord, ...], letters: str) -> list[int]:
    """Values of the words with these letters, in order."""
    return [word.value for word in words if word.letter in letters]


def reference_beside(words: tuple[TimeWord, ...], at: int) -> str:
    """Letter of the "next", "last", "this" or "that" before or after word `at`, in languages of either order."""
    after = words[at + 1].letter if at + 1 < len(words) else ""
    before = words[at - 1].letter if at else ""
    return before if before in tuple("cnlpqr") else after if after in tuple("cnlp") else ""


def explicit_year(words: tuple[TimeWord, ...], setting: Setting) -> int | None:
    """The year that the words themselves give ("2018", "of this year"), or None."""
    years = values(words, "Y")
    if years:
        return years[-1]
    if any(word.letter == "P" for word in words):
        return anchor_of(setting).year - 1
    at = next((index for index, word in enumerate(words) if word.letter == "y"), None)
    reference = reference_beside(words, at) if at is not None else ""
    if reference == "q":
        return setting.that_year
    shift = {"c": 0, "n": 1, "l": -1, "p": -1, "r": 0}.get(reference)
    return None if shift is None else anchor_of(setting).year + shift


def year_for(number: int, number_day: int, words: tuple[TimeWord, ...], setting: Setting) -> int:
    """Year of a month and day: the one given, or the likeliest seen from the anchor."""
    given = explicit_year(words, setting)
    if given is not None:
        return given
    lead = words[0].letter if len(words) > 1 and words[1].letter in "MD" else ""
    anchor = anchor_of(setting)
    direction: Direction = {"l": "past", "p": "past", "n": "planned"}.get(lead, setting.direction)  # type: ignore[assignment]
    if lead == "c":
        return anchor.year
    looked_back = _year_looked_back(number, setting) if direction != "planned" else None
    if looked_back and date(looked_back, number, 1) <= anchor:
        return looked_back
    return min(
        (anchor.year - 1, anchor.year, anchor.year + 1),
        key=lambda year: _unlikelihood(year, number, number_day, anchor, direction),
    )


def _year_looked_back(number: int, setting: Setting) -> int | None:
    """Year of a month in a list of what has been: the first after the last date, or the one that the list is in."""
    later = 0
    if setting.after:
        later = setting.after.year + (date(setting.after.year, number, 1) < setting.after.replace(day=1))
    return max(later, setting.era or 0) or None


def _unlikelihood(year: int, number: int, number_day: int, anchor: date, direction: Direction) -> tuple[bool, int]:
    last = length(year, number)
    low = date(year, number, min(number_day or 1, last))
    high = date(year, number, min(number_day or last, last))
    wrong = (direction == "past" and low > anchor + DAY) or (direction == "planned" and high < anchor - DAY * WEEK)
    away = 0 if low <= anchor <= high else min(abs((low - anchor).days), abs((high - anchor).days))
    return wrong, away


def month_of(words: tuple[TimeWord, ...], setting: Setting, number_day: int = 0) -> date:
    """First day of the month that the words name ("July", "next month", "of that month")."""
    named = values(words, "M")
    if named:
        return date(year_for(named[-1], number_day, words, setting), named[-1], 1)
    at = next((index for index, word in enumerate(words) if word.letter == "m"), -1)
    if at < 0:
        return _month_near(number_day, setting)
    reference = reference_beside(words, at) or "r"
    if reference == "q":
        if setting.that_month is None:
            raise UnplacedError
        return setting.that_month
    shift = {"n": 1, "l": -1, "p": -1}.get(reference, 0)
    anchor = anchor_of(setting)
    index = anchor.year * 12 + anchor.month - 1 + shift
    return date(index // 12, index % 12 + 1, 1)


def _month_near(number_day: int, setting: Setting) -> date:
    """Month of a bare "the 20th": the one named last, else the anchor's, or the next where that day is over."""
    if setting.that_month:
        return setting.that_month
    anchor = anchor_of(setting)
    over = setting.direction == "planned" and number_day < anchor.day
    return (anchor.replace(day=1) + timedelta(32 * over)).replace(day=1)


def year_meant(words: tuple[TimeWord, ...], setting: Setting) -> int:
    """The year given, or the one it was said in."""
    given = explicit_year(words, setting)
    return anchor_of(setting).year if given is None else given


def weekday_of(number: int, lead: str, setting: Setting) -> date:
    """Day of a weekday (1 is Monday) that stands with "next", "last", "this" or alone, seen from the anchor."""
    anchor = anchor_of(setting)
    ahead = (number - anchor.isoweekday()) % WEEK
    if lead == "n":
        same_week = ahead and anchor.isoweekday() + ahead <= WEEK
        return anchor + DAY * (ahead + WEEK if same_week or not ahead else ahead)
    if lead in ("l", "p"):
        return anchor - DAY * ((-ahead) % WEEK or WEEK)
    if lead == "c" or setting.direction == "planned":
        return anchor + DAY * ahead
    back = (-ahead) % WEEK
    return anchor - DAY * back if setting.direction == "past" or back < WEEK - back else anchor + DAY * ahead
