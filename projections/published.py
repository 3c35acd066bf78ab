"""The view of what had been published by a moment: later articles left out, rules and readings as of now."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from events.canonical import encode
from events.catalogue import decode_as
from events.claims import ClaimsExtracted
from events.event import Record
from events.rules import DeadlinePassed, RulesAdopted
from events.times import stamp
from projections.view import View
from projections.weighing import Weighing

RECORDS = (RulesAdopted.TYPE, ClaimsExtracted.TYPE)
"""Types of the records that `published_by` needs; others do no harm."""


def published_by(records: Iterable[Record], moment: datetime) -> View:
    """Weigh what was said by a moment, under the rules in force at the end of the records.

    Days count as over by the moment itself, whether or not someone was there to record it.

    Args:
        records: The log, or its records of the types `RECORDS`, in order.
        moment: Aware.

    Raises:
        UnknownEventType, MalformedEvent: See `events.catalogue.decode`.
    """
    weighing = Weighing()
    weighing.take_together(_said_by(records, moment))
    return weighing.view


def _said_by(records: Iterable[Record], moment: datetime) -> Iterator[Record]:
    latest = stamp(moment)
    last = None
    for record in records:
        if record.type not in RECORDS:
            continue
        if record.type == RulesAdopted.TYPE or decode_as(ClaimsExtracted, record).said_at <= latest:
            last = record
            yield record
    if last is not None:
        yield _days_over(last, moment)


def _days_over(last: Record, moment: datetime) -> Record:
    """A deadline as the scheduler would append it then; a day is over everywhere twelve hours after its end in UTC."""
    day = (moment - timedelta(hours=12)).date() - timedelta(days=1)
    data = DeadlinePassed(day=day.isoformat(), notify=False)
    return Record(
        position=last.position,
        id=last.id,
        type=data.TYPE,
        schema_version=data.VERSION,
        subject="calendar",
        recorded_at=last.recorded_at,
        causation_id=None,
        canonical=b"",
        data=encode(data),
    )
