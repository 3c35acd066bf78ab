"""The view as someone asks for it: now, as of a moment or position, or by what had been published by a moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from msgspec import structs

from events.canonical import encode
from events.catalogue import decode_as
from events.claims import ClaimsExtracted
from events.event import Record
from events.rules import DeadlinePassed, RulesAdopted
from events.times import stamp
from projections import view_store
from projections.effects import effects_of
from projections.view import View
from projections.weighing import Weighing
from service.database import reading
from service.errors import UsageError
from service.services import Services


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
    moment = moment_of(when)
    weighing, view, head = Weighing(), View(), services.log.head()
    for record in _said_by(services, moment, head.size):
        for event in weighing.take(record):
            for effect in effects_of(event.data):
                view.apply(effect, record.position)
    return AsOf(view, head.size, head.recorded_at)


def _said_by(services: Services, moment: datetime, size: int) -> Iterator[Record]:
    """The rules in force, the readings of what was said by the moment, and the day before it as passed."""
    log, until = services.log, stamp(moment)
    *_, rules = [None, *log.read(upto=size, types=[RulesAdopted.TYPE])]
    if rules is None:
        return
    yield rules
    for record in log.read(upto=size, types=[ClaimsExtracted.TYPE]):
        if decode_as(ClaimsExtracted, record).said_at <= until:
            yield record
    over = DeadlinePassed(day=(moment.date() - timedelta(days=1)).isoformat(), notify=False)
    yield structs.replace(rules, type=DeadlinePassed.TYPE, schema_version=DeadlinePassed.VERSION, data=encode(over))


def position_of(services: Services, when: str) -> int:
    """The position meant by a position, moment or bare date; errors as `view_as_of`."""
    if when.isdecimal():
        position, size = int(when), services.log.head().size
        if position > size:
            raise UsageError(f"the log has {size} positions; {position} is beyond its end")
        return position
    return services.log.position_at(moment_of(when))


def moment_of(when: str) -> datetime:
    """An ISO 8601 moment; a bare date means its last microsecond, UTC.

    Raises:
        UsageError: It isn't one.
    """
    try:
        if len(when) == len("2024-01-19"):
            return datetime.combine(date.fromisoformat(when), time.max, UTC)
        moment = datetime.fromisoformat(when)
    except ValueError as error:
        raise UsageError(
            f"{when!r} is neither a position nor a moment: write 118, 2023-06-21 or 2023-06-21T18:00Z"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _recorded_at(services: Services, position: int) -> str | None:
    if position == 0:
        return None
    return next((record.recorded_at for record in services.log.read(after=position - 1, upto=position)), None)
