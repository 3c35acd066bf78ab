"""Rehearsal: what adopting other rules would change, found out in memory. Nothing is written to the log or the view.

The log is read again, its readings that differ are weighed behind the log's last record as adoption would append them,
and the view that comes out is held against the one that stands.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from events.catalogue import decode_as
from events.claims import ClaimsExtracted
from events.envelopes import wrap
from events.event import EventData, Record
from events.log import EventLog
from events.rounds import Cell, Support
from events.rules import RulesAdopted
from events.times import stamp
from projections import view_store
from projections.effects import CHANGE_TYPES
from projections.view import View
from projections.weighing import Weighing
from service.adopting import succeeding
from service.database import reading
from service.evidence import quote_from
from service.projector import skipped_positions
from service.reading import Reader
from service.rereading import Progress, Rereader, Rereading
from service.rules import adopted_rules, adoption, differences
from service.services import Services

LINK = "link"
"""In the place of a field: which round a provisional one turned out to be."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that would change.

    Attributes:
        subject: ``round/<id>`` or ``process/<id>``.
        field: Of the cell; `LINK` where a round would be tied to another or untied, and there are no cells.
        before, after: The cell as it stands and as it would be; None where there is or would be none.
        tied: For `LINK`: the round it is tied to now and would be; None for none.
        decisive: Of a visible change: the claim that decides, the latest that speaks for the new cell alone, or else
            the latest that no longer speaks for it.
        quote: Its words; None without such a claim, or where its text was erased.
    """

    subject: str
    field: str
    before: Cell | None
    after: Cell | None
    tied: tuple[str | None, str | None] = (None, None)
    decisive: Support | None = None
    quote: str | None = None

    @property
    def visible(self) -> bool:
        """Whether the value, its details or its flags change, and not only what speaks for or against it."""
        return self.field == LINK or _shown(self.before) != _shown(self.after)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The outcome of a rehearsal.

    Attributes:
        differs: Whether the log goes by other rules at all.
        reading: What reading again brought.
        changes: Every cell that would change, by subject and field.
        view: The view as it would be.
    """

    differs: bool
    reading: Rereading
    changes: tuple[CellChange, ...]
    view: View


def rehearse(
    services: Services,
    reader: Reader,
    rules: RulesAdopted,
    progress: Progress = lambda _: None,
    workers: int | None = None,
) -> Rehearsal:
    """Find out what adopting rules would change, reading by them with this reader.

    Raises:
        RoundlogError: See `service.rereading.Rereader.differing`.
    """
    old = adopted_rules(services.log)
    if old is None or not differences(old, rules):
        return Rehearsal(differs=False, reading=Rereading(), changes=(), view=View())
    rereader = Rereader(services, reader, old, workers, progress)
    fresh = tuple(rereader.differing())
    weighing, before, head = _as_it_stands(services)
    after = View.from_plain(before.plain())
    at = stamp(services.clock())
    for position, event in enumerate([*fresh, adoption(succeeding(old, rules))], head + 1):
        _weigh(weighing, wrap(event, position, at), after)
    made = {event.id: event.data for event in fresh}
    changes = tuple(_explained(change, services.log, made) for change in cell_changes(before, after))
    return Rehearsal(differs=True, reading=rereader.outcome, changes=changes, view=after)


def _as_it_stands(services: Services) -> tuple[Weighing, View, int]:
    """The weighing and the view at the head of the log, with that position."""
    log, weighing, view = services.log, Weighing(), View()
    skipped, head = skipped_positions(log), log.head().size
    with reading(services.engine).connect() as connection:
        weighed = view_store.position(connection)

    def recorded() -> Iterator[Record]:
        for record in log.read(upto=head):
            if record.type in CHANGE_TYPES:
                view.fold(record)
            if record.position not in skipped:
                yield record

    weighing.recall(recorded(), weighed)
    for record in log.read(after=weighed, upto=head):
        if record.position not in skipped and record.type not in CHANGE_TYPES:
            _weigh(weighing, record, view)
    return weighing, view, head


def _weigh(weighing: Weighing, record: Record, view: View) -> None:
    """Weigh a record and fold the changes it would cause, which would stand right behind it."""
    for event in weighing.take(record):
        view.fold(wrap(event, record.position + 1, record.recorded_at))


def cell_changes(before: View, after: View) -> Iterator[CellChange]:
    """Every cell and link in which two views differ, by subject and field."""
    for subject in sorted(before.cells.keys() | after.cells.keys()):
        old, new = before.cells.get(subject, {}), after.cells.get(subject, {})
        for field in sorted(old.keys() | new.keys()):
            cells = [places[field].cell if field in places else None for places in (old, new)]
            if cells[0] != cells[1]:
                yield CellChange(subject, field, cells[0], cells[1])
    for round_ in sorted(before.links.keys() | after.links.keys()):
        tied = [view.links[round_].into if round_ in view.links else None for view in (before, after)]
        if tied[0] != tied[1]:
            yield CellChange(f"round/{round_}", LINK, None, None, (tied[0], tied[1]))


def _explained(change: CellChange, log: EventLog, made: Mapping[str, EventData]) -> CellChange:
    """The change with the claim that decides, from the readings made here or from the log."""
    decisive = _decisive(change.before, change.after)
    if decisive is None or not change.visible:
        return change
    extracted = made.get(decisive.claim.rpartition("/")[0]) or _recorded_reading(log, decisive.claim)
    quote = quote_from(log, extracted, decisive.claim) if isinstance(extracted, ClaimsExtracted) else None
    return replace(change, decisive=decisive, quote=quote)


def _recorded_reading(log: EventLog, claim: str) -> ClaimsExtracted | None:
    record = log.find(claim.rpartition("/")[0])
    return decode_as(ClaimsExtracted, record) if record else None


def _decisive(before: Cell | None, after: Cell | None) -> Support | None:
    """The latest claim of those that speak for the cell anew; where none does, of those that no longer do."""
    old = {_saying(support): support for support in (before.support if before else ())}
    new = {_saying(support): support for support in (after.support if after else ())}
    gained = [support for saying, support in new.items() if saying not in old]
    lost = [support for saying, support in old.items() if saying not in new]
    candidates = gained or lost or list(new.values())
    return max(candidates, key=lambda support: (support.said_at, support.claim), default=None)


def _saying(support: Support) -> tuple[str, ...]:
    """What a claim says, whatever reading it is from."""
    return support.value, support.publisher, support.said_at, support.speaker


def _shown(cell: Cell | None) -> tuple[object, ...] | None:
    return (cell.value, cell.detail, cell.flags) if cell else None
