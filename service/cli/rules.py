"""`roundlog rules`."""

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
            typer.echo(f"in this release {line}: run `roundlog rules adopt` to switch")
    if found:
        raise typer.Exit(1)


@app.command("adopt")
def adopt() -> None:
    """Switch the log to the rules of this release. The daemon must be stopped.

    Every article is read again, and every cell that differs is recorded in one `view.rebased`. Nothing is sent.
    """
    from rich.console import Console
    from rich.progress import Progress

    from service.adopting import adopt as adopt_rules
    from service.bootstrap import open_services
    from service.locking import projector_lock

    with open_services() as services, projector_lock(services.engine):
        size = services.log.head().size
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Reading again", total=size)
            outcome = adopt_rules(services, lambda at: progress.update(task, completed=at))
    if not outcome.switched:
        typer.echo("the log goes by the rules of this release already")
        return
    typer.echo(
        f"{outcome.read} revisions read again, {outcome.changed} readings differ, {outcome.unread} texts were erased; "
        f"the log is at {outcome.position}, and nothing was sent"
    )
