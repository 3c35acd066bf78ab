"""Dates of entries. feedparser's own reading takes zones like MSK for UTC without a word, and accepts anything."""

import re
from datetime import UTC, datetime, timedelta, timezone

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Before it there were no feeds, nor web pages: a date from then comes from a clock or field that wasn't set."""

AHEAD = timedelta(days=2)
"""How far ahead of us a date may lie: some publishers give local time as if it were UTC, some announce for tomorrow."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Hours east of UTC. The first line is RFC 822, section 5.1; the others are in use on the sites we read. Names that
# several zones share are absent, unless RFC 822 settles them.
# fmt: off
_ZONES = {
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "msd": 4, "trt": 3, "azt": 4,
    "gst": 4, "irst": 3.5, "irdt": 4.5, "almt": 5, "uzt": 5, "tjt": 5, "tmt": 5, "kgt": 6, "hkt": 8, "jst": 9,
    "kst": 9,
}
# fmt: on

_TIME = (
    r"(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>(?:gmt|utc)?[+-]\d[\d:]{0,4}|[a-z]{1,5})?"
)

# RFC 822, section 5.1, with the four-digit years of RFC 1123 and what is seen besides: the weekday or the whole
# time left out, full names of months, hyphens.
_RFC_822 = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?(?P<day>\d{1,2})[\s-]+(?P<month>[a-z]{3,9})\.?,?[\s-]+(?P<year>\d{4}|\d{2})"
    rf"(?:,?\s+{_TIME})?(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)

# RFC 3339, with what ISO 8601 allows besides: a bare day, a blank for the T, no colons, no zone.
_RFC_3339 = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[t\s]\s*{_TIME})?", re.IGNORECASE)

_OFFSET = re.compile(r"(?:gmt|utc)?([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_FARTHEST = timedelta(hours=14)  # from UTC: no zone is farther
_FULL_YEAR, _PIVOT = 4, 50  # digits; two-digit years below it are of this century (RFC 5322, section 4.3)
_LONGEST = 100  # characters; no date is longer, and patterns on long text cost time


def parse_date(text: str | None, now: datetime) -> datetime | None:
    """A moment as feeds write it: RFC 822 or RFC 3339 and near relatives. A time without zone is taken as UTC.

    So is one with a zone nobody knows (RFC 5322, section 4.3). A bare day is its beginning.

    Args:
        text: What the feed says.
        now: The current moment; dates more than `AHEAD` of it are absurd.

    Returns:
        An aware moment in UTC, whole seconds; None where the text isn't a date, or an absurd one.
    """
    found = _match((text or "").strip())
    if found is None:
        return None
    try:
        moment = _moment(found)
    except (ValueError, OverflowError):
        return None
    return moment if EARLIEST <= moment <= now + AHEAD else None


def _match(text: str) -> dict[str, str | None] | None:
    if len(text) > _LONGEST:
        return None
    found = _RFC_3339.fullmatch(text) or _RFC_822.fullmatch(text)
    return found.groupdict() if found else None


def _moment(found: dict[str, str | None]) -> datetime:
    """Put the fields together; ValueError where they make no moment."""
    day, hour, minute, second = (int(found[name] or 0) for name in ("day", "hour", "minute", "second"))
    year, month, zone = found["year"] or "", found["month"] or "", found["zone"] or ""
    # A leap second (RFC 3339, section 5.7) counts as the one before it.
    local = datetime(_year(year), _month(month), day, hour, minute, min(second, 59), tzinfo=_zone(zone))
    return local.astimezone(UTC)


def _year(text: str) -> int:
    year = int(text)
    if len(text) == _FULL_YEAR:
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].lower()) + 1


def _zone(text: str) -> timezone:
    if text.lower() in {"am", "pm"}:
        raise ValueError(text)
    numeric = _OFFSET.fullmatch(text)
    if numeric is None:
        return timezone(timedelta(hours=_ZONES.get(text.lower(), 0)))
    sign, hours, minutes = numeric.groups(default="0")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset > _FARTHEST:
        raise ValueError(text)
    return timezone(-offset if sign == "-" else offset)
