"""Claims: what one revision of an article says about the rounds of a process."""

from typing import ClassVar, Literal

import msgspec

from events.event import EventData

Field = Literal["dates", "venue", "status", "participants", "observers", "agenda", "outcomes", "process", "mention"]
"""What a claim is about. `process` is about the process as a whole; `mention` says only that the round is spoken of."""

Modality = Literal["asserted", "proposed", "expected", "conditional", "denied", "retracted"]
"""How it is said. Only asserted and expected claims state something as so or as planned."""

Attendance = Literal["invited", "expected", "confirmed", "seen", "absent"]
"""How a participant or observer stands to the round. `absent` is a negative fact: did not or will not come."""

SpeakerClass = Literal["host", "guarantor", "un", "delegation", "agency", "unnamed"]
"""Who says so. `agency` is the publisher's own reporting."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exact slice of a revision's text.

    Attributes:
        start, end: Offsets in code points, half open, into the revision's text (title, blank line, body).
        digest: Salted SHA-256 of the slice, in hex; empty until the claim is sealed with the text's salt.
    """

    start: int
    end: int
    digest: str = ""


class Speaker(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who says so. `name` is for the name the text gives them; no rule reads it yet, so it is None."""

    kind: SpeakerClass
    name: str | None = None


class Anchor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The day from which a relative date was counted, where it came from, and the zone it was read in."""

    day: str
    source: Literal["dateline", "published", "text"]
    zone: str


class Claim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One statement about one field of one round.

    Attributes:
        id: ``<id of the reading's event>/<number from 1>``; empty until sealed.
        process: Id of the process in its dossier.
        round: The round's number as text; ``next``, ``current`` or ``last`` as seen from `said_at` where the text
            leaves it unnumbered; None where the claim is about the whole process.
        value: EDTF for dates; the city as named for venue; a status; one participant, observer, topic or outcome id
            (one claim a member); ``declared-over`` or ``continuing`` for process; empty for mention.
        kind: Of dates: ``extent`` (the days it lasts) or ``window`` (when it may fall).
        attendance: Of participants and observers.
        background: The sentence recalls earlier events; such a claim never moves a cell alone.
        anchor: Of dates that the text gives relatively.
        rule: Name of the rule that read it.
        evidence: The slices that carry the statement, in text order; at least one.
    """

    process: str
    round: str | None
    field: Field
    value: str
    speaker: Speaker
    rule: str
    evidence: tuple[Evidence, ...]
    kind: Literal["extent", "window"] | None = None
    attendance: Attendance | None = None
    modality: Modality = "asserted"
    background: bool = False
    anchor: Anchor | None = None
    id: str = ""


class ClaimsExtracted(EventData, frozen=True, kw_only=True):
    """The reading of one revision under one extractor.

    A first revision that names no process has none; a later one has it empty, so that what the one before said no
    longer counts. The reading repeats what weighing needs of the revision, so that weighing reads no other event about
    articles.

    Attributes:
        article, revision: Ids; the revision's id is the id of the event that captured it.
        extractor: ``<version>-<first 12 hex digits of the digest of its lexicons and dossiers>``.
        origin: Where the report comes from independently: publisher, or the wire or text it copies.
        notify: Whether changes that this causes go out as messages; false for imports and first polls.
        processes: Processes that the text names, also where it makes no claim about a round.
    """

    TYPE: ClassVar[str] = "claims.extracted"

    article: str
    revision: str
    extractor: str
    publisher: str
    lang: str
    said_at: str
    origin: str
    notify: bool
    processes: tuple[str, ...]
    claims: tuple[Claim, ...]
