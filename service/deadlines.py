"""Deadlines: days that matter enter the log as events, so that weighing needs no clock."""

from datetime import date, timedelta

from events.catalogue import decode_as
from events.event import Event
from events.ids import name_based
from events.log import EventLog
from events.rules import DeadlinePassed
from projections.deadlines import last_days
from projections.view import View
from service.clock import Clock


def due_day(view: View, today: date, passed: date | None) -> date | None:
    """The latest day over (before `today`) on which a round was to have ended and not yet said to have passed."""
    days = [day for day in last_days(view) if day < today and (passed is None or day > passed)]
    return max(days, default=None)


def last_passed(log: EventLog) -> date | None:
    """The latest day the log knows to be over."""
    days = [date.fromisoformat(decode_as(DeadlinePassed, r).day) for r in log.read(types=[DeadlinePassed.TYPE])]
    return max(days, default=None)


def append_deadlines(log: EventLog, view: View, clock: Clock, *, notify: bool) -> bool:
    """Append `deadline.passed` for the latest day that is due, and say whether there was one."""
    now = clock()
    today = now.date()
    # A round's last day is over everywhere only when it is over in the westernmost zone too.
    day = due_day(view, today - timedelta(days=1), last_passed(log))
    if day is None:
        return False
    data = DeadlinePassed(day=day.isoformat(), notify=notify)
    with log.write(now) as writer:
        writer.append([Event(id=name_based("deadline.passed", data.day), subject="calendar", data=data)])
    return True
