"""`roundlog extract`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import datetime

    from service.extraction.article import Article


def extract(
    files: Annotated[list[Path], typer.Argument(help="Dispatches (JSON), or plain text (.txt).", show_default=False)],
    *,
    json_output: Annotated[bool, typer.Option("--json", help="Print one line of JSON a file.")] = False,
    published: Annotated[
        str | None, typer.Option(help="When plain text was published, as 2024-01-19T15:00Z.", show_default=False)
    ] = None,
) -> None:
    """Read articles and show what they say of the rounds: the text with its evidence marked, and every claim below.

    A dispatch is a JSON object as `roundlog import` takes it. Of plain text the first line is the headline. Nothing is
    stored. Exit code 1 when a file couldn't be read; the others are read all the same.
    """
    from config.dossier import load_dossiers
    from config.lexicon import load_lexicons
    from service.cli.marking import show
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
            show(path, article, reading, dossier.title)
    if failed:
        raise typer.Exit(1)


def _moment(text: str | None) -> "datetime | None":
    from service.errors import UsageError
    from service.importing import parse_published

    if text is None:
        return None
    moment = parse_published(text)
    if moment is None:
        raise UsageError(f"--published takes a date as in 2024-01-19T15:00Z, not {text[:40]!r}")
    return moment


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
