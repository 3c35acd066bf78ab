"""`roundlog feeds`: which feeds are polled, and how they fare."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from service.capture import Captured
    from service.feeds.tables import FeedRow
    from service.services import Services

app = typer.Typer(
    help="Feeds: what is polled, and how it fares. RSS of any version, and Atom.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
FeedId = Annotated[str, typer.Argument(metavar="ID", help="As `roundlog feeds list` shows it.", show_default=False)]

LONGEST_INTERVAL = 86_400  # seconds, as in the settings


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Address of the feed.", show_default=False)],
    *,
    publisher: Annotated[
        str | None, typer.Option(help="Publisher of its articles, as the dossiers name it; the host unless given.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option(help="Language of its articles (such as en), where the feed doesn't say it right.")
    ] = None,
    every: Annotated[
        float | None,
        typer.Option(min=0.1, max=LONGEST_INTERVAL, help="Seconds between polls; ROUNDLOG_POLL_INTERVAL unless given."),
    ] = None,
    notify: Annotated[bool, typer.Option("--notify", help="Let the first poll send alerts too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add a feed. A running daemon polls it within seconds.

    What the first poll brings is history: it changes the view but sends no alerts, unless --notify. Private and
    loopback addresses are refused unless ROUNDLOG_ALLOW_PRIVATE lists their network, such as 127.0.0.0/8. To add a
    feed again changes nothing.
    """
    import asyncio

    from service.bootstrap import open_services
    from service.cli.output import print_json, safe
    from service.feeds.repository import Feeds
    from service.fetching.targets import check_target

    with open_services() as services:
        asyncio.run(check_target(url, services.settings.allow_private))
        feeds = Feeds(services.log, services.clock)
        feed, new = feeds.add(url, publisher=publisher, lang=_code(lang), interval=every, notify=notify)
    if as_json:
        print_json({"id": feed.id, "host": feed.host, "publisher": feed.publisher, "new": new})
    elif new:
        typer.echo(f"added feed {feed.id} at {feed.host}, publisher {safe(feed.publisher)}")
    else:
        typer.echo(f"feed {feed.id} at {feed.host} is there already; nothing changed")


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List the feeds: health, last success, next poll, failures in a row and why."""
    from service.bootstrap import open_services
    from service.cli.output import console, print_json, table
    from service.feeds.repository import list_feeds

    with open_services() as services:
        shown = [_shown(feed) for feed in list_feeds(services.engine)]
    if as_json:
        print_json(shown)
    elif shown:
        moments = {"last_success", "next_poll"}
        rows = [[_seconds(value) if key in moments else value for key, value in feed.items()] for feed in shown]
        console().print(table([key.replace("_", " ") for key in shown[0]], rows))
    else:
        typer.echo("no feeds: add one with `roundlog feeds add URL`")


@app.command()
def remove(feed: FeedId) -> None:
    """Remove a feed. Its address is wiped; what came by it stays."""
    from service.bootstrap import open_services
    from service.feeds.repository import Feeds

    with open_services() as services:
        Feeds(services.log, services.clock).remove(feed)
    typer.echo(f"removed feed {feed}")


@app.command()
def poll(
    feed: Annotated[
        str | None, typer.Argument(metavar="ID", help="One feed; all unless given.", show_default=False)
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Poll now, due or not, and weigh what came. Exit code 1 if a feed failed."""
    import asyncio

    from service.bootstrap import open_services
    from service.cli.output import print_json
    from service.feeds.repository import Feeds
    from service.settling import settle

    with open_services() as services:
        feeds = Feeds(services.log, services.clock)
        feeds.hasten(feed)
        taken = asyncio.run(_poll(services, feed))
        settle(services)
        shown = [_shown(row) for row in feeds.listing() if feed in {None, row.id}]
    failing = [row for row in shown if row["health"] == "failing"]
    if as_json:
        print_json({"new": taken.new, "revised": taken.revised, "known": taken.known, "feeds": shown})
    else:
        typer.echo(f"{len(shown)} polled: {taken.new} new articles, {taken.revised} revised, {taken.known} known")
        _show_failing(failing)
    if failing:
        raise typer.Exit(1)


async def _poll(services: "Services", feed: str | None) -> "Captured":
    from service.bootstrap import open_capture
    from service.capture import Captured
    from service.feeds.poller import poll_due
    from service.fetching.door import open_door

    batches: list[Captured] = []
    capture = open_capture(services)
    async with open_door(services.settings) as door:
        await poll_due(services, door, lambda articles: batches.append(capture(articles)), only=feed)
    return sum(batches, Captured())


def _show_failing(failing: list[dict[str, object]]) -> None:
    from service.cli.output import safe

    for row in failing:
        typer.echo(safe(f"{row['feed']}: {row['reason']}"), err=True)


def _shown(feed: "FeedRow") -> dict[str, object]:
    """A feed as lists show it; its address without what can carry tokens."""
    from service.addresses import display_address

    return {
        "id": feed.id,
        "feed": display_address(feed.url),
        "publisher": feed.publisher,
        "health": "failing" if feed.failures else "ok" if feed.last_success_at else "new",
        "last_success": feed.last_success_at,
        "next_poll": feed.next_due_at,
        "failures": feed.failures,
        "reason": feed.last_error,
    }


def _seconds(moment: object) -> str | None:
    """A moment of the database to the second, which is enough for a table."""
    return f"{moment[:19]}Z" if isinstance(moment, str) else None


def _code(lang: str | None) -> str | None:
    from service.errors import UsageError

    if lang is not None and not (len(lang) == 2 and lang.isascii() and lang.isalpha()):  # noqa: PLR2004
        raise UsageError(f"--lang takes a two-letter code such as en or ru, not {lang!r}")
    return lang and lang.lower()
