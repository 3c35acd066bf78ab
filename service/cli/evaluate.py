"""`roundlog evaluate`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.evaluation import Judged, Score
    from service.importing import Unreadable

COLUMNS = ("precision", "recall", "F1", "facts")


def evaluate(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="DIR…", help="Annotated dispatches (JSON with `gold`).", show_default=False),
    ],
    *,
    worst: Annotated[int, typer.Option(min=0, metavar="N", help="Show so many of the worst dispatches.")] = 5,
    write: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Renew the table in this document.", show_default=False)
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Record the figures that tests are held to.", show_default=False),
    ] = None,
    json_output: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure how well articles are read: precision, recall and F1 by field, language and publisher.

    An annotated dispatch is one as `roundlog import` takes it, with `gold` beside the text: what a careful reader
    learns from it. The rules never see it. docs/accuracy.md tells what counts as a fact and gives the figures of this
    release; `roundlog extract FILE` shows how one dispatch was read. Exit code 1 when a file couldn't be read.
    """
    from config.dossier import load_dossiers
    from config.lexicon import load_lexicons
    from service.accuracy import record_figures, write_table
    from service.annotated import judge, read_folder
    from service.errors import UsageError

    dispatches, unreadable = read_folder(paths)
    _warn(unreadable)
    if not dispatches:
        if unreadable:
            raise typer.Exit(1)
        raise UsageError(f"no annotated dispatches in {', '.join(map(str, paths))}: name JSON files that have `gold`")
    lexicons, dossier = load_lexicons(), load_dossiers()[0]
    judged = [judge(dispatch, lexicons, dossier) for dispatch in dispatches]
    if write is not None:
        write_table(write, judged)
    if record is not None:
        record_figures(record, judged)
    if json_output:
        _print_json(judged, worst, unreadable)
    else:
        _print(judged, worst)
    if unreadable:
        raise typer.Exit(1)


def _warn(unreadable: "list[Unreadable]") -> None:
    from service.cli.output import safe

    for file in unreadable:
        typer.echo(f"left out {safe(str(file.path))}: {safe(file.reason)}", err=True)


def _print_json(judged: "list[Judged]", worst: int, unreadable: "list[Unreadable]") -> None:
    from service import evaluation
    from service.cli.output import print_json

    print_json(
        {
            "dispatches": len(judged),
            "fields": _plain(evaluation.by_field(judged)),
            "languages": _plain(evaluation.by_language(judged)),
            "publishers": _plain(evaluation.by_publisher(judged)),
            "worst": [_plain_dispatch(dispatch) for dispatch in evaluation.worst(judged, worst)],
            "unreadable": [{"path": str(file.path), "reason": file.reason} for file in unreadable],
        }
    )


def _plain(scores: "Mapping[str, Score]") -> dict[str, dict[str, float]]:
    from service.accuracy import DIGITS

    return {
        name: {
            "precision": round(score.precision, DIGITS),
            "recall": round(score.recall, DIGITS),
            "f1": round(score.f1, DIGITS),
            "facts": score.facts,
        }
        for name, score in scores.items()
    }


def _plain_dispatch(dispatch: "Judged") -> dict[str, Any]:
    differences = {
        name: [fact._asdict() for fact in facts]
        for name, facts in (("missed", dispatch.comparison.missed), ("surplus", dispatch.comparison.surplus))
    }
    return {"id": dispatch.id, "lang": dispatch.lang, "publisher": dispatch.publisher, **differences}


def _print(judged: "list[Judged]", worst: int) -> None:
    from service import evaluation
    from service.accuracy import figures
    from service.cli.output import console, safe, table

    out = console()
    parts = (
        ("field", evaluation.by_field(judged)),
        ("language", evaluation.by_language(judged)),
        ("publisher", evaluation.by_publisher(judged)),
    )
    for name, scores in parts:
        out.print(table((name, *COLUMNS), [(label, *figures(score)) for label, score in scores.items()]))
    out.print(f"{len(judged)} dispatches; `core` is all but agenda and outcomes")
    for dispatch in evaluation.worst(judged, worst):
        out.print()
        out.print(safe(f"{dispatch.id} ({dispatch.lang}, {dispatch.publisher}): {dispatch.differences} differences"))
        for fact in dispatch.comparison.missed:
            out.print(safe(f"  missed   {fact}"))
        for fact in dispatch.comparison.surplus:
            out.print(safe(f"  surplus  {fact}"))
