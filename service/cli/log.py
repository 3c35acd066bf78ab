"""`roundlog log`: the record itself."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from events.event import Record
    from events.log import EventLog
    from events.verify import Verification

app = typer.Typer(
    help="The log: everything that was seen, read and concluded, in order, as it was recorded.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

FOLLOW_PAUSE = 0.5  # seconds between two looks for new records
WINDOW = 500  # positions looked through at first for the last records of some types
PROGRESS_STEP = 200  # records between two moves of the progress bar


@app.command()
def tail(
    *,
    count: Annotated[int, typer.Option("-n", min=0, help="How many records.")] = 10,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with new records, until Ctrl-C.")] = False,
    types: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="T", help="Only this type, such as article.captured or round.*; repeatable."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print envelopes as JSON, one a line.")] = False,
) -> None:
    """Show the last records: position, time (UTC), type, and what each says."""
    from service.bootstrap import open_services

    wanted = _known_types(types or [])
    with open_services() as services:
        log = services.log
        size = log.head().size
        for record in _last(log, size, count, wanted):
            _print(log, record, as_json=as_json)
        while follow:
            time.sleep(FOLLOW_PAUSE)
            after, size = size, log.head().size
            for record in log.read(after, upto=size, types=wanted):
                _print(log, record, as_json=as_json)


@app.command()
def show(
    key: Annotated[str, typer.Argument(metavar="POSITION|ID", help="As `log tail` shows it.", show_default=False)],
    *,
    as_json: AsJson = False,
) -> None:
    """Show one record whole, with the text it captured or the words its claims quote."""
    from msgspec import Raw

    from events.merkle import leaf_hash
    from service.bootstrap import open_services
    from service.cli import records
    from service.cli.output import print_json, safe

    with open_services() as services:
        record = _find(services.log, key)
        if as_json:
            leaf = leaf_hash(record.canonical).hex()
            print_json({"record": Raw(record.canonical), "leaf": leaf, "quotes": records.quotes(services.log, record)})
            return
        for line in records.page(services.log, record):
            typer.echo(safe(line))


@app.command()
def verify(*, as_json: AsJson = False) -> None:
    """Check every record: bytes, hashes, order, texts and quotes. Exit code 1 if anything is wrong.

    It can't show that nobody rewrote the log together with all its hashes. For that, note down the root it prints,
    somewhere else, and compare it with the root at the same number of records later.
    """
    from service.bootstrap import open_services
    from service.cli.output import print_json

    with open_services() as services:
        outcome = _verify(services.log)
    if as_json:
        print_json(outcome)
    else:
        _show_outcome(outcome)
    if outcome.found:
        raise typer.Exit(1)


def _known_types(names: list[str]) -> tuple[str, ...] | None:
    """The event types that the names or ``prefix.*`` patterns mean; None for all."""
    from events.catalogue import TYPES
    from service.delivery.event_types import wants
    from service.errors import UsageError

    for name in names:
        if not any(wants([name], each) for each in TYPES):
            raise UsageError(f"no event is of type {name!r}; choose from {', '.join(sorted(TYPES))}")
    return tuple(each for each in TYPES if wants(names, each)) if names else None


def _last(log: "EventLog", size: int, count: int, types: Sequence[str] | None) -> list["Record"]:
    """The last records up to a position, found from the end in windows that double."""
    found: list[Record] = []
    start, window = size, max(count, WINDOW)
    while start and len(found) < count:
        end, start = start, max(0, start - window)
        found = [*log.read(start, upto=end, types=types), *found]
        window *= 2
    return found[len(found) - min(count, len(found)) :]


def _print(log: "EventLog", record: "Record", *, as_json: bool) -> None:
    from msgspec import Raw

    from service.cli import records
    from service.cli.output import fit, print_json, safe

    if as_json:
        print_json(Raw(record.canonical))
    else:
        typer.echo(fit(safe(records.line(log, record))))


def _find(log: "EventLog", key: str) -> "Record":
    from service.errors import UsageError
    from service.viewing import MOST_DIGITS

    if key.isdecimal():
        size = log.head().size
        position = int(key) if len(key) <= MOST_DIGITS else 0
        if not 0 < position <= size:
            shown = key[:MOST_DIGITS]
            raise UsageError(f"there is no position {shown}: the log has {size} records, counted from 1")
        return next(log.read(position - 1, upto=position))
    record = log.find(key)
    if record is None:
        raise UsageError(f"the log has no record of id {key!r}; `roundlog log tail --json` shows ids")
    return record


def _verify(log: "EventLog") -> "Verification":
    from rich.progress import Progress

    from events.verify import verify as check
    from service.cli.output import console

    shown_on = console(stderr=True)
    with Progress(console=shown_on, transient=True, disable=not shown_on.is_terminal) as bar:
        task = bar.add_task("Verifying", total=None)

        def progress(done: int, last: int) -> None:
            if done % PROGRESS_STEP == 0:
                bar.update(task, completed=done, total=last)

        return check(log, progress)


def _show_outcome(outcome: "Verification") -> None:
    from service.cli.output import safe

    for finding in outcome.findings:
        where = "the log as a whole" if finding.position is None else f"position {finding.position}"
        typer.echo(safe(f"{where}: {finding.problem}"))
    if outcome.found > len(outcome.findings):
        typer.echo(f"and {outcome.found - len(outcome.findings)} more findings")
    verdict = f"{outcome.found} findings" if outcome.found else "all is as it was recorded"
    typer.echo(f"{outcome.checked} records checked: {verdict}")
    typer.echo(f"root {outcome.root}")
