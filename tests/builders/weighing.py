"""Small logs for the tests of weighing: readings as dispatches would give them, and what comes of them."""

from dataclasses import dataclass, field
from datetime import date

from events.canonical import encode
from events.claims import Claim, ClaimsExtracted, Evidence, Speaker
from events.event import Event, EventData, Record
from events.ids import name_based
from events.rounds import Cell
from events.rules import DeadlinePassed, Outlet, Place, PlaceName, ProcessRules, RulesAdopted, Version
from events.times import moment, stamp
from projections.deadlines import last_days
from projections.view import View
from projections.weighing import RESOLVER_VERSION, Weighing

EXTRACTOR = "1-0123456789ab"
MINISTRY, WIRE, PAPER, BLOG = "Ministry", "Wire", "Paper", "Blog"  # official, agency, outlet, unranked

_LISTS = ("participants", "observers", "agenda", "outcomes")


def rules(
    *,
    extractor: str = EXTRACTOR,
    resolver: str = RESOLVER_VERSION,
    carries: tuple[str, ...] = (),
    standing: str = "outlet",
) -> RulesAdopted:
    """Rules with one publisher of each standing (`PAPER` has the one given) and a city that was renamed twice."""
    outlets = {MINISTRY: "official", WIRE: "agency", "Wire Two": "agency", PAPER: standing, "Gazette": "outlet"}
    names = (
        PlaceName(name="Astana", until="2019-03-23"),
        PlaceName(name="Nur-Sultan", since="2019-03-23", until="2022-09-17"),
        PlaceName(name="Astana", since="2022-09-17"),
    )
    process = ProcessRules(
        process="astana",
        title="Astana Process",
        dossier=Version(version="1", digest="0" * 64),
        outlets=tuple(Outlet(name=name, standing=s) for name, s in outlets.items()),
        places=(Place(id="astana", names=names), Place(id="sochi", names=(PlaceName(name="Sochi"),))),
    )
    return RulesAdopted(
        extractor=extractor,
        lexicons={},
        resolver=Version(version=resolver, digest="0" * 64),
        processes=(process,),
        carries=carries,
    )


def said_on(day: str) -> str:
    """A moment on a day (noon, UTC), or the moment itself, as the log writes it."""
    return stamp(moment(f"{day}T12:00:00.000000Z")) if len(day) == len("2017-01-01") else day


def reading(
    said: str,
    rounds: dict[str, dict[str, object]] | None = None,
    *,
    by: str = WIRE,
    speaker: str = "agency",
    origin: str | None = None,
    article: str | None = None,
    revision: int = 1,
    extractor: str = EXTRACTOR,
    process: tuple[str, str] | None = None,
    notify: bool = True,
    **how: object,
) -> ClaimsExtracted:
    """What one article says.

    Args:
        said: Day or moment.
        rounds: By reference (``"5"``, ``"next"``) the fields it gives: text for dates, venue, status; a list of members
            for the others, or a dict of member to attendance. A ``background`` key marks the whole round as recalled.
        by: Publisher.
        speaker: Class of the speaker of every claim.
        origin: Unless the publisher itself.
        article: Its id, unless it is to be an article of its own.
        revision: Number of its revision.
        process: Value and speaker of a claim about the process.
        how: Further attributes of every claim, such as ``modality``.
    """
    content = encode([said, rounds, by, speaker, process, str(sorted(how.items()))]).decode()
    article = article or name_based("article", by, content)
    revision_id = name_based("revision", article, revision)
    claims: list[Claim] = []

    def add(round_: str | None, **given: object) -> None:
        attributes = {"speaker": Speaker(kind=speaker), "rule": "test", "evidence": (Evidence(start=0, end=1),)}
        id_ = f"{revision_id}/{len(claims) + 1}"
        claims.append(Claim(process="astana", round=round_, id=id_, **(attributes | how | given)))

    for ref, fields in (rounds or {}).items():
        recalled = {"background": True} if fields.get("background") else {}
        for name, value in fields.items():
            if name == "background":
                continue
            for given in _claims(name, value):
                add(ref, field=name, **recalled, **given)
    if process:
        add(None, field="process", value=process[0], speaker=Speaker(kind=process[1]))
    return ClaimsExtracted(
        article=article,
        revision=revision_id,
        extractor=extractor,
        publisher=by,
        lang="en",
        said_at=said_on(said),
        origin=origin or by.casefold(),
        notify=notify,
        processes=("astana",),
        claims=tuple(claims),
    )


