"""HTML as feeds carry it, turned into plain text: paragraphs apart by a blank line, nothing that isn't read."""

import html
import re
from html.parser import HTMLParser

_DROPPED = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head"})
_LINES = frozenset({"br", "li", "tr", "dt", "dd", "option", "summary"})
_PARAGRAPHS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "details", "div", "dl"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"),
    }
)
_CELLS = frozenset({"td", "th"})

# Stand for breaks until the blanks of the source are collapsed; `clean` lets neither through from outside.
_LINE, _PARAGRAPH = "\x01", "\x02"

# Controls but for blanks, halves of surrogate pairs, byte order marks and non-characters. Marks of direction stay.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_ANY_BREAK = re.compile("\r\n?|[\x85\u2028\u2029\x0b\x0c]")
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{2,}")


def clean(text: str) -> str:
    """Plain text without controls: blanks collapsed, lines stripped, paragraphs apart by one blank line."""
    text = _ANY_BREAK.sub("\n", _UNWANTED.sub("", text))
    lines = (line.strip() for line in _BLANKS.sub(" ", text).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def plain_text(markup: str) -> str:
    """The text of a piece of HTML.

    Scripts, styles and embedded things are left out. Where no tag lays the text out, its own line breaks do, as in
    feeds that call plain text HTML.
    """
    if "<" not in markup:
        return clean(html.unescape(markup))
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Collects text and breaks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._dropping = self._preformatted = 0
        self._laid_out = False

    def text(self) -> str:
        text = "".join(self._parts)
        if self._laid_out:
            text = re.sub(r"[\r\n]", " ", text).replace(_LINE, "\n").replace(_PARAGRAPH, "\n\n")
        return clean(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - their signature
        if tag in _DROPPED:
            self._dropping += 1
        if tag == "pre":
            self._preformatted += 1
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropping = max(0, self._dropping - 1)
        if tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        if tag in _PARAGRAPHS:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            data = _UNWANTED.sub("", data)
            self._parts.append(data.replace("\n", _LINE) if self._preformatted else data)

    def _break(self, tag: str) -> None:
        if tag in _LINES or tag in _PARAGRAPHS:
            self._laid_out = True
            self._parts.append(_LINE if tag in _LINES else _PARAGRAPH)
        elif tag in _CELLS:
            self._parts.append(" ")
