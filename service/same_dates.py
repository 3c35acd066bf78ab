"""When two readers say the same about dates, both in EDTF (Library of Congress, ISO 8601-2).

- Exact dates are the same when they begin and end on the same days.
- Where the annotation is approximate (``~``, ``?`` or ``%``), the answer may be some days off: an approximate day
  allows `SLACK` days on either side, and so does the closed end of a stretch that is open on the other; of two closed
  stretches at least half of the days that either covers must be in both.
- An open end (``..``) is only the same as an open end.
"""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

SLACK = timedelta(days=5)
SHARED = 0.5  # of the days that either stretch covers

_APPROXIMATE = "~?%"
_OPEN = ".."


class _End(NamedTuple):
    day: date
    approximate: bool


class _Stretch(NamedTuple):
    """First and last day; None where open."""

    first: _End | None
    last: _End | None

    @property
    def approximate(self) -> bool:
        return any(end is not None and end.approximate for end in self)


def same_dates(annotated: str, told: str) -> bool:
    """Whether an answer says what the annotation says. One that is no such EDTF doesn't.

    Raises:
        ValueError: The annotation isn't EDTF.
    """
    wanted = _stretch(annotated)
    try:
        found = _stretch(told)
    except ValueError:
        return False
    if (wanted.first is None, wanted.last is None) != (found.first is None, found.last is None):
        return False
    if not wanted.approximate:
        return _days(wanted) == _days(found)
    return _roughly(wanted, found)


def _roughly(wanted: _Stretch, found: _Stretch) -> bool:
    if wanted.first is None or wanted.last is None or found.first is None or found.last is None:
        pairs = zip(_days(wanted), _days(found), strict=True)
        return all(ours is None or theirs is None or abs(ours - theirs) <= SLACK for ours, theirs in pairs)
    first, last = wanted.first.day, wanted.last.day
    if first == last:
        return first - SLACK <= found.first.day and found.last.day <= last + SLACK
    shared = (min(last, found.last.day) - max(first, found.first.day)).days + 1
    covered = (max(last, found.last.day) - min(first, found.first.day)).days + 1
    return shared > 0 and shared / covered >= SHARED


def _days(stretch: _Stretch) -> tuple[date | None, ...]:
    return tuple(end.day if end else None for end in stretch)


def _stretch(text: str) -> _Stretch:
    first, divided, last = text.partition("/")
    return _Stretch(_end(first, last=False), _end(last if divided else first, last=True))


def _end(text: str, *, last: bool) -> _End | None:
    """One end: a day, or the first or last day of a month or year."""
    if text == _OPEN:
        return None
    year, *rest = (int(part) for part in text.rstrip(_APPROXIMATE).split("-"))
    month = rest[0] if rest else (12 if last else 1)
    edge = calendar.monthrange(year, month)[1] if last else 1
    return _End(date(year, month, rest[1] if len(rest) > 1 else edge), text[-1:] in tuple(_APPROXIMATE))