def _claims(name: str, value: object) -> list[dict[str, object]]:
    if name == "dates":
        exact = "~" not in str(value) and ".." not in str(value) and len(str(value)) > len("2017-01")
        return [{"value": value, "kind": "extent" if exact else "window"}]
    if isinstance(value, dict):
        return [{"value": member, "attendance": attendance} for member, attendance in value.items()]
    if name in _LISTS:
        return [{"value": member} for member in value]
    return [{"value": value}]


@dataclass
class Ledger:
    """A log in memory with its weighing and view, kept as the projector keeps them.

    Attributes:
        records: All records, changes after what caused them.
    """

    weighing: Weighing = field(default_factory=Weighing)
    view: View = field(default_factory=View)
    records: list[Record] = field(default_factory=list)

    def record(self, event: Event) -> Record:
        """Append an event."""
        made = Record(
            position=len(self.records) + 1,
            id=event.id,
            type=event.data.TYPE,
            schema_version=event.data.VERSION,
            subject=event.subject,
            recorded_at="2025-01-01T00:00:00.000000Z",
            causation_id=event.causation_id,
            canonical=b"",
            data=encode(event.data),
        )
        self.records.append(made)
        return made

    def take(self, *bodies: EventData) -> list[Event]:
        """Append events, weigh each, append the changes, fold them, and return the changes."""
        changes: list[Event] = []
        for body in bodies:
            taken = self.record(Event(id=f"event {len(self.records) + 1}", subject="test", data=body))
            for change in self.weighing.take(taken):
                recorded = self.record(change)
                assert self.weighing.take(recorded) == ()
                self.view.fold(recorded)
                changes.append(change)
        return changes

    def take_together(self, *bodies: EventData) -> None:
        """Append events and weigh them once, all together, the changes unrecorded."""
        records = [self.record(Event(id=f"event {len(self.records) + 1}", subject="test", data=b)) for b in bodies]
        self.weighing.take_together(records)
        self.view = self.weighing.view

    def pass_day(self, day: str, *, notify: bool = True) -> list[Event]:
        """A day is over."""
        return self.take(DeadlinePassed(day=day, notify=notify))

    def pass_due_days(self, today: str) -> list[Event]:
        """What the scheduler does: the latest day that matters and lies before `today` is over."""
        due = [day for day in last_days(self.view) if day < date.fromisoformat(today)]
        return self.pass_day(max(due).isoformat()) if due else []

    def cell(self, round_: int | str, field: str) -> Cell | None:
        """A cell of a round, by number or id."""
        found = self.view.find("astana", str(round_))
        return found.cells[field].cell if found and field in found.cells else None

    def value(self, round_: int | str, field: str) -> object:
        """The value of a cell, None where there is none."""
        found = self.cell(round_, field)
        return found.value if found else None

    def provisional(self) -> list[str]:
        """Ids of the provisional rounds."""
        return [round_.id for round_ in self.view.rounds("astana") if round_.number is None]

    def cells(self) -> list[tuple[str, str, int | None, Cell]]:
        """Everything the view says, without the positions."""
        return [(subject, field, place.number, place.cell) for subject, field, place in self.view.rows()]


def weighed(*bodies: EventData, adopt: bool = True) -> Ledger:
    """A ledger that has adopted the rules and taken these events."""
    ledger = Ledger()
    if adopt:
        ledger.take(rules())
    ledger.take(*bodies)
    return ledger


def origins_of(cell: Cell | None) -> set[str]:
    """Origins that a cell cites for its value."""
    return {support.origin for support in cell.support} if cell else set()
