"""Changes: what the view says of the rounds, event by event. Each carries its whole new cell and its basis."""

from typing import ClassVar, Literal

import msgspec

from events.event import EventData

Standing = Literal["single", "corroborated", "official", "disputed"]
"""How well a cell stands: one origin; two or more; a ministry or the UN says so; or claims of weight contradict it."""

Step = Literal["ruling", "report", "plan", "deadline"]
"""The step that decided: an analyst's ruling, reports after the fact, the latest plan, or a day that passed."""


class Support(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim as a cell cites it, with the value it gives."""

    claim: str
    value: str
    publisher: str
    origin: str
    said_at: str
    speaker: str


class Cell(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field of one round, with the reason for its value.

    Attributes:
        value: Text for number, dates (EDTF), venue, status; a sorted list of ids for participants, observers, agenda,
            outcomes; None where nothing is known any more (a postponement without a new date).
        detail: More about the value, such as the attendance of each member; keys and values are plain text.
        flags: ``unconfirmed``, ``disputed``.
        standing, step: How well it stands and which step decided.
        origins: Number of independent origins behind the value.
        support, dissent: Claims for the value, and claims of weight against it, by `said_at` and id.
    """

    value: str | tuple[str, ...] | None
    detail: dict[str, str] = {}
    flags: tuple[str, ...] = ()
    standing: Standing
    step: Step
    origins: int
    support: tuple[Support, ...]
    dissent: tuple[Support, ...] = ()


class Change(EventData, frozen=True, kw_only=True):
    """What all changes share.

    Attributes:
        process: Id of the process.
        round: Id of the round: ``<process>-<number>``, or ``<process>-p-<8 hex digits>`` while provisional.
        number: The round's number, None while provisional.
        field: The field whose cell this is.
        cell: The whole new cell.
        previous: The value before, None where there was none.
        basis: Position of the event that caused the change.
        resolver: Version of the weighing that made it.
        notify: Whether it goes out as a message; false where history caused it.
    """

    process: str
    round: str
    number: int | None
    field: str
    cell: Cell
    previous: str | tuple[str, ...] | None
    basis: int
    resolver: str
    notify: bool


class RoundAnnounced(Change, frozen=True, kw_only=True):
    """A round is known of for the first time. Its cell is that of `number`."""

    TYPE: ClassVar[str] = "round.announced"


class RoundWithdrawn(Change, frozen=True, kw_only=True):
    """Nothing speaks of a round any more (its articles were corrected): all its cells leave the view.

    Its cell is that of `number`, empty and without support.
    """

    TYPE: ClassVar[str] = "round.withdrawn"


class DatesChanged(Change, frozen=True, kw_only=True):
    """The dates of a round."""

    TYPE: ClassVar[str] = "round.dates_changed"


class StatusChanged(Change, frozen=True, kw_only=True):
    """The status of a round, or its flags."""

    TYPE: ClassVar[str] = "round.status_changed"


class VenueChanged(Change, frozen=True, kw_only=True):
    """The venue of a round, by its name of that day."""

    TYPE: ClassVar[str] = "round.venue_changed"


class ParticipantsChanged(Change, frozen=True, kw_only=True):
    """Participants or observers of a round (`field` says which); `detail` holds each one's attendance."""

    TYPE: ClassVar[str] = "round.participants_changed"


class AgendaChanged(Change, frozen=True, kw_only=True):
    """What a round deals with."""

    TYPE: ClassVar[str] = "round.agenda_changed"


class OutcomeReported(Change, frozen=True, kw_only=True):
    """What a round brought."""

    TYPE: ClassVar[str] = "round.outcome_reported"


class ConflictOpened(Change, frozen=True, kw_only=True):
    """The value stays, but claims of weight now contradict it."""

    TYPE: ClassVar[str] = "round.conflict_opened"


class ConflictResolved(Change, frozen=True, kw_only=True):
    """The value stays, and nothing of weight contradicts it any more."""

    TYPE: ClassVar[str] = "round.conflict_resolved"


class Corroborated(Change, frozen=True, kw_only=True):
    """The value stays; its standing, step or number of independent origins changed."""

    TYPE: ClassVar[str] = "round.corroborated"


class RoundMerged(EventData, frozen=True, kw_only=True):
    """A provisional round turned out to be another one; its cells leave the view and its id answers with `into`."""

    TYPE: ClassVar[str] = "round.merged"

    process: str
    round: str
    into: str
    basis: int
    resolver: str
    notify: bool


class RoundSplit(EventData, frozen=True, kw_only=True):
    """A merge doesn't hold any more; the round stands by itself again, and changes that follow fill its cells."""

    TYPE: ClassVar[str] = "round.split"

    process: str
    round: str
    off: str
    basis: int
    resolver: str
    notify: bool


class ProcessStatusChanged(EventData, frozen=True, kw_only=True):
    """The process as a whole: ``active``, ``declared-over``, ``disputed`` or ``dormant``."""

    TYPE: ClassVar[str] = "process.status_changed"

    process: str
    cell: Cell
    previous: str | None
    basis: int
    resolver: str
    notify: bool
