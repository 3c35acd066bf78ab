"""Why a value is what it is: the reason the view gives, joined with the sentences and positions it rests on."""

from collections.abc import Iterable
from typing import Any

import msgspec

from events.event import Record
from events.log import EventLog
from events.rounds import Support
from projections.why import Explanation
from service.evidence import Source, find_source


def explained(log: EventLog, explanations: Iterable[Explanation]) -> list[dict[str, Any]]:
    """The explanations as JSON shows them, with the source of each claim.

    Returns:
        For each cell its explanation, with ``basis`` (position of the event that caused it), and each claim of
        ``support`` and ``dissent`` with ``quote`` (None where the text was erased), the three clocks ``said_at``,
        ``recorded_at`` and ``about`` (the claim's own value), ``address``, ``revision``, and the positions of the
        revision and its reading.
    """
    return [_cell(log, explanation) for explanation in explanations]


def _cell(log: EventLog, explanation: Explanation) -> dict[str, Any]:
    shown: dict[str, Any] = msgspec.to_builtins(explanation)
    change = next(log.read(after=explanation.position - 1, upto=explanation.position), None)
    return shown | {
        "basis": _basis(change),
        "support": [_claim(log, support) for support in explanation.support],
        "dissent": [_claim(log, support) for support in explanation.dissent],
    }


def _basis(change: Record | None) -> int | None:
    """The position that caused a change, whatever kind of change it is."""
    found = msgspec.json.decode(change.data).get("basis") if change else None
    return found if isinstance(found, int) else None


def _claim(log: EventLog, support: Support) -> dict[str, Any]:
    source = find_source(log, support.claim)
    cited: dict[str, Any] = msgspec.to_builtins(support)
    return cited | (_source(source) if source else {"quote": None})


def _source(source: Source) -> dict[str, Any]:
    return {
        "quote": source.quote,
        "modality": source.claim.modality,
        "background": source.claim.background,
        "rule": source.claim.rule,
        "extractor": source.extractor,
        "recorded_at": source.reading.recorded_at,
        "address": source.article.address,
        "revision": source.captured.id,
        "captured_at_position": source.captured.position,
        "read_at_position": source.reading.position,
    }
