"""`roundlog run`."""

from typing import Annotated

import typer


def run(
    *,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port to listen on; 0 takes a free one.")] = 8321,
) -> None:
    """Run the daemon in the foreground until SIGTERM or Ctrl-C.

    It polls the feeds, reads what they bring, keeps the view, sends the alerts, and answers on /healthz. Stopped in
    any way, even killed, it starts where it left off.
    """
    import asyncio

    from service.bootstrap import open_services
    from service.daemon import serve

    with open_services() as services:
        asyncio.run(serve(services, host, port, typer.echo))
