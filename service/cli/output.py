"""What commands print: tables for people, JSON for programs, and nothing that could steer a terminal."""

import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec
import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

PIPED_WIDTH = 160  # columns of a table that goes to a file or another program

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters of ISO 6429: escape sequences begin with one of them
    "\u2028\u2029"  # separators that some terminals take for a line break
    "\u202a-\u202e\u2066-\u2069"  # bidirectional overrides, which reorder what stands beside them
    "\ud800-\udfff]"  # surrogates, which no encoding can write
)


def safe(text: str) -> str:
    """Text from outside as one line for a terminal: breaks and tabs become spaces, other controls U+FFFD."""
    return _UNPRINTABLE.sub(lambda found: " " if found[0] in "\t\n\r" else "\ufffd", text)


def console(*, stderr: bool = False) -> "Console":
    """A console that takes no markup, so that brackets in a text stay brackets."""
    from rich.console import Console

    plain = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    if not plain.is_terminal:
        plain.width = max(plain.width, PIPED_WIDTH)
    return plain


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> "Table":
    """A table for `console().print`. Cells are made safe, None is left empty, long ones fold."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, title=title and Text(safe(title)), title_justify="left", pad_edge=False)
    for column in columns:
        made.add_column(Text(column), overflow="fold")
    for row in rows:
        made.add_row(*("" if cell is None else Text(safe(str(cell))) for cell in row))
    return made


def fit(line: str) -> str:
    """The line, cut to the terminal's width with an ellipsis; whole where the output isn't a terminal."""
    width = shutil.get_terminal_size().columns
    return line if len(line) <= width or not sys.stdout.isatty() else line[: width - 1] + "…"


def print_json(value: object) -> None:
    """Print a value (of what msgspec can encode) as one line of UTF-8 JSON, whatever the locale says."""
    encoded = msgspec.json.encode(value).decode()
    # JSON escapes the controls below U+0020 by itself; the others it would pass on.
    escaped = _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", encoded)
    typer.echo(escaped.encode())
