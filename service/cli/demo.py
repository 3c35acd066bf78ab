"""`roundlog demo`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from service.demo.run import Demo
    from service.demo.show import Stage


def demo(
    *,
    serve: Annotated[bool, typer.Option("--serve", help="Keep everything running until Ctrl-C.")] = False,
    folder: Annotated[
        Path | None, typer.Option("--dir", metavar="DIR", help="Data folder, instead of a temporary one.")
    ] = None,
    json_output: Annotated[bool, typer.Option("--json", help="Print nothing but the outcome, as JSON.")] = False,
) -> None:
    """Run the whole of Roundlog on bundled news, and show what it makes of them.

    78 dispatches written for the purpose come out as 27 growing feeds, the real daemon polls them into a
    fresh SQLite file, and a receiver checks the signature of each message that comes back. All of it stays on
    loopback and ends by itself in about a minute. The data stays, to be looked at.
    """
    import signal
    import tempfile

    from service.demo.run import running_demo
    from service.demo.show import Stage

    # A demo that is told to end takes its daemon along, as with Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = (folder or Path(tempfile.mkdtemp(prefix="roundlog-demo-"))).absolute()
    stage = Stage(quiet=json_output)
    stage.begin(folder)
    with running_demo(folder, stage.update) as running:
        with stage.bars:
            running.play()
        if serve:
            _stay(running, stage)
        seconds = running.daemon.stop()
        stage.show_stop(running, seconds)
        if not serve:
            stage.show_outcome(running)
    stage.end(running, seconds)


def _stay(running: "Demo", stage: "Stage") -> None:
    """Wait for Ctrl-C."""
    stage.show_outcome(running)
    stage.show_addresses(running)
    try:
        running.wait_for_ever()
    except KeyboardInterrupt:
        return
