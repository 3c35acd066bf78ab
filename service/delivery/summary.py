"""One line a person can read for each change, such as a phone shows it."""

from collections.abc import Callable

from events.rounds import Cell, Change, ProcessStatusChanged, RoundMerged, RoundSplit

Alert = Change | RoundMerged | RoundSplit | ProcessStatusChanged
"""The typed body of an event that goes out as a message."""

Value = str | tuple[str, ...] | None

MAX_LENGTH = 300  # code points


def summarize(alert: Alert) -> str:
    """The change in one line of at most `MAX_LENGTH` code points."""
    if isinstance(alert, RoundMerged):
        line = f"{alert.round} turned out to be {alert.into}"
    elif isinstance(alert, RoundSplit):
        line = f"{alert.round} is a round of its own again, apart from {alert.off}"
    elif isinstance(alert, ProcessStatusChanged):
        line = f"Process {alert.process}: status {_set(alert.cell, alert.previous)}"
    else:
        line = f"{round_name(alert.round, alert.number)}: {_SAY.get(alert.TYPE, _changed)(alert)}"
    return clip(line, MAX_LENGTH)


def round_name(round_id: str, number: int | None) -> str:
    """What to call a round: ``Round 21``, or its id while it has no number."""
    return f"Round {number}" if number is not None else f"Provisional round {round_id}"


def clip(text: str, length: int) -> str:
    """The text, cut to so many code points with an ellipsis as the last of them."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _show(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return "unknown" if value is None else value


def _set(cell: Cell, previous: Value) -> str:
    """A single value and what it was; where it stays, what is said of it."""
    if cell.value == previous:
        return f"stays {_show(previous)}, {', '.join(cell.flags) or 'no longer flagged'}"
    was = "" if previous is None else f" (was {_show(previous)})"
    flags = f", {', '.join(cell.flags)}" if cell.flags else ""
    return f"set to {_show(cell.value)}{flags}{was}" if cell.value is not None else f"no longer known{was}"


def _members(cell: Cell, previous: Value) -> str:
    """Who or what came into a list and went out of it; where all stay, that the details changed."""
    after = cell.value if isinstance(cell.value, tuple) else ()
    before = previous if isinstance(previous, tuple) else ()
    parts = [
        f"{verb} {', '.join(members)}"
        for verb, members in (
            ("added", [member for member in after if member not in before]),
            ("removed", [member for member in before if member not in after]),
        )
        if members
    ]
    return (
        "; ".join(parts) or f"details changed ({', '.join(f'{key} {cell.detail[key]}' for key in sorted(cell.detail))})"
    )


def _changed(change: Change) -> str:
    if isinstance(change.cell.value, tuple) or isinstance(change.previous, tuple):
        return f"{change.field} {_members(change.cell, change.previous)}"
    return f"{change.field} {_set(change.cell, change.previous)}"


def _announced(change: Change) -> str:
    origins = {support.publisher for support in change.cell.support}
    return f"first reported by {', '.join(sorted(origins))}" if origins else "first reported"


def _withdrawn(_: Change) -> str:
    return "withdrawn, since nothing speaks of it any more"


def _conflict_opened(change: Change) -> str:
    against = "; ".join(f"{claim.publisher} says {claim.value}" for claim in change.cell.dissent)
    return f"{change.field} disputed; stays {_show(change.cell.value)}, but {against or 'others differ'}"


def _conflict_resolved(change: Change) -> str:
    return f"{change.field} {_show(change.cell.value)}, no longer disputed"


def _corroborated(change: Change) -> str:
    origins = "1 origin" if change.cell.origins == 1 else f"{change.cell.origins} independent origins"
    return f"{change.field} {_show(change.cell.value)}, now {change.cell.standing} with {origins}"


_SAY: dict[str, Callable[[Change], str]] = {
    "round.announced": _announced,
    "round.withdrawn": _withdrawn,
    "round.conflict_opened": _conflict_opened,
    "round.conflict_resolved": _conflict_resolved,
    "round.corroborated": _corroborated,
}
