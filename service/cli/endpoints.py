"""`roundlog endpoints`: who is told of changes, by signed webhooks."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from service.delivery.endpoints import EndpointState
    from service.delivery.ping import Ping
    from service.services import Services

app = typer.Typer(
    help="Webhooks: who is told of each change. docs/webhooks.md shows what is sent and how to verify it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
EndpointId = Annotated[
    str, typer.Argument(metavar="ID", help="As `roundlog endpoints list` shows it.", show_default=False)
]

SHOWN_ANSWER = 200  # characters


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Where to POST the messages.", show_default=False)],
    *,
    types: Annotated[
        str,
        typer.Option(help="Event types, comma-separated, such as round.dates_changed or round.*; all unless given."),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Add an endpoint, and show the secret that its receiver needs.

    The endpoint gets each change recorded from now on, signed by the Standard Webhooks specification.
    The secret is shown this once. Private and loopback addresses are refused unless ROUNDLOG_ALLOW_PRIVATE
    lists their network, such as 127.0.0.0/8.
    """
    import asyncio

    from service.bootstrap import open_services
    from service.cli.output import print_json
    from service.delivery.endpoints import Endpoints
    from service.delivery.event_types import parse_types
    from service.fetching.targets import check_target

    wanted = parse_types(types)
    with open_services() as services:
        asyncio.run(check_target(url, services.settings.allow_private))
        target = Endpoints(services.log, services.clock).add(url, wanted)
    if as_json:
        print_json({"id": target.id, "host": target.host, "types": wanted, "secret": target.secret})
        return
    typer.echo(f"added endpoint {target.id} at {target.host}, for {', '.join(wanted) or 'all changes'}")
    typer.echo(f"secret {target.secret}")
    typer.echo(
        "Keep the secret now, it isn't shown again. The receiver verifies each message with it, in Python\n"
        "  standardwebhooks.Webhook(secret).verify(body, headers)\n"
        "and other languages likewise: see docs/webhooks.md.\n"
        f"Try the endpoint with: roundlog endpoints test {target.id}"
    )


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List the endpoints, how their messages fare, and their last success and failure."""
    from dataclasses import asdict

    from service.bootstrap import open_services
    from service.cli.output import print_json
    from service.delivery.endpoints import list_endpoints

    with open_services() as services:
        states = list_endpoints(services.engine)
    if as_json:
        print_json([asdict(state) for state in states])
    elif states:
        _show(states)
    else:
        typer.echo("no endpoints: add one with `roundlog endpoints add URL`")


@app.command()
def remove(endpoint: EndpointId) -> None:
    """Remove an endpoint. What still waits for it is abandoned, and its address and secret are wiped."""
    from service.bootstrap import open_services
    from service.delivery.endpoints import Endpoints

    with open_services() as services:
        Endpoints(services.log, services.clock).remove(endpoint)
    typer.echo(f"removed endpoint {endpoint}")


@app.command("test")
def send_test(endpoint: EndpointId, *, as_json: AsJson = False) -> None:
    """Send a signed test.ping to an endpoint, once, and show the answer. Exit code 1 unless it was taken."""
    import asyncio

    from service.bootstrap import open_services

    with open_services() as services:
        result = asyncio.run(_ping(services, endpoint))
    _show_ping(result, as_json=as_json)
    if not result.outcome.delivered:
        raise typer.Exit(1)


async def _ping(services: "Services", endpoint: str) -> "Ping":
    from service.delivery.endpoints import Endpoints
    from service.delivery.ping import ping
    from service.errors import RoundlogError
    from service.fetching.door import Door, user_agent

    target = Endpoints(services.log, services.clock).target(endpoint)
    if target.disabled_reason is not None:
        raise RoundlogError(f"endpoint {endpoint} is disabled ({target.disabled_reason}): add it anew to use it")
    agent = user_agent(services.settings.contact)
    async with Door(allowed=services.settings.allow_private, agent=agent) as door:
        return await ping(target, door, services.clock)


def _show_ping(result: "Ping", *, as_json: bool) -> None:
    from service.cli.output import print_json, safe

    answer = result.answer.decode("utf-8", "replace")
    outcome = {"status": result.outcome.status, "error": result.outcome.error, "answer": answer}
    if as_json:
        print_json({"message": result.message, "delivered": result.outcome.delivered, **outcome})
        return
    verdict = "taken" if result.outcome.delivered else "not taken"
    typer.echo(f"{verdict}: {safe(str(result.outcome))}, after {result.duration_ms} ms ({result.message})")
    if answer.strip():
        typer.echo(f"it says: {safe(answer[:SHOWN_ANSWER])}")


def _show(states: "list[EndpointState]") -> None:
    from service.cli.output import console, table

    columns = (
        "endpoint",
        "host",
        "types",
        "pending",
        "delivered",
        "abandoned",
        "last success",
        "last failure",
    )
    rows = [
        (
            state.id,
            state.host,
            ", ".join(state.types) or "all",
            state.pending,
            state.delivered,
            state.abandoned,
            state.last_success and _seconds(state.last_success),
            _trouble(state),
        )
        for state in states
    ]
    console().print(table(columns, rows))


def _trouble(state: "EndpointState") -> str | None:
    if state.disabled_reason is not None:
        return f"disabled: {state.disabled_reason}"
    return state.last_failure and f"{_seconds(state.last_failure[0])} {state.last_failure[1]}"


def _seconds(moment: str) -> str:
    """A moment of the database to the second, which is enough for a table."""
    return f"{moment[:19]}Z"
