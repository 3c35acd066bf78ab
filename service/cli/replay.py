"""`roundlog replay`."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from service.replaying import Replay
    from service.services import Services

LONG = 2_000  # events from which a progress bar is worth showing


def replay(
    *,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="T", help="Stop at a position, a moment or the end of a day (UTC)."),
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Exit with 1 and name every change or view row that differs.")
    ] = False,
    rebuild: Annotated[
        bool,
        typer.Option("--rebuild", help="Drop the stored view and fold it anew; the daemon must be stopped."),
    ] = False,
    json_output: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Weigh the log anew in memory and show the rounds that come out.

    With --verify, each recorded change is compared with what weighing gives, and each row of the stored view with
    what the recorded changes give. A replay sends nothing.
    """
    from service.bootstrap import open_services
    from service.errors import UsageError

    if rebuild and (verify or to):
        raise UsageError("--rebuild goes with neither --verify nor --to")
    with open_services() as services:
        if rebuild:
            _rebuild(services)
            return
        outcome = _replay(services, to, verify=verify)
        _show(services, outcome, verify=verify, as_json=json_output)
    if verify and outcome.findings:
        raise typer.Exit(1)


def _rebuild(services: "Services") -> None:
    from service.locking import projector_lock
    from service.replaying import rebuild_view

    with projector_lock(services.engine):
        position = rebuild_view(services.log)
    typer.echo(f"the view is rebuilt and stands at position {position}; nothing was sent")


def _replay(services: "Services", to: str | None, *, verify: bool) -> "Replay":
    from service.replaying import compare_stored_view
    from service.viewing import position_of

    while True:
        upto = services.log.head().size if to is None else position_of(services, to)
        outcome = _weigh(services, upto)
        if not verify or to is not None:
            return outcome
        differing = compare_stored_view(services.engine, outcome.view)
        # A daemon that went on meanwhile has moved the stored view ahead of what was replayed: look again.
        if services.log.head().size == upto:
            outcome.findings += differing
            return outcome


def _weigh(services: "Services", upto: int) -> "Replay":
    from rich.console import Console
    from rich.progress import Progress

    from service.replaying import replay

    shown_on = Console(stderr=True)
    silent = upto < LONG or not shown_on.is_terminal
    with Progress(console=shown_on, transient=True, disable=silent) as progress:
        task = progress.add_task("Weighing", total=upto)
        return replay(services.log, upto, lambda at: progress.update(task, completed=at))


def _show(services: "Services", outcome: "Replay", *, verify: bool, as_json: bool) -> None:
    from service.cli.output import print_json, safe
    from service.cli.rounds import show_view
    from service.replaying import view_digest

    digest = view_digest(outcome.view)
    if as_json:
        counts = {
            "position": outcome.position,
            "events": outcome.events,
            "changes": outcome.changes,
            "foreign": outcome.foreign,
        }
        print_json({**counts, "view": digest, "findings": outcome.findings})
        return
    if not verify:
        show_view(services, outcome.view, outcome.position)
    for finding in outcome.findings:
        typer.echo(safe(finding))
    typer.echo(f"{outcome.events} events weighed, {outcome.changes} changes, view {digest[:16]}")
    if outcome.foreign:
        typer.echo(f"{outcome.foreign} of the changes are by a resolver of another release, which alone can check them")
    if verify:
        typer.echo("all as recorded" if not outcome.findings else f"{len(outcome.findings)} findings")
