"""A rehearsal of rules, as people and programs are shown it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.rounds import Cell
    from service.rehearsing import CellChange, Rehearsal
    from service.rereading import Rereading

COLUMNS = ("round", "field", "now", "then", "decided by")
QUOTE_LENGTH = 160  # characters of a quote shown to a person


def counts(reading: "Rereading") -> str:
    """What reading again brought, as one phrase."""
    erased = f", {reading.unread} texts were erased and keep their readings" if reading.unread else ""
    return f"{reading.read} revisions read again, {reading.changed} readings differ{erased}"


def show(rehearsal: "Rehearsal") -> None:
    """Print a rehearsal for people."""
    from service.cli.output import console, table

    out = console()
    if not rehearsal.differs:
        out.print("nothing would change: the log is empty, or goes by the rules of this release already")
        return
    visible = [change for change in rehearsal.changes if change.visible]
    if visible:
        out.print(table(COLUMNS, [_row(change) for change in visible]))
    others = len(rehearsal.changes) - len(visible)
    out.print(counts(rehearsal.reading))
    out.print(f"cells that would change: {len(visible)}; that would keep their value, on other claims: {others}")
    out.print("nothing was written; `roundlog rules adopt` switches, without sending anything")


def print_as_json(rehearsal: "Rehearsal") -> None:
    """Print a rehearsal for programs: one object, with every cell that would change under ``changes``."""
    from service.cli.output import print_json

    reading = rehearsal.reading
    print_json(
        {
            "differs": rehearsal.differs,
            "readings": {"read": reading.read, "differ": reading.changed, "erased": reading.unread},
            "changes": [_plain(change) for change in rehearsal.changes],
        }
    )


def _plain(change: "CellChange") -> dict[str, Any]:
    """One change.

    Returns:
        - ``subject``: ``round/<id>`` or ``process/<id>``; ``field``; ``visible``: whether more than the support changes
        - ``before``, ``after``: whole cells, None where there is none
        - ``tied``: of the field ``link``: the rounds it is tied to before and after
        - ``claim``: the claim that decides, with its ``quote``; None where there is none
    """
    import msgspec

    decisive = change.decisive
    return {
        "subject": change.subject,
        "field": change.field,
        "visible": change.visible,
        "before": msgspec.to_builtins(change.before),
        "after": msgspec.to_builtins(change.after),
        "tied": list(change.tied),
        "claim": {**msgspec.to_builtins(decisive), "quote": change.quote} if decisive else None,
    }


def _row(change: "CellChange") -> tuple[str, ...]:
    from service.rehearsing import LINK

    name = change.subject.partition("/")[2]
    if change.field == LINK:
        return name, "is round", change.tied[0] or "its own", change.tied[1] or "its own", ""
    same = change.before is not None and change.after is not None and change.before.value == change.after.value
    now, then = (" ".join(_words(cell, detail=same)) for cell in (change.before, change.after))
    return name, change.field, now, _members(change.before, change.after) or then, _claim(change)


def _members(before: "Cell | None", after: "Cell | None") -> str:
    """Who or what joins and leaves a list; nothing where the values are no two lists that differ."""
    if before is None or after is None or not isinstance(before.value, tuple) or not isinstance(after.value, tuple):
        return ""
    joining = [f"+{member}" for member in after.value if member not in before.value]
    leaving = [f"-{member}" for member in before.value if member not in after.value]
    return " ".join([*joining, *leaving])


def _words(cell: "Cell | None", *, detail: bool) -> "Iterator[str]":
    """The value and flags of a cell, and its details where the value alone wouldn't tell the difference."""
    if cell is None:
        return
    yield " ".join(cell.value) if isinstance(cell.value, tuple) else cell.value or "unknown"
    yield from (f"({flag})" for flag in cell.flags)
    if detail and cell.detail:
        yield f"[{', '.join(f'{key}: {value}' for key, value in sorted(cell.detail.items()))}]"


def _claim(change: "CellChange") -> str:
    decisive = change.decisive
    if decisive is None:
        return ""
    quote = change.quote or "(the text was erased)"
    shown = quote if len(quote) <= QUOTE_LENGTH else quote[: QUOTE_LENGTH - 1] + "…"
    return f"{decisive.said_at[:10]} {decisive.publisher}, {decisive.speaker}: {shown}"
