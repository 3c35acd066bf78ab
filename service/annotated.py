"""Annotated dispatches: files of dispatches with ``gold``, what a careful reader learns from each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.dossier import Dossier
from config.lexicon import Lexicons
from service.capture import as_article
from service.evaluation import FIELDS, SETS, Judged, compare
from service.extraction.article import Article
from service.extraction.extract import extract
from service.extraction.rendering import render
from service.importing import Unreadable, UnreadableFile, files_under, read_dispatch
from service.same_dates import same_dates

ANNOTATION = "gold"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A dispatch and its annotation; `lang` is the declared language, ``und`` where there is none."""

    id: str
    lang: str
    article: Article
    annotation: dict[str, Any]


def read_annotated(path: Path) -> Annotated | None:
    """The annotated dispatch in a file; None if it is JSON without an annotation.

    Raises:
        UnreadableFile: It is no dispatch, or its annotation is malformed.
    """
    content = _json(path)
    if not isinstance(content, dict) or ANNOTATION not in content:
        return None
    article = as_article(read_dispatch(path))
    return Annotated(
        id=str(content.get("id") or path.stem),
        lang=article.lang or "und",
        article=article,
        annotation=_checked(content[ANNOTATION]),
    )


def read_folder(paths: Iterable[Path]) -> tuple[list[Annotated], list[Unreadable]]:
    """All annotated dispatches under the paths, in order of file name, and the files that couldn't be read.

    Raises:
        UsageError: A path doesn't exist.
    """
    dispatches: list[Annotated] = []
    unreadable: list[Unreadable] = []
    for path in files_under(paths):
        try:
            found = read_annotated(path)
        except UnreadableFile as error:
            unreadable.append(Unreadable(path, str(error)))
        else:
            dispatches += [found] if found else []
    return dispatches, unreadable


def judge(dispatch: Annotated, lexicons: Lexicons, dossier: Dossier) -> Judged:
    """Read a dispatch and compare what was read with its annotation."""
    told = render(extract(dispatch.article, lexicons, dossier), dispatch.article)
    comparison = compare(dispatch.annotation, told)
    return Judged(dispatch.id, dispatch.lang, dispatch.article.publisher, comparison)


def _json(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise UnreadableFile(f"it can't be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("it isn't JSON in UTF-8") from error


def _checked(annotation: object) -> dict[str, Any]:
    """The annotation, once it is known to have the form that is scored.

    Raises:
        UnreadableFile: It hasn't.
    """
    if not isinstance(annotation, dict) or not isinstance(annotation.get("rounds", {}), dict):
        raise UnreadableFile(f"its `{ANNOTATION}` isn't an object with `rounds`")
    for key, round_ in (annotation.get("rounds") or {}).items():
        if not isinstance(round_, dict) or not round_.keys() <= set(FIELDS):
            raise UnreadableFile(f"its `{ANNOTATION}` has fields for round {key} that aren't scored")
        if not all(isinstance(round_.get(field) or [], list) for field in SETS):
            raise UnreadableFile(f"its `{ANNOTATION}` has no list where round {key} needs one")
        _check_dates(str(key), round_.get("dates"))
    return annotation


def _check_dates(key: str, dates: object) -> None:
    try:
        sound = not dates or (isinstance(dates, str) and same_dates(dates, dates))
    except ValueError:
        sound = False
    if not sound:
        raise UnreadableFile(f"its `{ANNOTATION}` has dates for round {key} that aren't EDTF: {str(dates)[:40]!r}")
