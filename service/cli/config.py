"""`roundlog config`."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from config.settings import Settings

app = typer.Typer(help="The settings in force, and whether they work.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("show")
def show(*, json_output: AsJson = False) -> None:
    """Show every setting with the value in force. Passwords are left out."""
    from service.bootstrap import load_settings
    from service.cli.output import console, print_json, table

    values = _values(load_settings())
    if json_output:
        print_json(values)
    else:
        console().print(table(("variable", "value"), values.items()))


@app.command("check")
def check() -> None:
    """Try the settings: open the database, compare the rules, look for variables that no setting has.

    Exit code 1 when something would keep Roundlog from running, or a variable looks mistyped.
    """
    from service.bootstrap import open_services, release_rules
    from service.rules import RulesDiffer, adopted_rules, differences

    unknown = _unknown_variables()
    with open_services() as services:
        size = services.log.head().size
        adopted = adopted_rules(services.log)
        _, current = release_rules()
        if adopted is not None and differences(adopted, current):
            raise RulesDiffer(adopted, current)
    typer.echo(f"the database can be written and holds {size} records; the rules are those of this release")
    for name in unknown:
        typer.echo(f"{name} is set, but there is no such setting: `roundlog config show` lists those there are")
    if unknown:
        raise typer.Exit(1)


def _unknown_variables() -> list[str]:
    """Variables with Roundlog's prefix that aren't settings. Not refused at start: container platforms set some."""
    import os

    from config.settings import Settings

    known = {f"ROUNDLOG_{name.upper()}" for name in Settings.model_fields}
    return sorted(name for name in os.environ if name.startswith("ROUNDLOG_") and name not in known)


def _values(settings: "Settings") -> dict[str, str]:
    """Variables and values, as text; the database's address without its password."""
    from sqlalchemy import make_url

    values = {name: _text(value) for name, value in settings.model_dump().items()}
    values["database_url"] = make_url(settings.database).render_as_string(hide_password=True)
    return {f"ROUNDLOG_{name.upper()}": value for name, value in values.items()}


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return "" if value is None else str(value)
