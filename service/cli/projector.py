"""`roundlog projector`."""

from typing import Annotated

import typer

app = typer.Typer(help="The part that weighs the log and keeps the view.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `skip` a subcommand."""


@app.command("skip")
def skip(
    position: Annotated[int, typer.Argument(min=1, help="Position of the event to pass over.")],
    reason: Annotated[str, typer.Option(help="Why; it is recorded.")],
) -> None:
    """Tell the projector to pass over an event it can't take.

    The decision is itself an event, so that a rebuild passes over the same one.
    """
    from events.event import Event
    from events.rules import ProjectorSkipped
    from service.bootstrap import open_services
    from service.clock import human_id
    from service.errors import UsageError
    from service.settling import settle

    with open_services() as services:
        size = services.log.head().size
        if position > size:
            raise UsageError(f"the log has {size} positions; {position} is beyond its end")
        data = ProjectorSkipped(skipped=position, reason=reason)
        with services.log.write(services.clock()) as writer:
            writer.append([Event(id=human_id(), subject="projector", data=data)])
        reached = settle(services)
    typer.echo(f"position {position} is passed over; the projector is at {reached}")
