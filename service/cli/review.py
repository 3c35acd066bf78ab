"""`roundlog review`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.reviewing import Found, Review, Weak

SHOWN = 20  # articles of each list, unless all are asked for
QUOTE_LENGTH = 300  # characters of a quote shown to a person


def review(
    *,
    deciding: Annotated[
        bool, typer.Option("--deciding", help="Only claims that a value of the view rests on, with nothing better.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help=f"Show all, not only the newest {SHOWN} articles.")] = False,
    json_output: Annotated[bool, typer.Option("--json", help="Print JSON, always with all.")] = False,
) -> None:
    """List what a person should look at: articles that gave no claim, and claims with weak evidence; newest first.

    An article is listed when it names a process but the rules found nothing to say about it. Evidence is weak when only
    a background sentence says it (background), when nobody is named who says it (unnamed), when no words tie a date to
    the round (loose), or when a day was counted from the day of publication because the text gives none (counted).
    Where a value of the view rests on such claims of one origin alone, it is named. `roundlog rounds N --why` shows all
    that is behind a value.
    """
    from dataclasses import replace

    from service.bootstrap import open_services
    from service.reviewing import only_deciding
    from service.reviewing import review as review_log
    from service.viewing import stored_view

    with open_services() as services:
        found = review_log(services.log, stored_view(services))
    if deciding:
        found = replace(found, silent=(), weak=tuple(only_deciding(found.weak)))
    if json_output:
        _print_json(found)
    else:
        _print(found, None if everything else SHOWN)


def _print(found: "Review", shown: int | None) -> None:
    from itertools import groupby

    from service.cli.output import console

    out = console()
    if found.silent:
        out.print(f"Articles that name a process but gave no claim: {len(found.silent)}")
        for each in found.silent[:shown]:
            _print_place(each)
            out.print(f"  {_short(each.quote)}")
        _print_rest(len(found.silent), shown)
    if found.weak:
        out.print(f"Claims with weak evidence: {len(found.weak)}")
        articles = [list(claims) for _, claims in groupby(found.weak, key=lambda weak: weak.position)]
        for article in articles[:shown]:
            _print_place(article[0])
            for (quote, reasons), claims in groupby(article, key=lambda weak: (weak.quote, weak.reasons)):
                out.print(f"  {', '.join(reasons)}: {_short(quote)}")
                _print_claims(list(claims))
        _print_rest(len(articles), shown)
    if not found.silent and not found.weak:
        out.print("nothing to review")


def _print_place(found: "Found") -> None:
    from service.cli.output import console, safe

    where = f"{found.said_at[:16]}Z  position {found.position}  {found.publisher}  {found.address or ''}"
    console().print(f"\n{safe(where).rstrip()}", soft_wrap=True)


def _print_claims(claims: "Sequence[Weak]") -> None:
    from service.cli.output import console, safe

    for line in dict.fromkeys(map(_line, claims)):
        console().print(safe(line))


def _line(weak: "Weak") -> str:
    claim = weak.claim
    alone = f"  (nothing better behind {', '.join(weak.alone)})" if weak.alone else ""
    return f"    {claim.round or claim.process} {claim.field}: {claim.value}{alone}"


def _print_rest(articles: int, shown: int | None) -> None:
    if shown is not None and articles > shown:
        typer.echo(f"\nand {articles - shown} older articles: --all shows them")
    typer.echo()


def _short(quote: str | None) -> str:
    from service.cli.output import safe

    if quote is None:
        return "(the text was erased)"
    return safe(f"“{quote if len(quote) <= QUOTE_LENGTH else quote[: QUOTE_LENGTH - 1] + '…'}”")


def _print_json(found: "Review") -> None:
    from service.cli.output import print_json

    print_json(
        {
            "silent": [{**_plain(each), "processes": each.processes} for each in found.silent],
            "weak": [_plain_weak(each) for each in found.weak],
        }
    )


def _plain(found: "Found") -> dict[str, Any]:
    names = ("position", "said_at", "publisher", "address", "lang", "quote")
    return {name: getattr(found, name) for name in names}


def _plain_weak(weak: "Weak") -> dict[str, Any]:
    claim = weak.claim
    speaker = {"kind": claim.speaker.kind, "name": claim.speaker.name}
    names = ("id", "process", "round", "field", "value", "modality", "background", "rule")
    said = {name: getattr(claim, name) for name in names}
    return {**_plain(weak), "claim": {**said, "speaker": speaker}, "reasons": weak.reasons, "alone_behind": weak.alone}
