"""`roundlog rounds`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from projections.view import RoundView, View
    from service.services import Services
    from service.viewing import AsOf

COLUMNS = ("round", "dates", "venue", "status", "standing", "origins", "participants", "observers")


def rounds(
    number: Annotated[
        str | None, typer.Argument(metavar="[N]", help="A round's number, or the id of a provisional one.")
    ] = None,
    field: Annotated[
        str | None, typer.Argument(metavar="[FIELD]", help="With --why: only this field, such as dates.")
    ] = None,
    *,
    process: Annotated[str, typer.Option(help="Id of the process.")] = "astana",
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="T", help="What was said then: a position, a moment, or the end of a day (UTC)."
        ),
    ] = None,
    published_by: Annotated[
        str | None,
        typer.Option("--published-by", metavar="T", help="Weigh only what was published by a moment or day's end."),
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Show what each value rests on, down to the sentence.")] = False,
    json_output: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    csv_output: Annotated[bool, typer.Option("--csv", help="Print the rounds as CSV.")] = False,
) -> None:
    """Show the rounds of a process: all of them, or one.

    `roundlog rounds 20 --why dates` shows why the dates of the 20th round are what they are: the step that decided,
    the claims for and against, who made them and in which words.
    """
    from service.bootstrap import open_services
    from service.cli.why import show_why
    from service.errors import UsageError
    from service.viewing import view_as_of, view_now, view_published_by

    if field is not None and not why:
        raise UsageError("a FIELD goes with --why: roundlog rounds 20 --why dates")
    if why and number is None:
        raise UsageError("--why asks about one round: roundlog rounds 20 --why")
    if as_of is not None and published_by is not None:
        raise UsageError("--as-of and --published-by ask different questions: give one of them")
    with open_services() as services:
        if published_by is not None:
            at = view_published_by(services, published_by)
        else:
            at = view_now(services) if as_of is None else view_as_of(services, as_of)
        _known(services, at.view, process)
        round_ = _round(at.view, process, number)
        if why and round_ is not None:
            show_why(services, at, process, round_, field, as_json=json_output)
        elif json_output:
            _print_json(at, process, round_)
        elif csv_output:
            _print_csv(at, process, round_)
        else:
            show_view(services, at.view, at.position, process=process, only=round_)


def _known(services: "Services", view: "View", process: str) -> None:
    """A process is known when the view speaks of it or the adopted rules do."""
    from service.errors import UsageError
    from service.rules import adopted_rules

    rules = adopted_rules(services.log)
    known = sorted({*view.processes(), *(p.process for p in (rules.processes if rules else ()))})
    if process not in known and (known or process != "astana"):
        raise UsageError(f"there is no process {process!r}; known are: {', '.join(known) or 'none yet'}")


def _round(view: "View", process: str, number: str | None) -> "RoundView | None":
    from service.errors import RoundlogError

    if number is None:
        return None
    found = view.find(process, number)
    if found is None:
        raise RoundlogError(f"nothing is known of round {number} of {process}: `roundlog rounds` lists those that are")
    return found


def _print_json(at: "AsOf", process: str, only: "RoundView | None") -> None:
    from service.cli.output import print_json

    shown = _as_json(at, process)
    if only is not None:
        rounds_ = [r for r in shown["rounds"] if only.number is not None and r["number"] == only.number]
        shown |= {"rounds": rounds_, "provisional": [r for r in shown["provisional"] if r["id"] == only.id]}
    print_json(shown)


def _as_json(at: "AsOf", process: str) -> dict[str, Any]:
    from projections.rendering import rounds_json

    return rounds_json(at.view, process, at.position, at.recorded_at)


def _print_csv(at: "AsOf", process: str, only: "RoundView | None") -> None:
    import csv
    import sys

    shown = _as_json(at, process)
    writer = csv.writer(sys.stdout)
    names = ("number", "id", "dates", "venue", "status", "flags", "participants", "observers", "agenda", "outcomes")
    writer.writerow(names)
    for round_ in (*shown["rounds"], *shown["provisional"]):
        if only is None or round_.get("id", f"{process}-{round_['number']}") == only.id:
            writer.writerow([_joined(round_.get(name)) for name in names])


def _joined(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, list) else value


def show_view(
    services: "Services", view: "View", position: int, *, process: str = "astana", only: "RoundView | None" = None
) -> None:
    """Print the rounds as a table for people, and below it how the process stands."""
    from service.cli.output import console, table

    places = view.rounds(process) if only is None else [only]
    rows = [[_name(round_), *_cells(round_)] for round_ in places]
    out = console()
    if rows:
        out.print(table(COLUMNS, rows))
    else:
        out.print("no rounds are known yet: import dispatches, or add feeds and run the daemon")
    _show_process(view, process)
    out.print(f"as of position {position} of {services.log.head().size}")


def _name(round_: "RoundView") -> str:
    return str(round_.number) if round_.number is not None else round_.id


def _cells(round_: "RoundView") -> list[str]:
    cells = {field: place.cell for field, place in round_.cells.items()}
    status, dates = cells.get("status"), cells.get("dates")
    flags = " ".join(f"({flag})" for flag in status.flags) if status else ""
    return [
        _text(dates.value if dates else None),
        _text(cells["venue"].value if "venue" in cells else None),
        f"{_text(status.value if status else None)} {flags}".strip(),
        dates.standing if dates else "",
        str(max((cell.origins for cell in cells.values()), default=0)),
        _text(cells["participants"].value if "participants" in cells else None),
        _text(cells["observers"].value if "observers" in cells else None),
    ]


def _text(value: str | tuple[str, ...] | None) -> str:
    return " ".join(value) if isinstance(value, tuple) else value or ""


def _show_process(view: "View", process: str) -> None:
    from service.cli.output import console, safe

    place = view.process(process)
    if place is None:
        return
    out = console()
    out.print(f"process: {place.cell.value} ({place.cell.standing})")
    for support in sorted((*place.cell.support, *place.cell.dissent), key=lambda s: s.said_at):
        if support.value in ("declared-over", "continuing"):
            out.print(f"  {support.said_at[:10]}  {support.value}, by {support.speaker} in {safe(support.publisher)}")
