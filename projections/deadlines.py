"""Days that matter: the last day on which each round that isn't known to be over can still be going on."""

from datetime import date

from projections.view import View
from projections.weighing.spans import parse

_SETTLED = ("concluded", "cancelled")


def last_days(view: View) -> tuple[date, ...]:
    """The last days of all rounds that have dates and aren't concluded or cancelled, provisional ones too; in order."""
    days = set()
    for process in view.processes():
        for round_ in view.rounds(process):
            dates, status = round_.cells.get("dates"), round_.cells.get("status")
            if dates is None or not isinstance(dates.cell.value, str):
                continue
            if status is not None and status.cell.value in _SETTLED:
                continue
            window = dates.cell.detail.get("kind") == "window"
            span = parse(dates.cell.value, window=window)
            if span is not None:
                days.add(span.latest)
    return tuple(sorted(days))
