"""An article as `roundlog extract` shows it to a person: its text with the evidence marked, and the claims below.

Evidence stands in brackets that begin with a number, and on a terminal it is underlined too. The claims refer to it by
that number, so the output reads the same in a file or without colour.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from rich.text import Text

    from events.claims import Claim, Evidence
    from service.extraction.article import Article, Reading

COLUMNS = ("in", "round", "field", "value", "said", "by", "rule")
STYLE = "underline bright_cyan"


class Mark(NamedTuple):
    """A stretch of text that carries claims; its place in the order of marks, from 1, is its number."""

    start: int
    end: int


def show(path: "Path", article: "Article", reading: "Reading", title: str) -> None:
    """Print an article with its claims, or that it doesn't speak of the process with this title."""
    from service.cli.output import console, safe, table

    out = console()
    published = article.published.isoformat(" ", "minutes") if article.published else "without a date"
    out.print(safe(f"{path}: {article.publisher}, {published}, read as {reading.lang!r}"))
    out.print()
    marks = marks_of(reading)
    out.print(marked_text(article.text, marks), soft_wrap=True)
    out.print()
    if not reading.relevant:
        out.print(safe(f"It doesn't speak of the {title}."))
    elif not reading.claims:
        out.print(safe(f"It speaks of the {title}, but makes no claim about a round."))
    else:
        out.print(table(COLUMNS, (_row(claim, marks) for claim in _by_round(reading))))


def marks_of(reading: "Reading") -> tuple[Mark, ...]:
    """All evidence of a reading, in text order; slices that overlap make one mark."""
    marks: list[Mark] = []
    for start, end in sorted({(each.start, each.end) for claim in reading.claims for each in claim.evidence}):
        if marks and start < marks[-1].end:
            marks[-1] = Mark(marks[-1].start, max(end, marks[-1].end))
        else:
            marks.append(Mark(start, end))
    return tuple(marks)


def marked_text(text: str, marks: Sequence[Mark]) -> "Text":
    """The text, safe for a terminal line by line, with every mark in numbered brackets: ``[1: …]``."""
    from rich.text import Text

    shown, at = Text(), 0
    for number, mark in enumerate(marks, 1):
        shown.append(_lines(text[at : mark.start]))
        shown.append(f"[{number}: ", style="bold")
        shown.append(_lines(text[mark.start : mark.end]), style=STYLE)
        shown.append("]", style="bold")
        at = mark.end
    return shown.append(_lines(text[at:]))


def _lines(text: str) -> str:
    from service.cli.output import safe

    return "\n".join(map(safe, text.split("\n")))


def _by_round(reading: "Reading") -> "Iterator[Claim]":
    yield from sorted(
        reading.claims, key=lambda claim: (claim.round is None, (claim.round or "").rjust(8), claim.field)
    )


def _row(claim: "Claim", marks: Sequence[Mark]) -> tuple[str, ...]:
    value = f"{claim.value} ({claim.attendance or claim.kind})" if claim.attendance or claim.kind else claim.value
    said = f"{claim.modality}, background" if claim.background else claim.modality
    by = f"{claim.speaker.kind} {claim.speaker.name}" if claim.speaker.name else claim.speaker.kind
    where = " ".join(f"[{number}]" for number in dict.fromkeys(_number(each, marks) for each in claim.evidence))
    return where, claim.round or "process", claim.field, value, said, by, claim.rule


def _number(evidence: "Evidence", marks: Sequence[Mark]) -> int:
    return next(number for number, mark in enumerate(marks, 1) if mark.start <= evidence.start < mark.end)
