"""Moments as the log writes them: UTC, microseconds, always 27 characters, so that text order is time order."""

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """Render an aware datetime as ``2024-01-19T15:00:00.000000Z``.

    Raises:
        ValueError: The datetime is naive.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "Z"


def moment(text: str) -> datetime:
    """Parse what `stamp` wrote.

    Raises:
        ValueError: The text isn't such a moment.
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
