"""`roundlog extract`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from config.dossier import Dossier
    from events.claims import Claim
    from service.extraction.article import Article, Reading

QUOTE_LETTERS = 240  # of a quote shown to a person


def extract(
    files: Annotated[list[Path], typer.Argument(help="Dispatches (JSON), or plain text (.txt).", show_default=False)],
    *,
    json_output: Annotated[bool, typer.Option("--json", help="Print one line of JSON a file.")] = False,
    published: Annotated[
        str | None, typer.Option(help="When plain text was published, as 2024-01-19T15:00Z.", show_default=False)
    ] = None,
) -> None:
    """Read articles and show what they say of the rounds, with the sentence behind every claim.

    A dispatch is a JSON object as `roundlog import` takes it. Of plain text the first line is the headline. Nothing is
    stored. Exit code 1 when a file couldn't be read; the others are read all the same.
    """
    from config.dossier import load_dossiers
    from config.lexicon import load_lexicons
    from service.cli.output import print_json
    from service.extraction.extract import extract as read
    from service.extraction.rendering import render
    from service.importing import UnreadableFile

    dossier, lexicons, when = load_dossiers()[0], load_lexicons(), _moment(published)
    failed = False
    for path in files:
        try:
            name, article = _article(path, when)
        except UnreadableFile as fault:
            typer.echo(f"roundlog: {path}: {fault}", err=True)
            failed = True
            continue
        reading = read(article, lexicons, dossier)
        if json_output:
            print_json({"id": name} | render(reading, article))
        else:
            _show(path, article, reading, dossier)
    if failed:
        raise typer.Exit(1)


def _moment(text: str | None) -> "datetime | None":
    from datetime import UTC, datetime

    from service.errors import UsageError

    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--published takes a date as in 2024-01-19T15:00Z, not {text[:40]!r}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _article(path: Path, published: "datetime | None") -> "tuple[str, Article]":
    """The file's id and the article in it.

    Raises:
        UnreadableFile: It holds none.
    """
    import json

    from service.extraction.article import Article
    from service.importing import read_dispatch

    if path.suffix.lower() == ".txt":
        return path.stem, _plain(path, published)
    incoming = read_dispatch(path)
    name = json.loads(path.read_bytes()).get("id")
    article = Article(incoming.title, incoming.body, incoming.lang, incoming.published, incoming.publisher)
    return str(name or path.stem), article


def _plain(path: Path, published: "datetime | None") -> "Article":
    from service.extraction.article import Article
    from service.importing import UnreadableFile

    try:
        text = path.read_text("utf-8").strip()
    except OSError as error:
        raise UnreadableFile(f"it can't be read: {error.strerror}") from error
    except ValueError as error:
        raise UnreadableFile("it isn't text in UTF-8") from error
    if not text:
        raise UnreadableFile("it is empty")
    title, _, body = text.partition("\n")
    return Article(title.strip(), body.strip(), None, published, "unknown")


def _show(path: Path, article: "Article", reading: "Reading", dossier: "Dossier") -> None:
    from service.cli.output import console, safe, table

    out = console()
    out.print(safe(f"{path}: {article.title or article.body[:80]}"))
    if not reading.relevant:
        out.print(safe(f"It doesn't speak of the {dossier.title}."))
        return
    columns = ("round", "field", "value", "said", "by", "quote")
    out.print(table(columns, _without_repeats(_row(claim, article) for claim in _by_round(reading))))


def _by_round(reading: "Reading") -> "Iterator[Claim]":
    yield from sorted(
        reading.claims, key=lambda claim: (claim.round is None, (claim.round or "").rjust(8), claim.field)
    )


def _without_repeats(rows: "Iterator[tuple[str, ...]]") -> "Iterator[tuple[str, ...]]":
    """The rows, with a quote that stands in the row above left out."""
    above = ""
    for *cells, quote in rows:
        yield (*cells, "" if quote == above else quote)
        above = quote


def _row(claim: "Claim", article: "Article") -> tuple[str, ...]:
    quote = " … ".join(article.text[each.start : each.end] for each in claim.evidence)
    value = f"{claim.value} ({claim.attendance or claim.kind})" if claim.attendance or claim.kind else claim.value
    said = f"{claim.modality}, background" if claim.background else claim.modality
    by = f"{claim.speaker.kind} {claim.speaker.name}" if claim.speaker.name else claim.speaker.kind
    return claim.round or "process", claim.field, value, said, by, quote[:QUOTE_LETTERS]
