"""`roundlog rounds N --why [FIELD]`: from a value down to the sentences it rests on."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from projections.view import RoundView
    from service.services import Services
    from service.viewing import AsOf

QUOTE_LENGTH = 300  # characters of a quote shown to a person


def show_why(
    services: "Services", at: "AsOf", process: str, round_: "RoundView", field: str | None, *, as_json: bool
) -> None:
    """Print the reasons for one field of a round, or for all.

    Raises:
        UsageError: The round has no such field.
    """
    from projections.why import why
    from service.cli.output import print_json
    from service.errors import UsageError
    from service.explaining import explained

    if field is not None and field not in round_.cells:
        raise UsageError(f"round {round_.id} has no {field!r}; what is known of it: {', '.join(round_.cells)}")
    fields = [field] if field is not None else list(round_.cells)
    cells = explained(services.log, why(round_, fields))
    if as_json:
        as_of = {"position": at.position, "recorded_at": at.recorded_at}
        print_json({"process": process, "round": round_.id, "as_of": as_of, "cells": cells})
        return
    for cell in cells:
        _print_cell(round_.id, cell)


def _print_cell(round_id: str, cell: dict[str, Any]) -> None:
    from service.cli.output import console, safe

    out = console()
    value = " ".join(cell["value"]) if isinstance(cell["value"], list | tuple) else cell["value"]
    flags = "".join(f" ({flag})" for flag in cell["flags"])
    out.print(f"{round_id} {cell['field']}: {safe(str(value))}{flags}")
    out.print(f"  step      {cell['step']}: {cell['because']}")
    out.print(f"  standing  {cell['standing']}: {cell['stands']} (independent origins: {cell['origins']})")
    if cell["basis"] is None:
        out.print("  recorded  nowhere: it was weighed to answer this question")
    else:
        out.print(f"  recorded  at position {cell['position']}, caused by position {cell['basis']}")
    for word, claims in (("for", cell["support"]), ("against", cell["dissent"])):
        for claim in claims:
            _print_claim(word, claim)
    out.print()


def _print_claim(word: str, claim: dict[str, Any]) -> None:
    from service.cli.output import console, safe

    out = console()
    who = f"{safe(claim['publisher'])}, {claim['speaker']}"
    out.print(f"  {word:<9} {claim['said_at'][:16]}Z  {who}: {safe(claim['value'])}")
    quote = claim["quote"]
    shown = "(the text was erased)" if quote is None else f"“{safe(_shortened(quote))}”"
    out.print(f"            {shown}")
    if "read_at_position" in claim:
        where = f"positions {claim['captured_at_position']} and {claim['read_at_position']}, rule {claim['rule']}"
        out.print(f"            {where}  {safe(claim['address'] or '')}")


def _shortened(quote: str) -> str:
    return quote if len(quote) <= QUOTE_LENGTH else quote[: QUOTE_LENGTH - 1] + "…"
