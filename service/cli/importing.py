"""`roundlog import`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.capture import Captured
    from service.importing import Unreadable
    from service.incoming import IncomingArticle
    from service.services import Services

BATCH = 20  # articles a commit


def import_(
    paths: Annotated[list[Path], typer.Argument(help="Dispatch files (JSON), or folders of them.", show_default=False)],
    *,
    notify: Annotated[bool, typer.Option("--notify", help="Send the changes to the endpoints too.")] = False,
    json_output: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Take articles from files into the log and weigh them.

    A dispatch is a JSON object with `text`, and as far as known `title`, `publisher`, `url`, `id`, `lang` and
    `published`. What is in the log already adds nothing. Imports are history: they change the view but send no
    messages, unless --notify. Exit code 1 when a file couldn't be read; the others are taken all the same.
    """
    from service.bootstrap import open_services
    from service.importing import read_all

    articles, unreadable = read_all(paths)
    with open_services() as services:
        taken, position = _take(services, articles, notify=notify)
    _show(taken, unreadable, position, as_json=json_output)
    if unreadable:
        raise typer.Exit(1)


def _take(services: "Services", articles: "list[IncomingArticle]", *, notify: bool) -> "tuple[Captured, int]":
    from service.bootstrap import open_capture
    from service.capture import Captured
    from service.deadlines import append_deadlines
    from service.settling import settle
    from service.viewing import stored_view

    capture, taken = open_capture(services), Captured()
    for batch in _batches(articles, notify=notify):
        taken += capture(batch)
    position = settle(services)
    if append_deadlines(services.log, stored_view(services), services.clock, notify=notify):
        position = settle(services)
    return taken, position


def _batches(articles: "list[IncomingArticle]", *, notify: bool) -> "Iterator[list[IncomingArticle]]":
    """The articles in batches, with a progress bar on standard error where that is a terminal."""
    from dataclasses import replace

    from rich.console import Console
    from rich.progress import track

    starts, shown_on = range(0, len(articles), BATCH), Console(stderr=True)
    silent = len(articles) <= BATCH or not shown_on.is_terminal
    for start in track(starts, "Reading", console=shown_on, transient=True, disable=silent):
        yield [replace(article, notify=notify) for article in articles[start : start + BATCH]]


def _show(taken: "Captured", unreadable: "list[Unreadable]", position: int, *, as_json: bool) -> None:
    from service.cli.output import print_json, safe

    if as_json:
        files = [{"path": str(file.path), "reason": file.reason} for file in unreadable]
        counts = {"new": taken.new, "revised": taken.revised, "known": taken.known}
        print_json({**counts, "unreadable": files, "position": position})
        return
    typer.echo(f"{taken.new} new, {taken.revised} revised, {taken.known} known already; the log is at {position}")
    for file in unreadable:
        typer.echo(f"left out {safe(str(file.path))}: {safe(file.reason)}", err=True)
