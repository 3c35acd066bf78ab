"""The command line. Its commands live one file a theme; this one gathers them and turns faults into one clear line."""

import io
import sys

import typer

from events.errors import EventLogError
from service.cli import (
    config,
    demo,
    endpoints,
    evaluate,
    extract,
    feeds,
    importing,
    log,
    projector,
    replay,
    review,
    rounds,
    rules,
    run,
)
from service.errors import RoundlogError

app = typer.Typer(
    name="roundlog",
    help="Watch the news for the rounds of a negotiation, keep every claim with its source, and say why.",
    epilog="Start with `roundlog demo`. Settings are environment variables: see docs/operations.md.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run)
app.command("demo")(demo.demo)
app.command("import")(importing.import_)
app.command("rounds")(rounds.rounds)
app.command("extract")(extract.extract)
app.command("evaluate")(evaluate.evaluate)
app.command("review")(review.review)
app.command("replay")(replay.replay)
app.add_typer(feeds.app, name="feeds")
app.add_typer(endpoints.app, name="endpoints")
app.add_typer(log.app, name="log")
app.add_typer(rules.app, name="rules")
app.add_typer(projector.app, name="projector")
app.add_typer(config.app, name="config")


def main() -> None:
    """Run the command line. Exit code 0: all went well; 1: a finding or fault; 2: wrong use; 130: interrupted."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # where the locale has no such letter, a ? is better than no answer
    try:
        app()
    except (RoundlogError, EventLogError) as error:
        print(f"roundlog: {error}", file=sys.stderr)  # noqa: T201 - the one line a fault gets
        sys.exit(getattr(error, "exit_code", 1))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (`| head`). Close without a word, as other tools do.
        sys.stderr.close()
        sys.exit(0)
