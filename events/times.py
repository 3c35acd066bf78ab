"""Moments as the log writes them: UTC, microseconds, always 27 characters, so that text order is time order."""

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """Render an aware datetime as ``2024-01-19T15:00:00.000000Z``.

    Raises:
        ValueError: The datetime is naive.
        OverflowError: In UTC its year isn't one from 1 to 9999.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    # Not by strftime: some systems write the year 900 without the zero in front.
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment(text: str) -> datetime:
    """Parse what `stamp` wrote.

    Raises:
        ValueError: The text isn't such a moment.
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
