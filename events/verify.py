"""Verification: all that the log can prove about itself, recomputed from what is stored.

It shows that each record is whole, in canonical form and in its place, that the copies and hashes beside it are
its own, that texts and quotes are those the records commit to, and that the frontier is the one of just these
records. It can't show that nobody rewrote the log together with all its hashes: for that, compare the root with
one that was noted down elsewhere.
"""

from collections.abc import Callable, Iterator

import msgspec

from events.canonical import UNREADABLE, encode
from events.envelopes import unwrap
from events.errors import MalformedEvent
from events.log import EventLog, StoredHead, StoredRecord
from events.merkle import Frontier, leaf_hash
from events.times import moment
from events.verify_content import content_problems

FINDINGS_KEPT = 100
"""One break can make every later record wrong, so only the first findings are kept; all are counted."""

_COPIES = ("id", "type", "schema_version", "subject", "recorded_at", "causation_id")


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong, and the position where it shows; None where it is the log as a whole."""

    position: int | None
    problem: str


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome.

    Attributes:
        checked: Number of records read.
        root: Merkle tree hash over them, in hex.
        found: How many findings there are in all.
        findings: The first of them, in the order they were met.
    """

    checked: int
    root: str
    found: int
    findings: tuple[Finding, ...]


def verify(log: EventLog, progress: Callable[[int, int], None] = lambda _done, _last: None) -> Verification:
    """Check all records up to the present head; `progress` is told each position reached, and the last one.

    Raises:
        LogUnavailable: The database can't be read.
    """
    head = log.stored_head()
    frontier = Frontier()
    found, kept = 0, list[Finding]()
    for finding in _findings(log, head, frontier, progress):
        found += 1
        if found <= FINDINGS_KEPT:
            kept.append(finding)
    return Verification(checked=frontier.size, root=frontier.root().hex(), found=found, findings=tuple(kept))


def _findings(
    log: EventLog, head: StoredHead, frontier: Frontier, progress: Callable[[int, int], None]
) -> Iterator[Finding]:
    """What is wrong, as it is met; the frontier grows by each record."""
    position, recorded_at = 0, ""
    for stored in log.stored_records(head.last):
        for problem in (*_place(stored, position, recorded_at), *_record(log, stored)):
            yield Finding(position=stored.position, problem=problem)
        frontier.append(leaf_hash(stored.canonical))
        position, recorded_at = stored.position, stored.recorded_at
        progress(position, head.last)
    if head.size != frontier.size:
        problem = f"the frontier counts {head.size} records, but the log holds {frontier.size}"
        yield Finding(position=None, problem=problem)
    elif head.nodes != frontier.to_bytes():
        yield Finding(position=None, problem="the frontier isn't the one of these records")


def _place(stored: StoredRecord, before: int, recorded_before: str) -> Iterator[str]:
    """Whether the record follows the one before it."""
    if stored.position != before + 1:
        yield f"it follows position {before}: what stood between them is gone"
    if stored.recorded_at < recorded_before:
        yield f"it was recorded at {stored.recorded_at}, before the one it follows ({recorded_before})"


def _record(log: EventLog, stored: StoredRecord) -> Iterator[str]:
    """Whether the bytes are a canonical envelope, what stands beside them is their own, and they tell the truth."""
    if stored.leaf != leaf_hash(stored.canonical):
        yield "its leaf hash isn't that of its bytes"
    try:
        record = unwrap(stored.canonical, stored.position)
        moment(record.recorded_at)
    except (MalformedEvent, ValueError) as error:
        yield str(error)
        return
    if not _is_canonical(stored.canonical):
        yield "its bytes aren't in canonical form"
    for name in _COPIES:
        if getattr(stored, name) != getattr(record, name):
            yield f"its column {name} differs from its bytes"
    yield from content_problems(log, record)


def _is_canonical(data: bytes) -> bool:
    try:
        return encode(msgspec.json.decode(data)) == data
    except UNREADABLE:
        return False
