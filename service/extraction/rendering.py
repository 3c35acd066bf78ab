"""A reading as one table of rounds: what its claims say together.

The form: ``{"relevant", "rounds": {key: {"dates", "venue", "status", "participants", "observers", "agenda",
"outcomes"}}, "process"}``. Only claims that state something come out; what is proposed comes out as a date with status
``proposed``, what is denied or taken back doesn't come out at all.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from events.claims import Claim
from service.extraction.article import Article, Reading
from service.extraction.calendar_spans import CalendarSpan, read_edtf

SETS = ("participants", "observers", "agenda", "outcomes")
_MOST_EXTENTS = 40  # different extents of one round that are looked at
_SILENT = frozenset(("denied", "retracted"))


def render(reading: Reading, article: Article) -> dict[str, Any]:
    """The table of a reading. Keys of rounds come in numeric order, then ``last``, ``current``, ``next``."""
    del article
    stated = [claim for claim in reading.claims if claim.modality not in _SILENT]
    keys = sorted({claim.round for claim in stated if claim.round is not None}, key=_order)
    rounds = {key: _round([claim for claim in stated if claim.round == key]) for key in keys}
    return {"relevant": reading.relevant, "rounds": rounds, "process": _process(stated)}


def _order(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdigit() else (1000, {"last": "a", "current": "b", "next": "c"}.get(key, key))


def _round(claims: Sequence[Claim]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    dates = render_dates(claims)
    if dates:
        told["dates"] = dates
    for name in ("venue", "status"):
        value = next((claim.value for claim in claims if claim.field == name), None)
        if value is not None:
            told[name] = value
    for name in SETS:
        members = dict.fromkeys(claim.value for claim in claims if claim.field == name and _counts(claim))
        if members:
            told[name] = list(members)
    return told


def _counts(claim: Claim) -> bool:
    """Someone absent is none of a round's participants, nor is someone who may come."""
    return claim.attendance != "absent" and claim.modality != "conditional"


def render_dates(claims: Iterable[Claim]) -> str | None:
    """EDTF of the dates that claims about one round give together: statements that meet are combined.

    What an unnamed source says counts only where nobody else gives days.
    """
    dated = [claim for claim in claims if claim.field == "dates" and claim.modality not in _SILENT]
    if any(claim.kind == "extent" and claim.speaker.kind != "unnamed" for claim in dated):
        dated = [claim for claim in dated if claim.speaker.kind != "unnamed"]
    extents = [read_edtf(claim.value) for claim in dated if claim.kind == "extent"]
    if extents:
        return _extent(extents).edtf
    windows = [read_edtf(claim.value) for claim in dated]
    return _window(windows).edtf if windows else None


def _extent(extents: list[CalendarSpan]) -> CalendarSpan:
    """The extent that most statements bear out; a single day at its edge bears it out too."""
    counts = Counter(extents)

    def support(span: CalendarSpan) -> tuple[int, int]:
        borne_out = sum(n for other, n in counts.items() if span.first <= other.first and other.last <= span.last)
        return borne_out, counts[span]

    return max(list(counts)[:_MOST_EXTENTS], key=support)


def _window(windows: list[CalendarSpan]) -> CalendarSpan:
    """The overlap of the windows that meet, from the first on."""
    common = windows[0]
    for each in windows[1:]:
        if common.meets(each):
            common = common.overlap(each)
    return common


def _process(claims: Sequence[Claim]) -> str | None:
    """Going on outweighs declared over; a mere proposal to end it counts for nothing."""
    values = {
        claim.value
        for claim in claims
        if claim.field == "process" and claim.modality not in ("proposed", "conditional")
    }
    return next((value for value in ("continuing", "declared-over") if value in values), None)
