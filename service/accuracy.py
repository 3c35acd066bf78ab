"""What an evaluation leaves behind: the table in a document for people, and the figures that the tests hold on to."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from service.errors import RoundlogError
from service.evaluation import Judged, Score, by_field, by_language, by_publisher

BEGIN, END = "<!-- accuracy:begin -->", "<!-- accuracy:end -->"
"""What stands before and after the table in a document; everything between them is replaced."""

DIGITS = 4  # of recorded figures: fine enough to see one fact in ten thousand

_HEAD = ("precision", "recall", "F1", "facts")


def figures(score: Score) -> tuple[str, str, str, str]:
    """Precision, recall, F1 and number of annotated facts, as people are shown them."""
    return f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", str(score.facts)


def write_table(document: Path, judged: list[Judged]) -> None:
    """Replace the table between the two markers of a document.

    Raises:
        RoundlogError: The document can't be read or written, or has no such markers.
    """
    try:
        text = document.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise RoundlogError(f"{document} can't be read as text: {error}") from error
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise RoundlogError(f"{document} has no place for the table: put {BEGIN} and {END} on lines of their own")
    _write(document, f"{before}{BEGIN}\n{_tables(judged)}{END}{after}")


def record_figures(file: Path, judged: list[Judged]) -> None:
    """Write the F1 of each field to a file, as JSON, for later evaluations to be held against.

    Raises:
        RoundlogError: It can't be written.
    """
    f1 = {field: round(score.f1, DIGITS) for field, score in by_field(judged).items()}
    _write(file, json.dumps({"dispatches": len(judged), "f1": f1}, indent=2) + "\n")


def _tables(judged: list[Judged]) -> str:
    parts = (
        ("field", by_field(judged)),
        ("language", by_language(judged)),
        ("publisher", by_publisher(judged)),
    )
    tables = "\n".join(_table(name, scores) for name, scores in parts)
    return f"{len(judged)} dispatches, read by the rules of this release.\n\n{tables}"


def _table(name: str, scores: Mapping[str, Score]) -> str:
    rows = [(name, *_HEAD), ("---", *["---:"] * len(_HEAD))]
    rows += [(_cell(label), *figures(score)) for label, score in scores.items()]
    return "".join(_row(row) for row in rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise RoundlogError(f"{file} can't be written: {error.strerror}") from error
