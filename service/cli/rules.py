"""`roundlog rules`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

app = typer.Typer(help="The rules that articles are read and claims weighed by.", no_args_is_help=True)


@app.command("show")
def show(*, json_output: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """Show the rules the log has adopted, and how those of this release differ. Exit code 1 if they do."""
    import msgspec

    from service.bootstrap import open_services, release_rules
    from service.cli.output import print_json
    from service.rules import adopted_rules, differences

    with open_services() as services:
        adopted = adopted_rules(services.log)
    if adopted is None:
        typer.echo("no rules adopted yet: the first import or `roundlog run` adopts those of this release")
        return
    found = differences(adopted, release_rules()[1])
    if json_output:
        print_json({"adopted": msgspec.to_builtins(adopted), "differences": found})
    else:
        typer.echo(f"extractor {adopted.extractor}")
        typer.echo(f"resolver  {adopted.resolver.version}-{adopted.resolver.digest[:12]}")
        for process in adopted.processes:
            typer.echo(f"dossier   {process.process} {process.dossier.version}-{process.dossier.digest[:12]}")
        for line in found:
            typer.echo(
                f"in this release {line}: `roundlog rules rehearse` shows what that changes, `roundlog rules adopt` "
                "switches"
            )
    if found:
        raise typer.Exit(1)


@app.command("rehearse")
def rehearse(*, json_output: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """Show what the rules of this release would change. Nothing is written to the log or the view.

    Every article is read again, on all cores, and the claims are weighed in memory. Each cell whose value would change
    comes out with its value now, its value then, and the sentence that decides. A daemon may run meanwhile. What was
    read is kept in the data folder, so that a rehearsal that was stopped goes on where it was, and so that
    `roundlog rules adopt` needn't read it again.
    """
    from service.bootstrap import open_services, release_rules
    from service.cli import rehearsal
    from service.rehearsing import rehearse as rehearse_rules

    reader, rules = release_rules()
    with open_services() as services, _progress(services.log.head().size) as progress:
        outcome = rehearse_rules(services, reader, rules, progress)
    if json_output:
        rehearsal.print_as_json(outcome)
    else:
        rehearsal.show(outcome)


@app.command("adopt")
def adopt() -> None:
    """Switch the log to the rules of this release. The daemon must be stopped.

    Every article is read again, and every cell that differs is recorded in one `view.rebased`. Nothing is sent, and
    readings by the old rules stay in the log. See first what would change:

        roundlog rules rehearse
        roundlog rules adopt

    To go back, run `roundlog rules adopt` of the older release: its readings are still there.
    """
    from service.adopting import adopt as adopt_rules
    from service.bootstrap import open_services, release_rules
    from service.cli.rehearsal import counts
    from service.locking import projector_lock

    reader, rules = release_rules()
    with (
        open_services() as services,
        projector_lock(services.engine),
        _progress(services.log.head().size) as progress,
    ):
        outcome = adopt_rules(services, reader, rules, progress)
    if not outcome.switched:
        typer.echo("nothing to switch: the log is empty, or goes by the rules of this release already")
        return
    typer.echo(f"{counts(outcome.reading)}; the log is at {outcome.position}, and nothing was sent")


@contextmanager
def _progress(size: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error, over so many positions, where that is a terminal."""
    from rich.progress import Progress

    from service.cli.output import console

    shown_on = console(stderr=True)
    with Progress(console=shown_on, transient=True, disable=not shown_on.is_terminal) as progress:
        task = progress.add_task("Reading again", total=size)
        yield lambda at: progress.update(task, completed=at)
