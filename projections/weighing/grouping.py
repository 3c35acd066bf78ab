"""Provisional rounds: which unnumbered mentions, tied to no number, speak of the same meeting.

A group's id comes from its earliest mention, so that it stays as more mentions join, and says nothing about a number.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from events.ids import name_based
from projections.weighing.statements import Mention

SILENCE = timedelta(days=90)
"""How long after a provisional round was last spoken of a mention without dates may still mean it."""


def provisional_id(process: str, article: str, ref: str) -> str:
    """The id of the provisional round whose earliest mention this is: ``<process>-p-<8 hex digits>``.

    It goes by the article, not its revision, so that a correction or a new reading doesn't change it.
    """
    return f"{process}-p-{name_based('provisional', process, article, ref)[:8]}"


def group(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Mentions of one process in groups, each the mentions of one meeting, earliest first."""
    groups: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda m: m.key):
        home = next((g for g in reversed(groups) if _same_meeting(g, mention)), None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    return groups


def _same_meeting(meeting: Sequence[Mention], mention: Mention) -> bool:
    """Whether a mention speaks of the meeting that earlier mentions speak of."""
    if any(earlier.article == mention.article for earlier in meeting):
        return False  # one article's last and next round are two
    spans = mention.spans
    known = next((earlier.spans for earlier in reversed(meeting) if earlier.spans), ())
    if spans and known and any(one.overlaps(other) for one in spans for other in known):
        return True
    if mention.ref == "next":
        return _still_ahead(meeting, mention)
    recent = mention.day - meeting[-1].day <= SILENCE
    return not spans and recent and (not known or min(span.first for span in known) <= mention.day)


def _still_ahead(meeting: Sequence[Mention], mention: Mention) -> bool:
    """Whether the meeting was the next one and hasn't come about: then the next one is still it, on whatever dates."""
    latest = meeting[-1]
    if latest.ref != "next":
        return False
    if latest.spans:
        return max(span.latest for span in latest.spans) >= mention.day
    return mention.day - latest.day <= SILENCE
