"""Lines of a page: which belong to one paragraph, and which are no part of the text."""

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\n]+")
_RATE = re.compile(r"[$€₽₸£] ?\d|°|(?:usd|eur|rub|cny|kzt|gbp)[ =/]{1,3}\d|\d (?:usd|eur|rub|kzt)\b")
_CRUMB = re.compile(r"\s[|›>/•»]\s")
_STAMP = re.compile(r"[\d\s:.,|/+-]{4,}$|(?:\D{0,24}\d{1,2}\D{1,16}\d{4})\D{0,4}\d{1,2}:\d{2}[\d\s]*$")
_STOP = re.compile(r"[.!?؟۔][\"')\]»”’]{0,3}(?:\s|$)")
_BULLET = re.compile(r"[-–—•*·▪]|\d{1,2}[.)]\s")
PROSE_LETTERS = 90  # a line longer than this that ends like a sentence is prose, whatever it holds
_PROSE_STOPS = 2  # so is one with more full stops than this
_WRAPPED = range(40, 121)  # letters of the longest line of a text that is broken at a fixed width
_FULL = 0.7  # a line that was broken for its length is at least so long, compared with the longest


def paragraphs(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph: a line, or lines broken in mid-sentence or at a fixed width."""
    start = end = -1
    for left, right, widest in _lines(text):
        if start >= 0 and _runs_on(text, folded, (start, end), left, widest):
            end = right
            continue
        if start >= 0:
            yield start, end
        start, end = left, right
    if start >= 0:
        yield start, end


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Start and end of each line that holds something, and the length of the longest line of its block."""
    block: list[tuple[int, int]] = []
    for found in _LINE.finditer(text):
        left, right = strip(text, found.start(), found.end())
        if left == right:
            continue
        if block and "\n\n" in text[block[-1][1] : left]:
            yield from _measured(block)
            block = []
        block.append((left, right))
    yield from _measured(block)


def _measured(block: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    widest = max((right - left for left, right in block), default=0)
    return ((left, right, widest) for left, right in block)


def _runs_on(text: str, folded: str, before: tuple[int, int], left: int, widest: int) -> bool:
    """Whether the line that begins at `left` goes on with the paragraph `before`."""
    start, end = before
    if "\n\n" in text[end:left] or _BULLET.match(text, left):
        return False
    if text[left].islower() and folded[end - 1] not in '.!?:;"':
        return True
    broken = max(text.rfind("\n", start, end) + 1, start)
    return widest in _WRAPPED and end - broken >= _FULL * widest


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def is_boilerplate(folded: str, start: int, end: int, leads: dict[int, int]) -> bool:
    """Whether a paragraph is no part of the text: rates, crumbs, stamps, menus.

    Args:
        folded: The whole text, folded.
        start: First letter of the paragraph.
        end: The letter after its last.
        leads: Words that open such lines: where each starts, and its end.
    """
    line = folded[start:end]
    if len(line) > PROSE_LETTERS and (line.rstrip("\"')")[-1:] in ".!?" or len(_STOP.findall(line)) > _PROSE_STOPS):
        return False
    if _RATE.search(line) or len(_CRUMB.findall(line)) > 1 or _STAMP.match(line):
        return True
    lead = leads.get(start)
    return lead is not None and (
        lead == end or folded[lead] in ":|>/›" or folded[lead : lead + 2] in (" |", " /", " >", " ›")
    )
