"""The view as someone asks for it: now, as of a moment or position, or by what had been published by a moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from projections import view_store
from projections.published import RECORDS, published_by
from projections.view import View
from service.database import reading
from service.errors import UsageError
from service.projector import skipped_positions
from service.services import Services

YEARS = range(1900, 2200)  # moments of other years are slips of the keyboard
MOST_DIGITS = 18  # of a position: no log is that long


@dataclass(frozen=True, slots=True)
class AsOf:
    """A view with the position it stands at, and when that was recorded (None for an empty log)."""

    view: View
    position: int
    recorded_at: str | None


def stored_view(services: Services) -> View:
    """The view as the projector keeps it."""
    with reading(services.engine).connect() as connection:
        return view_store.load(connection)


def view_now(services: Services) -> AsOf:
    """The stored view, with the position the projector has reached."""
    with reading(services.engine).connect() as connection:
        view, position = view_store.load(connection), view_store.position(connection)
    return AsOf(view, position, _recorded_at(services, position))


def view_as_of(services: Services, when: str) -> AsOf:
    """The view that the changes recorded up to a moment or position give: what Roundlog said then.

    Args:
        services: The open services.
        when: A position, an ISO 8601 moment (UTC unless it names a zone), or a bare date, which means its end.

    Raises:
        UsageError: It is none of these, or a position beyond the log's end.
    """
    position = position_of(services, when)
    view = View()
    for record in services.log.read(upto=position):
        view.fold(record)
    return AsOf(view, position, _recorded_at(services, position))


def view_published_by(services: Services, when: str) -> AsOf:
    """The view that only what was said by a moment gives, weighed by the rules in force now.

    Args:
        services: The open services.
        when: An ISO 8601 moment or a bare date, as for `view_as_of`; not a position.

    Raises:
        UsageError: It is no moment.
    """
    moment, head, skipped = moment_of(when), services.log.head(), skipped_positions(services.log)
    records = services.log.read(upto=head.size, types=RECORDS)
    view = published_by((record for record in records if record.position not in skipped), moment)
    return AsOf(view, head.size, head.recorded_at)


def position_of(services: Services, when: str) -> int:
    """The position meant by a position, moment or bare date; errors as `view_as_of`."""
    if when.isdecimal():
        size = services.log.head().size
        # Python refuses to read numbers of thousands of digits.
        if len(when) > MOST_DIGITS or int(when) > size:
            raise UsageError(f"the log has {size} positions; {when[:MOST_DIGITS]} is beyond its end")
        return int(when)
    return services.log.position_at(moment_of(when))


def moment_of(when: str) -> datetime:
    """An ISO 8601 moment; a bare date means its last microsecond, UTC.

    Raises:
        UsageError: It isn't one.
    """
    try:
        if len(when) == len("2024-01-19"):
            moment = datetime.combine(date.fromisoformat(when), time.max, UTC)
        else:
            moment = datetime.fromisoformat(when)
    except ValueError:
        moment = None
    if moment is None or moment.year not in YEARS:
        raise UsageError(
            f"{when[:40]!r} is neither a position nor a moment: write 118, 2023-06-21 or 2023-06-21T18:00Z"
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _recorded_at(services: Services, position: int) -> str | None:
    if position == 0:
        return None
    return next((record.recorded_at for record in services.log.read(after=position - 1, upto=position)), None)
