"""The view of a process as plain JSON: what `roundlog rounds --json` prints.

Inside ``rounds`` stands nothing that depends on when or in what order the articles came in: no positions, no
`recorded_at`.
"""

from collections.abc import Iterable, Mapping

from events.rounds import Cell, Support
from projections.view import Place, RoundView, View

LISTS = ("participants", "observers", "agenda", "outcomes")
"""Fields whose value is a list of ids."""

CELLS = ("dates", "venue", "status", *LISTS)
"""Fields of a round that have a value, origins and perhaps conflicts of their own."""


def rounds_json(view: View, process: str, position: int, recorded_at: str | None) -> dict[str, object]:
    """The view of one process.

    Args:
        view: The view as of a position.
        process: Id of the process; one without any rounds gives empty lists.
        position: The position the view stands at.
        recorded_at: When that was recorded; None for an empty log.

    Returns:
        - ``process``: its id; ``as_of``: ``{"position", "recorded_at"}``
        - ``status``: ``active``, ``declared-over`` or ``disputed``; None while nothing is known
        - ``history``: what was said of the process, by time: ``{"said_at", "value", "speaker", "publisher", "claim"}``
        - ``rounds``: the numbered ones, by number; see `round_json`
        - ``provisional``: those without a number, each with its ``id`` besides
    """
    rounds = view.rounds(process)
    course = view.process(process)
    return {
        "process": process,
        "as_of": {"position": position, "recorded_at": recorded_at},
        "status": course.cell.value if course else None,
        "history": _history(course),
        "rounds": [round_json(round_) for round_ in rounds if round_.number is not None],
        "provisional": [{"id": round_.id, **round_json(round_)} for round_ in rounds if round_.number is None],
    }


def round_json(round_: RoundView) -> dict[str, object]:
    """One round.

    Returns:
        - ``number``: None while provisional
        - ``dates``: EDTF; ``venue``: the city by its name of that day; ``status``; each None where unknown
        - ``flags``: of the status: ``unconfirmed``, ``disputed``
        - ``participants``, ``observers``, ``agenda``, ``outcomes``: sorted ids, without those who stayed away
        - ``origins``: for each of these fields that is known, how many independent origins stand behind it
        - ``conflicts``: fields that claims contradict: ``{"field", "value", "standing", "dissent"}``, the last a list
          of ``{"value", "publisher", "speaker", "said_at"}``
    """
    cells = {field: place.cell for field, place in round_.cells.items()}
    return {
        "number": round_.number,
        **{field: _value(cells, field) for field in ("dates", "venue", "status")},
        "flags": list(cells["status"].flags) if "status" in cells else [],
        **{field: list(_members(cells, field)) for field in LISTS},
        "origins": {field: cells[field].origins for field in CELLS if field in cells},
        "conflicts": [_conflict(field, cells[field]) for field in CELLS if field in cells and cells[field].dissent],
    }


def _value(cells: Mapping[str, Cell], field: str) -> str | None:
    value = cells[field].value if field in cells else None
    return value if isinstance(value, str) else None


def _members(cells: Mapping[str, Cell], field: str) -> Iterable[str]:
    value = cells[field].value if field in cells else None
    return value if isinstance(value, tuple) else ()


def _conflict(field: str, cell: Cell) -> dict[str, object]:
    dissent = [
        {"value": claim.value, "publisher": claim.publisher, "speaker": claim.speaker, "said_at": claim.said_at}
        for claim in cell.dissent
    ]
    return {"field": field, "value": cell.value, "standing": cell.standing, "dissent": dissent}


def _history(course: Place | None) -> list[dict[str, str]]:
    if course is None:
        return []

    def order(claim: Support) -> tuple[str, str]:
        return claim.said_at, claim.claim

    return [
        {
            "said_at": claim.said_at,
            "value": claim.value,
            "speaker": claim.speaker,
            "publisher": claim.publisher,
            "claim": claim.claim,
        }
        for claim in sorted((*course.cell.support, *course.cell.dissent), key=order)
    ]
